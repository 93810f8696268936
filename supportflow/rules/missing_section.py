"""The required sections are there and not empty.

## What it checks

The text has each section that the policy requires, of every ticket of its type
or for a move that the ticket has made, as a heading of level 2 with something
below it. A comment alone is nothing; capital letters and a colon at the end do
not matter.

## Why

An error that cannot be reproduced is not repaired, and a request without a
brief cannot be estimated.

## Bad

```markdown
## What happens

The page stays white.

## Steps to reproduce

<!-- to be written -->
```

## Good

```markdown
## What happens

The page stays white.

## Steps to reproduce

1. Put anything into the basket.
2. Pay by card.
```

## How to mend

Write the section that the finding names. The heading begins its line with `##
`; inside a quote, a list or a block of code it is no section.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import FIRST_LINE
from supportflow.model.names import section_key
from supportflow.rules.base import Report, Rule, TicketContext


def check(context: TicketContext) -> Iterator[Report]:
    """Report required sections that are missing or empty."""
    ticket, workflow = context.ticket, context.workflow
    if not ticket or not workflow:
        return
    names = {rule.key: rule.name for rule in context.policy.sections_of(ticket.type) if rule.required}
    names.update(_of_moves(context))
    for key, name in names.items():
        sections = [section for section in ticket.body.sections if section.key == key]
        if not sections:
            yield Report(FIRST_LINE, f"the section `## {name}` is missing", f"add `## {name}` and its text")
        elif all(section.empty for section in sections):
            yield Report(sections[0].span, f"the section `## {name}` is empty", "write its text below the heading")


def _of_moves(context: TicketContext) -> Iterator[tuple[str, str]]:
    """Sections that the moves of the ticket required when they were made."""
    for made in context.made:
        for name in made.needs:
            if name.startswith("## "):
                yield section_key(name.removeprefix("## ")), name.removeprefix("## ")


RULE = Rule(
    id="SF501",
    slug="missing-section",
    title="The required sections are there and not empty",
    ticket=check,
)
