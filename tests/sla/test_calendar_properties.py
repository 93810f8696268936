"""What holds of every calendar, and ten thousand cases that a slow second engine counts as well."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportflow.sla.calendar import WEEKDAYS, BusinessCalendar
from tests.sla.slow_calendar import EPOCH, MICROSECOND, SlowCalendar

ZERO = timedelta(0)
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Havana",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Kathmandu",
]

Spans = list[tuple[str, str]]
Week = dict[str, Spans]


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def paired(minutes: list[int]) -> Spans:
    """Spans of sorted, distinct minutes of a day: first to second, third to fourth."""
    return [(clock(a), clock(b)) for a, b in zip(minutes[::2], minutes[1::2], strict=False)]


spans = st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(sorted).map(paired)
weeks = st.dictionaries(st.sampled_from(WEEKDAYS), spans, min_size=1)
days = st.dates(date(2009, 12, 1), date(2013, 2, 1))
calendars = st.builds(
    lambda zone, hours, holidays: BusinessCalendar.from_hours(timezone=zone, hours=hours, holidays=holidays),
    st.sampled_from(ZONES),
    weeks,
    st.lists(days, max_size=20),
)
instants = st.datetimes(datetime(2010, 1, 1), datetime(2013, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - it wants naive bounds
short = st.timedeltas(ZERO, timedelta(hours=3))
some = st.timedeltas(MICROSECOND, timedelta(hours=3))

relaxed = settings(deadline=None, max_examples=150)


def weekly(cal: BusinessCalendar) -> timedelta:
    """The working time of a week without holidays."""
    ends = [(datetime.strptime(a, "%H:%M"), b) for spans in cal.hours.values() for a, b in spans]  # noqa: DTZ007 - a clock
    return sum((timedelta(hours=int(b[:2]) - a.hour, minutes=int(b[3:]) - a.minute) for a, b in ends), ZERO)


@relaxed
@given(calendars, instants, short)
def test_add_then_elapsed(cal: BusinessCalendar, start: datetime, duration: timedelta) -> None:
    assert cal.elapsed(start, cal.add(start, duration)) == duration


@relaxed
@given(calendars, instants, short)
def test_subtract_then_elapsed(cal: BusinessCalendar, end: datetime, duration: timedelta) -> None:
    assert cal.elapsed(cal.subtract(end, duration), end) == duration


@relaxed
@given(calendars, instants, some, some)
def test_adding_in_two_steps(cal: BusinessCalendar, start: datetime, first: timedelta, second: timedelta) -> None:
    assert cal.add(cal.add(start, first), second) == cal.add(start, first + second)
    assert cal.subtract(cal.subtract(start, first), second) == cal.subtract(start, first + second)


@relaxed
@given(calendars, instants, some)
def test_there_and_back(cal: BusinessCalendar, instant: datetime, duration: timedelta) -> None:
    opening, closing = cal.add(instant, ZERO), cal.subtract(instant, ZERO)
    assert cal.subtract(cal.add(opening, duration), duration) == opening
    assert cal.add(cal.subtract(closing, duration), duration) == closing


@relaxed
@given(calendars, instants)
def test_adding_nothing(cal: BusinessCalendar, instant: datetime) -> None:
    opening, closing = cal.add(instant, ZERO), cal.subtract(instant, ZERO)
    assert closing <= instant <= opening
    assert cal.is_working(opening)
    assert cal.is_working(closing - MICROSECOND)
    assert (opening == instant) == cal.is_working(instant)
    assert (closing == instant) == cal.is_working(instant - MICROSECOND)
    assert cal.elapsed(closing, opening) == ZERO


@relaxed
@given(calendars, instants, some)
def test_what_is_due_is_due_in_working_time(cal: BusinessCalendar, instant: datetime, duration: timedelta) -> None:
    assert cal.is_working(cal.add(instant, duration) - MICROSECOND)
    assert cal.is_working(cal.subtract(instant, duration))


@relaxed
@given(calendars, instants, instants, instants)
def test_elapsed_adds_up(cal: BusinessCalendar, a: datetime, b: datetime, c: datetime) -> None:
    assert cal.elapsed(a, b) + cal.elapsed(b, c) == cal.elapsed(a, c)
    assert cal.elapsed(a, b) == -cal.elapsed(b, a)
    assert cal.elapsed(a, a) == ZERO


@relaxed
@given(calendars, instants, instants)
def test_elapsed_is_between_nothing_and_everything(cal: BusinessCalendar, a: datetime, b: datetime) -> None:
    a, b = sorted((a, b))
    assert ZERO <= cal.elapsed(a, b) <= b - a
    rest = BusinessCalendar.from_hours(timezone=cal.timezone, hours=cal.hours)
    assert cal.elapsed(a, b) <= rest.elapsed(a, b)


@relaxed
@given(calendars, instants, short, short)
def test_add_and_subtract_are_monotone(cal: BusinessCalendar, a: datetime, x: timedelta, y: timedelta) -> None:
    x, y = sorted((x, y))
    assert cal.add(a, x) <= cal.add(a, y)
    assert cal.subtract(a, x) >= cal.subtract(a, y)
    assert cal.add(a, x) <= cal.add(a + y, x)
    assert cal.subtract(a, x) <= cal.subtract(a + y, x)


@relaxed
@given(calendars, instants)
def test_is_working_is_the_sentence_of_the_contract(cal: BusinessCalendar, instant: datetime) -> None:
    local = instant.astimezone(ZoneInfo(cal.timezone))
    today = cal.hours.get(WEEKDAYS[local.weekday()], ())
    inside = any(start <= local.strftime("%H:%M") < end for start, end in today)
    assert cal.is_working(instant) == (inside and local.date() not in cal.holidays)


@relaxed
@given(calendars, instants, st.timedeltas(ZERO, timedelta(days=40)))
def test_intervals_are_the_working_time_in_order(cal: BusinessCalendar, start: datetime, length: timedelta) -> None:
    found = list(cal.intervals(start, start + length))
    assert sum((b - a for a, b in found), ZERO) == cal.elapsed(start, start + length)
    edges = [start - MICROSECOND, *(edge for pair in found for edge in pair), start + length + MICROSECOND]
    assert edges == sorted(set(edges))
    for a, b in found:
        assert cal.is_working(a)
        assert cal.is_working(b - MICROSECOND)
        assert b == start + length or not cal.is_working(b)


@relaxed
@given(calendars, instants, st.sampled_from(ZONES), some)
def test_the_zone_of_arguments_plays_no_part(
    cal: BusinessCalendar, instant: datetime, zone: str, duration: timedelta
) -> None:
    moved = instant.astimezone(ZoneInfo(zone))
    assert cal.add(moved, duration) == cal.add(instant, duration)
    assert cal.subtract(moved, duration) == cal.subtract(instant, duration)
    assert cal.elapsed(moved, instant) == ZERO
    assert cal.is_working(moved) == cal.is_working(instant)


@relaxed
@given(calendars, instants, short)
def test_results_read_as_the_zone_would_write_them(cal: BusinessCalendar, start: datetime, duration: timedelta) -> None:
    for result in (cal.add(start, duration), cal.subtract(start, duration)):
        assert result.isoformat() == result.astimezone(UTC).astimezone(ZoneInfo(cal.timezone)).isoformat()


@relaxed
@given(calendars)
def test_the_definition_makes_an_equal_calendar(cal: BusinessCalendar) -> None:
    again = BusinessCalendar.from_hours(
        timezone=cal.timezone, hours=cal.hours, holidays=sorted(cal.holidays), day=cal.day
    )
    assert again == cal
    assert hash(again) == hash(cal)


@relaxed
@given(weeks, st.integers(1, 200))
def test_a_week_in_utc_is_as_long_as_its_spans(hours: Week, count: int) -> None:
    cal = BusinessCalendar.from_hours(timezone="UTC", hours=hours)
    start = datetime(2010, 1, 4, tzinfo=UTC)
    assert cal.elapsed(start, start + timedelta(weeks=count)) == count * weekly(cal)


# ---- the second engine ----

CHANGES = [
    ("Europe/Berlin", "2026-03-29T01:00Z"),
    ("Europe/Berlin", "2026-10-25T01:00Z"),
    ("Europe/Dublin", "2025-10-26T01:00Z"),
    ("America/New_York", "2026-03-08T07:00Z"),
    ("America/New_York", "2007-11-04T06:00Z"),
    ("America/St_Johns", "2006-10-29T02:31Z"),
    ("Australia/Lord_Howe", "2026-04-04T15:00Z"),
    ("Australia/Lord_Howe", "2026-10-03T15:30Z"),
    ("Pacific/Apia", "2011-12-30T10:00Z"),
    ("Pacific/Kwajalein", "1993-08-21T12:00Z"),
    ("Pacific/Kiritimati", "1994-12-31T10:00Z"),
    ("America/Sao_Paulo", "2018-02-18T02:00Z"),
    ("America/Sao_Paulo", "2018-11-04T03:00Z"),
    ("America/Havana", "2024-03-10T05:00Z"),
    ("America/Havana", "2024-11-03T05:00Z"),
    ("Asia/Beirut", "2024-03-30T22:00Z"),
    ("Asia/Beirut", "2024-10-26T21:00Z"),
    ("Africa/Cairo", "2024-04-25T22:00Z"),
    ("Africa/Cairo", "2024-10-31T21:00Z"),
    ("Africa/Casablanca", "2026-02-15T02:00Z"),
    ("Africa/Casablanca", "2026-03-22T02:00Z"),
    ("Antarctica/Troll", "2026-10-25T01:00Z"),
    ("Antarctica/Casey", "2020-10-03T16:01Z"),
    ("America/Caracas", "2016-05-01T07:00Z"),
    ("Asia/Pyongyang", "2018-05-04T15:00Z"),
    ("America/Danmarkshavn", "1996-01-01T03:00Z"),
    ("Asia/Kathmandu", "1985-12-31T18:30Z"),
    ("Europe/Amsterdam", "1977-04-03T01:00Z"),
    ("America/Santiago", "2060-04-04T03:00Z"),
    ("UTC", "2027-01-01T00:00Z"),
]


def random_week(chance: random.Random) -> Week:
    return {
        name: paired(sorted(chance.sample(range(0, 1441, chance.choice((1, 15, 60))), 2 * chance.randint(1, 3))))
        for name in WEEKDAYS
        if chance.random() < 0.8
    } or {"sun": [("00:00", "24:00")]}


def random_calendar(
    chance: random.Random, zone: str, around: datetime, cell: timedelta
) -> tuple[BusinessCalendar, SlowCalendar]:
    week = random_week(chance)
    holidays = [(around + timedelta(days=chance.randint(-4, 4))).date() for _ in range(chance.randint(0, 2))]
    fast = BusinessCalendar.from_hours(timezone=zone, hours=week, holidays=holidays)
    return fast, SlowCalendar(zone, week, holidays, cell)


def micros(value: datetime) -> int:
    return (value - EPOCH) // MICROSECOND


def random_instant(chance: random.Random, around: datetime, reach: timedelta) -> datetime:
    unit = chance.choice((MICROSECOND, timedelta(seconds=1), timedelta(minutes=15)))
    return around + chance.randint(-(reach // unit), reach // unit) * unit


def agree(fast: BusinessCalendar, slow: SlowCalendar, a: datetime, b: datetime, duration: timedelta) -> None:
    length = duration // MICROSECOND
    assert fast.elapsed(a, b) // MICROSECOND == slow.elapsed(micros(a), micros(b)), (fast, a, b)
    assert micros(fast.add(a, duration)) == slow.add(micros(a), length), (fast, a, duration)
    assert micros(fast.subtract(a, duration)) == slow.subtract(micros(a), length), (fast, a, duration)
    assert fast.is_working(a) == slow.is_working(micros(a)), (fast, a)


def compare(zone: str, around: datetime, cases: int, reach: timedelta, cell: timedelta) -> None:
    chance = random.Random(f"{zone} {around}")  # noqa: S311 - a fixed seed, for every place another
    length: Callable[[], timedelta] = lambda: chance.choice((0, chance.random(), 2)) * reach / 10  # noqa: E731
    for n in range(cases):
        if n % 34 == 0:
            fast, slow = random_calendar(chance, zone, around, cell)
        a, b = (random_instant(chance, around, reach) for _ in "ab")
        agree(fast, slow, a, b, length())
        closing = fast.add(a, slow_rest(fast, a))
        agree(fast, slow, closing, b, fast.elapsed(a, closing))


def slow_rest(cal: BusinessCalendar, instant: datetime) -> timedelta:
    """What is left of the interval that an instant lies in: it hits closings and openings exactly."""
    interval = next(cal.intervals(instant, instant + timedelta(days=30)))
    return interval[1] - interval[0]


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_ten_thousand_cases_agree_with_the_second_engine(zone: str, change: str) -> None:
    around = datetime.fromisoformat(change)
    compare(zone, around, cases=170, reach=timedelta(hours=20), cell=timedelta(minutes=1))


def test_offsets_with_seconds_agree_with_the_second_engine() -> None:
    around = datetime(1972, 1, 7, 0, 44, 30, tzinfo=UTC)
    compare("Africa/Monrovia", around, cases=100, reach=timedelta(hours=6), cell=timedelta(seconds=30))
