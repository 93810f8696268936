"""`supportflow explain`."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence

import click

from supportflow.cli.common import json_option, painter
from supportflow.cli.completing import rules as rule_names
from supportflow.cli.output import write, write_json
from supportflow.rules.base import Rule
from supportflow.rules.registry import FAMILIES, RULES, find_rule
from supportflow.source.errors import UsageError


@click.command("explain")
@click.argument("rule", required=False, shell_complete=rule_names)
@json_option
def command(rule: str | None, *, as_json: bool) -> None:
    """Print the page of RULE, by its number (SF301) or its name (illegal-transition).

    The beginning of a number (SF3) lists its family; without RULE, all are listed.
    """
    listed = [known for known in RULES if rule is None or known.id.startswith(rule.upper())]
    page = find_rule(rule) if rule else None
    if page is None and not listed:
        raise UsageError(f"there is no rule {rule!r}; {_mend(rule or '')}")
    if page is None:
        write_json([_row(one) for one in listed]) if as_json else write(_list(listed))
    elif as_json:
        write_json({**_row(page.rule), "page": page.text})
    else:
        head = painter(sys.stdout)(f"{page.rule.id} {page.rule.slug}", "strong")
        write(f"{head} ({page.rule.severity})\n\n{page.text}\n")


def _row(rule: Rule) -> dict[str, str]:
    return {"rule": rule.id, "slug": rule.slug, "title": rule.title, "severity": rule.severity.value}


def _mend(rule: str) -> str:
    if rule[:3].upper() in FAMILIES:
        return f"`supportflow explain {rule[:3].upper()}` lists its family"
    near = difflib.get_close_matches(rule.lower(), [known.slug for known in RULES], n=1)
    return f"did you mean {near[0]}?" if near else "`supportflow explain` lists all"


def _list(rules: Sequence[Rule]) -> str:
    paint = painter(sys.stdout)
    lines = []
    for rule in rules:
        family = paint(FAMILIES[rule.id[:3]], "strong")
        if family not in lines:
            lines.append(family)
        mark = " (warning)" if rule.severity == "warning" else ""
        lines.append(f"  {rule.id}  {rule.title}{mark}")
    return "\n".join(lines) + "\n"
