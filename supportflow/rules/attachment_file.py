"""Declared attachments are files beside the ticket.

## What it checks

Each `file` below `attachments` is a regular file in the folder that is named
after the ticket and lies beside it, and it is declared once.

## Why

A picture that was not added to the change is a hole in the page. A file from
elsewhere was not meant for publication.

## Bad

```yaml
attachments:
  - {file: spinner.png, shows: app-screen}
```

## Good

```yaml
attachments:
  - {file: SF-0042/spinner.png, shows: app-screen}
```

```text
tickets/SF-0042/spinner.png
```

## How to mend

Put the file into the folder, write the path from the ticket's own folder on,
and add the file to the same change (`git add`).
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.ticket import Attachment, Ticket
from supportflow.rules.base import Report, Rule, TicketContext, repeated
from supportflow.source.tree import FileKind


def check(context: TicketContext) -> Iterator[Report]:
    """Report attachments that are not there, lie elsewhere or stand twice."""
    ticket = context.ticket
    if not ticket or not ticket.id:
        return
    twice = repeated(attachment.file for attachment in ticket.attachments)
    for attachment in ticket.attachments:
        span = attachment.node.place("file")
        wrong = _wrong(context, ticket, attachment)
        if wrong:
            yield Report(span, *wrong)
        elif attachment.file in twice and attachment is not _first(ticket, attachment.file):
            yield Report(span, f"`{attachment.file}` is declared twice", "keep one of the two")


def _first(ticket: Ticket, file: str) -> Attachment:
    return next(attachment for attachment in ticket.attachments if attachment.file == file)


def _wrong(context: TicketContext, ticket: Ticket, attachment: Attachment) -> tuple[str, str] | None:
    parts = attachment.file.split("/")
    if parts[0] != ticket.id or len(parts) < 2 or any(part in ("", ".", "..") for part in parts):  # noqa: PLR2004
        return (
            f"`{attachment.file}` does not lie in the ticket's folder",
            f"move it to {ticket.id}/ beside the ticket",
        )
    path = f"{ticket.folder}/{attachment.file}"
    file = context.index.files.get(path)
    if file is None:
        return f"there is no file {path}", "add the file to the same change, or remove the line"
    if file.kind is not FileKind.REGULAR:
        return f"{path} is a {file.kind}", "put the file itself there"
    return None


RULE = Rule(
    id="SF506",
    slug="attachment-file",
    title="Declared attachments are files beside the ticket",
    ticket=check,
)
