"""The required sections are there and not empty.

## What it checks

The text has each section that the policy requires for the type of the ticket,
as a heading of level 2 with something below it. A comment alone is nothing;
capital letters and a colon at the end do not matter.

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
from supportflow.rules.base import Report, Rule, TicketContext


def check(context: TicketContext) -> Iterator[Report]:
    """Report required sections that are missing or empty."""
    ticket = context.ticket
    if not ticket or not context.workflow:
        return
    for rule in context.policy.sections_of(ticket.type):
        if not rule.required:
            continue
        sections = [section for section in ticket.body.sections if section.key == rule.key]
        if not sections:
            yield Report(FIRST_LINE, f"the section `## {rule.name}` is missing", f"add `## {rule.name}` and its text")
        elif all(section.empty for section in sections):
            yield Report(sections[0].span, f"the section `## {rule.name}` is empty", "write its text below the heading")


RULE = Rule(
    id="SF501",
    slug="missing-section",
    title="The required sections are there and not empty",
    ticket=check,
)
