"""A history entry does exactly one thing.

## What it checks

An entry has one of `state`, `severity`, `hold`, `resume`, `excuse` or a `note`
alone. A severity stands alone with its reason, or in the entry into the state
in which tickets are rated. Any entry may carry a note besides.

## Why

The state, the clock and the severity of a ticket are computed entry by entry.
An entry that does two things leaves open which came first.

## Bad

```yaml
state: pending-evaluation
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: provider, hold: details-needed, severity: medium}
```

## Good

```yaml
state: evaluated
severity: medium
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T10:00:00Z, by: provider, hold: details-needed}
```

## How to mend

Write an entry for each thing, in the order in which they happened. They may
have the same time.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF113",
    slug="entry-shape",
    title="A history entry does exactly one thing",
    ticket=reported("entry-shape"),
)
