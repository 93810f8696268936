"""The past of a ticket can be read.

## What it checks

Where the ticket of the base cannot be read, its history is held against the
last version that could be. Where there is none, a maintainer approves the
change.

## Why

Whatever now stands in the history may have been there, or may not; nothing is
left to compare it with.

## Bad

```text
# before: tickets/SF-0042.md
---
id: [SF-0042
---
```

```yaml
# after: tickets/SF-0042.md
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

```console
$ supportflow check --base main --actor op-anna
```

## Good

```text
# before: tickets/SF-0042.md
---
id: [SF-0042
---
```

```yaml
# after: tickets/SF-0042.md
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

```console
$ supportflow check --base main --actor op-anna --approved-by lead-cho
```

## How to mend

Ask one of the maintainers whom the finding names to compare both versions by
eye, and to approve the change.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF906",
    slug="unreadable-base",
    title="The past of a ticket can be read",
)
