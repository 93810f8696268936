"""No entry is back-dated.

## What it checks

The time of a new entry is not earlier than the commit that adds it by more than
`clock_skew` of the policy, which is a day by default. What counts is the
author's date of the first commit from which the entry stands unchanged. Entries
from before an import are exempt.

This finds slips of the pen. It stops no forger: the date of a commit is what
its author says it is.

## Why

The time of an entry decides whether a target was met. One that is written a
week later, from memory, makes the figure a guess.

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
$ supportflow check --base main --actor op-anna --now 2026-01-20T10:00:00Z
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
  - {at: 2026-01-20T09:30:00Z, by: operator, state: pending-evaluation}
```

```console
$ supportflow check --base main --actor op-anna --now 2026-01-20T10:00:00Z
```

## How to mend

Write the time at which you make the entry. What happened earlier goes into its
`note`, or into the text.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF313",
    slug="back-dated",
    title="No entry is back-dated",
)
