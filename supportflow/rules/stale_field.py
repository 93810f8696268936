"""A move that is made again gives its fields anew.

## What it checks

When a move is made a second time, a required field at the top counts only where
the change gives it another value, or the entry repeats it. `impact` may stand.

## Why

The old date still stands there when a ticket is scheduled again. It was kept or
broken already, and promises nothing.

## Bad

```yaml
# before
state: evaluated
severity: medium
scheduled_for: 2026-01-12
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T12:00:00Z, by: provider, state: scheduled}
  - {at: 2026-01-05T13:00:00Z, by: provider, state: evaluated, note: It needs a second look.}
```

```yaml
# after
state: scheduled
severity: medium
scheduled_for: 2026-01-12
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T12:00:00Z, by: provider, state: scheduled}
  - {at: 2026-01-05T13:00:00Z, by: provider, state: evaluated, note: It needs a second look.}
  - {at: 2026-01-05T14:00:00Z, by: provider, state: scheduled}
```

```console
$ supportflow check --base main --actor dev-ben
```

## Good

```yaml
# before
state: evaluated
severity: medium
scheduled_for: 2026-01-12
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T12:00:00Z, by: provider, state: scheduled}
  - {at: 2026-01-05T13:00:00Z, by: provider, state: evaluated, note: It needs a second look.}
```

```yaml
# after
state: scheduled
severity: medium
scheduled_for: 2026-01-15
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T12:00:00Z, by: provider, state: scheduled}
  - {at: 2026-01-05T13:00:00Z, by: provider, state: evaluated, note: It needs a second look.}
  - {at: 2026-01-05T14:00:00Z, by: provider, state: scheduled}
```

```console
$ supportflow check --base main --actor dev-ben
```

## How to mend

Write the new value at the top. Where it is the old one on purpose, repeat it in
the entry.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF317",
    slug="stale-field",
    title="A move that is made again has its fields anew",
)
