"""A promise is changed by those who may give it.

## What it checks

A field that a move has required, such as `scheduled_for` or `approval`, is
changed by a role that may make that move, or with its approval.

## Why

Others have planned by it. Whoever may not give a promise may not move it
either.

## Bad

```yaml
# before
state: scheduled
severity: medium
scheduled_for: 2026-01-12
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T12:00:00Z, by: provider, state: scheduled}
```

```yaml
# after
state: scheduled
severity: medium
scheduled_for: 2026-01-19
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T12:00:00Z, by: provider, state: scheduled}
```

```console
$ supportflow check --base main --actor op-anna
```

## Good

```yaml
# before
state: scheduled
severity: medium
scheduled_for: 2026-01-12
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T12:00:00Z, by: provider, state: scheduled}
```

```yaml
# after
state: scheduled
severity: medium
scheduled_for: 2026-01-19
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T12:00:00Z, by: provider, state: scheduled}
```

```console
$ supportflow check --base main --actor op-anna --approved-by dev-ben
```

## How to mend

Ask one of those whom the finding names to approve the change, or leave the
field as it was.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF318",
    slug="changed-promise",
    title="A promise is changed by who may give it",
)
