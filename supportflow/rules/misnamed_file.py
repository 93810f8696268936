"""A file with front matter is named as a ticket.

## What it checks

A Markdown file below `tickets/` that begins with front matter is named as
tickets are: the id, perhaps a slug of small letters, digits and hyphens, and
`.md`. A file without front matter, as a README, may have any name.

## Why

A ticket with a slip in its name would be passed over in silence: not checked,
not counted, not published.

## Bad

```yaml
# tickets/SF-0042-Checkout_spins.md
id: SF-0042
```

## Good

```yaml
# tickets/SF-0042-checkout-spins.md
id: SF-0042
```

## How to mend

Rename the file, or remove the front matter where it is no ticket.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import FIRST_LINE
from supportflow.rules.base import Report, Rule, TreeContext, TreeReport


def check(context: TreeContext) -> Iterator[TreeReport]:
    """Report Markdown files with front matter that are not named as tickets are."""
    prefix = context.policy.id_prefix
    for path in context.misnamed:
        yield TreeReport(
            path,
            None,
            Report(
                FIRST_LINE,
                "the file has front matter and is not named as a ticket",
                f"name it {prefix}-0042-short-slug.md (small letters, digits and hyphens in the slug), "
                "or remove the front matter",
            ),
        )


RULE = Rule(
    id="SF204",
    slug="misnamed-file",
    title="A file with front matter is named as a ticket",
    tree=check,
)
