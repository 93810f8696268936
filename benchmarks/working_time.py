"""Measure working time over ten years, beside two libraries that count it too, and show where they differ.

python benchmarks/working_time.py

`businesstimedelta` and `pandas` are no dependencies of the project; one that is missing is named with the
command that installs it. pandas has no elapsed working time: counting the starts of hours, which is what
people do in its place, knows full hours only.
"""

# ruff: noqa: E402 - the path comes first: this folder would hide the standard library's own `calendar`
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

import time as clock
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from supportflow.sla.calendar import WEEKDAYS, BusinessCalendar

BERLIN = ZoneInfo("Europe/Berlin")
TEN_YEARS = (datetime(2016, 3, 3, 10, tzinfo=UTC), datetime(2026, 3, 3, 10, tzinfo=UTC))
WORKDAYS = frozenset(range(5))
SUNDAY = frozenset({6})


class Engine(Protocol):
    """One library, set to one span of hours on some weekdays in Berlin."""

    def __init__(self, opens: str, closes: str, days: frozenset[int]) -> None: ...

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two instants."""

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """Return when so much working time has passed."""


class Supportflow:
    """The calendar of this project."""

    def __init__(self, opens: str, closes: str, days: frozenset[int]) -> None:
        hours = {WEEKDAYS[day]: [(opens, closes)] for day in days}
        self.calendar = BusinessCalendar.from_hours(timezone="Europe/Berlin", hours=hours)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two instants."""
        return self.calendar.elapsed(start, end)

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """Return when so much working time has passed."""
        return self.calendar.add(start, duration)


