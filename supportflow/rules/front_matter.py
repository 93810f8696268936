"""A ticket opens with a front matter.

## What it checks

The first line of a ticket file is `---`, a later line is `---` again, and
between the two stand `key: value` lines. A byte order mark and Windows line
ends are fine.

## Why

All that is counted, sorted and published comes from the front matter. A file
without one is a ticket that nobody would ever see.

## Bad

The line that ends the front matter is missing.

```markdown
---
id: SF-0042
title: Checkout spins forever

## What happens

The page stays white.
```

## Good

```markdown
---
id: SF-0042
title: Checkout spins forever
type: error
state: error-confirmed
impact: {users: few, breakage: isolated}
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
---

## What happens

The page stays white.

## Steps to reproduce

Pay by card.
```

## How to mend

Let the file begin with `---`, without an empty line before it, and write `---`
on a line of its own between the last key and the text. Copying the head of
another ticket and changing it is the quickest way.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF101",
    slug="front-matter",
    title="A ticket opens with a front matter",
    ticket=reported("front-matter"),
)
