"""`supportflow explain`."""

from __future__ import annotations

import difflib
import json

import click

from supportflow.cli.common import json_option
from supportflow.rules.registry import FAMILIES, RULES, find_rule
from supportflow.source.errors import UsageError


@click.command("explain")
@click.argument("rule", required=False)
@json_option
def command(rule: str | None, *, as_json: bool) -> None:
    """Print the page of RULE, by its number (SF301) or its name (illegal-transition); without one, list all."""
    if rule is None:
        _list(as_json=as_json)
        return
    page = find_rule(rule)
    if page is None:
        names = [name for known in RULES for name in (known.id, known.slug)]
        near = difflib.get_close_matches(rule, names, n=1)
        mend = f"did you mean {near[0]}?" if near else "`supportflow explain` lists all"
        raise UsageError(f"there is no rule {rule!r}; {mend}")
    if as_json:
        click.echo(
            json.dumps(
                {
                    "rule": page.rule.id,
                    "slug": page.rule.slug,
                    "title": page.rule.title,
                    "severity": page.rule.severity.value,
                    "page": page.text,
                },
                indent=1,
                ensure_ascii=False,
            )
        )
        return
    click.echo(f"{page.rule.id} {page.rule.slug} ({page.rule.severity})\n\n{page.text}")


def _list(*, as_json: bool) -> None:
    if as_json:
        rows = [
            {"rule": rule.id, "slug": rule.slug, "title": rule.title, "severity": rule.severity.value} for rule in RULES
        ]
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    family = ""
    for rule in RULES:
        if rule.id[:3] != family:
            family = rule.id[:3]
            click.echo(f"{click.style(FAMILIES[family], bold=True)}")
        mark = " (warning)" if rule.severity == "warning" else ""
        click.echo(f"  {rule.id}  {rule.title}{mark}")
