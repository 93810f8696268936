"""Instants, dates and durations as tickets and policies write them: one strict form each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction

_INSTANT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2}))",
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DURATION = re.compile(r"(?:([0-9]+(?:\.[0-9]+)?)d)?\s*(?:([0-9]+)h)?\s*(?:([0-9]+)m)?\s*(?:([0-9]+)s)?")

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2101, 1, 1, tzinfo=UTC)
"""Instants are taken from the first of these on, up to the second: what the calendars can reckon with."""

INSTANT_FORM = "YYYY-MM-DDTHH:MM:SS with Z or ±HH:MM, as 2026-11-23T09:14:00+02:00"
DATE_FORM = "YYYY-MM-DD, as 2026-11-25"


def parse_instant(text: str) -> datetime:
    """Read `YYYY-MM-DDTHH:MM:SS[.f]` with `Z` or `±HH:MM` as an aware datetime.

    Digits of a fraction beyond microseconds are cut off. Raises ValueError for any other form, for a day or
    time that does not exist, and for instants outside 1970–2100.
    """
    found = _INSTANT.fullmatch(text)
    if not found:
        message = "this is no instant"
        raise ValueError(message)
    day, hour, minute, second, fraction, zulu, sign, off_hours, off_minutes = found.groups()
    zone: timezone = UTC
    if not zulu:
        if int(off_hours) > 23 or int(off_minutes) > 59:  # noqa: PLR2004 - hours of a day, minutes of an hour
            message = "an offset is at most 23:59"
            raise ValueError(message)
        offset = timedelta(hours=int(off_hours), minutes=int(off_minutes))
        zone = timezone(-offset if sign == "-" else offset)
    start = _day(day)
    try:
        clock = time(int(hour), int(minute), int(second), int((fraction or "0")[:6].ljust(6, "0")), zone)
    except ValueError:
        message = f"there is no time {hour}:{minute}:{second}"
        raise ValueError(message) from None
    instant = datetime.combine(start, clock)
    if not EARLIEST <= instant < LATEST:
        message = "an instant lies between 1970 and 2100"
        raise ValueError(message)
    return instant


def parse_date(text: str) -> date:
    """Read `YYYY-MM-DD`. Raises ValueError for any other form and for a day that does not exist."""
    if not _DATE.fullmatch(text):
        message = "this is no date"
        raise ValueError(message)
    return _day(text)


def _day(text: str) -> date:
    """A day of the calendar. The message is ours, since Python's own differs from version to version."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"there is no day {text}"
        raise ValueError(message) from None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of working time: target days (the calendar says how long one is) and seconds."""

    days: Fraction
    seconds: int
    text: str

    def over(self, day: timedelta) -> timedelta:
        """The length as working time, with `day` as the length of one target day."""
        micro = self.days * (day // timedelta(microseconds=1))
        return timedelta(microseconds=int(micro), seconds=self.seconds)


def parse_duration(text: str) -> Duration:
    """Read `2d`, `4h`, `1d 4h 30m`, `1.5d`. Raises ValueError for any other form and for nothing at all."""
    found = _DURATION.fullmatch(text.strip())
    if not text.strip() or not found:
        message = "a duration is written in days, hours, minutes and seconds, as 2d, 4h or 1d 4h"
        raise ValueError(message)
    days, hours, minutes, seconds = found.groups()
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return Duration(days=Fraction(days or 0), seconds=whole, text=text.strip())
