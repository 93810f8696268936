"""A ticket does not link to itself.

## What it checks

No id below `links` is the ticket's own.

## Why

It is always a copy that was not finished: the other ticket is missing.

## Bad

```yaml
id: SF-0042
links: {blocked_by: [SF-0042]}
```

## Good

```yaml
# tickets/SF-0042.md
id: SF-0042
links: {blocked_by: [SF-0031]}
```

```yaml
# tickets/SF-0031.md
id: SF-0031
```

## How to mend

Name the ticket that was meant, or remove the link.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.rules.base import Report, Rule, TicketContext
from supportflow.rules.links import link_places


def check(context: TicketContext) -> Iterator[Report]:
    """Report links to the ticket itself."""
    if not context.ticket:
        return
    for kind, target, span in link_places(context.ticket):
        if target == context.ticket.id:
            yield Report(
                span,
                f"a link of the kind `{kind}` to the ticket itself",
                "name the other ticket, or remove the link",
            )


RULE = Rule(
    id="SF206",
    slug="self-link",
    title="A ticket does not link to itself",
    ticket=check,
)
