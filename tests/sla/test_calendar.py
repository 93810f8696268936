"""Each sentence of DESIGN.md §5 about calendars, and the corners of the time zone database, by hand."""

import copy
import pickle
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest

from supportflow.sla.calendar import WEEKDAYS, BusinessCalendar

MICROSECOND = timedelta(microseconds=1)
ZERO = timedelta(0)
BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = {name: [("09:00", "12:00"), ("13:00", "17:00")] for name in WEEKDAYS[:5]}
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
LAST = datetime(2100, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def calendar(zone: str = "UTC", **spans: str) -> BusinessCalendar:
    """A calendar in short: sun="00:00-06:00 07:00-08:00"."""
    week = {name: [tuple(span.split("-")) for span in text.split()] for name, text in spans.items()}
    return BusinessCalendar.from_hours(timezone=zone, hours=week)


@pytest.fixture
def office() -> BusinessCalendar:
    return BusinessCalendar.from_hours(timezone="Europe/Berlin", hours=OFFICE, holidays=[date(2026, 12, 25)])


# ---- the contract's own example ----


def test_the_example_of_the_contract() -> None:
    cal = BusinessCalendar.from_hours(
        timezone="Europe/Berlin",
        hours={"mon": [("09:00", "12:00"), ("13:00", "17:00")]},
        holidays=[date(2026, 12, 25)],
    )
    assert cal.add(at("2026-11-23T11:00+01:00"), hours(3)) == at("2026-11-23T15:00+01:00")
    assert cal.subtract(at("2026-11-23T15:00+01:00"), hours(3)) == at("2026-11-23T11:00+01:00")
    assert cal.elapsed(at("2026-11-23T11:00+01:00"), at("2026-11-30T10:00+01:00")) == hours(6)


def test_the_default_of_the_policy() -> None:
    cal = calendar(**dict.fromkeys(WEEKDAYS[:5], "09:00-17:00"))
    assert cal.day == hours(8)
    assert cal.elapsed(at("2026-11-23T00:00Z"), at("2026-11-30T00:00Z")) == hours(40)


def test_24x7_is_one_word() -> None:
    cal = BusinessCalendar.always()
    assert (cal.timezone, cal.day, cal.holidays) == ("UTC", hours(24), frozenset())
    assert cal.elapsed(at("2016-02-29T12:34:56.789Z"), at("2026-11-23T00:00Z")) == (
        at("2026-11-23T00:00Z") - at("2016-02-29T12:34:56.789Z")
    )
    assert cal.add(FIRST, LAST - FIRST) == LAST
    assert cal.subtract(LAST, LAST - FIRST) == FIRST
    assert cal.subtract(FIRST, ZERO) == FIRST


def test_24x7_of_a_zone_does_not_see_daylight_saving() -> None:
    cal = BusinessCalendar.always("Europe/Berlin")
    assert cal.elapsed(at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z")) == timedelta(days=365)
    assert list(cal.intervals(at("2024-06-01T00:00Z"), at("2026-06-01T00:00Z"))) == [
        (at("2024-06-01T00:00Z"), at("2026-06-01T00:00Z"))
    ]


# ---- weekly hours ----


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-11-23T09:00+01:00", "2026-11-23T17:00+01:00", hours(7)),
        ("2026-11-23T11:59+01:00", "2026-11-23T13:01+01:00", timedelta(minutes=2)),
        ("2026-11-23T12:00+01:00", "2026-11-23T13:00+01:00", ZERO),
        ("2026-11-27T16:00+01:00", "2026-11-30T10:00+01:00", hours(2)),
        ("2026-11-28T00:00+01:00", "2026-11-30T00:00+01:00", ZERO),
        ("2026-11-23T09:00+01:00", "2026-11-23T09:00:00.000001+01:00", MICROSECOND),
        ("2026-12-24T16:00+01:00", "2026-12-28T10:00+01:00", hours(2)),
        ("2026-12-25T00:00+01:00", "2026-12-26T00:00+01:00", ZERO),
        ("2026-11-23T10:00+01:00", "2026-11-23T10:00+01:00", ZERO),
    ],
)
def test_elapsed_counts_the_hours_without_pauses_nights_weekends_and_holidays(
    office: BusinessCalendar, start: str, end: str, expected: timedelta
) -> None:
    assert office.elapsed(at(start), at(end)) == expected
    assert office.elapsed(at(end), at(start)) == -expected


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-11-23T08:59:59.999999+01:00", False),
        ("2026-11-23T09:00+01:00", True),
        ("2026-11-23T11:59:59.999999+01:00", True),
        ("2026-11-23T12:00+01:00", False),
        ("2026-11-23T16:59:59.999999+01:00", True),
        ("2026-11-23T17:00+01:00", False),
        ("2026-11-28T10:00+01:00", False),
        ("2026-12-25T10:00+01:00", False),
        ("2026-11-23T08:00Z", True),
    ],
)
def test_a_start_is_included_and_an_end_excluded(office: BusinessCalendar, instant: str, expected: bool) -> None:
    assert office.is_working(at(instant)) is expected


