"""Values are of the type that their key wants.

## What it checks

Where a list is wanted stands a list, where keys are wanted stand keys, and
where one value is wanted stands one value. Keys below `custom` are held
against the type that the policy gives them.

## Why

A single id where a list of ids belongs would be read as a list of letters by
one program and as a mistake by the next.

## Bad

```yaml
subscribers: acme
```

## Good

```yaml
subscribers: [acme]
```

## How to mend

A list is written `[one, two]`, a mapping `{users: few, breakage: isolated}`,
or over several lines with `- ` or indented keys. A text that begins with `[`
or `{` goes in quotes.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF109",
    slug="wrong-type",
    title="Values are of the type that their key wants",
    ticket=reported("wrong-type"),
)
