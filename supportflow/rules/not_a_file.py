"""A ticket is a regular, readable file.

## What it checks

Where a ticket may lie there is a file: no symbolic link, no submodule, no pipe
or device, and it can be read. The target of a link is never opened.

## Why

A link can point anywhere, also at a file that is not in the repository. What
was reviewed must be what is published.

## Bad

```text
tickets/SF-0042-spinner.md -> ../elsewhere/notes.md
```

## Good

```text
tickets/SF-0042-spinner.md
```

## How to mend

Remove the link and put the file itself there. Where the file cannot be read,
give it back its usual permissions.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF114",
    slug="not-a-file",
    title="A ticket is a regular, readable file",
    ticket=reported("not-a-file"),
)
