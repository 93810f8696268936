"""Every key is known.

## What it checks

Each key, at the top, in an entry of the history and in the mappings below
them, is one that the format has. What an entry may carry depends on what it
does: a hold has no `reason`, an entry into a state carries only the fields
that moves into that state ask for. Keys below `custom` are those that the
policy declares.

## Why

A misspelt key is not an empty key: it looks as if it were set, and nothing
reads it.

## Bad

```yaml
asignee: "@dev-ben"
```

## Good

```yaml
assignee: "@dev-ben"
```

## How to mend

Correct the spelling; the finding names the nearest key that is known there. A
key of your own goes below `custom:`, after the policy has declared it.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF107",
    slug="unknown-key",
    title="Every key is known",
    ticket=reported("unknown-key"),
)
