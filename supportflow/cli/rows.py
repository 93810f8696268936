"""Tickets as rows and as data: what `list` and `show` print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from supportflow.lifecycle.next_moves import NextMove, next_moves, waits_on
from supportflow.lifecycle.replay import Replay, replay
from supportflow.model.node import plain_value
from supportflow.model.policy import Policy, Workflow
from supportflow.model.ticket import Ticket
from supportflow.source.repository import Repository


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket whose type the policy knows, with its history replayed."""

    ticket: Ticket
    workflow: Workflow
    replay: Replay
    waits_on: str

    @property
    def closed(self) -> bool:
        """Whether the ticket is done."""
        return self.workflow.is_closed(self.ticket.state)

    @property
    def updated(self) -> datetime | None:
        """When something last happened."""
        return self.ticket.history[-1].at if self.ticket.history else None


def rows_of(repository: Repository, policy: Policy) -> Iterator[Row]:
    """Every ticket that can be read, in the order of the ids."""
    rows = []
    for document in repository.documents:
        ticket = document.ticket
        workflow = policy.workflows.get(ticket.type) if ticket else None
        if ticket and workflow and ticket.id:
            history = replay(ticket.history, workflow)
            rows.append(Row(ticket, workflow, history, waits_on(policy, workflow, history.end)))
    rows.sort(key=lambda row: (len(row.ticket.id), row.ticket.id))
    yield from rows


def full_id(name: str, prefix: str) -> str:
    """An id as it is written: `42` and `sf-42` are `SF-0042`."""
    before, _, number = name.strip().upper().rpartition("-")
    if number.isascii() and number.isdigit() and before in ("", prefix.upper()):
        return f"{prefix.upper()}-{number.lstrip('0').zfill(4)}"
    return name.strip().upper()


def as_data(row: Row) -> dict[str, object]:
    """A ticket as plain data, for `--json`."""
    ticket = row.ticket
    return {
        "id": ticket.id,
        "path": ticket.path,
        "title": ticket.title,
        "type": ticket.type,
        "state": ticket.state,
        "severity": ticket.severity,
        "component": ticket.component,
        "assignee": ticket.assignee,
        "audience": ticket.audience,
        "closed": row.closed,
        "holds": list(row.replay.end.holds),
        "waits_on": row.waits_on or None,
        "created": _iso(ticket.history[0].at) if ticket.history else None,
        "updated": _iso(row.updated),
    }


def in_full(row: Row, policy: Policy, now: datetime) -> dict[str, object]:
    """A ticket with its history, its links and its legal next moves."""
    ticket = row.ticket
    return {
        **as_data(row),
        "fields": {name: plain_value(ticket.node.get(name)) for name, _ in ticket.fields},
        "subscribers": list(ticket.subscribers),
        "links": [{"kind": link.kind, "ticket": link.target} for link in ticket.links],
        "attachments": [{"file": one.file, "shows": one.shows, "audience": one.audience} for one in ticket.attachments],
        "history": [plain_value(entry.node) for entry in ticket.history],
        "sections": [section.name for section in ticket.body.sections],
        "next_moves": [
            {
                "to": move.to,
                "resolutions": list(move.resolutions),
                "by": list(move.by),
                "needs": list(move.needs),
                "sections": list(move.sections),
            }
            for move in moves_of(row, policy, now)
        ],
    }


def moves_of(row: Row, policy: Policy, now: datetime) -> tuple[NextMove, ...]:
    """The moves that are legal now, by the day in the calendar of the ticket's workflow."""
    return next_moves(row.workflow, row.replay.end, policy.day_of(now, row.workflow.calendar or "default"))


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat().replace("+00:00", "Z") if instant else None
