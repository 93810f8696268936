"""`supportflow list`."""

from __future__ import annotations

import difflib
import sys

import click

from supportflow.cli.common import json_option, now_option, open_tracker, painter, table_width
from supportflow.cli.completing import known_words, words
from supportflow.cli.output import write, write_json
from supportflow.cli.rows import Row, as_data, rows_of
from supportflow.cli.table import render_table
from supportflow.model.names import handle_key
from supportflow.model.policy import Policy
from supportflow.reports.base import counted
from supportflow.source.errors import UsageError

_WIDE = 100
"""From how many columns on a hold is named beside the state; below, it is only said that there is one."""


def _filter(option: str, name: str, what: str, text: str) -> click.Option:
    return click.Option([option, name], multiple=True, help=f"{text}; repeats.", shell_complete=words(what))


@click.command(
    "list",
    params=[
        _filter("--type", "types", "type", "Only tickets of this type"),
        _filter("--state", "states", "state", "Only tickets in this state"),
        _filter("--severity", "severities", "severity", "Only tickets of this severity (none: unrated)"),
        _filter("--component", "components", "component", "Only tickets of this component"),
        _filter("--hold", "holds", "hold", "Only tickets on this hold (any: on whichever)"),
        _filter("--waits-on", "waits", "waits on", "Only tickets that wait on this role"),
    ],
)
@click.argument("text", nargs=-1)
@click.option("--assignee", "assignees", multiple=True, help="Only tickets of this handle; repeats.")
@click.option("--open", "only", flag_value="open", help="Only open tickets.")
@click.option("--closed", "only", flag_value="closed", help="Only closed tickets.")
@json_option
@now_option
def command(text: tuple[str, ...], only: str | None, now: object, *, as_json: bool, **filters: tuple[str, ...]) -> None:
    """List tickets. Each TEXT has to stand in the id or the title, in any case.

    On a terminal titles are cut to its width; elsewhere nothing is.
    """
    del now
    tracker = open_tracker()
    _known(filters, tracker.policy)
    repository = tracker.read()
    every = list(rows_of(repository, tracker.policy))
    rows = [row for row in every if _fits(row, text, only, filters)]
    if as_json:
        write_json({"schema_version": 1, "tickets": [as_data(row) for row in rows]})
        return
    width = table_width()
    head = ("ID", "STATE", "SEVERITY", "WAITS ON", "TITLE")
    write(render_table(head, [_cells(row, width) for row in rows], width, painter(sys.stdout)))
    unread = len(repository.documents) - len(every)
    note = f"; {counted(unread, 'file')} could not be read: see supportflow check" if unread else ""
    of = f" of {len(every)}" if len(rows) != len(every) else ""
    click.echo(f"{len(rows)}{of} ticket{'' if len(every) == 1 else 's'}{note}", err=True)


def _known(filters: dict[str, tuple[str, ...]], policy: Policy) -> None:
    """Raises UsageError for a word that no ticket can have."""
    kinds = {
        "types": "type",
        "states": "state",
        "severities": "severity",
        "components": "component",
        "holds": "hold",
        "waits": "waits on",
    }
    for name, what in kinds.items():
        known = known_words(policy, what)
        for value in filters[name]:
            if value not in known and (known or name != "components"):
                near = difflib.get_close_matches(value, known, n=1)
                mend = f"did you mean {near[0]}? Known are" if near else "known are"
                option = what.replace(" ", "-")
                raise UsageError(f"--{option} {value}: there is none in the policy; {mend} {', '.join(known)}")


def _cells(row: Row, width: int) -> tuple[str, ...]:
    held = row.replay.end.holds
    hold = "" if not held else f" ({', '.join(held)})" if width >= _WIDE else " (held)"
    ticket = row.ticket
    return (ticket.id, f"{ticket.state}{hold}", ticket.severity or "-", row.waits_on or "-", ticket.title)


def _fits(row: Row, text: tuple[str, ...], only: str | None, filters: dict[str, tuple[str, ...]]) -> bool:
    ticket = row.ticket
    here = f"{ticket.id} {ticket.title}".casefold()
    held = row.replay.end.holds
    assignee = handle_key(ticket.assignee or "")
    wanted = [handle_key(name) for name in filters["assignees"]]
    return (
        all(word.casefold() in here for word in text)
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
