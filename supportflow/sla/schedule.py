"""Working hours as a policy has them: calendars whose hours changed over the years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from supportflow.model.policy import CalendarVersion, Policy, SeverityLevel, Workflow
from supportflow.model.values import EARLIEST, LATEST
from supportflow.sla.calendar import WEEKDAYS, BusinessCalendar


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of time, from the first instant up to the second, and the calendar in force (None: none is)."""

    start: datetime
    end: datetime
    calendar: BusinessCalendar | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A calendar of the policy with all its versions: hours, holidays, zone and the length of one target day are
    those in force at each instant, so that a new version changes no figure of the time before it.
    """

    name: str
    pieces: tuple[Piece, ...]

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Working time from one instant to a later one; nothing where the end is not later."""
        if len(self.pieces) == 1:
            calendar = self.pieces[0].calendar
            return calendar.elapsed(start, end) if calendar and end > start else timedelta(0)
        total = timedelta(0)
        for piece in self.pieces:
            first, last = max(start, piece.start), min(end, piece.end)
            if piece.calendar and first < last:
                total += piece.calendar.elapsed(first, last)
        return total

    def add(self, start: datetime, duration: timedelta) -> datetime | None:
        """When so much working time has passed since an instant, in UTC; None where it never does until 2100."""
        for piece in self.pieces:
            first = max(start, piece.start)
            if piece.calendar is None or first >= piece.end:
                continue
            here = piece.calendar.elapsed(first, piece.end) if piece.end < LATEST else None
            if here is not None and here < duration:
                duration -= here
                continue
            try:
                reached = piece.calendar.add(first, duration).astimezone(UTC)
            except ValueError:
                return None
            if reached <= piece.end:
                return reached
            duration = timedelta(0)
        return None

    def day_of(self, instant: datetime) -> date:
        """The day of an instant in the calendar's zone."""
        return instant.astimezone(ZoneInfo(self._at(instant).timezone)).date()

    def day_length(self, instant: datetime) -> timedelta:
        """How long one day of a target is at an instant, as working time."""
        return self._at(instant).day

    def _at(self, instant: datetime) -> BusinessCalendar:
        """The version in force at an instant; before the first one that, after the last one the last."""
        last = None
        for piece in self.pieces:
            last = piece.calendar or last
            if last and instant < piece.end:
                break
        return cast("BusinessCalendar", last)


class Range(NamedTuple):
    """A target as working time, from the earliest to the latest (None: there is none), and how long a day of it is."""

    earliest: timedelta | None
    latest: timedelta | None
    day: timedelta


class Schedules:
    """The schedules of a policy, each built once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._built: dict[str, Schedule] = {}
        self._ranges: dict[tuple[str, str, date, timedelta], Range] = {}

    def named(self, name: str) -> Schedule:
        """The schedule of a calendar of the policy."""
        if name not in self._built:
            self._built[name] = build_schedule(name, self.policy.calendars[name])
        return self._built[name]

    def for_ticket(self, workflow: Workflow, level: SeverityLevel | None) -> Schedule:
        """The schedule that a ticket's time counts by: its severity's own, else its workflow's, else the default."""
        own = level.calendar if level and level.calendar != "default" else ""
        return self.named(own or workflow.calendar or "default")

    def range_of(self, schedule: Schedule, level: SeverityLevel | None, instant: datetime) -> Range:
        """The target that a level has at an instant, reckoned once for each day on which one begins."""
        length = schedule.day_length(instant)
        if level is None or not level.targets:
            return Range(None, None, length)
        day = schedule.day_of(instant)
        key = (schedule.name, level.name, day, length)
        if key not in self._ranges:
            target = level.target(day)
            earliest, latest = (target.earliest, target.latest) if target else (None, None)
            self._ranges[key] = Range(
                earliest.over(length) if earliest else None, latest.over(length) if latest else None, length
            )
        return self._ranges[key]


def build_schedule(name: str, versions: tuple[CalendarVersion, ...]) -> Schedule:
    """Put the versions of a calendar one after the other. A version begins at 00:00 of its own zone, and there the
    one before it ends: a change of zone neither loses hours nor counts them twice.
    """
    ordered = sorted(versions, key=lambda version: version.window.start or date.min)
    begins = [_midnight(version.window.start, version.timezone, EARLIEST) for version in ordered]
    end = _midnight(ordered[-1].window.end, ordered[-1].timezone, LATEST)
    pieces = [Piece(EARLIEST, begins[0], None)] if begins[0] > EARLIEST else []
    for version, (start, until) in zip(ordered, pairwise([*begins, end]), strict=True):
        pieces.append(Piece(start, until, _calendar(version)))
    return Schedule(name, tuple(pieces))


def _midnight(day: date | None, zone: str, default: datetime) -> datetime:
    """When a day begins in a zone, within what can be reckoned with."""
    if day is None:
        return default
    if not EARLIEST.date() < day < LATEST.date():
        return EARLIEST if day < LATEST.date() else LATEST
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)


@lru_cache(maxsize=64)
def _hours(
    zone: str,
    hours: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] | None,
    holidays: tuple[date, ...],
    day: timedelta,
) -> BusinessCalendar:
    if hours is None:
        hours = tuple((name, (("00:00", "24:00"),)) for name in WEEKDAYS)
    return BusinessCalendar.from_hours(timezone=zone, hours=dict(hours), holidays=holidays, day=day)


def _calendar(version: CalendarVersion) -> BusinessCalendar:
    hours = None if version.hours is None else tuple((name, spans) for name, spans in version.hours.items() if spans)
    return _hours(version.timezone, hours, version.holidays, version.day)
