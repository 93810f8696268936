"""Internal sections are headings of level 2.

## What it checks

A heading that reads as an internal section of the policy is a heading of level
2 at the top of the text: of no other level, in no quote or list, and not
written as HTML.

## Why

Internal text never leaves the repository. To be safe, everything from such a
heading up to the next section is cut out, and that may be more than was meant,
or less.

## Bad

```markdown
## What happens

The page stays white.

## Steps to reproduce

Pay by card.

### Internal notes

The gateway's certificate has run out.
```

## Good

```markdown
## What happens

The page stays white.

## Steps to reproduce

Pay by card.

## Internal notes

The gateway's certificate has run out.
```

## How to mend

Write the heading with `## ` at the beginning of its line, and put it last: it
ends only at the next `## `.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.rules.base import Report, Rule, TicketContext


def check(context: TicketContext) -> Iterator[Report]:
    """Report headings that read as an internal section and are none."""
    if context.ticket:
        for span in context.ticket.body.misplaced_internal:
            yield Report(
                span,
                "an internal section is a top-level heading of level 2",
                "write it as `## …` at the beginning of a line; until then all up to the next section is cut",
            )


RULE = Rule(
    id="SF502",
    slug="misplaced-internal",
    title="Internal sections are headings of level 2",
    ticket=check,
)