class BusinessTimeDelta:
    """The library businesstimedelta."""

    def __init__(self, opens: str, closes: str, days: frozenset[int]) -> None:
        self.library: Any = import_module("businesstimedelta")
        zone = import_module("pytz").timezone("Europe/Berlin")
        self.rule = self.library.WorkDayRule(
            start_time=time.fromisoformat(opens),
            end_time=time.fromisoformat(closes),
            working_days=sorted(days),
            tz=zone,
        )

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two instants."""
        result: timedelta = self.rule.difference(start, end).timedelta
        return result

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """Return when so much working time has passed."""
        result: datetime = start + self.library.BusinessTimeDelta(self.rule, timedelta=duration)
        return result


class Pandas:
    """CustomBusinessHour of pandas."""

    def __init__(self, opens: str, closes: str, days: frozenset[int]) -> None:
        self.library: Any = import_module("pandas")
        self.options = {
            "start": opens,
            "end": closes,
            "weekmask": " ".join(WEEKDAYS[day].title() for day in sorted(days)),
        }

    def hours(self, count: int) -> Any:  # noqa: ANN401 - the library is optional, and so are its types
        """Return the offset of so many working hours."""
        return self.library.offsets.CustomBusinessHour(count, **self.options)

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two instants."""
        first, last = (self.library.Timestamp(side).tz_convert("Europe/Berlin") for side in (start, end))
        return timedelta(hours=len(self.library.date_range(first, last, freq=self.hours(1), inclusive="left")))

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """Return when so much working time has passed."""
        here = self.library.Timestamp(start).tz_convert("Europe/Berlin")
        result: datetime = (here + self.hours(duration // timedelta(hours=1))).to_pydatetime()
        return result


@dataclass(frozen=True)
class Case:
    """A question with a known answer."""

    title: str
    hours: tuple[str, str, frozenset[int]]
    ask: Callable[[Engine], object]
    right: object
    full_hours: bool = True


def elapsed(start: str, end: str) -> Callable[[Engine], object]:
    """Ask for the working time between two instants."""
    return lambda engine: engine.elapsed(datetime.fromisoformat(start), datetime.fromisoformat(end))


def due(start: str, hours: int) -> Callable[[Engine], object]:
    """Ask when so many hours have passed."""
    return lambda engine: engine.add(datetime.fromisoformat(start), timedelta(hours=hours)).astimezone(UTC)


CASES = [
    Case(
        "2026-10-25, Sunday 00:00-06:00, 25 hours long: elapsed",
        ("00:00", "06:00", SUNDAY),
        elapsed("2026-10-25T00:00+02:00", "2026-10-25T12:00+01:00"),
        timedelta(hours=7),
    ),
    Case(
        "the same: due after 4 h from midnight",
        ("00:00", "06:00", SUNDAY),
        due("2026-10-25T00:00+02:00", 4),
        datetime(2026, 10, 25, 2, tzinfo=UTC),
    ),
    Case(
        "the same day, Sunday 02:00-03:00, the repeated hour: elapsed",
        ("02:00", "03:00", SUNDAY),
        elapsed("2026-10-25T00:00+02:00", "2026-10-25T12:00+01:00"),
        timedelta(hours=2),
    ),
    Case(
        "2026-03-29, Sunday 00:00-06:00, 23 hours long: elapsed",
        ("00:00", "06:00", SUNDAY),
        elapsed("2026-03-29T00:00+01:00", "2026-03-29T12:00+02:00"),
        timedelta(hours=5),
    ),
    Case(
        "the same: due after 4 h from midnight",
        ("00:00", "06:00", SUNDAY),
        due("2026-03-29T00:00+01:00", 4),
        datetime(2026, 3, 29, 3, tzinfo=UTC),
    ),
    Case(
        "the same day, Sunday 02:30-03:30, half of it skipped: elapsed",
        ("02:30", "03:30", SUNDAY),
        elapsed("2026-03-29T00:00+01:00", "2026-03-29T12:00+02:00"),
        timedelta(minutes=30),
        full_hours=False,
    ),
    Case(
        "Friday 09:00-17:00: due after 8 h from 09:00",
        ("09:00", "17:00", WORKDAYS),
        due("2026-11-27T09:00+01:00", 8),
        datetime(2026, 11, 27, 16, tzinfo=UTC),
    ),
    Case(
        "Friday 09:00-17:00: elapsed of half a second",
        ("09:00", "17:00", WORKDAYS),
        elapsed("2026-11-27T10:00+01:00", "2026-11-27T10:00:00.5+01:00"),
        timedelta(seconds=0.5),
        full_hours=False,
    ),
    Case(
        "ten years of Monday to Friday 09:00-17:00: elapsed",
        ("09:00", "17:00", WORKDAYS),
        lambda engine: engine.elapsed(*TEN_YEARS),
        timedelta(hours=8) * 2608,
    ),
]


def best(run: Callable[[], object], rounds: int, loops: int) -> float:
    """The shortest of some rounds, in microseconds for one run: the one that was disturbed least."""
    figures = []
    for _ in range(rounds):
        begun = clock.perf_counter()
        for _ in range(loops):
            run()
        figures.append((clock.perf_counter() - begun) / loops * 1e6)
    return min(figures)


def installed(engines: dict[str, type[Engine]]) -> dict[str, type[Engine]]:
    """The engines that can be imported; of the others, say how to get them."""
    found = {}
    for name, engine in engines.items():
        try:
            engine("09:00", "17:00", WORKDAYS)
        except ModuleNotFoundError:
            print(f"{name}: not installed; python -m pip install {name} tzdata\n")
        else:
            found[name] = engine
    return found


def cold() -> None:
    """Ask a calendar that has just been made, in a zone of which nothing is known yet."""
    module = import_module("supportflow.sla.calendar")
    module._offsets.cache_clear()  # noqa: SLF001 - a benchmark may look inside
    Supportflow("09:00", "17:00", WORKDAYS).elapsed(*TEN_YEARS)


def print_speed(engines: dict[str, type[Engine]]) -> None:
    """How long `elapsed` over ten years takes."""
    print("| elapsed over ten years, Mon-Fri 09:00-17:00 Berlin | µs |\n| --- | ---: |")
    print(f"| supportflow, cold (a new calendar, offsets unknown) | {best(cold, 10, 1):,.0f} |")
    for name, make in engines.items():
        engine = make("09:00", "17:00", WORKDAYS)
        engine.elapsed(*TEN_YEARS)
        loops = 10_000 if make is Supportflow else 1
        print(f"| {name}, warm | {best(lambda engine=engine: engine.elapsed(*TEN_YEARS), 5, loops):,.1f} |")  # type: ignore[misc]


def answer(make: type[Engine], case: Case) -> str:
    """What an engine says to a case, marked where it is wrong."""
    if make is Pandas and not case.full_hours:
        return "cannot be asked"
    try:
        found = case.ask(make(*case.hours))
    except Exception as error:  # noqa: BLE001 - whatever it fails with is its answer
        return f"{type(error).__name__} ✗"
    return f"{found} {'✓' if found == case.right else '✗'}"


def print_answers(engines: dict[str, type[Engine]]) -> None:
    """What each says to questions with a known answer; instants in UTC."""
    print(f"\n| case (Berlin; instants in UTC) | right | {' | '.join(engines)} |")
    print(f"| --- | --- |{' --- |' * len(engines)}")
    for case in CASES:
        answers = (answer(make, case) for make in engines.values())
        print(f"| {case.title} | {case.right} | {' | '.join(answers)} |")


def main() -> None:
    """Print both tables."""
    engines = installed({"supportflow": Supportflow, "businesstimedelta": BusinessTimeDelta, "pandas": Pandas})
    print_speed(engines)
    print_answers(engines)


if __name__ == "__main__":
    main()
