"""A calendar that has holidays has those of the coming year too.

## What it checks

Each calendar of the policy that lists holidays lists at least one within the
next 365 days; versions of it that are no longer in force do not count. This is
a warning.

## Why

Holidays are dates in the policy, so that a figure of the past never changes.
When the list runs out, nobody notices: targets just end a day too early.

## Bad

```toml
# supportflow.toml
[calendars.default]
hours = {mon = [["09:00", "17:00"]]}
holidays = [2024-12-25, 2024-12-26]
```

## Good

```toml
# supportflow.toml
[calendars.default]
hours = {mon = [["09:00", "17:00"]]}
holidays = [2024-12-25, 2024-12-26, 2026-12-25, 2026-12-26]
```

## How to mend

`supportflow holidays` writes the dates of a country and a year into the policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from supportflow.model.finding import Severity, Span
from supportflow.rules.base import Report, Rule, TreeContext, TreeReport

AHEAD = timedelta(days=365)


def check(context: TreeContext) -> Iterator[TreeReport]:
    """Report calendars whose holidays run out."""
    if context.policy_file is None:
        return
    for name, versions in context.policy.calendars.items():
        today = context.policy.day_of(context.now, name)
        current = [version for version in versions if version.window.end is None or today < version.window.end]
        listed = [day for version in current for day in version.holidays]
        if listed and not any(today <= day <= today + AHEAD for day in listed):
            yield TreeReport(
                context.policy_file,
                None,
                Report(
                    Span(1, 1),
                    f"the calendar {name} lists no holiday from {today} to {today + AHEAD}; the last is {max(listed)}",
                    f"supportflow holidays COUNTRY --year {(today + AHEAD).year} --calendar {name}",
                ),
            )


RULE = Rule(
    id="SF605",
    slug="holidays-run-out",
    title="A calendar that has holidays has those of the coming year too",
    severity=Severity.WARNING,
    tree=check,
)
