"""A slow and obvious second engine for working time, to hold the fast one to.

It knows nothing but the sentence of DESIGN.md §5, asks it of one cell of time after the other, and shares no
code with `supportflow.sla.calendar`. A cell is a minute; where an offset has seconds in it, so many that they
divide it. Spans begin and end on full local minutes, so that a cell is working time as a whole or not at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def local(zone: ZoneInfo, instant: int) -> tuple[date, str, str]:
    """The date, the weekday and the HH:MM of an instant in a zone."""
    moment = (EPOCH + instant * MICROSECOND).astimezone(zone)
    return moment.date(), NAMES[moment.weekday()], moment.isoformat()[11:16]


class SlowCalendar:
    """Working hours, counted cell by cell; instants are integers of microseconds since 1970."""

    def __init__(
        self,
        zone: str,
        hours: Mapping[str, Sequence[tuple[str, str]]],
        holidays: Iterable[date] = (),
        cell: timedelta = timedelta(minutes=1),
    ) -> None:
        self.zone = ZoneInfo(zone)
        self.hours = hours
        self.holidays = set(holidays)
        self.cell = cell // MICROSECOND
        self.works = cache(self._works)

    def _works(self, cell: int) -> bool:
        day, name, clock = local(self.zone, cell * self.cell)
        if day in self.holidays:
            return False
        return any(start <= clock < end for start, end in self.hours.get(name, ()))

    def is_working(self, instant: int) -> bool:
        return self.works(instant // self.cell)

    def elapsed(self, start: int, end: int) -> int:
        if end < start:
            return -self.elapsed(end, start)
        total = 0
        for cell in range(start // self.cell, end // self.cell + 1):
            if self.works(cell):
                total += min(end, (cell + 1) * self.cell) - max(start, cell * self.cell)
        return total

    def add(self, start: int, duration: int) -> int:
        cell, here, left = start // self.cell, start, duration
        while True:
            until = (cell + 1) * self.cell
            if self.works(cell):
                if left <= until - here:
                    return here + left
                left -= until - here
            cell, here = cell + 1, until

    def subtract(self, end: int, duration: int) -> int:
        cell, here, left = (end - 1) // self.cell, end, duration
        while True:
            since = cell * self.cell
            if self.works(cell):
                if left <= here - since:
                    return here - left
                left -= here - since
            cell, here = cell - 1, since
