"""The SLA of one ticket in words and figures, with the receipt that shows how they came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supportflow.site import formats
from supportflow.site.pages.badges import Badge
from supportflow.site.pages.receipts import Receipt, receipt_of
from supportflow.site.pages.site import Site
from supportflow.site.public import PublicTicket
from supportflow.sla.types import Promise, SlaStatus, TicketSla


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of the target is used up, in percent of the bar: used, and where earliest and latest lie."""

    used: float
    earliest: float
    latest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the card on a ticket's page says."""

    status: Badge
    headline: str
    due: datetime | None
    due_verb: str
    promised: bool
    bar: Bar | None
    expected: str
    elapsed: str
    started: datetime | None
    closed: datetime | None
    breached: datetime | None
    note: str
    calendar: str
    zone: str
    receipt: Receipt | None


def figures(site: Site, ticket: PublicTicket) -> Figures | None:
    """The figures of a ticket, or None where its history is out of order."""
    sla = ticket.sla
    if sla is None:
        return None
    row = site.rows[ticket.id]
    level = site.policy.severities.get(ticket.severity or "")
    return Figures(
        status=row.status,
        headline=_headline(sla),
        due=row.due,
        due_verb=_due_verb(sla),
        promised=row.promised,
        bar=_bar(sla),
        expected=level.expected if level else "",
        elapsed=formats.working(sla.elapsed, sla.day) if sla.clock_started_at else "",
        started=sla.clock_started_at,
        closed=sla.closed_at,
        breached=sla.breached_at if sla.breached_at != row.due else None,
        note=_note(sla),
        calendar=sla.calendar,
        zone=site.policy.calendars[sla.calendar][0].timezone,
        receipt=receipt_of(site, ticket) if sla.clock_started_at else None,
    )


def _headline(sla: TicketSla) -> str:
    """The one sentence that a reader takes away, in working time."""
    spent = formats.working(sla.elapsed, sla.day)
    match sla.status:
        case SlaStatus.BREACHED:
            return f"Late by {_remaining(sla)} of working time"
        case SlaStatus.AT_RISK | SlaStatus.IN_WINDOW | SlaStatus.ON_TRACK:
            return f"{_remaining(sla)} of working time left"
        case SlaStatus.PAUSED:
            return f"The clock stands at {spent}"
        case SlaStatus.UNRATED:
            return "Waiting for its severity; the target follows from it"
        case SlaStatus.MET:
            return f"Resolved in {spent} of working time"
        case SlaStatus.MISSED:
            return f"Resolved in {spent} of working time, later than expected"
    return _promise(sla)


def _promise(sla: TicketSla) -> str:
    if sla.promise is None or sla.promised_for is None:
        return "No resolution time is committed to"
    day = formats.day(sla.promised_for)
    if sla.promise is Promise.OPEN:
        return f"Promised for {day}"
    if sla.fulfilled_at is None:
        return f"Was promised for {day}"
    done = formats.day(sla.fulfilled_at)
    return f"Promised for {day}, released on {done}"


def _remaining(sla: TicketSla) -> str:
    return formats.working(sla.remaining, sla.day) if sla.remaining is not None else ""


def _due_verb(sla: TicketSla) -> str:
    return "Was due" if sla.status is SlaStatus.BREACHED else "Due"


def _note(sla: TicketSla) -> str:
    if sla.excused and sla.ever_breached:
        return "The target was breached; the reason is in the history."
    if sla.ever_breached and sla.status not in (SlaStatus.BREACHED, SlaStatus.MISSED):
        return "A target was breached earlier: a later change of severity or a reopening does not erase that."
    if sla.cycle:
        return "It was reopened: the time that it was closed does not count."
    return ""


def _bar(sla: TicketSla) -> Bar | None:
    if not sla.latest or sla.earliest is None:
        return None
    scale = max(sla.latest, sla.elapsed) / 100
    return Bar(round(sla.elapsed / scale, 1), round(sla.earliest / scale, 1), round(sla.latest / scale, 1))