def test_spans_may_touch_and_come_in_any_order() -> None:
    cal = calendar(mon="12:00-17:00 09:00-12:00")
    assert cal.hours == {"mon": (("09:00", "12:00"), ("12:00", "17:00"))}
    assert cal.is_working(at("2026-11-23T12:00Z"))
    assert cal.add(at("2026-11-23T11:00Z"), hours(2)) == at("2026-11-23T13:00Z")
    assert cal.add(at("2026-11-23T11:00Z"), hours(1)) == at("2026-11-23T12:00Z")
    assert list(cal.intervals(at("2026-11-23T00:00Z"), at("2026-11-24T00:00Z"))) == [
        (at("2026-11-23T09:00Z"), at("2026-11-23T17:00Z"))
    ]


def test_2400_ends_a_day() -> None:
    cal = calendar(mon="22:00-24:00", tue="00:00-02:00")
    assert cal.elapsed(at("2026-11-23T00:00Z"), at("2026-11-25T00:00Z")) == hours(4)
    assert cal.is_working(at("2026-11-24T00:00Z"))
    assert cal.add(at("2026-11-23T23:00Z"), hours(2)) == at("2026-11-24T01:00Z")
    assert cal.add(at("2026-11-23T23:00Z"), hours(1)) == at("2026-11-24T00:00Z")


def test_a_whole_day() -> None:
    cal = calendar(wed="00:00-24:00")
    assert cal.elapsed(at("2026-11-23T00:00Z"), at("2026-11-30T00:00Z")) == hours(24)
    assert cal.add(at("2026-11-23T00:00Z"), hours(24)) == at("2026-11-26T00:00Z")
    assert not cal.is_working(at("2026-11-26T00:00Z"))


def test_a_holiday_is_a_local_date() -> None:
    week = BusinessCalendar.always().hours
    cal = BusinessCalendar.from_hours(timezone="Pacific/Auckland", hours=week, holidays=[date(2026, 7, 1)])
    assert cal.is_working(at("2026-06-30T11:59:59.999999Z"))
    assert not cal.is_working(at("2026-06-30T12:00Z"))
    assert not cal.is_working(at("2026-07-01T11:59:59.999999Z"))
    assert cal.is_working(at("2026-07-01T12:00Z"))


# ---- add and subtract ----


@pytest.mark.parametrize(
    ("start", "duration", "expected"),
    [
        ("2026-11-23T10:00", ZERO, "2026-11-23T10:00"),
        ("2026-11-23T09:00", ZERO, "2026-11-23T09:00"),
        ("2026-11-23T08:00", ZERO, "2026-11-23T09:00"),
        ("2026-11-23T12:00", ZERO, "2026-11-23T13:00"),
        ("2026-11-27T17:00", ZERO, "2026-11-30T09:00"),
        ("2026-12-24T17:00", ZERO, "2026-12-28T09:00"),
        ("2026-11-23T09:00", hours(3), "2026-11-23T12:00"),
        ("2026-11-23T09:00", hours(3) + MICROSECOND, "2026-11-23T13:00:00.000001"),
        ("2026-11-23T09:00", hours(7), "2026-11-23T17:00"),
        ("2026-11-23T09:00", hours(7) + MICROSECOND, "2026-11-24T09:00:00.000001"),
        ("2026-11-23T09:00", hours(7) - MICROSECOND, "2026-11-23T16:59:59.999999"),
        ("2026-11-23T07:00", MICROSECOND, "2026-11-23T09:00:00.000001"),
        ("2026-11-27T18:00", hours(35), "2026-12-04T17:00"),
        ("2026-12-24T16:30", hours(1), "2026-12-28T09:30"),
    ],
)
def test_add(office: BusinessCalendar, start: str, duration: timedelta, expected: str) -> None:
    assert office.add(at(start + "+01:00"), duration) == at(expected + "+01:00")


