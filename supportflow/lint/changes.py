"""What a change does to the tickets: for people who read it, nothing is judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from supportflow.lifecycle.next_moves import waits_on
from supportflow.lifecycle.replay import replay
from supportflow.lint.gate_pairs import Names, Pair, pair_up, read_sides
from supportflow.model.history import Kind
from supportflow.model.node import plain_value
from supportflow.model.policy import NEW, Policy
from supportflow.model.ticket import Ticket
from supportflow.sla.clock import ticket_sla
from supportflow.sla.schedule import Schedules
from supportflow.source.change_set import ChangeSet
from supportflow.source.ticket import Document

_TOLD_OTHERWISE = frozenset({"state", "severity", "history"})


class What(StrEnum):
    """What happens to a ticket, in one word."""

    NEW = "new"
    MOVED = "moved"
    CLOSED = "closed"
    REOPENED = "reopened"
    EDITED = "edited"
    DELETED = "deleted"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """How a ticket stands before or after, as of one instant. `due` and `sla` are None where there is no figure."""

    title: str
    state: str
    severity: str | None
    holds: tuple[str, ...]
    waits_on: str
    sla: str | None
    due: datetime | None
    promised_for: date | None
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketChange:
    """What happens to one ticket. `moves` are the states that it enters in turn, `fields` the keys at the top that
    get another value, `notes` how many entries with a note are added; `text` says whether its text changes.
    """

    ticket: str
    path: str
    old_path: str | None
    what: What
    before: Side | None
    after: Side | None
    moves: tuple[str, ...]
    fields: tuple[str, ...]
    notes: int
    text: bool

    @property
    def title(self) -> str:
        """The title now, or the last one."""
        side = self.after or self.before
        return side.title if side else ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change does: to tickets, in the order of their ids, and which other files it touches."""

    tickets: tuple[TicketChange, ...]
    others: tuple[str, ...]

    def count(self, what: What) -> int:
        """How many tickets this happens to."""
        return sum(1 for one in self.tickets if one.what is what)


def describe(change: ChangeSet, policy: Policy, now: datetime) -> Changes:
    """Say what a change does to the tickets; both sides are figured as of `now`."""
    names = Names(policy)
    sides = read_sides(change, policy)
    teller = _Teller(policy, now, names)
    pairs = pair_up(sides, change.renames, names)
    found = [teller.tell(part) for pair in pairs for part in _apart(pair, names)]
    found.sort(key=lambda one: (len(one.ticket), one.ticket, one.path))
    tickets = {path for one in found for path in (one.path, one.old_path)}
    return Changes(tuple(found), tuple(sorted(path for path in change.touched if path not in tickets)))


class _Teller:
    def __init__(self, policy: Policy, now: datetime, names: Names) -> None:
        self.policy = policy
        self.now = now
        self.names = names
        self.schedules = Schedules(policy)

    def tell(self, pair: Pair) -> TicketChange:
        before, after = self._side(pair.base), self._side(pair.head)
        old, new = _ticket(pair.base), _ticket(pair.head)
        fresh = new.history[len(old.history) if old else 0 :] if new else ()
        moves = tuple(entry.value for entry in fresh if entry.kind is Kind.STATE)
        paths = (pair.base.path if pair.base else None, pair.path)
        return TicketChange(
            ticket=next((self.names.id_of(side) for side in (pair.head, pair.base) if side), ""),
            path=pair.path,
            old_path=paths[0] if paths[0] not in (None, paths[1]) else None,
            what=_what(pair, before, after, moves),
            before=before,
            after=after,
            moves=moves,
            fields=tuple(_fields(old, new)) if old and new else (),
            notes=sum(1 for entry in fresh if entry.note),
            text=bool(old and new and _text(pair.base) != _text(pair.head)),
        )

    def _side(self, document: Document | None) -> Side | None:
        ticket = _ticket(document)
        workflow = self.policy.workflows.get(ticket.type) if ticket else None
        if not ticket or not workflow:
            return None
        history = replay(ticket.history, workflow)
        sla = ticket_sla(ticket, workflow, self.policy, history, self.now, self.schedules)
        return Side(
            title=ticket.title,
            state=history.end.state if history.end.state != NEW else ticket.state,
            severity=history.end.severity or ticket.severity,
            holds=history.end.holds,
            waits_on=waits_on(self.policy, workflow, history.end),
            sla=sla.status.value if sla else None,
            due=sla.due if sla else None,
            promised_for=sla.promised_for if sla else None,
            closed=workflow.is_closed(history.end.state),
        )


def _apart(pair: Pair, names: Names) -> tuple[Pair, ...]:
    """A pair as it is, or both of it apart where git took one ticket for another that reads alike."""
    if pair.base and pair.head and names.id_of(pair.base) != names.id_of(pair.head):
        return Pair(pair.base, None), Pair(None, pair.head)
    return (pair,)


def _ticket(document: Document | None) -> Ticket | None:
    return document.ticket if document else None


def _text(document: Document | None) -> str:
    """What stands below the front matter."""
    parts = document.text.replace("\r\n", "\n").split("\n---", 1) if document else []
    return parts[1].strip() if len(parts) > 1 else ""


def _what(pair: Pair, before: Side | None, after: Side | None, moves: tuple[str, ...]) -> What:
    if pair.head is None:
        return What.DELETED
    if after is None:
        return What.UNREADABLE
    if before is None:
        return What.NEW if pair.base is None else What.EDITED
    if before.closed != after.closed:
        return What.CLOSED if after.closed else What.REOPENED
    return What.MOVED if moves else What.EDITED


def _fields(old: Ticket, new: Ticket) -> Iterator[str]:
    for name in dict.fromkeys((*old.node, *new.node)):
        if name not in _TOLD_OTHERWISE and plain_value(old.node.get(name)) != plain_value(new.node.get(name)):
            yield name
