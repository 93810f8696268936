"""There is one policy.

## What it checks

A policy stands in `supportflow.toml` or in `[tool.supportflow]` of
`pyproject.toml`, not in both.

## Why

Only `supportflow.toml` counts when both are there. Whoever edits the other one
changes nothing, and nothing would tell them.

## Bad

```toml
# supportflow.toml
components = ["checkout"]
```

```toml
# pyproject.toml
[tool.supportflow]
components = ["checkout", "planner"]
```

## Good

```toml
# supportflow.toml
components = ["checkout", "planner"]
```

## How to mend

Put what is still wanted into the one file, and remove it from the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import Severity, Span
from supportflow.rules.base import Report, Rule, TreeContext, TreeReport


def check(context: TreeContext) -> Iterator[TreeReport]:
    """Report a `[tool.supportflow]` that does not count beside a `supportflow.toml`."""
    if context.ignored_policy:
        yield TreeReport(
            context.ignored_policy,
            None,
            Report(
                Span(1, 1),
                "[tool.supportflow] does not count, since there is a supportflow.toml",
                "keep the policy in one of the two",
            ),
        )


RULE = Rule(
    id="SF901",
    slug="second-policy",
    title="There is one policy",
    severity=Severity.WARNING,
    tree=check,
)
