"""Each step is made by a role that may make it.

## What it checks

The role in `by` is one that the policy allows for the move, or for a change of
severity, a hold, a resume, an excuse or a note.

## Why

Who evaluates also answers for the target. A reporter who rates their own
ticket makes a promise in the name of somebody else.

## Bad

```yaml
state: evaluated
severity: medium
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: evaluated, severity: medium}
```

## Good

```yaml
state: evaluated
severity: medium
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: provider, state: evaluated, severity: medium}
```

## How to mend

Let somebody of the roles that the finding names make the change. Where they
did and the entry names the wrong role, correct `by`.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF303",
    slug="wrong-role",
    title="Each step is made by a role that may make it",
    ticket=reported("wrong-role"),
)
