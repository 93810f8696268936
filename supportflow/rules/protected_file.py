"""A maintainer approves changes of what decides about others.

## What it checks

Changes of the policy (`supportflow.toml`, `[tool.supportflow]` of
`pyproject.toml`), of `mkdocs.yml`, `site_templates/`, the override folder,
`.github/`, `.gitlab-ci.yml` and `.gitattributes` await one of the `maintainers`
that the base's policy names.

## Why

Nobody loosens their own gate. A change is judged by the policy of its base; by
this rule it does not choose the policy of the next one either.

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

[roles.subscriber]
members = ["op-anna"]
```

```console
$ supportflow check --base main --actor op-anna
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

[roles.subscriber]
members = ["op-anna"]
```

```console
$ supportflow check --base main --actor op-anna --approved-by lead-cho
```

## How to mend

Ask one of the maintainers whom the finding names to approve the change. Put it
into a change of its own, so that tickets need not wait for it.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF902",
    slug="protected-file",
    title="A maintainer approves what decides about others",
)
