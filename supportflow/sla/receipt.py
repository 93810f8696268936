"""The receipt of a ticket: every interval, counted or not, why, and the running total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from supportflow.sla.schedule import Schedule, Schedules
from supportflow.sla.tracked import Tracked
from supportflow.sla.types import Interval

OUTSIDE = "outside hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a receipt, in UTC. `counted` is working time, `total` what had been counted by its end."""

    start: datetime
    end: datetime
    state: str
    counted: timedelta
    total: timedelta
    why: str


def receipt(one: Tracked, schedules: Schedules) -> tuple[Line, ...]:
    """The receipt of a ticket down to each working day: the lines follow each other without a gap, and their
    counted times add up to the elapsed time.
    """
    return tuple(line for interval in one.sla.intervals for line in _lines(one, interval, schedules))


def _lines(one: Tracked, interval: Interval, schedules: Schedules) -> Iterator[Line]:
    if not interval.runs or interval.start >= interval.end:
        yield _line(
            interval, interval.start, interval.end, timedelta(0), interval.total - interval.counted, interval.why
        )
        return
    level = schedules.policy.severities.get(interval.severity or "")
    total = interval.total - interval.counted
    here = interval.start
    for start, end in _working(schedules.for_ticket(one.workflow, level), interval):
        if start > here:
            yield _line(interval, here, start, timedelta(0), total, OUTSIDE)
        total += end - start
        yield _line(interval, start, end, end - start, total, interval.why)
        here = end
    if here < interval.end:
        yield _line(interval, here, interval.end, timedelta(0), total, OUTSIDE)


def _working(schedule: Schedule, interval: Interval) -> Iterator[tuple[datetime, datetime]]:
    for piece in schedule.pieces:
        start, end = max(interval.start, piece.start), min(interval.end, piece.end)
        if piece.calendar and start < end:
            yield from piece.calendar.intervals(start, end)


def _line(  # noqa: PLR0913, PLR0917 - a line is made of all of these
    interval: Interval, start: datetime, end: datetime, counted: timedelta, total: timedelta, why: str
) -> Line:
    return Line(start=start, end=end, state=interval.state, counted=counted, total=total, why=why)
