"""`supportflow sla`."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from supportflow.cli.common import (
    INSTANT,
    Tracker,
    json_option,
    now_option,
    open_tracker,
    painter,
    present,
    terminal_width,
)
from supportflow.cli.output import write, write_json
from supportflow.cli.rows import full_id
from supportflow.cli.sla_text import explain_lines, report_lines, what_if_lines
from supportflow.model.policy import Policy
from supportflow.model.ticket import Ticket
from supportflow.model.values import DATE_FORM, parse_date
from supportflow.reports.base import counted, visible
from supportflow.sla import data
from supportflow.sla.receipt import receipt
from supportflow.sla.schedule import Schedules
from supportflow.sla.tracked import Tracked, as_of, track
from supportflow.source.errors import UsageError
from supportflow.source.policy.load import policy_file

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # what begins like this is meant as an instant


@dataclass(frozen=True, slots=True)
class Past:
    """What a report is made of: the tickets as they stood, by which policy, as of when."""

    tickets: tuple[Ticket, ...]
    policy: Policy
    now: datetime


@click.command("sla")
@click.argument("ticket_id", metavar="[ID]", required=False)
@click.option("--explain", is_flag=True, help="With ID: the receipt, line by line.")
@click.option("--as-of", "moment", metavar="INSTANT|COMMIT", help="Report as things stood then.")
@click.option("--severity", "severities", multiple=True, help="Only tickets of this severity; repeats.")
@click.option("--since", metavar="DATE", help="Closed tickets only from this day (UTC) on; open ones stay.")
@click.option("--what-if", "other", type=click.Path(path_type=Path, dir_okay=False),
              help="Figure the same past by another policy too, and show both.")  # fmt: skip
@click.option("--csv", "as_csv", is_flag=True, help="One line a ticket, comma-separated.")
@json_option
@now_option
def command(
    ticket_id: str | None,
    moment: str | None,
    severities: tuple[str, ...],
    since: str | None,
    other: Path | None,
    now: datetime | None,
    *,
    explain: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Say what is late, what is next, and how good we are.

    With ID: the figures of one ticket; with --explain how they come about, interval by interval.
    """
    if explain and not ticket_id:
        raise UsageError("--explain shows the receipt of one ticket; name it, as in supportflow sla SF-0042 --explain")
    if as_csv and (ticket_id or as_json or other is not None):
        raise UsageError("--csv is one line a ticket, of all of them; leave out ID, --json and --what-if")
    tracker = open_tracker()
    past = _past(tracker, moment, now)
    _known(severities, past.policy)
    rows = track(past.tickets, past.policy, past.now)
    if ticket_id:
        _one(ticket_id, rows, past, explain=explain, as_json=as_json)
        return
    _tell_left_out(past, rows)
    rows = _chosen(rows, severities, since)
    if other is not None:
        _what_if(rows, past, severities, since, other, as_json=as_json)
    elif as_json:
        write_json(data.report(rows, past.policy, past.now))
    elif as_csv:
        write(data.csv_text(rows), data=True)
    else:
        paint, width = painter(sys.stdout), terminal_width()
        write("\n".join(report_lines(rows, past.policy, past.now, paint, width)) + "\n")


def _past(tracker: Tracker, moment: str | None, now: datetime | None) -> Past:
    if moment is None:
        return Past(_tickets(tracker), tracker.policy, present(now))
    try:
        instant = INSTANT.convert(moment, None, None).astimezone(UTC)
    except click.UsageError:
        if _DAY.match(moment):
            raise
        return _commit(tracker, moment, now)
    return Past(as_of(_tickets(tracker), tracker.policy, instant), tracker.policy, present(now or instant))


def _commit(tracker: Tracker, name: str, now: datetime | None) -> Past:
    from supportflow.source.snapshot import read_snapshot

    snapshot = read_snapshot(tracker.root, name)
    tickets = tuple(document.ticket for document in snapshot.repository.documents if document.ticket)
    return Past(tickets, snapshot.policy, present(now or snapshot.committed_at))


def _tickets(tracker: Tracker) -> tuple[Ticket, ...]:
    return tuple(document.ticket for document in tracker.read().documents if document.ticket)


def _tell_left_out(past: Past, rows: tuple[Tracked, ...]) -> None:
    """Name on standard error what stands in no figure: nothing is left out in silence."""
    figured = {one.ticket.path for one in rows}
    missing = [visible(ticket.id or ticket.path) for ticket in past.tickets if ticket.path not in figured]
    if missing:
        shown = ", ".join(missing[:8]) + (", …" if len(missing) > 8 else "")  # noqa: PLR2004 - what fits on a line
        what = "has a history that gives" if len(missing) == 1 else "have histories that give"
        text = f"{counted(len(missing), 'ticket')} {what} no figure: {shown}; `supportflow check` says what is wrong"
        click.echo(text, err=True)


def _known(severities: tuple[str, ...], policy: Policy) -> None:
    for name in severities:
        if name not in policy.severities:
            raise UsageError(f"there is no severity {name!r}; known are {', '.join(policy.severities)}")


def _chosen(rows: tuple[Tracked, ...], severities: tuple[str, ...], since: str | None) -> tuple[Tracked, ...]:
    first = _day(since) if since else None
    return tuple(
        one
        for one in rows
        if (not severities or (one.sla.severity or one.ticket.severity) in severities)
        and (first is None or one.sla.closed_at is None or one.sla.closed_at.date() >= first)
    )


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise UsageError(f"--since {text}: {error}; write {DATE_FORM}") from error


def _one(ticket_id: str, rows: tuple[Tracked, ...], past: Past, *, explain: bool, as_json: bool) -> None:
    wanted = full_id(ticket_id, past.policy.id_prefix)
    one = next((one for one in rows if one.ticket.id.upper() == wanted), None)
    if one is None:
        raise UsageError(f"there are no figures of {ticket_id}; `supportflow check` says what is wrong with it, "
                         "`supportflow list` names the tickets")  # fmt: skip
    lines = receipt(one, Schedules(past.policy))
    if as_json:
        write_json({"schema_version": data.SCHEMA_VERSION, "as_of": data.iso(past.now), "ticket": data.row(one),
                     "receipt": data.receipt_data(lines)})  # fmt: skip
        return
    paint = painter(sys.stdout)
    write("\n".join(explain_lines(one, lines if explain else (), paint, terminal_width())) + "\n")


def _what_if(
    rows: tuple[Tracked, ...], past: Past, severities: tuple[str, ...], since: str | None, other: Path, *, as_json: bool
) -> None:
    policy = policy_file(other)
    changed = _chosen(track(past.tickets, policy, past.now), severities, since)
    if as_json:
        write_json({"schema_version": data.SCHEMA_VERSION, "as_of": data.iso(past.now),
                     "now": data.report(rows, past.policy, past.now),
                     "what_if": data.report(changed, policy, past.now)})  # fmt: skip
        return
    write(
        "\n".join(what_if_lines((rows, past.policy), (changed, policy), painter(sys.stdout), terminal_width())) + "\n"
    )
