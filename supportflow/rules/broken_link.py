"""Links name tickets that exist.

## What it checks

Each id below `links` is the id of a ticket in the tree.

## Why

A link that leads nowhere is a slip of the pen or a ticket that somebody
removed; both cost the reader the context.

## Bad

```yaml
links: {relates: [SF-0999]}
```

## Good

```yaml
# tickets/SF-0042.md
id: SF-0042
links: {relates: [SF-0031]}
```

```yaml
# tickets/SF-0031.md
id: SF-0031
```

## How to mend

Correct the id, or remove it. Where the other ticket comes with another change,
add the link there.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.rules.base import Report, Rule, TicketContext
from supportflow.rules.links import link_places


def check(context: TicketContext) -> Iterator[Report]:
    """Report links to tickets that are not in the tree."""
    if not context.ticket:
        return
    for _, target, span in link_places(context.ticket):
        if target not in context.index.ids:
            yield Report(span, f"there is no ticket {target}", "name a ticket that exists, or remove the link")


RULE = Rule(
    id="SF205",
    slug="broken-link",
    title="Links name tickets that exist",
    ticket=check,
)
