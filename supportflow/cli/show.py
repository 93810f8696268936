"""`supportflow show`."""

from __future__ import annotations

import difflib
import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import click

from supportflow.cli.common import json_option, now_option, open_tracker, painter, present, terminal_width
from supportflow.cli.rows import Row, in_full, rows_of
from supportflow.lifecycle.next_moves import NextMove, next_moves
from supportflow.lifecycle.wording import one_of
from supportflow.model.history import Entry, Kind
from supportflow.model.node import plain_value
from supportflow.model.policy import Policy
from supportflow.reports.base import visible
from supportflow.source.errors import UsageError

_LABEL = 14


@click.command("show")
@click.argument("ticket_id", metavar="ID")
@json_option
@now_option
def command(ticket_id: str, now: datetime | None, *, as_json: bool) -> None:
    """Show one ticket: its fields, its history, and the moves that may come next."""
    tracker = open_tracker()
    rows = {row.ticket.id: row for row in rows_of(tracker.read(), tracker.policy)}
    row = rows.get(ticket_id.upper()) or rows.get(ticket_id)
    if row is None:
        near = difflib.get_close_matches(ticket_id.upper(), rows, n=1)
        mend = f"did you mean {near[0]}?" if near else "`supportflow list` names all"
        raise UsageError(f"there is no ticket {ticket_id!r} that can be read; {mend}")
    if as_json:
        data = {"schema_version": 1, "ticket": in_full(row, tracker.policy, present(now))}
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    paint = painter(sys.stdout)
    click.echo("\n".join(_lines(row, tracker.policy, present(now), paint)))


def _lines(row: Row, policy: Policy, now: datetime, paint: Callable[[str, str], str]) -> Iterator[str]:
    ticket, width = row.ticket, terminal_width()
    yield from textwrap.wrap(f"{paint(ticket.id, 'strong')}  {visible(ticket.title)}", width, subsequent_indent="  ")
    yield ""
    for label, value in _facts(row):
        yield from textwrap.wrap(
            visible(value), width, initial_indent=f"  {label:<{_LABEL}}", subsequent_indent=" " * (_LABEL + 2)
        )
    yield ""
    yield paint("History", "strong")
    for entry in ticket.history:
        yield from _entry(entry, width)
    yield ""
    yield paint("Next", "strong")
    moves = next_moves(row.workflow, row.replay.end, policy.day_of(now))
    if not moves:
        yield "  no move leads on"
    for move in moves:
        yield from textwrap.wrap(_move(move), width, initial_indent="  ", subsequent_indent="    ")


def _facts(row: Row) -> Iterator[tuple[str, str]]:
    ticket = row.ticket
    yield "file", ticket.path
    yield "type", ticket.type
    held = row.replay.end.holds
    yield "state", ticket.state + (f", on hold: {', '.join(held)}" if held else "")
    yield "severity", ticket.severity or "-"
    yield "waits on", row.waits_on or "nobody"
    for key in (
        "impact",
        "component",
        "assignee",
        "subscribers",
        "scheduled_for",
        "consultation",
        "estimate",
        "approval",
        "lead",
        "released_in",
        "resolution",
        "affects",
        "links",
        "custom",
        "audience",
    ):
        value = ticket.node.get(key)
        if value is not None:
            yield key.replace("_", " "), _plain(plain_value(value))
    for attachment in ticket.attachments:
        yield "attachment", f"{attachment.file} ({attachment.shows})"


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items())
    return ", ".join(_plain(item) for item in value) if isinstance(value, list) else str(value)


def _entry(entry: Entry, width: int) -> Iterator[str]:
    when = entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%MZ")
    who = f"{entry.role}{f' (@{entry.handle})' if entry.handle else ''}"
    what = (
        "note"
        if entry.kind is Kind.NOTE
        else entry.value
        if entry.kind is Kind.STATE
        else f"{entry.kind} {entry.value}"
    )
    yield f"  {when}  {visible(who):<12}  {visible(what)}{_severity(entry)}"
    for text in (entry.reason, entry.note):
        if text:
            yield from textwrap.wrap(visible(text), width, initial_indent=" " * 22, subsequent_indent=" " * 22)


def _severity(entry: Entry) -> str:
    extra = [f"severity {entry.severity}"] if entry.severity and entry.kind is Kind.STATE else []
    extra += [f"{name.replace('_', ' ')} {_plain(plain_value(entry.node.get(name)))}" for name, _ in entry.fields]
    return f" ({visible(', '.join(extra))})" if extra else ""


def _move(move: NextMove) -> str:
    target = f"{move.to} as {one_of(move.resolutions)}" if move.resolutions else move.to
    needs = [*move.needs, *(f"## {name}" for name in move.sections)]
    return f"{target}: {one_of(move.by)}" + (f"; needs {', '.join(needs)}" if needs else "")
