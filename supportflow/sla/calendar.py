"""Working time: how much of it lies between two instants, and when so much of it has passed.

The semantics are those of DESIGN.md §5: an instant is working time when its local wall-clock time lies in a
span of its weekday (start included, end excluded) on a local date that is no holiday, and what counts are
real seconds. So the hour that DST skips counts nothing, the one that it repeats counts twice.

Within one zone Python's arithmetic is wall-clock arithmetic, and comparisons ignore `fold` (PEP 495). So
nothing here computes with local datetimes: an instant is an integer, microseconds since 1970-01-01T00:00:00Z.
For each UTC year that a question touches, a calendar builds one sorted table of its working intervals; a
question is then a few bisections, however long its span. Offsets are those of `zoneinfo` (PEP 615) alone.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import timezone as fixed_offset
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WORKDAY = timedelta(hours=8)
_MICROSECOND = timedelta(microseconds=1)
_SECOND = 1_000_000
_MINUTE = 60 * _SECOND
_DAY = 24 * 60 * _MINUTE

# Where the UTC years start; 1969 is out of range, but `subtract` from the very first instant looks back.
_YEAR_STARTS = [(datetime(y, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND for y in range(1969, 2102)]
_LIMIT = _YEAR_STARTS[-1]
_RANGE = "1970-01-01T00:00:00Z up to 2100-12-31T23:59:59.999999Z"
_OUT = f"the result is not within {_RANGE}; give a shorter duration, or fewer holidays"
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_NO_ZONE = re.compile(r"(posix|right)/.*|localtime|posixrules")  # the machine's own, or with leap seconds

_Week = Mapping[str, Iterable[Sequence[str]]]
_Hours = tuple[tuple[str, str], ...]  # spans of local time, HH:MM
_Span = tuple[int, int]  # microseconds, since the epoch or since local midnight


class _Year(NamedTuple):
    """The working intervals of one UTC year, in microseconds since the epoch."""

    starts: array[int]
    ends: array[int]
    before: array[int]  # the working time of the year before each interval
    total: int

    def worked(self, instant: int) -> int:
        """Return the working time from the start of the year to the instant."""
        i = bisect_right(self.starts, instant) - 1
        return 0 if i < 0 else self.before[i] + min(instant, self.ends[i]) - self.starts[i]


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """Weekly working hours in a time zone, without the holidays.

    Made by `always` or `from_hours`, which validate. Equal when zone key, hours, holidays and day are.
    Threads may share one: only a cache changes, to the same content whoever fills it.

    Instants are aware datetimes of any zone, 1970-01-01T00:00:00Z <= t < 2101-01-01T00:00:00Z: for any other,
    and rather than give a result outside, every method raises ValueError at once. `add` and `subtract` return
    wall-clock time of the calendar's zone, that instant's offset a fixed one: `2026-10-25T02:30:00+01:00`.
    Unlike with a ZoneInfo, such datetimes compare, sort and subtract by instant also in a repeated hour.
    """

    timezone: str  # a key of the IANA time zone database
    _week: tuple[_Hours, ...]  # by weekday, Monday first
    holidays: frozenset[date]  # local dates without working time
    day: timedelta  # the length of one day of a target; nothing here depends on it
    _years: dict[int, _Year] = field(default_factory=dict, init=False, compare=False, repr=False)

    @classmethod
    def always(cls, timezone: str = "UTC") -> BusinessCalendar:
        """Return the calendar that works 24 hours a day, 7 days a week; its `day` is 24 hours."""
        whole = {name: [("00:00", "24:00")] for name in WEEKDAYS}
        return cls.from_hours(timezone=timezone, hours=whole, day=timedelta(hours=24))

    @classmethod
    def from_hours(
        cls, *, timezone: str, hours: _Week, holidays: Iterable[date] = (), day: timedelta = _WORKDAY
    ) -> BusinessCalendar:
        """Return a calendar of local hours by weekday: {"mon": [("09:00", "24:00")]}. Raises ValueError."""
        _zone(timezone)
        if day <= timedelta(0):
            raise ValueError(f"day is {day!r}; give more than no time, such as 8 hours")
        days = frozenset(holidays)
        for row in days:
            if isinstance(row, datetime) or not isinstance(row, date):
                raise ValueError(f"holiday {row!r} is no date; write it without time and quotes: 2026-12-25")
        return cls(timezone, _parse_week(hours), days, day)

    @property
    def hours(self) -> dict[str, _Hours]:
        """The spans of each weekday that has any, in order; a new dict."""
        return {name: spans for name, spans in zip(WEEKDAYS, self._week, strict=True) if spans}

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """Return when `duration` of working time has passed since `start`. Raises ValueError.

        What ends exactly at a closing time is due then, not at the next opening. No time gives the start if
        that is working time, otherwise the next opening.
        """
        return self._shift(_instant("start", start), duration, 1, opening=not duration)

    def subtract(self, end: datetime, duration: timedelta) -> datetime:
        """Return since when `duration` of working time has passed at `end`. Raises ValueError.

        The mirror of `add`: what begins exactly at an opening begins then, not at the closing before. No time
        gives the end if the moment just before it is working time, otherwise the last closing.
        """
        return self._shift(_instant("end", end), duration, -1, opening=bool(duration))

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time from `start` to `end`, negative if `end` is earlier. Raises ValueError."""
        a, b = _instant("start", start), _instant("end", end)
        if b < a:
            return -self.elapsed(end, start)
        first, last = _year_of(a), _year_of(b)
        years = sum(self._year(k).total for k in range(first, last)) if first < last else 0
        return timedelta(microseconds=years + self._year(last).worked(b) - self._year(first).worked(a))

    def is_working(self, instant: datetime) -> bool:
        """Return whether the instant is working time. Raises ValueError."""
        t = _instant("instant", instant)
        year = self._year(_year_of(t))
        return year.worked(t + 1) > year.worked(t)

    def intervals(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Return the working intervals from `start` to `end`, in order, clipped to them, in UTC.

        Those that touch come as one. Raises ValueError on the call itself, also for an `end` before `start`.
        """
        a, b = _instant("start", start), _instant("end", end)
        if b < a:
            raise ValueError(f"end {end} is before start {start}; swap them")
        return ((_utc(s), _utc(e)) for s, e in _joined(self._clipped(a, b)))

    def _clipped(self, a: int, b: int) -> Iterator[_Span]:
        """Yield the working intervals between a and b, cut where UTC years meet."""
        for k in range(_year_of(a), _year_of(b) + 1):
            year = self._year(k)
            for i in range(bisect_right(year.ends, a), bisect_left(year.starts, b)):
                yield max(year.starts[i], a), min(year.ends[i], b)

    def _shift(self, origin: int, duration: timedelta, sign: int, *, opening: bool) -> datetime:
        """Return the instant so much working time after `origin`, or before it with the sign -1.

        Between two intervals that is the `opening` of the later one, else the closing of the earlier.
        """
        if duration < timedelta(0):
            raise ValueError(f"duration {duration!r} is negative; swap add and subtract")
        k = _year_of(origin)
        place = self._year(k).worked(origin) + duration // _MICROSECOND * sign  # since the start of year k
        while place >= self._year(k).total + (not opening):
            place -= self._year(k).total
            k += 1
        while place < (not opening):
            k -= 1
            place += self._year(k).total
        year = self._year(k)
        i = (bisect_right if opening else bisect_left)(year.before, place) - 1
        if not 0 <= (instant := year.starts[i] + place - year.before[i]) < _LIMIT:
            raise ValueError(_OUT)
        local = _utc(instant).astimezone(_zone(self.timezone))
        return local.astimezone(fixed_offset(local.utcoffset() or timedelta(0), local.tzname() or ""))

    def _year(self, k: int) -> _Year:
        """Return the table of a year, built when it is first asked for. Raises ValueError."""
        if k not in self._years:
            if not 0 <= k < len(_YEAR_STARTS) - 1:
                raise ValueError(_OUT)
            spans = list(_joined(self._spans(k)))
            before = array("q", accumulate((end - start for start, end in spans), initial=0))
            starts, ends = (array("q", [span[side] for span in spans]) for side in (0, 1))
            self._years[k] = _Year(starts, ends, before[:-1], before[-1])
        return self._years[k]

    def _spans(self, k: int) -> Iterator[_Span]:
        """Yield the hours of a year in UTC, clipped to their offset's stretch: some end before they start."""
        week = [[(_micros(opens), _micros(closes)) for opens, closes in hours] for hours in self._week]
        for start, end, offset in _offsets(self.timezone, k):
            for day in range((start + offset) // _DAY, (end + offset - 1) // _DAY + 1):
                local = date.fromordinal(_EPOCH.toordinal() + day)
                midnight = day * _DAY - offset
                for opens, closes in week[local.weekday()] if local not in self.holidays else ():
                    yield max(midnight + opens, start), min(midnight + closes, end)


def _joined(spans: Iterable[_Span]) -> Iterator[_Span]:
    """Yield spans, which are in order, without the empty ones, and those that touch as one."""
    start = end = 0
    for opens, closes in spans:
        if opens < closes:
            if opens != end:
                if start < end:
                    yield start, end
                start = opens
            end = closes
    if start < end:
        yield start, end


@lru_cache(maxsize=1024)
def _offsets(timezone: str, k: int) -> tuple[tuple[int, int, int], ...]:
    """Return the stretches of a UTC year that have one offset: start, end, offset; in microseconds.

    Sampled once a day: since 1969 no zone keeps an offset for less than 6 days (a test holds tzdata to that).
    """
    zone, start, limit = _zone(timezone), *_YEAR_STARTS[k : k + 2]
    offset, found = _offset(zone, start), []
    for sample in range(start + _DAY, limit + 1, _DAY):
        if _offset(zone, sample) != offset:
            change = _change(zone, sample - _DAY, sample)
            found.append((start, change, offset))
            start, offset = change, _offset(zone, sample)
    return (*found, (start, limit, offset))


def _change(zone: tzinfo, low: int, high: int) -> int:
    """Return the instant, after `low` and up to `high`, of the change of offset: a full second."""
    seconds, old = range(low, high + 1, _SECOND), _offset(zone, low)
    return seconds[bisect_left(seconds, 1, key=lambda instant: _offset(zone, instant) != old)]


def _offset(zone: tzinfo, instant: int) -> int:
    """Return the zone's offset from UTC at an instant; both in microseconds."""
    return (_utc(instant).astimezone(zone).utcoffset() or timedelta(0)) // _MICROSECOND


def _zone(key: str) -> tzinfo:
    """Return the zone of a key; "UTC" needs no zone data. Raises ValueError."""
    with suppress(KeyError, OSError, TypeError, ValueError):
        if not _NO_ZONE.fullmatch(key):
            return UTC if key == "UTC" else ZoneInfo(key)
    raise ValueError(f"{key!r} is no time zone; write one as Europe/Berlin or UTC (or install tzdata)")


def _parse_week(hours: _Week) -> tuple[_Hours, ...]:
    """Return the spans by weekday. Raises ValueError."""
    for name in hours:
        if name not in WEEKDAYS:
            raise ValueError(f"{name!r} in the hours is no weekday; use {', '.join(WEEKDAYS)}")
    if not any(week := tuple(_parse_spans(name, hours.get(name, ())) for name in WEEKDAYS)):
        raise ValueError('a calendar without hours counts nothing; write some, as mon = [["09:00", "17:00"]]')
    return week


def _parse_spans(name: str, rows: Iterable[object]) -> _Hours:
    """Return the spans of a weekday, in order. Raises ValueError."""
    spans = tuple(sorted(_parse_span(name, row) for row in rows))
    for (start, end), (later, until) in pairwise(spans):
        if later < end:
            raise ValueError(f"{start}-{end} and {later}-{until} of {name} overlap; join or shorten them")
    return spans


def _parse_span(name: str, row: object) -> tuple[str, str]:
    """Return one span. Raises ValueError."""
    match row:
        case [str(start), str(end)] if _TIME.fullmatch(start) and _TIME.fullmatch(end):
            if start < end:
                return start, end
            raise ValueError(f"{start}-{end} of {name} ends before it begins; split it at 24:00, or mend it")
    raise ValueError(f'{row!r} of {name} is no span; write HH:MM twice, as ["09:00", "17:00"], up to "24:00"')


def _instant(name: str, value: datetime) -> int:
    """Return an aware datetime as microseconds since the epoch. Raises ValueError."""
    if value.tzinfo is not UTC and value.utcoffset() is None:
        raise ValueError(f"{name} {value} is a naive datetime; give it an offset or a time zone")
    instant = (value - _EPOCH) // _MICROSECOND
    if not 0 <= instant < _LIMIT:
        raise ValueError(f"{name} {value} is out of range; give an instant from {_RANGE}")
    return instant


def _year_of(instant: int) -> int:
    """Return the index of the UTC year that an instant lies in."""
    return bisect_right(_YEAR_STARTS, instant) - 1


def _utc(instant: int) -> datetime:
    """Return an instant as a datetime in UTC."""
    return _EPOCH + timedelta(microseconds=instant)


def _micros(time: str) -> int:
    """Return HH:MM as microseconds since local midnight."""
    return (int(time[:2]) * 60 + int(time[3:])) * _MINUTE
