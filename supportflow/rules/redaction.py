"""A maintainer approves what is taken out of the past.

## What it checks

A value of a past entry becomes `[erased]`, or the personal data in it become
pseudonyms; an attachment of a ticket is removed or replaced. All else stays as
it was. A maintainer approves it.

## Why

Somebody's right to be forgotten goes before the record. That it is nothing else
which was taken out, a second person has to see.

## Bad

```yaml
# before
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T09:30:00Z, by: operator, note: Seen by the lady at the desk.}
```

```yaml
# after
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T09:30:00Z, by: operator, note: "[erased]"}
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
  - {at: 2026-01-05T09:30:00Z, by: operator, note: Seen by the lady at the desk.}
```

```yaml
# after
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T09:30:00Z, by: operator, note: "[erased]"}
```

```console
$ supportflow check --base main --actor op-anna --approved-by lead-cho
```

## How to mend

Ask one of the maintainers whom the finding names to approve the change. What
was in the repository stays in its history until that is rewritten as well.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF907",
    slug="redaction",
    title="A maintainer approves what is taken out of the past",
)
