"""A promise lies ahead when it is given.

## What it checks

`scheduled_for` is not earlier than the day (in the zone of the calendar) of the
entry that schedules the ticket. This is a warning.

## Why

A promise that had passed before it was given is a slip of the pen, or a date
entered afterwards; either makes the figures of kept promises worthless.

## Bad

```yaml
state: scheduled
severity: medium
scheduled_for: 2026-02-27
history:
  - {at: 2026-03-02T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-03-02T10:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-03-02T12:00:00Z, by: provider, state: scheduled}
```

## Good

```yaml
state: scheduled
severity: medium
scheduled_for: 2026-03-06
history:
  - {at: 2026-03-02T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-03-02T10:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-03-02T12:00:00Z, by: provider, state: scheduled}
```

## How to mend

Write the day that was promised. Where the work was done before it was entered,
the day of the entry will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supportflow.model.finding import Severity
from supportflow.rules.base import Report, Rule, TicketContext, place

FIELD = "scheduled_for"


def check(context: TicketContext) -> Iterator[Report]:
    """Report promises that lie before the day of the move that requires them; the value at the top belongs to the
    last such move.
    """
    ticket = context.ticket
    if not ticket or not context.replay:
        return
    moves = [made for made in context.made if FIELD in made.needs]
    for made in moves:
        own = made.step.entry.field(FIELD)
        value = own if own is not None else ticket.field(FIELD) if made is moves[-1] else None
        if isinstance(value, date) and value < made.day:
            span = made.step.entry.node.place(FIELD) if own is not None else place(ticket.node, FIELD)
            yield Report(
                span,
                f"`{FIELD}` is {value}, before the day on which it was promised ({made.day})",
                "write the day that was promised",
            )


RULE = Rule(
    id="SF604",
    slug="promise-in-the-past",
    title="A promise lies ahead when it is given",
    severity=Severity.WARNING,
    ticket=check,
)
