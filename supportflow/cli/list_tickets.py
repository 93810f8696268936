"""`supportflow list`."""

from __future__ import annotations

import json
import sys

import click

from supportflow.cli.common import json_option, now_option, open_tracker, painter, terminal_width
from supportflow.cli.rows import Row, as_data, rows_of
from supportflow.cli.table import render_table
from supportflow.reports.base import counted
from supportflow.source.errors import UsageError


@click.command("list")
@click.argument("words", nargs=-1)
@click.option("--type", "types", multiple=True, help="Only tickets of this type; repeats.")
@click.option("--state", "states", multiple=True, help="Only tickets in this state; repeats.")
@click.option("--severity", "severities", multiple=True, help="Only tickets of this severity (none: unrated); repeats.")
@click.option("--component", "components", multiple=True, help="Only tickets of this component; repeats.")
@click.option("--hold", "holds", multiple=True, help="Only tickets on this hold (any: on whichever); repeats.")
@click.option("--waits-on", "waits", multiple=True, help="Only tickets that wait on this role; repeats.")
@click.option("--assignee", "assignees", multiple=True, help="Only tickets of this handle; repeats.")
@click.option("--open", "only", flag_value="open", help="Only open tickets.")
@click.option("--closed", "only", flag_value="closed", help="Only closed tickets.")
@json_option
@now_option
def command(
    words: tuple[str, ...], only: str | None, now: object, *, as_json: bool, **filters: tuple[str, ...]
) -> None:
    """List tickets. WORDS have to stand in the id or the title, in any case."""
    del now
    tracker = open_tracker()
    repository = tracker.read()
    policy = tracker.policy
    known = {
        "types": policy.workflows,
        "states": [state for flow in policy.workflows.values() for state in flow.states],
        "severities": [*policy.severities, "none"],
        "holds": [*policy.holds, "any"],
    }
    for name, choices in known.items():
        for value in filters[name]:
            if value not in choices:
                raise UsageError(f"there is no {value!r} in the policy; known are {', '.join(dict.fromkeys(choices))}")
    rows = [row for row in rows_of(repository, policy) if _fits(row, words, only, filters)]
    if as_json:
        data = {"schema_version": 1, "tickets": [as_data(row) for row in rows]}
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    paint = painter(sys.stdout)
    click.echo(
        render_table(
            ("ID", "STATE", "SEVERITY", "WAITS ON", "TITLE"),
            [_cells(row) for row in rows],
            terminal_width(),
            paint,
        ),
        nl=False,
    )
    unread = sum(1 for document in repository.documents if document.ticket is None)
    note = f"; {counted(unread, 'file')} could not be read, see supportflow check" if unread else ""
    click.echo(f"{counted(len(rows), 'ticket')}{note}", err=True)


def _cells(row: Row) -> tuple[str, ...]:
    state = row.ticket.state + (f" ({', '.join(row.replay.end.holds)})" if row.replay.end.holds else "")
    return (row.ticket.id, state, row.ticket.severity or "-", row.waits_on or "-", row.ticket.title)


def _fits(row: Row, words: tuple[str, ...], only: str | None, filters: dict[str, tuple[str, ...]]) -> bool:
    ticket = row.ticket
    text = f"{ticket.id} {ticket.title}".casefold()
    held = row.replay.end.holds
    assignee = (ticket.assignee or "").removeprefix("@").casefold()
    wanted = [name.removeprefix("@").casefold() for name in filters["assignees"]]
    return (
        all(word.casefold() in text for word in words)
        and only in (None, "closed" if row.closed else "open")
        and _in(ticket.type, filters["types"])
        and _in(ticket.state, filters["states"])
        and _in(ticket.severity or "none", filters["severities"])
        and _in(ticket.component or "", filters["components"])
        and _in(row.waits_on, filters["waits"])
        and (not wanted or assignee in wanted)
        and (not filters["holds"] or bool(held and "any" in filters["holds"]) or bool({*held} & {*filters["holds"]}))
    )


def _in(value: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted
