"""How times and lengths read: the same words on every page, whatever the locale of the machine."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_LONG = 14 * _DAY


@lru_cache(maxsize=1024)
def iso(at: datetime) -> str:
    """An instant for machines, in UTC: `2026-07-03T15:00:00Z`."""
    return f"{at.astimezone(UTC).isoformat(timespec='seconds')[:19]}Z"


@lru_cache(maxsize=1024)
def instant(at: datetime) -> str:
    """An instant for people: `3 Jul 2026, 15:00 UTC`."""
    utc = at.astimezone(UTC)
    return f"{day(utc)}, {utc.hour:02}:{utc.minute:02} UTC"


def short_instant(at: datetime) -> str:
    """An instant where space is scarce: `Fri 3 Jul, 15:00`, in UTC."""
    utc = at.astimezone(UTC)
    return f"{_DAYS[utc.weekday()]} {utc.day} {_MONTHS[utc.month - 1]}, {utc.hour:02}:{utc.minute:02}"


def day(at: date) -> str:
    """A day: `3 Jul 2026`."""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


def short_day(at: date) -> str:
    """A day where the year goes without saying: `3 Jul`."""
    return f"{at.day} {_MONTHS[at.month - 1]}"


def month(at: date) -> str:
    """A month: `Jul 2026`."""
    return f"{_MONTHS[at.month - 1]} {at.year}"


def utc_day(at: datetime) -> str:
    """The day of an instant, in UTC."""
    return day(at.astimezone(UTC))


def length(span: timedelta) -> str:
    """A length of time by the clock on the wall, in its two largest units: `2 d 3 h`, `45 min`."""
    seconds = abs(int(span.total_seconds()))
    if seconds >= _LONG:
        return f"{seconds // _DAY} d"
    if seconds >= _DAY:
        return _two(seconds // _DAY, "d", seconds % _DAY // _HOUR, "h")
    if seconds >= _HOUR:
        return _two(seconds // _HOUR, "h", seconds % _HOUR // _MINUTE, "min")
    return f"{seconds // _MINUTE} min"


def count_down(due: datetime, now: datetime) -> str:
    """How far off an instant is: `in 3 h`, `2 d late`. The script on the pages counts in the same words."""
    return f"in {length(due - now)}" if due >= now else f"{length(now - due)} late"


def ago(at: datetime, now: datetime) -> str:
    """How long ago an instant was."""
    return f"{length(now - at)} ago"


def working(span: timedelta, target_day: timedelta) -> str:
    """A length of working time, in target days and hours: `1 d 4 h`."""
    seconds = abs(int(span.total_seconds()))
    whole = max(1, int(target_day.total_seconds()))
    days, rest = divmod(seconds, whole)
    hours, minutes = rest // _HOUR, rest % _HOUR // _MINUTE
    if days:
        return _two(days, "d", hours, "h")
    return _two(hours, "h", minutes, "min") if hours else f"{minutes} min"


def hours(span: timedelta) -> str:
    """A length of time to the second, so that a column of them adds up: `17:30`, `0:04:59`."""
    minutes, seconds = divmod(abs(int(span.total_seconds())), _MINUTE)
    text = f"{minutes // _MINUTE}:{minutes % _MINUTE:02}"
    return f"{text}:{seconds:02}" if seconds else text


def size(count: int) -> str:
    """A number of bytes."""
    for unit, limit in (("MiB", 1 << 20), ("KiB", 1 << 10)):
        if count >= limit:
            return f"{count / limit:.1f} {unit}"
    return f"{count} B"


def _two(major: int, unit: str, minor: int, small: str) -> str:
    return f"{major} {unit} {minor} {small}" if minor else f"{major} {unit}"
