"""A ticket is never deleted, only closed.

## What it checks

Every ticket that the base has is there after the change, under its id.

## Why

What was asked and answered stays on record, and the figures of the past with
it. A ticket that is gone is also one that nobody can be late with.

## Bad

```yaml
# before: tickets/SF-0042.md
title: Checkout spins
```

```yaml
# before: tickets/SF-0043.md
title: A slow list
```

```yaml
# after: tickets/SF-0043.md
title: A slow list
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
state: closed
resolution: withdrawn
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-01-05T10:00:00Z, by: operator, state: closed, note: Our own mistake.}
```

```console
$ supportflow check --base main --actor op-anna
```

## How to mend

Bring the file back with the command that the finding shows. Then close the
ticket, with a resolution and a note that say why.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF210",
    slug="ticket-deleted",
    title="A ticket is never deleted",
)
