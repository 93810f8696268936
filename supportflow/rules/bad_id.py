"""Ids have the prefix of the policy and at least four digits.

## What it checks

`id` is the prefix of the policy, a hyphen and a number of at least four
digits, which is filled up with zeros and has no further ones.

## Why

An id is what people say, search for and link to. Two ways of writing it would
be two tickets.

## Bad

```yaml
id: SF-42
```

## Good

```yaml
id: SF-0042
```

## How to mend

Write the id as the file name has it.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.names import id_pattern
from supportflow.rules.base import Report, Rule, TicketContext, place


def check(context: TicketContext) -> Iterator[Report]:
    """Report an id of another form."""
    ticket = context.ticket
    prefix = context.policy.id_prefix
    if ticket and ticket.id and not id_pattern(prefix).fullmatch(ticket.id):
        yield Report(
            place(ticket.node, "id"),
            f"`{ticket.id}` is no id",
            f"write {prefix}, a hyphen and at least four digits, as {prefix}-0042",
        )


RULE = Rule(
    id="SF201",
    slug="bad-id",
    title="Ids have the prefix of the policy and at least four digits",
    ticket=check,
)
