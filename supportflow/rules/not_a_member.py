"""A handle belongs to the role that it is named with.

## What it checks

Where `by` names a handle, as in `operator:@op-anna`, the policy of the base
lists it among the members of that role. Handles compare without case.

## Why

A handle says who answers for a step. One that the policy does not know says
that about somebody who may not.

## Bad

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
  - {at: 2026-01-05T10:00:00Z, by: "operator:@dev-ben", state: pending-evaluation}
```

```console
$ supportflow check --base main --actor op-anna --approved-by dev-ben
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
  - {at: 2026-01-05T10:00:00Z, by: "operator:@op-anna", state: pending-evaluation}
```

```console
$ supportflow check --base main --actor op-anna
```

## How to mend

Write the handle of a member, or the role alone. A new member is added to the
policy first, by a change of its own.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF314",
    slug="not-a-member",
    title="A handle belongs to the role",
)
