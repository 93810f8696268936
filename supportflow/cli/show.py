"""`supportflow show`."""

from __future__ import annotations

import difflib
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import click

from supportflow.cli.common import json_option, now_option, open_tracker, painter, present, terminal_width
from supportflow.cli.completing import ticket_ids
from supportflow.cli.output import write, write_json
from supportflow.cli.rows import Row, full_id, in_full, moves_of, rows_of
from supportflow.lifecycle.next_moves import NextMove
from supportflow.lifecycle.wording import one_of
from supportflow.model.history import Entry, Kind
from supportflow.model.names import ticket_name_pattern
from supportflow.model.node import plain_value
from supportflow.model.policy import Policy
from supportflow.reports.base import visible
from supportflow.source.errors import UsageError
from supportflow.source.repository import Repository

_LABEL = 14


@click.command("show")
@click.argument("ticket_id", metavar="ID", shell_complete=ticket_ids)
@json_option
@now_option
def command(ticket_id: str, now: datetime | None, *, as_json: bool) -> None:
    """Show one ticket: its fields, its history, and the moves that may come next.

    The number alone will do: 42 for SF-0042.
    """
    tracker = open_tracker()
    repository = tracker.read()
    row = _find(ticket_id, repository, tracker.policy)
    if as_json:
        write_json({"schema_version": 1, "ticket": in_full(row, tracker.policy, present(now))})
        return
    write("\n".join(_lines(row, tracker.policy, present(now), painter(sys.stdout))) + "\n")


def _find(name: str, repository: Repository, policy: Policy) -> Row:
    """The ticket of an id, or of its number. Raises UsageError where there is none that can be shown."""
    wanted = full_id(name, policy.id_prefix)
    rows = list(rows_of(repository, policy))
    found = [row for row in rows if row.ticket.id.upper() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        paths = ", ".join(row.ticket.path for row in found)
        raise UsageError(f"several files have the id {found[0].ticket.id}: {paths}; give all but one another id")
    pattern = ticket_name_pattern(policy.id_prefix)
    for document in repository.documents:
        named = pattern.fullmatch(document.path.rpartition("/")[2])
        if named and named[1].upper() == wanted:
            raise UsageError(
                f"{visible(document.path)} cannot be shown; `supportflow check` says what is wrong with it"
            )
    near = difflib.get_close_matches(wanted, [row.ticket.id for row in rows], n=1)
    mend = f"did you mean {near[0]}?" if near else "`supportflow list` names all"
    raise UsageError(f"there is no ticket {visible(name)}; {mend}")


def _lines(row: Row, policy: Policy, now: datetime, paint: Callable[[str, str], str]) -> Iterator[str]:
    ticket, width = row.ticket, terminal_width()
    head, *rest = textwrap.wrap(f"{ticket.id}  {visible(ticket.title)}", width, subsequent_indent="  ")
    yield head.replace(ticket.id, paint(ticket.id, "strong"), 1)
    yield from rest
    yield ""
    for label, value in _facts(row):
        yield from _wrapped(f"  {label:<{_LABEL}}", value, width)
    yield ""
    yield paint("History", "strong")
    for entry in ticket.history:
        yield from _entry(entry, width)
    yield ""
    yield paint("Next", "strong")
    moves = moves_of(row, policy, now)
    if not moves:
        yield "  no move leads on"
    for move in moves:
        yield from textwrap.wrap(_move(move), width, initial_indent="  ", subsequent_indent="    ")


def _wrapped(label: str, text: str, width: int) -> list[str]:
    lines = textwrap.wrap(
        visible(text), width, initial_indent=label, subsequent_indent=" " * len(label), break_on_hyphens=False
    )
    return lines or [label.rstrip()]


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
            yield from _wrapped(" " * 22, text, width)


def _severity(entry: Entry) -> str:
    extra = [f"severity {entry.severity}"] if entry.severity and entry.kind is Kind.STATE else []
    extra += [f"{name.replace('_', ' ')} {_plain(plain_value(entry.node.get(name)))}" for name, _ in entry.fields]
    return f" ({visible(', '.join(extra))})" if extra else ""


def _move(move: NextMove) -> str:
    target = f"{move.to} as {one_of(move.resolutions)}" if move.resolutions else move.to
    needs = [*move.needs, *(f"## {name}" for name in move.sections)]
    return f"{target}: {one_of(move.by)}" + (f"; needs {', '.join(needs)}" if needs else "")
