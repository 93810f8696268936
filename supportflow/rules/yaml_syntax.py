"""The front matter is valid YAML.

## What it checks

The lines between the two `---` can be read as YAML 1.2.

## Why

A line that can be read in two ways is never guessed at: while the front matter
is broken, no other value of the ticket is trusted.

## Bad

The second colon could begin a value.

```yaml
title: Checkout: the page spins forever
```

## Good

```yaml
title: "Checkout: the page spins forever"
```

## How to mend

Go to the line and column of the finding; the slip is there or on the line
above. The usual ones:

- a text that holds `: ` or ` #`, or begins with `@`, `%`, `` ` ``, `*`, `&`,
  `[` or `{`: put it in quotes;
- a quote or a bracket that is not closed;
- a tab where spaces belong, or a key that is indented more or less than its
  neighbours;
- a backslash in double quotes: write it twice, or use single quotes.
"""

from __future__ import annotations

from supportflow.rules.base import Rule, reported

RULE = Rule(
    id="SF102",
    slug="yaml-syntax",
    title="The front matter is valid YAML",
    ticket=reported("yaml-syntax"),
)
