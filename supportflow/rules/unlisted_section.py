"""Sections are those that the policy lists.

## What it checks

Each heading of level 2 is a section that the policy lists for the type of the
ticket.

## Why

What is not listed is not published: nobody has said who may read it.

## Bad

```markdown
## What happens

The page stays white.

## Steps to reproduce

Pay by card.

## Thoughts

Perhaps it is the new gateway.
```

## Good

```markdown
## What happens

The page stays white.

### Thoughts

Perhaps it is the new gateway.

## Steps to reproduce

Pay by card.
```

## How to mend

Correct the name of the section, or write it as `### ` inside one that is
listed. What is not for everybody goes into an internal section.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import Severity
from supportflow.rules.base import Report, Rule, TicketContext


def check(context: TicketContext) -> Iterator[Report]:
    """Report sections that the policy does not list for the type of ticket."""
    ticket = context.ticket
    if not ticket or not context.workflow:
        return
    rules = context.policy.sections_of(ticket.type)
    known = {rule.key for rule in rules}
    for section in ticket.body.sections:
        if section.key not in known:
            yield Report(
                section.span,
                f"the section `{section.name}` is not listed and not published",
                f"listed are {', '.join(rule.name for rule in rules)}; write `###` inside one of them",
            )


RULE = Rule(
    id="SF505",
    slug="unlisted-section",
    title="Sections are those that the policy lists",
    severity=Severity.WARNING,
    ticket=check,
)
