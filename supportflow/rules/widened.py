"""Not everybody widens who may read a ticket.

## What it checks

A ticket or an attachment for `staff` is not opened to stakeholders, and
`subscribers` are not changed, but by the role that rates tickets (in the
built-in process, the Provider) or with its approval.

## Why

What was written for staff was not written for everybody, and what has been
published cannot be taken back.

## Bad

```yaml
# before
audience: staff
```

```yaml
# after
audience: stakeholders
```

```console
$ supportflow check --base main --actor op-anna
```

## Good

```yaml
# before
audience: staff
```

```yaml
# after
audience: stakeholders
```

```console
$ supportflow check --base main --actor op-anna --approved-by dev-ben
```

## How to mend

Ask one of those whom the finding names to read the ticket and to approve the
change.
"""

from __future__ import annotations

from supportflow.rules.base import Rule

RULE = Rule(
    id="SF319",
    slug="widened",
    title="Not everybody widens who may read a ticket",
)
