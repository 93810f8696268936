"""A reopened ticket keeps how it was closed before.

## What it checks

In a ticket that was reopened, the entry that had closed it carries the
`resolution`, and the `released_in` where the workflow requires one.

## Why

While a ticket is closed these may stand at the top. Reopening removes them
there, and without a copy in the entry nobody could say any more how the first
round had ended.

## Bad

```yaml
state: pending-evaluation
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: closed, note: Works here.}
  - {at: 2026-01-09T08:00:00Z, by: operator, state: pending-evaluation, note: It is back.}
```

## Good

```yaml
state: pending-evaluation
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T11:00:00Z, by: provider, state: closed, resolution: cannot-reproduce, note: Works here.}
  - {at: 2026-01-09T08:00:00Z, by: operator, state: pending-evaluation, note: It is back.}
```

## How to mend

Add to the closing entry exactly the values that the top had before the ticket
was reopened; git shows them. This is the one addition to a past entry that is
allowed.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF311",
    slug="lost-cycle",
    title="A reopened ticket keeps how it was closed before",
    ticket=reported("lost-cycle"),
)
