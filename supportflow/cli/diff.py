"""`supportflow diff`."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from supportflow.cli.common import json_option, now_option, painter, present, terminal_width
from supportflow.cli.output import write

FORMATS = ("text", "markdown", "json")


@click.command("diff")
@click.option("--base", required=True, metavar="REF", help="The branch that the change goes to, as origin/main.")
@click.option("--head", metavar="REF", help="The change; without it what is checked out, the work tree included.")
@click.option("--output-format", type=click.Choice(FORMATS), default="text", show_default=True)
@json_option
@now_option
def command(base: str, head: str | None, output_format: str, now: datetime | None, *, as_json: bool) -> None:
    """Say what a change does to the tickets: moves, severities, holds, what is due before and after.

    For people; nothing is judged here. Both sides are figured as of now, by the policy of the base.
    """
    from supportflow.cli.change import open_change
    from supportflow.lint.changes import describe
    from supportflow.lint.gate_policy import load_policies
    from supportflow.reports import changes as words

    instant = present(now)
    with open_change(base, head, instant) as change:
        changes = describe(change, load_policies(change).policy, instant)
    match "json" if as_json else output_format:
        case "json":
            write(words.as_json(changes), data=True)
        case "markdown":
            write(words.as_markdown(changes), data=True)
        case _:
            write(words.as_text(changes, painter(sys.stdout), terminal_width()))
