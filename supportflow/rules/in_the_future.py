"""No entry lies in the future.

## What it checks

No entry is later than the present, or than the instant that `--now` gives, by
more than five minutes.

## Why

A history says what has happened. What is planned stands in a field of its own,
as `scheduled_for`.

## Bad

```yaml
history:
  - {at: 2099-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

## Good

```yaml
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

## How to mend

Correct the date, and look at the offset: a local time that is written with `Z`
lies in the future wherever the clock is ahead of UTC.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta

from supportflow.rules.base import Report, Rule, TicketContext

TOLERANCE = timedelta(minutes=5)


def check(context: TicketContext) -> Iterator[Report]:
    """Report entries that are later than now."""
    if not context.ticket:
        return
    for entry in context.ticket.history:
        if entry.at > context.now + TOLERANCE:
            yield Report(
                entry.node.place("at"),
                f"the entry lies in the future (it is {context.now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ})",
                "write the time at which it happened; mind the offset from UTC",
            )


RULE = Rule(
    id="SF306",
    slug="in-the-future",
    title="No entry lies in the future",
    ticket=check,
)
