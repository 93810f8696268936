"""A ticket keeps its type.

## What it checks

The `type` of a ticket that the base has is the same after the change.

## Why

Another type is another workflow: none of the steps in the history would have
been a step of it.

## Bad

```yaml
# before
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

```yaml
# after
type: request
state: open
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: open}
```

```console
$ supportflow check --base main --actor op-anna
```

## Good

```yaml
# before
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

```yaml
# after
state: pending-evaluation
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
```

```console
$ supportflow check --base main --actor op-anna
```

## How to mend

Write the type that the finding names. Where an error turns out to be a wish,
close it as not-an-error and open a request that links to it.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF209",
    slug="type-changed",
    title="A ticket keeps its type",
)
