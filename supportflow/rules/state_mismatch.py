"""`state` is the one that the history ends in.

## What it checks

`state` at the top is the state of the last entry that has one.

## Why

The top is what people read and search; the history is what is counted. When
they differ, one of them was forgotten.

## Bad

```yaml
state: pending-evaluation
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

## Good

```yaml
state: pending-evaluation
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
```

## How to mend

Where the ticket has moved, add the entry of the move. Where it has not, write
the state in which the history ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.rules.base import Report, Rule, TicketContext, place


def check(context: TicketContext) -> Iterator[Report]:
    """Report a state at the top that is not where the history ends."""
    ticket, workflow, replay = context.ticket, context.workflow, context.replay
    if not ticket or not workflow or not replay or not replay.moves:
        return
    if ticket.state in workflow.states and replay.end.state in workflow.states and ticket.state != replay.end.state:
        day = context.policy.day_of(context.now, workflow.calendar or "default")
        legal = workflow.moves_between(replay.end.state, ticket.state, day)
        moved = f", or add the entry that leads to {ticket.state}" if legal else ""
        yield Report(
            place(ticket.node, "state"),
            f"`state` is {ticket.state}, and the history ends in {replay.end.state}",
            f"write `state: {replay.end.state}`{moved}",
        )


RULE = Rule(
    id="SF307",
    slug="state-mismatch",
    title="`state` is the one that the history ends in",
    ticket=check,
)