@pytest.mark.parametrize(
    ("end", "duration", "expected"),
    [
        ("2026-11-23T10:00", ZERO, "2026-11-23T10:00"),
        ("2026-11-23T17:00", ZERO, "2026-11-23T17:00"),
        ("2026-11-23T18:00", ZERO, "2026-11-23T17:00"),
        ("2026-11-23T13:00", ZERO, "2026-11-23T12:00"),
        ("2026-11-23T09:00", ZERO, "2026-11-20T17:00"),
        ("2026-12-28T09:00", ZERO, "2026-12-24T17:00"),
        ("2026-11-23T17:00", hours(4), "2026-11-23T13:00"),
        ("2026-11-23T17:00", hours(4) + MICROSECOND, "2026-11-23T11:59:59.999999"),
        ("2026-11-23T17:00", hours(7), "2026-11-23T09:00"),
        ("2026-11-23T17:00", hours(7) + MICROSECOND, "2026-11-20T16:59:59.999999"),
        ("2026-11-23T17:00", hours(7) - MICROSECOND, "2026-11-23T09:00:00.000001"),
        ("2026-11-23T20:00", MICROSECOND, "2026-11-23T16:59:59.999999"),
        ("2026-12-28T09:30", hours(1), "2026-12-24T16:30"),
    ],
)
def test_subtract_mirrors_add(office: BusinessCalendar, end: str, duration: timedelta, expected: str) -> None:
    assert office.subtract(at(end + "+01:00"), duration) == at(expected + "+01:00")


def test_over_the_turn_of_a_year(office: BusinessCalendar) -> None:
    assert office.add(at("2026-12-31T16:00+01:00"), hours(2)) == at("2027-01-01T10:00+01:00")
    assert office.add(at("2026-12-31T17:00+01:00"), ZERO) == at("2027-01-01T09:00+01:00")
    assert office.subtract(at("2027-01-01T10:00+01:00"), hours(2)) == at("2026-12-31T16:00+01:00")
    assert office.subtract(at("2027-01-01T09:00+01:00"), ZERO) == at("2026-12-31T17:00+01:00")


def test_years_without_any_working_time_are_passed_over() -> None:
    week = [date(2026, 1, 1) + timedelta(days=n) for n in range(365 * 3)]
    cal = BusinessCalendar.from_hours(timezone="UTC", hours={"mon": [("09:00", "10:00")]}, holidays=week)
    assert cal.add(at("2025-12-29T10:00Z"), ZERO) == at("2029-01-01T09:00Z")
    assert cal.add(at("2025-12-29T09:00Z"), hours(1)) == at("2025-12-29T10:00Z")
    assert cal.subtract(at("2029-01-01T09:00Z"), ZERO) == at("2025-12-29T10:00Z")
    assert cal.subtract(at("2029-01-01T10:00Z"), hours(1)) == at("2029-01-01T09:00Z")


# ---- daylight saving and the history of zones ----


