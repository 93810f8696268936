"""Instants and dates have the one form.

## What it checks

`at` and `consultation` are instants: `2026-11-23T09:14:00+02:00`, or with `Z`
for UTC, seconds included. `scheduled_for`, `approval` and other days are
dates: `2026-11-25`. The day and the time exist, and lie between 1970 and 2100.

## Why

Working time is counted to the second. A time without its offset means another
moment on every machine.

## Bad

```yaml
history:
  - {at: 2026-01-05 09:00, by: operator, state: error-confirmed}
```

## Good

```yaml
history:
  - {at: 2026-01-05T09:00:00+01:00, by: operator, state: error-confirmed}
```

## How to mend

Write a capital `T` between day and time, the seconds, and the offset from UTC
of the place where the clock hangs: `Z`, or hours and minutes with a colon as
`+01:00`. Mind that the offset changes with summer time.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF110",
    slug="bad-time",
    title="Instants and dates have the one form",
    ticket=reported("bad-time"),
)
