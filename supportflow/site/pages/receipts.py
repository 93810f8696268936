"""The receipt on a ticket's page: every stretch of its life, counted or not, why, and the running total.

A long life is told by day, by week, by month or by year, whichever is the first that stays on the page; the time
outside working hours then stands with the working time beside it, and the totals are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from supportflow.site.pages.badges import Badge
from supportflow.site.pages.site import Site
from supportflow.site.public import PublicTicket
from supportflow.sla.receipt import OUTSIDE, Line

LONGEST = 60
"""So many rows a receipt has at the most, and one for what came before them."""

_Period = Callable[[date], tuple[int, ...]]
_PERIODS: tuple[tuple[str, _Period], ...] = (
    ("day", lambda day: (day.toordinal(),)),
    ("week", lambda day: tuple(day.isocalendar()[:2])),
    ("month", lambda day: (day.year, day.month)),
    ("year", lambda day: (day.year,)),
)


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A row: what was counted from one instant to another, and the total by then."""

    start: datetime
    end: datetime
    state: Badge
    why: str
    counted: timedelta
    total: timedelta


@dataclass(frozen=True, slots=True)
class Receipt:
    """The rows, and by what they are told: empty where each stretch has its own. `earlier` lines are left out, up
    to whose end `before` had been counted.
    """

    rows: list[ReceiptRow]
    period: str
    earlier: int
    before: timedelta


def receipt_of(site: Site, ticket: PublicTicket) -> Receipt | None:
    """The receipt of a ticket; None where it has no figures."""
    lines = site.figured.receipt(ticket.id)
    if not lines or ticket.sla is None:
        return None
    schedule = site.figured.schedules.named(ticket.sla.calendar)
    period, shown = _fitting(lines, schedule.day_of)
    kept = shown[-LONGEST:]
    workflow = site.workflow(ticket)
    rows = [
        ReceiptRow(
            start=line.start,
            end=line.end,
            state=site.badges.state(workflow, line.state),
            why=line.why,
            counted=line.counted,
            total=line.total,
        )
        for line in kept
    ]
    return Receipt(rows, period, len(shown) - len(kept), kept[0].total - kept[0].counted)


def _fitting(lines: Sequence[Line], day_of: Callable[[datetime], date]) -> tuple[str, Sequence[Line]]:
    """The lines, or the finest summary of them that is short enough; where none is, the coarsest."""
    if len(lines) <= LONGEST:
        return "", lines
    days = [day_of(line.start) for line in lines]
    shown: tuple[str, Sequence[Line]] = "", lines
    for told in ((name, _summary(lines, days, period)) for name, period in _PERIODS):
        shown = told
        if len(told[1]) <= LONGEST:
            break
    return shown


def _summary(lines: Sequence[Line], days: Sequence[date], period: _Period) -> list[Line]:
    """One line for each period of each stage and reason."""
    keys: list[tuple[str, str, tuple[int, ...]]] = []
    for line, day in zip(lines, days, strict=True):
        why = line.why if line.why != OUTSIDE or not keys else keys[-1][1]
        keys.append((line.state, why, period(day)))
    pairs = zip(keys, lines, strict=True)
    return [_joined([line for _, line in group]) for _, group in groupby(pairs, key=lambda pair: pair[0])]


def _joined(group: Sequence[Line]) -> Line:
    """Lines that follow each other as one."""
    first, last = group[0], group[-1]
    counted = sum((line.counted for line in group), timedelta(0))
    why = next((line.why for line in group if line.why != OUTSIDE), OUTSIDE)
    return Line(start=first.start, end=last.end, state=first.state, counted=counted, total=last.total, why=why)
