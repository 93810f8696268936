"""An excuse stands where a target was missed.

## What it checks

An `excuse` entry follows a breach of the same cycle. This is a warning.

## Why

An excuse given beforehand is a forecast. It belongs into a `note`, and the
tables of breaches stay honest.

## Bad

```yaml
state: evaluated
severity: low                    # ten working days
impact: {users: few, breakage: none}
history:
  - {at: 2026-03-02T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-03-02T10:00:00Z, by: provider, state: evaluated, severity: low}
  - {at: 2026-03-03T10:00:00Z, by: provider, excuse: capacity, reason: "It will take longer."}
```

## Good

```yaml
state: evaluated
severity: low                    # ten working days
impact: {users: few, breakage: none}
history:
  - {at: 2026-03-02T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-03-02T10:00:00Z, by: provider, state: evaluated, severity: low}
  - {at: 2026-03-03T10:00:00Z, by: provider, note: "It will take longer."}
```

## How to mend

Write a `note` instead, or wait until the target has been missed.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import Severity
from supportflow.model.history import Kind
from supportflow.rules.base import Report, Rule, TicketContext


def check(context: TicketContext) -> Iterator[Report]:
    """Report excuses that no breach of their cycle precedes."""
    replay = context.replay
    if replay is None or all(step.entry.kind is not Kind.EXCUSE for step in replay.steps):
        return
    sla = context.sla
    if sla is None:
        return
    breached = [(epoch.cycle, epoch.breached_at) for epoch in sla.epochs if epoch.breached_at]
    for step in replay.steps:
        entry = step.entry
        if entry.kind is Kind.EXCUSE and entry.at <= context.now:
            covered = any(cycle == step.before.cycle and at <= entry.at for cycle, at in breached)
            if not covered:
                yield Report(
                    entry.span,
                    "an excuse, and no target had been missed by then",
                    "write a `note` instead, or remove the entry",
                )


RULE = Rule(
    id="SF602",
    slug="needless-excuse",
    title="An excuse stands where a target was missed",
    severity=Severity.WARNING,
    ticket=check,
)
