"""A ticket is UTF-8 without control characters.

## What it checks

The whole file is UTF-8, with or without a byte order mark, and no control
character stands in the front matter.

## Why

Anything else is shown differently by every program, and a character that
nobody sees can hide what a line says.

## Bad

An older editor saved the file in a Windows code page. What was typed as an
umlaut is a byte that means nothing in UTF-8; it is shown here as an editor
shows it.

```text
title: T<FC>ren der Umkleide bleiben zu
```

## Good

```yaml
title: Türen der Umkleide bleiben zu
```

## How to mend

Open the file in the encoding that it was saved in and save it as UTF-8. Where
the finding names a control character, delete it; it usually came along when a
text was pasted.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF103",
    slug="encoding",
    title="A ticket is UTF-8 without control characters",
    ticket=reported("encoding"),
)
