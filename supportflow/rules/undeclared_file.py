"""Files beside a ticket are declared.

## What it checks

Each file in the folder that is named after the ticket stands below
`attachments`.

## Why

Only what is declared is published: it says what the picture shows, and
somebody has looked at it. A file that is not declared was usually forgotten.

## Bad

```text
tickets/SF-0042.md
tickets/SF-0042/spinner.png
```

## Good

```yaml
# tickets/SF-0042.md
attachments:
  - {file: SF-0042/spinner.png, shows: app-screen}
```

```text
tickets/SF-0042/spinner.png
```

## How to mend

Add the line that the finding shows, and say what the file shows. Remove the
file where it is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import Severity
from supportflow.rules.base import Report, Rule, TicketContext, place


def check(context: TicketContext) -> Iterator[Report]:
    """Report files in the ticket's folder that its attachments do not name."""
    ticket = context.ticket
    if not ticket or not ticket.id:
        return
    declared = {f"{ticket.folder}/{attachment.file}" for attachment in ticket.attachments}
    for path in context.index.files_below(f"{ticket.folder}/{ticket.id}/"):
        if path not in declared:
            file = path.removeprefix(f"{ticket.folder}/")
            yield Report(
                place(ticket.node, "attachments"),
                f"{path} is not declared and not published",
                f"add `- {{file: {file}, shows: …}}` to `attachments`, or remove the file",
            )


RULE = Rule(
    id="SF508",
    slug="undeclared-file",
    title="Files beside a ticket are declared",
    severity=Severity.WARNING,
    ticket=check,
)
