"""A move carries what it requires.

## What it checks

What the workflow requires of a move stands in its entry or at the top of the
ticket: a date, a release, an estimate, a link. A severity and a note stand in
the entry. A change of severity and an excuse give a `reason`.

## Why

These are what the next person needs: by when, in which release, why it was
sent back.

## Bad

```yaml
state: scheduled
severity: medium
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: scheduled}
```

## Good

```yaml
state: scheduled
severity: medium
scheduled_for: 2026-01-08
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: scheduled}
```

## How to mend

Add the field that the finding names, where it says. `supportflow show` with
the id of a ticket prints what its next moves need before you make them.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF304",
    slug="missing-field",
    title="A move carries what it requires",
    ticket=reported("missing-field"),
)
