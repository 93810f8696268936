"""Attachments stay within the limit of the policy.

## What it checks

No attachment is larger than `max_size` below `[attachments]` in the policy.

## Why

Git keeps every version of every file for ever, and everybody downloads all of
it.

## Bad

```text
tickets/SF-0042/whole-screen-for-ten-minutes.mp4   140 MiB
```

## Good

```text
tickets/SF-0042/spinner-after-redirect.mp4   3 MiB
```

## How to mend

Cut the video to the moment that matters, compress it, or take the hundred
lines of the log that tell the story. Should the limit be too low for what your
team needs, a change of the policy raises it.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.rules.base import Report, Rule, TicketContext


def check(context: TicketContext) -> Iterator[Report]:
    """Report attachments that are too large."""
    ticket, limit = context.ticket, context.policy.max_attachment
    if not ticket:
        return
    for attachment in ticket.attachments:
        file = context.index.files.get(f"{ticket.folder}/{attachment.file}")
        if file and file.size > limit:
            yield Report(
                attachment.node.place("file"),
                f"the file has {file.size:,} bytes, and {limit:,} are allowed",
                "shorten or compress it, or raise `attachments.max_size` in the policy",
            )


RULE = Rule(
    id="SF507",
    slug="attachment-size",
    title="Attachments stay within the limit of the policy",
    ticket=check,
)
