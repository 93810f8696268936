"""A history is only added to.

## What it checks

Every entry that the base has stands in the same place, with the same keys and
the same values. Comments, quotes and the order of keys do not matter; new
entries go to the end. Two changes are allowed: what takes personal data out,
with the approval of a maintainer, and what a reopening adds to the entry that
had closed the ticket.

## Why

Everything that is counted comes from the history. Were it rewritten, last
year's report could not be made again.

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
  - {at: 2026-01-05T08:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
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

Restore the entry; the finding shows how. To correct something, add an entry
with a note at the end.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF315",
    slug="tampered-history",
    title="A history is only added to",
)
