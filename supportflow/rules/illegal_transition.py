"""A ticket moves only along its workflow.

## What it checks

Each entry with a `state` is a move of the workflow that was in force at its
time: from the state that the entries before it lead to, into its own. A
history begins with a state in which a new ticket may begin.

## Why

A step that was skipped is work that nobody did: an error that was never
evaluated has no severity, so nobody knows when it is due.

## Bad

```yaml
state: scheduled
scheduled_for: 2026-01-08
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: scheduled}
```

## Good

```yaml
state: scheduled
severity: medium
scheduled_for: 2026-01-08
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:30:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: scheduled}
```

## How to mend

The finding lists the moves that lead on from there, who may make each, and
what each needs. Add the entries of the steps between, when they have been
done, or take one of the moves that are listed.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF301",
    slug="illegal-transition",
    title="A ticket moves only along its workflow",
    ticket=reported("illegal-transition"),
)
