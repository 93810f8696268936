"""Holds begin and end in pairs.

## What it checks

`resume` names a hold that is in force. A hold that is in force does not begin
again, and a closed ticket is not held. A move into another state ends all
holds.

## Why

A hold stops the clock. One that ends twice, or never began, makes the time
that was counted a matter of opinion.

## Bad

```yaml
state: pending-evaluation
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: provider, hold: details-needed}
  - {at: 2026-01-05T11:00:00Z, by: operator, resume: third-party}
```

## Good

```yaml
state: pending-evaluation
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: provider, hold: details-needed}
  - {at: 2026-01-05T11:00:00Z, by: operator, resume: details-needed}
```

## How to mend

Name the hold that the finding says is in force, or remove the entry that has
nothing to end. No `resume` is needed before a move: the move ends the hold.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF309",
    slug="hold",
    title="Holds begin and end in pairs",
    ticket=reported("hold"),
)
