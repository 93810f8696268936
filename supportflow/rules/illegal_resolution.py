"""A ticket is closed only in ways that its state allows.

## What it checks

A move into a closed state has a `resolution` that the workflow allows from the
state before.

## Why

The share of targets that were met counts what was fixed. A ticket that is
called fixed before anybody had scheduled it would spoil that figure.

## Bad

```yaml
state: closed
resolution: fixed
released_in: 4.2.1
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: closed, note: Went away by itself.}
```

## Good

```yaml
state: closed
resolution: cannot-reproduce
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: closed, note: Went away by itself.}
```

## How to mend

Take one of the resolutions that the finding lists, or first make the moves
that lead to a state from which the ticket can be closed like this.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF302",
    slug="illegal-resolution",
    title="A ticket is closed only in ways that its state allows",
    ticket=reported("illegal-resolution"),
)
