"""No two tickets have one id.

## What it checks

No id is used by two files, neither in the front matter nor in the file name.

## Why

Two people who begin a ticket on the same day both take the next number. Git
sees no conflict, since the slugs differ; every link to that id would lead to
either.

## Bad

```yaml
# tickets/SF-0042-checkout-spins.md
id: SF-0042
```

```yaml
# tickets/SF-0042-dark-theme.md
id: SF-0042
```

## Good

```yaml
# tickets/SF-0042-checkout-spins.md
id: SF-0042
```

```yaml
# tickets/SF-0043-dark-theme.md
id: SF-0043
```

## How to mend

Give the younger ticket the next free id, which the finding names: in its file
name, in `id`, in the name of its folder of attachments, and in the links of
other tickets that mean it.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import FIRST_LINE, Span
from supportflow.model.names import id_pattern
from supportflow.rules.base import Report, Rule, TreeContext, TreeReport, place
from supportflow.source.ticket import Document

_LONG = 64
"""An id beyond this is a slip, and no number to go on counting from."""


def check(context: TreeContext) -> Iterator[TreeReport]:
    """Report every file whose id, by front matter or by name, another file has as well."""
    for ticket_id, documents in context.index.ids.items():
        if len(documents) < 2:  # noqa: PLR2004 - two of a kind
            continue
        for document in documents:
            others = sorted(other.path for other in documents if other is not document)
            yield TreeReport(
                document.path,
                document.ticket.id if document.ticket else ticket_id,
                Report(
                    _place(document),
                    f"{ticket_id} is also the id of {', '.join(others)}",
                    f"give the younger ticket the next free id, {_next_free(context)}, in file name and `id`",
                ),
            )


def _place(document: Document) -> Span:
    return place(document.ticket.node, "id") if document.ticket else FIRST_LINE


def _next_free(context: TreeContext) -> str:
    prefix = context.policy.id_prefix
    pattern = id_pattern(prefix)
    ids = [name for name in context.index.ids if pattern.fullmatch(name) and len(name) < _LONG]
    numbers = [int(name.rpartition("-")[2]) for name in ids]
    return f"{prefix}-{max(numbers, default=0) + 1:04d}"


RULE = Rule(
    id="SF203",
    slug="duplicate-id",
    title="No two tickets have one id",
    tree=check,
)