@pytest.mark.parametrize(
    ("zone", "spans", "start", "end", "expected"),
    [
        # an hour skipped: the whole span, a part of it, none of it
        ("Europe/Berlin", {"sun": "00:00-06:00"}, "2026-03-28T12:00Z", "2026-03-29T12:00Z", hours(5)),
        ("Europe/Berlin", {"sun": "02:00-03:00"}, "2026-03-28T12:00Z", "2026-03-29T12:00Z", ZERO),
        ("Europe/Berlin", {"sun": "02:30-03:30"}, "2026-03-28T12:00Z", "2026-03-29T12:00Z", hours(0.5)),
        ("Europe/Berlin", {"sun": "03:00-04:00"}, "2026-03-28T12:00Z", "2026-03-29T12:00Z", hours(1)),
        # an hour repeated
        ("Europe/Berlin", {"sun": "00:00-06:00"}, "2026-10-24T12:00Z", "2026-10-25T12:00Z", hours(7)),
        ("Europe/Berlin", {"sun": "02:00-03:00"}, "2026-10-24T12:00Z", "2026-10-25T12:00Z", hours(2)),
        ("Europe/Berlin", {"sun": "02:30-03:30"}, "2026-10-24T12:00Z", "2026-10-25T12:00Z", hours(1.5)),
        ("Europe/Berlin", {"sun": "01:00-02:00"}, "2026-10-24T12:00Z", "2026-10-25T12:00Z", hours(1)),
        # half an hour
        ("Australia/Lord_Howe", {"sun": "01:00-02:00"}, "2026-04-04T00:00Z", "2026-04-05T00:00Z", hours(1.5)),
        ("Australia/Lord_Howe", {"sun": "02:00-03:00"}, "2026-10-03T00:00Z", "2026-10-04T00:00Z", hours(0.5)),
        # a quarter of an hour, once
        ("Asia/Kathmandu", {"wed": "00:00-01:00"}, "1985-12-31T00:00Z", "1986-01-02T00:00Z", hours(0.75)),
        # local mean time to the second until 1972-01-07T00:44:30Z
        ("Africa/Monrovia", {"thu": "09:00-17:00"}, "1972-01-06T09:44:30Z", "1972-01-06T17:44:30Z", hours(8)),
        ("Africa/Monrovia", {"thu": "09:00-17:00"}, "1972-01-06T00:00Z", "1972-01-07T00:00Z", hours(8)),
        (
            "Africa/Monrovia",
            {"fri": "00:00-01:00"},
            "1972-01-06T12:00Z",
            "1972-01-07T12:00Z",
            timedelta(minutes=15, seconds=30),
        ),
        # the first summer time since the war
        ("Europe/Amsterdam", {"sun": "00:00-06:00"}, "1977-04-02T12:00Z", "1977-04-03T12:00Z", hours(5)),
        # days that never were: Friday 2011-12-30, Saturday 1993-08-21
        ("Pacific/Apia", {"fri": "00:00-24:00"}, "2011-12-29T00:00Z", "2012-01-01T00:00Z", ZERO),
        (
            "Pacific/Apia",
            {"thu": "00:00-24:00", "sat": "00:00-24:00"},
            "2011-12-29T10:00Z",
            "2011-12-31T10:00Z",
            hours(48),
        ),
        ("Pacific/Kwajalein", {"sat": "00:00-24:00"}, "1993-08-20T00:00Z", "1993-08-23T00:00Z", ZERO),
        ("Pacific/Kwajalein", {"sun": "00:00-24:00"}, "1993-08-20T00:00Z", "1993-08-23T00:00Z", hours(24)),
        # midnight skipped
        ("America/Sao_Paulo", {"sun": "00:00-02:00"}, "2018-11-03T12:00Z", "2018-11-04T12:00Z", hours(1)),
        ("America/Havana", {"sun": "00:00-02:00"}, "2024-03-09T12:00Z", "2024-03-10T12:00Z", hours(1)),
        ("Asia/Beirut", {"sun": "00:00-01:00"}, "2024-03-30T12:00Z", "2024-03-31T12:00Z", ZERO),
        ("Africa/Cairo", {"fri": "00:00-24:00"}, "2024-04-25T12:00Z", "2024-04-27T12:00Z", hours(23)),
        # the hour before midnight repeated, or the hour after it
        ("America/Sao_Paulo", {"sat": "23:00-24:00"}, "2018-02-17T12:00Z", "2018-02-18T12:00Z", hours(2)),
        ("Asia/Beirut", {"sat": "23:00-24:00"}, "2024-10-26T12:00Z", "2024-10-27T12:00Z", hours(2)),
        ("Africa/Cairo", {"thu": "23:00-24:00"}, "2024-10-31T12:00Z", "2024-11-01T12:00Z", hours(2)),
        ("America/Havana", {"sun": "00:00-01:00"}, "2024-11-02T12:00Z", "2024-11-03T12:00Z", hours(2)),
        # two hours at once; summer time that stops for Ramadan; three hours to and fro
        ("Antarctica/Troll", {"sun": "00:00-06:00"}, "2026-03-28T12:00Z", "2026-03-29T12:00Z", hours(4)),
        ("Africa/Casablanca", {"sun": "00:00-06:00"}, "2026-02-14T12:00Z", "2026-02-15T12:00Z", hours(7)),
        ("Africa/Casablanca", {"sun": "00:00-06:00"}, "2026-03-21T12:00Z", "2026-03-22T12:00Z", hours(5)),
    ],
)
def test_local_hours_and_real_seconds(
    zone: str, spans: dict[str, str], start: str, end: str, expected: timedelta
) -> None:
    cal = calendar(zone, **spans)
    assert cal.elapsed(at(start), at(end)) == expected
    assert cal.elapsed(at(end), at(start)) == -expected
    assert sum((b - a for a, b in cal.intervals(at(start), at(end))), ZERO) == expected


def test_both_folds_are_working_time_and_the_gap_is_none() -> None:
    cal = calendar("Europe/Berlin", sun="02:15-02:45")
    assert list(cal.intervals(at("2026-10-25T00:00Z"), at("2026-10-25T12:00Z"))) == [
        (at("2026-10-25T00:15Z"), at("2026-10-25T00:45Z")),
        (at("2026-10-25T01:15Z"), at("2026-10-25T01:45Z")),
    ]
    assert list(cal.intervals(at("2026-03-29T00:00Z"), at("2026-03-29T12:00Z"))) == []
    assert cal.is_working(datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN))
    assert cal.is_working(datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN))
    assert cal.elapsed(
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN), datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN)
    ) == hours(0.5)


