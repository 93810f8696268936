"""A ticket that missed its target says why.

## What it checks

A closed ticket whose working time exceeded the latest of its target (`missed`)
has an `excuse` entry in the cycle that missed, written at or after the breach.

## Why

A breach that nobody explains is repeated. The tables show breaches with their
reasons, and the share of targets met both with and without the excused ones.

## Bad

```yaml
state: closed
severity: severe                 # one working day
impact: {users: all, breakage: multiple}
scheduled_for: 2026-03-03
resolution: fixed
released_in: 4.2.1
history:
  - {at: 2026-03-02T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-03-02T10:00:00Z, by: provider, state: evaluated, severity: severe}
  - {at: 2026-03-02T11:00:00Z, by: provider, state: scheduled}
  - {at: 2026-03-04T12:00:00Z, by: provider, state: closed}
```

## Good

```yaml
state: closed
severity: severe                 # one working day
impact: {users: all, breakage: multiple}
scheduled_for: 2026-03-03
resolution: fixed
released_in: 4.2.1
history:
  - {at: 2026-03-02T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-03-02T10:00:00Z, by: provider, state: evaluated, severity: severe}
  - {at: 2026-03-02T11:00:00Z, by: provider, state: scheduled}
  - {at: 2026-03-04T12:00:00Z, by: provider, excuse: capacity, reason: "Two severe errors in one night."}
  - {at: 2026-03-04T12:00:00Z, by: provider, state: closed}
```

## How to mend

Add an `excuse` entry with one of the policy's causes and a `reason`. It may
stand after the closing entry too: an excuse is given any time after the breach.
`supportflow sla SF-0042 --explain` shows when the target was missed.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.rules.base import Report, Rule, TicketContext
from supportflow.sla.types import SlaStatus


def check(context: TicketContext) -> Iterator[Report]:
    """Report a closed ticket that missed its target in a cycle without an excuse that covers it."""
    sla, replay = context.sla, context.replay
    if sla is None or replay is None or sla.status is not SlaStatus.MISSED:
        return
    epoch = sla.epochs[-1]
    if epoch.breached_at is None or epoch.excused:
        return
    closing = replay.moves[-1].entry
    causes = ", ".join(context.policy.excuses)
    yield Report(
        closing.span,
        f"closed after its target, missed on {epoch.breached_at:%Y-%m-%dT%H:%M:%SZ}, and no excuse says why",
        f'add an entry `{{at: …, by: …, excuse: …, reason: "…"}}` with one of {causes}',
    )


RULE = Rule(
    id="SF601",
    slug="missed-without-excuse",
    title="A ticket that missed its target says why",
    ticket=check,
)
