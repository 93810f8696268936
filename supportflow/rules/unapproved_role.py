"""Somebody who holds the role stands behind each step.

## What it checks

For each new entry, the one who makes the change or one of those who have
approved it is a member of the role in `by`, and is that member where `by` names
a handle. Until then the finding awaits approval, and the exit code is 3.

## Why

The file says who made a step, and anybody can write a file. An approval says
that they know of it.

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
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
```

```console
$ supportflow check --base main --actor dev-ben
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
$ supportflow check --base main --actor dev-ben --approved-by op-anna
```

## How to mend

Ask one of those whom the finding names to approve the change. Where you are one
of them, see that your handle stands in the policy as the forge writes it.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF316",
    slug="unapproved-role",
    title="Who makes a step holds the role",
)
