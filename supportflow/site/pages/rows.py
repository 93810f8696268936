"""A ticket as one row of a listing, and the order in which listings stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from supportflow.model.policy import Policy, Workflow
from supportflow.site.pages.badges import Badge, Badges
from supportflow.site.public import PublicTicket
from supportflow.sla.types import Promise, SlaStatus, TicketSla

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FAR = datetime(9999, 1, 1, tzinfo=UTC)
_URGENCY = {
    SlaStatus.BREACHED: 0,
    SlaStatus.AT_RISK: 1,
    SlaStatus.IN_WINDOW: 2,
    SlaStatus.ON_TRACK: 2,
    SlaStatus.UNRATED: 3,
    SlaStatus.PAUSED: 4,
    SlaStatus.NO_COMMITMENT: 5,
    SlaStatus.MET: 6,
    SlaStatus.MISSED: 6,
}
_LATE_PROMISE, _OPEN_PROMISE = 0, 2
_UNRATED = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a listing says of a ticket. `due` is the instant that counts: the end of the target or of the promised
    day, or when it was breached; `number` orders ids.
    """

    id: str
    number: int
    url: str
    title: str
    type: str
    type_title: str
    state: Badge
    severity: Badge | None
    status: Badge
    holds: tuple[Badge, ...]
    resolution: Badge | None
    component: str | None
    waits_on: str
    waits_title: str
    due: datetime | None
    promised: bool
    late: bool
    at_risk: bool
    opened_at: datetime | None
    closed_at: datetime | None
    closed: bool
    sla: TicketSla | None
    urgency: tuple[int, datetime, int, int]


def make_row(ticket: PublicTicket, workflow: Workflow, policy: Policy, badges: Badges) -> Row:
    """The row of a ticket. Where its history is out of order there are no figures, and it stands as unrated."""
    sla = ticket.sla
    closed = workflow.is_closed(ticket.state)
    due = _due(sla, policy) if sla and not closed else None
    level = policy.severities.get(ticket.severity or "")
    number = int(ticket.id.rpartition("-")[2])
    last = ticket.entries[-1].at if ticket.entries else None
    closed_at = (sla.closed_at if sla else last) if closed else None
    status = sla.status if sla else SlaStatus.NO_COMMITMENT if closed else SlaStatus.UNRATED
    promise = sla.promise if sla else None
    open_promise = promise if sla and sla.fulfilled_at is None else None
    return Row(
        id=ticket.id,
        number=number,
        url=f"tickets/{ticket.id}/",
        title=ticket.title,
        type=ticket.type,
        type_title=workflow.title,
        state=badges.state(workflow, ticket.state),
        severity=badges.severity(ticket.severity),
        status=badges.status(status, promise),
        holds=tuple(badges.hold(name) for name in ticket.holds),
        resolution=badges.resolution(ticket.resolution),
        component=ticket.component,
        waits_on=ticket.waits_on,
        waits_title=badges.role(ticket.waits_on) if ticket.waits_on else "",
        due=due,
        promised=open_promise is not None and due is not None,
        late=not closed and (status is SlaStatus.BREACHED or open_promise is Promise.LATE),
        at_risk=status is SlaStatus.AT_RISK,
        opened_at=sla.opened_at if sla else ticket.entries[0].at if ticket.entries else None,
        closed_at=closed_at,
        closed=closed,
        sla=sla,
        urgency=_urgency(status, open_promise, due, closed_at, (level.rank if level else _UNRATED, number)),
    )


def most_urgent_first(rows: list[Row]) -> list[Row]:
    """Open tickets before closed ones; the late ones first, then by when they are due; the last closed first."""
    return sorted(rows, key=lambda row: row.urgency)


def newest_first(rows: list[Row]) -> list[Row]:
    """By number, the highest first."""
    return sorted(rows, key=lambda row: -row.number)


def _due(sla: TicketSla, policy: Policy) -> datetime | None:
    """When the target ends or ended; for a request the end of the promised day."""
    if sla.status is SlaStatus.BREACHED:
        return sla.due or sla.breached_at
    if sla.due is not None:
        return sla.due
    if sla.promise is None or sla.promised_for is None or sla.fulfilled_at is not None:
        return None
    zone = ZoneInfo(policy.calendars[sla.calendar][0].timezone)
    return datetime.combine(sla.promised_for + timedelta(days=1), datetime.min.time(), zone).astimezone(UTC)


def _urgency(
    status: SlaStatus,
    promise: Promise | None,
    due: datetime | None,
    closed_at: datetime | None,
    ties: tuple[int, int],
) -> tuple[int, datetime, int, int]:
    rank, number = ties
    if closed_at is not None:
        return (_URGENCY[SlaStatus.MET], _FAR - (closed_at - _EPOCH), rank, -number)
    place = _URGENCY[status]
    if promise is not None:
        place = _LATE_PROMISE if promise is Promise.LATE else _OPEN_PROMISE
    return (place, due or _FAR, rank, number)
