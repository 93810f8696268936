"""Reading the calendars: weekly hours, holidays, and the versions that were in force one after the other."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from supportflow.model.policy import ALWAYS, CalendarVersion
from supportflow.source.policy.table import Table

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ROUND_THE_CLOCK = "always"
"""The one word of a calendar, or of its hours, that never closes."""

_SPAN = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_FORM = 'write hours = {mon = [["09:00", "17:00"]]} or hours = "always"'


def build_calendars(tables: Table) -> dict[str, tuple[CalendarVersion, ...]]:
    """Every calendar with its versions. There is always one that is called default; where the policy has none, it
    never closes.
    """
    calendars: dict[str, tuple[CalendarVersion, ...]] = {}
    for name in tables.names():
        value = tables.raw(name)
        match value:
            case []:
                tables.wrong(name, f"has no hours; {_FORM}")
            case list():
                calendars[name] = tuple(_calendar(tables.at(name, index, row)) for index, row in enumerate(value))
            case str() if value != ROUND_THE_CLOCK:
                tables.wrong(name, f"{value!r} is no calendar; the one word that there is is {ROUND_THE_CLOCK!r}")
            case str():
                calendars[name] = (_always(),)
            case _:
                calendars[name] = (_calendar(tables.same(name, value)),)
    calendars.setdefault("default", (_always(),))
    return calendars


def _always() -> CalendarVersion:
    return CalendarVersion(timezone="UTC", hours=None, holidays=(), day=timedelta(hours=24), window=ALWAYS)


def _calendar(table: Table) -> CalendarVersion:
    zone = table.text("timezone", "UTC")
    if not _is_zone(zone):
        table.wrong("timezone", f"{zone!r} is no time zone; write one as Europe/Berlin or UTC")
        zone = "UTC"
    hours = _hours(table)
    version = CalendarVersion(
        timezone=zone,
        hours=hours,
        holidays=tuple(_holidays(table)),
        day=_day(table, "24h" if hours is None else "8h"),
        window=table.window(),
    )
    table.done()
    return version


def _is_zone(key: str) -> bool:
    """Whether a key names a zone of the IANA database; the machine's own and those with leap seconds do not."""
    if key in ("localtime", "posixrules") or key.startswith(("posix/", "right/")):
        return False
    try:
        ZoneInfo(key)
    except (KeyError, OSError, ValueError):
        return False
    return True


def _hours(table: Table) -> dict[str, tuple[tuple[str, str], ...]] | None:
    """The spans of each weekday; None for a calendar that never closes."""
    value = table.raw("hours")
    if value == ROUND_THE_CLOCK:
        return None
    if not isinstance(value, dict):
        what = f"no hours; {_FORM}" if value is None else f"{value!r} are no hours; {_FORM}"
        table.wrong("hours", what)
        return None
    days = table.sub("hours")
    hours = {day: _spans(days, day) for day in WEEKDAYS if days.has(day)}
    if not hours or (not any(hours.values()) and all(days.raw(day) == [] for day in hours)):
        days.wrong("", f"a calendar without hours counts nothing; {_FORM}")
    days.done()
    return hours


def _spans(table: Table, day: str) -> tuple[tuple[str, str], ...]:
    spans: list[tuple[str, str]] = []
    for row in table.items(day):
        match row:
            case [str(start), str(end)] if _SPAN.fullmatch(start) and (end == "24:00" or _SPAN.fullmatch(end)):
                if end <= start:
                    table.wrong(day, f"the span {start}–{end} ends before it begins; split it at 24:00")
                spans.append((start, end))
            case _:
                table.wrong(day, f'{row!r} is no span; write ["09:00", "17:00"], at the latest "24:00"')
    spans.sort()
    for (start, end), (later, until) in pairwise(spans):
        if later < end:
            table.wrong(day, f"the hours {start}–{end} and {later}–{until} overlap; write them as one span")
    return tuple(spans)


def _holidays(table: Table) -> list[date]:
    days = []
    for row in table.items("holidays"):
        if isinstance(row, datetime) or not isinstance(row, date):
            table.wrong("holidays", f"{row!r} is no date; write it without quotes, as 2026-12-25")
        else:
            days.append(row)
    return sorted(set(days))


def _day(table: Table, default: str) -> timedelta:
    length = table.duration("day", default)
    if length <= timedelta(0):
        table.wrong("day", "a day of no length is no unit; write 8h")
        return timedelta(hours=8)
    return length
