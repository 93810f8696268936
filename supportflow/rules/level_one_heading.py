"""There is no heading of level 1.

## What it checks

The text has no heading of level 1, neither with one `#` nor underlined with
`===`.

## Why

The page of a ticket has one title, and it comes from the front matter. What
follows a second one is not published.

## Bad

```markdown
# Checkout spins forever

## What happens

The page stays white.

## Steps to reproduce

Pay by card.
```

## Good

```markdown
## What happens

The page stays white.

## Steps to reproduce

Pay by card.
```

## How to mend

Remove the heading where it repeats the title. Inside a section, write `### `
for a heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import Severity
from supportflow.rules.base import Report, Rule, TicketContext


def check(context: TicketContext) -> Iterator[Report]:
    """Report headings of level 1."""
    if context.ticket:
        for span in context.ticket.body.level_one:
            yield Report(
                span,
                "a heading of level 1, and what follows it, is not published",
                "the title stands in the front matter; write `###` for a heading inside a section",
            )


RULE = Rule(
    id="SF504",
    slug="level-one-heading",
    title="There is no heading of level 1",
    severity=Severity.WARNING,
    ticket=check,
)
