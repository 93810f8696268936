"""The required keys are there.

## What it checks

A ticket has `id`, `title`, `type`, `state` and `history`; an entry has `at`
and `by`; an attachment has `file` and `shows`; an impact has `users` and
`breakage`.

## Why

Without them one cannot say which ticket it is, what stage it is in, or when a
thing happened.

## Bad

```yaml
history:
  - {at: 2026-01-05T09:00:00Z, state: error-confirmed}
```

## Good

```yaml
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

## How to mend

Add the key that the finding names. A key that is missing at the top is
reported at the first line, one that is missing inside another at the key or
the entry that it belongs to.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF108",
    slug="missing-key",
    title="The required keys are there",
    ticket=reported("missing-key"),
)
