"""No key is left empty.

## What it checks

No key has an empty value, an empty text, `null` or `~`, no list holds such an
item, and the history has at least one entry.

## Why

An empty key says neither that there is nothing nor what there is, and the next
reader cannot tell which was meant.

## Bad

```yaml
component:
```

## Good

```yaml
component: checkout
```

## How to mend

Write the value, or remove the whole line: a key that may be absent is left
out.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF112",
    slug="empty-value",
    title="No key is left empty",
    ticket=reported("empty-value"),
)
