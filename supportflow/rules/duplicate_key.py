"""No key stands twice.

## What it checks

Within the front matter, within one entry and within any other mapping each key
stands once.

## Why

Programs disagree on which of the two counts. People do as well: they edit the
one, and the other is read.

## Bad

```yaml
title: Checkout spins forever
title: Checkout spins forever after the redirect
```

## Good

```yaml
title: Checkout spins forever after the redirect
```

## How to mend

Keep the line that is right and remove the other. After a merge conflict, look
for a second pair as well.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF105",
    slug="duplicate-key",
    title="No key stands twice",
    ticket=reported("duplicate-key"),
)
