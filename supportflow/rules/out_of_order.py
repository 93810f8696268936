"""Entries stand in the order of their instants.

## What it checks

No entry is earlier than the one before it. The same instant twice is fine:
then the order of the lines counts.

## Why

A history is added to at its end and never rewritten. An entry that is earlier
than the one before it is a slip in the time, or a step that was put in later.

## Bad

```yaml
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-04T17:00:00Z, by: operator, note: Seen on a second device.}
```

## Good

```yaml
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T09:30:00Z, by: operator, note: "Seen on a second device, the day before."}
```

## How to mend

Write the time at which the entry was made. Mind the offset: `10:00:00+02:00`
is earlier than `09:00:00Z`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from supportflow.model.node import plain_value
from supportflow.rules.base import Report, Rule, TicketContext


def check(context: TicketContext) -> Iterator[Report]:
    """Report entries that are earlier than the one before."""
    if not context.ticket:
        return
    for before, entry in pairwise(context.ticket.history):
        if entry.at < before.at:
            earlier = plain_value(before.node.get("at"))
            yield Report(
                entry.node.place("at"),
                f"the entry is earlier than the one before it ({earlier})",
                "write the time at which it happened, and add entries at the end",
            )


RULE = Rule(
    id="SF305",
    slug="out-of-order",
    title="Entries stand in the order of their instants",
    ticket=check,
)