def test_add_and_subtract_through_a_repeated_hour() -> None:
    cal = calendar("Europe/Berlin", sun="01:00-04:00")
    assert cal.add(at("2026-10-25T01:00+02:00"), hours(1.5)).isoformat() == "2026-10-25T02:30:00+02:00"
    assert cal.add(at("2026-10-25T01:00+02:00"), hours(2.5)).isoformat() == "2026-10-25T02:30:00+01:00"
    assert cal.add(at("2026-10-25T01:00+02:00"), hours(4)).isoformat() == "2026-10-25T04:00:00+01:00"
    assert cal.subtract(at("2026-10-25T04:00+01:00"), hours(1.5)).isoformat() == "2026-10-25T02:30:00+01:00"
    assert cal.subtract(at("2026-10-25T04:00+01:00"), hours(2.5)).isoformat() == "2026-10-25T02:30:00+02:00"


def test_add_through_a_skipped_hour() -> None:
    cal = calendar("Europe/Berlin", sun="01:00-04:00")
    assert cal.add(at("2026-03-29T01:00+01:00"), hours(1.5)).isoformat() == "2026-03-29T03:30:00+02:00"
    assert cal.add(at("2026-03-29T01:00+01:00"), hours(1)) == at("2026-03-29T01:00Z")
    assert cal.subtract(at("2026-03-29T04:00+02:00"), hours(1.5)).isoformat() == "2026-03-29T01:30:00+01:00"


def test_a_span_that_begins_in_a_skipped_hour_opens_after_it() -> None:
    cal = calendar("Europe/Berlin", sun="02:30-04:00")
    assert cal.add(at("2026-03-28T12:00Z"), ZERO).isoformat() == "2026-03-29T03:00:00+02:00"
    assert cal.subtract(at("2026-03-29T04:00+02:00"), hours(1)).isoformat() == "2026-03-29T03:00:00+02:00"


def test_a_skipped_day_is_passed_over() -> None:
    cal = calendar("Pacific/Apia", fri="09:00-17:00")
    assert cal.add(at("2011-12-29T00:00-10:00"), hours(1)).isoformat() == "2012-01-06T10:00:00+14:00"
    assert cal.subtract(at("2012-01-01T00:00+14:00"), hours(1)).isoformat() == "2011-12-23T16:00:00-10:00"


def test_a_holiday_takes_both_of_its_repeated_hours() -> None:
    week = {"sat": [("23:00", "24:00")], "sun": [("00:00", "01:00")]}
    cal = BusinessCalendar.from_hours(timezone="Asia/Beirut", hours=week, holidays=[date(2024, 10, 26)])
    assert cal.elapsed(at("2024-10-26T00:00Z"), at("2024-10-28T00:00Z")) == hours(1)


# ---- what goes in and what comes out ----


def test_results_are_local_time_with_the_offset_of_the_instant(office: BusinessCalendar) -> None:
    result = office.add(at("2026-07-01T08:00Z"), hours(1))
    assert result.isoformat() == "2026-07-01T11:00:00+02:00"
    assert result.tzname() == "CEST"
    assert office.add(at("2026-11-23T08:30Z"), ZERO).isoformat() == "2026-11-23T09:30:00+01:00"


def test_results_compare_and_subtract_by_instant_also_in_a_repeated_hour() -> None:
    cal = BusinessCalendar.always("Europe/Berlin")
    first, second = (cal.add(at(f"2026-10-25T0{hour}:30Z"), ZERO) for hour in (0, 1))
    assert first == at("2026-10-25T00:30Z")
    assert first < second
    assert second - first == hours(1)


def test_the_zone_of_an_argument_does_not_matter(office: BusinessCalendar) -> None:
    instant = at("2026-11-23T10:30Z")
    for zone in ("Asia/Tokyo", "America/New_York", "Europe/Berlin", "Pacific/Apia"):
        moved = instant.astimezone(ZoneInfo(zone))
        assert office.add(moved, hours(2)) == office.add(instant, hours(2))
        assert office.elapsed(moved, at("2026-12-01T00:00Z")) == office.elapsed(instant, at("2026-12-01T00:00Z"))
    odd = timezone(timedelta(hours=1, seconds=1, microseconds=7))
    assert office.add(instant.astimezone(odd), hours(2)) == office.add(instant, hours(2))


