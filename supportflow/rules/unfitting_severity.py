"""The severity is the one that the impact gives, or a reason says why not.

## What it checks

The severity that an entry gave is the highest one that the policy's table has
for the ticket's `impact`; or that entry has a `reason`. This is a warning: the
judgement stays with people.

## Why

Two tickets that break as much for as many should be equally urgent. Where they
are not, the reader of the figures wants to know why.

## Bad

```yaml
state: evaluated
severity: low
impact: {users: all, breakage: multiple}
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: provider, state: evaluated, severity: low}
```

## Good

```yaml
state: evaluated
severity: low
impact: {users: all, breakage: multiple}
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - at: 2026-01-05T10:00:00Z
    by: provider
    state: evaluated
    severity: low
    reason: Only the test system is affected.
```

## How to mend

Add `reason` to the entry that set the severity, correct the `impact` where it
was wrong, or change the severity by an entry of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import Severity
from supportflow.model.history import Kind
from supportflow.rules.base import Report, Rule, TicketContext


def check(context: TicketContext) -> Iterator[Report]:
    """Report the present severity where the impact gives another and the entry that set it has no reason."""
    ticket, workflow, replay = context.ticket, context.workflow, context.replay
    if not ticket or not ticket.impact or not workflow or not replay or not workflow.rated_by_history:
        return
    entry = next((step.entry for step in reversed(replay.steps) if step.entry.severity), None)
    wanted = context.policy.severity_for(ticket.impact.users, ticket.impact.breakage)
    if not entry or not wanted or entry.reason or replay.end.severity == wanted.name:
        return
    if replay.end.severity in context.policy.severities:
        impact = f"users {ticket.impact.users} and breakage {ticket.impact.breakage}"
        key = Kind.SEVERITY.value
        yield Report(
            entry.node.place(key),
            f"the severity is {replay.end.severity}, and an impact of {impact} gives {wanted.name}",
            'add `reason: "…"` to the entry, or correct the impact',
        )


RULE = Rule(
    id="SF603",
    slug="unfitting-severity",
    title="The severity is the one that the impact gives",
    severity=Severity.WARNING,
    ticket=check,
)
