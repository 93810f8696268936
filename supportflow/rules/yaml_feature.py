"""No anchors, aliases, tags, merge keys or document markers.

## What it checks

The front matter uses none of the parts of YAML by which a value stands for
something else: anchors (`&name`), aliases (`*name`), tags (`!name`), merge
keys (`<<`), keys that are lists or mappings, several documents or directives.

## Why

What stands on a line is what it means: for the one who reads the change, for
`grep`, and for every program.

## Bad

```yaml
impact: &usual {users: few, breakage: isolated}
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed, impact: *usual}
```

## Good

```yaml
impact: {users: few, breakage: isolated}
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

## How to mend

Write each value out. A text that only looks like one of these, as `*urgent*`
or `!important`, goes in quotes.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF106",
    slug="yaml-feature",
    title="No anchors, aliases, tags, merge keys or document markers",
    ticket=reported("yaml-feature"),
)
