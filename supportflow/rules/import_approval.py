"""A maintainer stands for entries that were made elsewhere.

## What it checks

Where a change adds `imported` to a ticket, or changes it, a maintainer approves
it. Their approval stands for the roles of all entries before `imported.at`,
which are also exempt from the rule on back-dating.

## Why

Nobody who is here has made those entries. Without this rule `imported` would be
the way around the roles.

## Bad

```yaml
# before: tickets/SF-0041.md
title: Another one
```

```yaml
# after: tickets/SF-0041.md
title: Another one
```

```yaml
# after: tickets/SF-0042.md
imported: {from: old tracker, at: 2026-01-05T12:00:00Z}
state: pending-evaluation
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
```

```console
$ supportflow check --base main --actor op-anna
```

## Good

```yaml
# before: tickets/SF-0041.md
title: Another one
```

```yaml
# after: tickets/SF-0041.md
title: Another one
```

```yaml
# after: tickets/SF-0042.md
imported: {from: old tracker, at: 2026-01-05T12:00:00Z}
state: pending-evaluation
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: pending-evaluation}
```

```console
$ supportflow check --base main --actor op-anna --approved-by lead-cho
```

## How to mend

Ask one of the maintainers whom the finding names to approve the import.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF905",
    slug="import",
    title="A maintainer stands for what was made elsewhere",
)
