"""All text stands in a section.

## What it checks

Nothing but comments stands between the front matter and the first heading of
level 2.

## Why

Only sections are published. Text above them would be missing from the page,
and its writer would not know.

## Bad

```markdown
Somebody please look at this soon.

## What happens

The page stays white.

## Steps to reproduce

Pay by card.
```

## Good

```markdown
## What happens

The page stays white. Somebody please look at this soon.

## Steps to reproduce

Pay by card.
```

## How to mend

Move the text below the heading that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import Severity
from supportflow.rules.base import Report, Rule, TicketContext


def check(context: TicketContext) -> Iterator[Report]:
    """Report text before the first section."""
    if context.ticket and context.ticket.body.before_first:
        yield Report(
            context.ticket.body.before_first,
            "text before the first section is not published",
            "move it below a `## …` heading",
        )


RULE = Rule(
    id="SF503",
    slug="text-before-sections",
    title="All text stands in a section",
    severity=Severity.WARNING,
    ticket=check,
)
