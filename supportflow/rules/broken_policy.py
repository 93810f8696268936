"""A change leaves a policy that can be used.

## What it checks

The policy can be read after the change: its TOML is valid, its keys are known,
its states can be reached. Until it can, the base's policy judges.

## Why

A broken policy on the main branch stops every check of every other change.

## Bad

```toml
# before: supportflow.toml
maintainers = ["lead-cho"]

[roles.operator]
members = ["op-anna"]

[roles.provider]
members = ["dev-ben"]
```

```toml
# after: supportflow.toml
maintainers = ["lead-cho"]

[roles.operator]
members = ["op-anna"]

[roles.provider]
members = ["dev-ben"]

[severities.high]
target = ["3d", "1d"]
```

```console
$ supportflow check --base main --actor op-anna --approved-by lead-cho
```

## Good

```toml
# before: supportflow.toml
maintainers = ["lead-cho"]

[roles.operator]
members = ["op-anna"]

[roles.provider]
members = ["dev-ben"]
```

```toml
# after: supportflow.toml
maintainers = ["lead-cho"]

[roles.operator]
members = ["op-anna"]

[roles.provider]
members = ["dev-ben"]

[severities.high]
target = ["1d", "2d"]
```

```console
$ supportflow check --base main --actor op-anna --approved-by lead-cho
```

## How to mend

Mend the key that the finding names. `supportflow check` without a base names
file and key as well, while you edit.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF903",
    slug="broken-policy",
    title="A change leaves a policy that can be used",
)