def test_intervals_are_clipped_and_in_utc(office: BusinessCalendar) -> None:
    found = list(office.intervals(at("2026-11-23T10:00+01:00"), at("2026-11-24T09:30+01:00")))
    assert found == [
        (at("2026-11-23T09:00Z"), at("2026-11-23T11:00Z")),
        (at("2026-11-23T12:00Z"), at("2026-11-23T16:00Z")),
        (at("2026-11-24T08:00Z"), at("2026-11-24T08:30Z")),
    ]
    assert all(side.tzinfo is UTC for interval in found for side in interval)


def test_intervals_of_no_time_are_none(office: BusinessCalendar) -> None:
    for text in ("2026-11-23T10:00Z", "2026-11-23T08:00Z", "2026-11-23T11:00Z"):
        assert list(office.intervals(at(text), at(text))) == []


def test_an_interval_over_the_turn_of_a_year_is_one() -> None:
    cal = calendar(thu="20:00-24:00", fri="00:00-02:00")
    assert list(cal.intervals(at("2026-12-31T00:00Z"), at("2027-01-02T00:00Z"))) == [
        (at("2026-12-31T20:00Z"), at("2027-01-01T02:00Z"))
    ]


# ---- refusals ----


@pytest.mark.parametrize(
    ("week", "message"),
    [
        ({"mon": [("17:00", "09:00")]}, "17:00-09:00 of mon ends before it begins"),
        ({"mon": [("09:00", "09:00")]}, "09:00-09:00 of mon"),
        ({"mon": [("24:00", "24:00")]}, "24:00-24:00 of mon"),
        ({"mon": [("24:00", "02:00")]}, "24:00-02:00 of mon"),
        ({"tue": [("09:00", "12:00"), ("11:59", "17:00")]}, "09:00-12:00 and 11:59-17:00 of tue overlap"),
        ({"tue": [("09:00", "17:00"), ("10:00", "11:00")]}, "overlap"),
        ({"tue": [("09:00", "17:00"), ("09:00", "17:00")]}, "overlap"),
        ({"monday": [("09:00", "17:00")]}, "'monday' in the hours is no weekday; use mon, tue"),
        ({"Mon": [("09:00", "17:00")]}, "no weekday"),
        ({1: [("09:00", "17:00")]}, "no weekday"),
        ({}, "without hours"),
        ({"mon": []}, "without hours"),
        ({"mon": "09:00-17:00"}, "is no span; write HH:MM twice"),
        ({"mon": ["09:00-17:00"]}, "is no span"),
        ({"mon": [("09:00",)]}, "is no span"),
        ({"mon": [("09:00", "12:00", "17:00")]}, "is no span"),
        ({"mon": [(9, 17)]}, "is no span"),
        *(
            ({"mon": [(text, "23:00")]}, "is no span")
            for text in (
                "9:00",
                "0900",
                "09:60",
                "25:00",
                "24:01",
                "09:00:00",
                " 09:00",
                "09:00\n",
                "09.00",
                "",
                "٠٩:٠٠",
            )
        ),
    ],
)
def test_hours_that_are_refused(week: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        BusinessCalendar.from_hours(timezone="UTC", hours=week)


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Nowhere",
        "",
        "America",
        "../UTC",
        "/etc/localtime",
        "localtime",
        "posixrules",
        "right/UTC",
        "a\0b",
        None,
        1,
    ],
)
def test_zones_that_are_refused(zone: Any) -> None:
    with pytest.raises(ValueError, match="is no time zone; write one as Europe/Berlin"):
        BusinessCalendar.always(zone)


@pytest.mark.parametrize("holiday", [datetime(2026, 12, 25, tzinfo=UTC), "2026-12-25", 20261225, None])
def test_holidays_that_are_refused(holiday: Any) -> None:
    with pytest.raises(ValueError, match="is no date; write it without time and quotes: 2026-12-25"):
        BusinessCalendar.from_hours(timezone="UTC", hours=OFFICE, holidays=[date(2026, 1, 1), holiday])


def test_holidays_are_any_iterable_of_dates() -> None:
    days = {date(2026, 12, 25): "Christmas", date(2026, 12, 26): "Boxing Day"}
    made = [
        BusinessCalendar.from_hours(timezone="UTC", hours=OFFICE, holidays=h) for h in (days, iter(days), [*days] * 2)
    ]
    assert made[0] == made[1] == made[2]
    assert made[0].holidays == frozenset(days)


