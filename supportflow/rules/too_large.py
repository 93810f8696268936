"""A ticket stays within the limits of size and nesting.

## What it checks

A ticket file has at most 1 MiB, its front matter at most 64 KiB, and values
are nested at most 32 levels deep.

## Why

A check has to stay fast, and a front matter that long is always a text that
belongs elsewhere.

## Bad

```yaml
history:
  - at: 2026-01-05T09:00:00Z
    by: operator
    state: error-confirmed
    note: "… the whole log of the server, 70,000 characters …"
```

## Good

```yaml
attachments:
  - {file: SF-0042/server.log, shows: log}
history:
  - at: 2026-01-05T09:00:00Z
    by: operator
    state: error-confirmed
    note: The server log of that minute is attached.
```

```text
tickets/SF-0042/server.log
```

## How to mend

Move a long text below the front matter, and a log into a file beside the
ticket that `attachments` names.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF104",
    slug="too-large",
    title="A ticket stays within the limits of size and nesting",
    ticket=reported("too-large"),
)
