"""A word that tickets use stays in the policy.

## What it checks

A change takes no type, state, severity, hold, component, role, excuse or
resolution out of the policy that some ticket still uses.

## Why

A ticket in a state that no policy knows is judged by no rule, and shown on no
board.

## Bad

```toml
# before: supportflow.toml
maintainers = ["lead-cho"]

[roles.operator]
members = ["op-anna"]

[roles.provider]
members = ["dev-ben"]

[holds.legal]
title = "Legal review"
waits_on = "third-party"
```

```yaml
# before
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: provider, hold: legal}
```

```toml
# after: supportflow.toml
maintainers = ["lead-cho"]

[roles.operator]
members = ["op-anna"]

[roles.provider]
members = ["dev-ben"]
```

```yaml
# after
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: provider, hold: legal}
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

[holds.legal]
title = "Legal review"
waits_on = "third-party"
```

```yaml
# before
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

```toml
# after: supportflow.toml
maintainers = ["lead-cho"]

[roles.operator]
members = ["op-anna"]

[roles.provider]
members = ["dev-ben"]
```

```yaml
# after
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

```console
$ supportflow check --base main --actor op-anna --approved-by lead-cho
```

## How to mend

Keep the word. A state or a move that nothing new may use gets an
`effective_until`; entries from before it stay legal.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF904",
    slug="word-in-use",
    title="A word that tickets use stays in the policy",
)
