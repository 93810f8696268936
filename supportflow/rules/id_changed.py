"""A ticket keeps its id.

## What it checks

The `id` of a ticket that the base has is the same after the change, also where
its file was renamed. Where two tickets of the base have one id, one of them may
take another, with the approval of a maintainer.

## Why

Links, commits and mails name a ticket by its id. One that changes leads all of
them astray.

## Bad

```yaml
# before: tickets/SF-0042.md
title: Checkout spins
```

```yaml
# after: tickets/SF-0043.md
title: Checkout spins
```

```console
$ supportflow check --base main --actor op-anna
```

## Good

```yaml
# before: tickets/SF-0042.md
title: Checkout spins
```

```yaml
# after: tickets/SF-0042-checkout-spins.md
title: Checkout spins
```

```console
$ supportflow check --base main --actor op-anna
```

## How to mend

Write the id that the finding names, in the file and in its name. For another
matter open another ticket.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF208",
    slug="id-changed",
    title="A ticket keeps its id",
)
