"""The id is the one that the file name begins with.

## What it checks

The file name begins with the id that stands in the ticket.

## Why

People look a ticket up by its file name, links and pages go by its id. When
the two differ, somebody lands on the wrong ticket.

## Bad

```yaml
# tickets/SF-0042-checkout-spins.md
id: SF-0024
```

## Good

```yaml
# tickets/SF-0042-checkout-spins.md
id: SF-0042
```

## How to mend

Correct whichever of the two is wrong. The id of a ticket that exists already
never changes: rename the file then.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.names import id_pattern, ticket_name_pattern
from supportflow.rules.base import Report, Rule, TicketContext, place


def check(context: TicketContext) -> Iterator[Report]:
    """Report an id that differs from the file's name."""
    ticket = context.ticket
    prefix = context.policy.id_prefix
    named = ticket_name_pattern(prefix).fullmatch(context.document.path.rpartition("/")[2])
    if ticket and named and id_pattern(prefix).fullmatch(ticket.id) and named[1] != ticket.id:
        yield Report(
            place(ticket.node, "id"),
            f"the id is {ticket.id} and the file is named {named[1]}",
            f"write `id: {named[1]}`, or rename the file",
        )


RULE = Rule(
    id="SF202",
    slug="id-and-name",
    title="The id is the one that the file name begins with",
    ticket=check,
)