@pytest.mark.parametrize("day", [ZERO, -hours(8)])
def test_a_day_of_no_length_is_refused(day: timedelta) -> None:
    with pytest.raises(ValueError, match="give more than no time"):
        BusinessCalendar.from_hours(timezone="UTC", hours=OFFICE, day=day)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (datetime(2026, 1, 1), "naive"),  # noqa: DTZ001 - that is the case
        (FIRST - MICROSECOND, "out of range"),
        (LAST + MICROSECOND, "out of range"),
        (datetime.min.replace(tzinfo=timezone(hours(14))), "out of range"),
        (datetime.max.replace(tzinfo=timezone(hours(-14))), "out of range"),
    ],
)
def test_instants_that_are_refused_at_once_by_every_method(
    office: BusinessCalendar, wrong: datetime, message: str
) -> None:
    good = at("2026-11-23T10:00Z")
    calls: list[Callable[[], object]] = [
        lambda: office.add(wrong, ZERO),
        lambda: office.subtract(wrong, ZERO),
        lambda: office.elapsed(wrong, good),
        lambda: office.elapsed(good, wrong),
        lambda: office.is_working(wrong),
        lambda: office.intervals(wrong, good),
        lambda: office.intervals(good, wrong),
    ]
    for call in calls:
        with pytest.raises(ValueError, match=message):
            call()


def test_negative_durations_are_refused(office: BusinessCalendar) -> None:
    for method in (office.add, office.subtract):
        with pytest.raises(ValueError, match="is negative; swap add and subtract"):
            method(at("2026-11-23T10:00Z"), -MICROSECOND)


def test_intervals_that_run_backward_are_refused(office: BusinessCalendar) -> None:
    with pytest.raises(ValueError, match="swap them"):
        office.intervals(at("2026-11-23T10:00Z"), at("2026-11-23T09:00Z"))


def test_the_whole_range_can_be_used() -> None:
    cal = calendar("Pacific/Kiritimati", **dict.fromkeys(WEEKDAYS, "00:00-24:00"))
    assert cal.elapsed(FIRST, LAST) == LAST - FIRST
    assert cal.is_working(FIRST)
    assert cal.is_working(LAST)
    assert cal.add(LAST, ZERO) == LAST


def test_results_out_of_range_are_refused(office: BusinessCalendar) -> None:
    for duration in (timedelta.max, timedelta(days=365 * 131), MICROSECOND):
        with pytest.raises(ValueError, match="not within"):
            office.add(LAST, duration)
        with pytest.raises(ValueError, match="not within"):
            office.subtract(FIRST, duration)
    with pytest.raises(ValueError, match="not within"):
        BusinessCalendar.always().add(LAST, MICROSECOND)
    with pytest.raises(ValueError, match="not within"):
        BusinessCalendar.always().subtract(FIRST, MICROSECOND)
    with pytest.raises(ValueError, match="not within"):
        office.subtract(FIRST, ZERO)  # the last closing was in 1969
    with pytest.raises(ValueError, match="not within"):
        office.add(LAST, ZERO)  # a Friday evening: the next opening is in 2101


