"""Duplicates do not run in a circle.

## What it checks

Following `duplicates` from ticket to ticket never leads back to where one
began.

## Why

Of tickets about one thing, one goes on and the others point to it. In a circle
none goes on.

## Bad

```yaml
# tickets/SF-0042.md
id: SF-0042
links: {duplicates: [SF-0043]}
```

```yaml
# tickets/SF-0043.md
id: SF-0043
links: {duplicates: [SF-0042]}
```

## Good

```yaml
# tickets/SF-0042.md
id: SF-0042
```

```yaml
# tickets/SF-0043.md
id: SF-0043
links: {duplicates: [SF-0042]}
```

## How to mend

Choose the ticket that goes on, usually the oldest, and remove `duplicates`
from it.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.rules.base import Report, Rule, TicketContext
from supportflow.rules.links import link_places


def check(context: TicketContext) -> Iterator[Report]:
    """Report each `duplicates` link that leads back to its own ticket over others."""
    ticket = context.ticket
    if not ticket:
        return
    for kind, target, span in link_places(ticket):
        if kind == "duplicates" and target != ticket.id:
            way = _way_back(context, target, ticket.id)
            if way:
                yield Report(
                    span,
                    f"duplicates run in a circle: {' -> '.join((ticket.id, *way))}",
                    "keep the ticket that goes on free of `duplicates`, and let the others name it",
                )


def _way_back(context: TicketContext, start: str, goal: str) -> tuple[str, ...]:
    """The shortest way from one ticket to another along `duplicates`; empty where there is none."""
    duplicates = context.index.duplicates
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    for way in ways:
        for target in duplicates.get(way[-1], ()):
            if target == goal:
                return (*way, goal)
            if target not in seen:
                seen.add(target)
                ways.append((*way, target))
    return ()


RULE = Rule(
    id="SF207",
    slug="duplicates-circle",
    title="Duplicates do not run in a circle",
    ticket=check,
)