def test_holidays_to_the_end_are_refused_and_not_looped_over() -> None:
    first, last = date(1969, 1, 1), date(2101, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    cal = BusinessCalendar.from_hours(timezone="UTC", hours=OFFICE, holidays=days)
    for method in (cal.add, cal.subtract):
        for duration in (ZERO, MICROSECOND):
            with pytest.raises(ValueError, match="fewer holidays"):
                method(at("2026-11-23T10:00Z"), duration)
    assert cal.elapsed(FIRST, LAST) == ZERO
    assert list(cal.intervals(FIRST, LAST)) == []


# ---- identity ----


def test_equality_is_by_definition_and_not_by_what_was_asked(office: BusinessCalendar) -> None:
    other = BusinessCalendar.from_hours(
        timezone="Europe/Berlin", hours={**OFFICE, "sat": []}, holidays=(date(2026, 12, 25),)
    )
    office.elapsed(at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z"))
    assert office == other
    assert hash(office) == hash(other)
    assert repr(office) == repr(other)
    different = [
        replace(office, timezone="Europe/Paris"),
        replace(office, holidays=frozenset()),
        replace(office, day=hours(7)),
        BusinessCalendar.from_hours(timezone="Europe/Berlin", hours={"mon": OFFICE["mon"]}, holidays=office.holidays),
    ]
    assert all(office != item for item in different)
    assert replace(office, holidays=frozenset()).is_working(at("2026-12-25T10:00Z"))


def test_it_is_read_only(office: BusinessCalendar) -> None:
    for name in ("timezone", "holidays", "day", "hours"):
        # of a property Python 3.11 says so by a TypeError, where a dataclass has slots and is frozen
        with pytest.raises((FrozenInstanceError, AttributeError, TypeError)):
            setattr(office, name, None)
    office.hours.clear()
    assert office.hours == dict.fromkeys(WEEKDAYS[:5], (("09:00", "12:00"), ("13:00", "17:00")))


def test_it_can_be_copied_and_pickled(office: BusinessCalendar) -> None:
    office.is_working(at("2026-11-23T10:00Z"))
    for other in (copy.copy(office), copy.deepcopy(office), pickle.loads(pickle.dumps(office))):  # noqa: S301 - our own
        assert other == office
        assert other.add(at("2026-11-23T10:00Z"), hours(1)) == office.add(at("2026-11-23T10:00Z"), hours(1))


def test_only_the_years_that_a_question_touches_are_built(office: BusinessCalendar) -> None:
    office.add(at("2026-11-23T10:00Z"), hours(40))
    assert len(office._years) == 1
    office.elapsed(at("2016-11-23T10:00Z"), at("2026-11-23T10:00Z"))
    assert len(office._years) == 11
    office.elapsed(at("2026-11-23T10:00Z"), at("2016-11-23T10:00Z"))
    assert len(office._years) == 11


def test_threads_may_share_a_calendar(office: BusinessCalendar) -> None:
    expected = replace(office).elapsed(at("1990-01-01T00:00Z"), at("2030-01-01T00:00Z"))
    found = []

    def ask() -> None:
        found.append(office.elapsed(at("1990-01-01T00:00Z"), at("2030-01-01T00:00Z")))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


# ---- where it runs ----


@pytest.fixture(params=["America/New_York", "Asia/Kolkata", "Pacific/Apia"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if sys.platform == "win32":
        pytest.skip("Windows has no tzset")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("machine")
def test_the_zone_of_the_machine_plays_no_part() -> None:
    cal = calendar("Europe/Berlin", sun="00:00-06:00", mon="09:00-17:00")
    assert cal.elapsed(at("2026-10-24T00:00Z"), at("2026-10-27T00:00Z")) == hours(15)
    assert cal.add(at("2026-10-25T00:00+02:00"), hours(3.5)).isoformat() == "2026-10-25T02:30:00+01:00"
    assert cal.subtract(at("2026-10-25T06:00+01:00"), hours(4)).isoformat() == "2026-10-25T02:00:00+01:00"


def changes_of(key: str) -> list[int]:
    """The seconds since 1970 at which a zone changes its offset, as far as its file lists them (RFC 8536)."""
    data = resources.files("tzdata").joinpath("zoneinfo", *key.split("/")).read_bytes()
    *_, isut, isstd, leap, count, types, chars = struct.unpack(">4sc15x6l", data[:44])
    at_byte = 44 + count * 5 + types * 6 + chars + leap * 8 + isstd + isut  # the second, 64-bit part
    *_, count, types, chars = struct.unpack(">4sc15x6l", data[at_byte : at_byte + 44])
    times = struct.unpack_from(f">{count}q", data, at_byte + 44)
    kinds = data[at_byte + 44 + 8 * count :][:count]
    offsets = [struct.unpack_from(">l", data, at_byte + 44 + 9 * count + 6 * kind)[0] for kind in kinds]
    listed = list(zip(times, offsets, strict=True))
    return [t for (_, old), (t, new) in pairwise(listed) if old != new]


def test_no_zone_keeps_an_offset_for_less_than_six_days() -> None:
    """What the daily samples of the calendar rest on."""
    since = -366 * 86400
    for key in available_timezones() - {"localtime", "posixrules", "Factory"}:
        if resources.files("tzdata").joinpath("zoneinfo", *key.split("/")).is_file():
            recent = [t for t in changes_of(key) if t > since]
            assert all(b - a > 6 * 86400 for a, b in pairwise(recent)), key


def test_no_zone_has_a_rule_that_would_do_so() -> None:
    """The same of the years for which a file has a rule in place of a list."""
    start = datetime(2098, 1, 1, tzinfo=UTC)
    for key in sorted(available_timezones() - {"localtime", "posixrules"}):
        zone = ZoneInfo(key)
        offsets = [(start + n * hours(12)).astimezone(zone).utcoffset() for n in range(2 * 365)]
        where = [n for n, (old, new) in enumerate(pairwise(offsets)) if old != new]
        assert all(b - a > 12 for a, b in pairwise(where)), key
