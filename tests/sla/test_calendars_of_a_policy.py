"""Targets and calendars that change over time, by severity and by type (DESIGN.md §4 and §5)."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import cast

import pytest

from supportflow.sla.schedule import Schedules
from supportflow.sla.types import SlaStatus
from supportflow.source.policy.load import default_data, policy_from
from tests.sla.tickets import at, figure, hours, policy, rated

WEEK = 'hours = {mon = [["09:00", "17:00"]], tue = [["09:00", "17:00"]], wed = [["09:00", "17:00"]]}'
LATE = 'hours = {mon = [["12:00", "20:00"]], tue = [["12:00", "20:00"]], wed = [["12:00", "20:00"]]}'
TARGET = """
[severities.severe]
target = [
    {range = ["1d", "1d"], effective_until = 2026-03-03},
    {range = ["4h", "4h"], effective_from = 2026-03-03},
]
"""


# ---- targets ----


@pytest.mark.parametrize(
    ("day", "latest"), [("03-02 23:59:59", hours(8)), ("03-03 00:00", hours(4)), ("03-03 09:00", hours(4))]
)
def test_a_target_begins_at_midnight_of_the_calendars_zone(day: str, latest: timedelta) -> None:
    assert figure(rated("severe", day), by=policy(TARGET)).latest == latest


def test_midnight_is_local() -> None:
    berlin = policy(f'{TARGET}\n[calendars.default]\ntimezone = "Europe/Berlin"\n{WEEK}')
    assert figure(rated("severe", "03-02 22:59:59"), by=berlin).latest == hours(8)
    assert figure(rated("severe", "03-02 23:00"), by=berlin).latest == hours(4)


def test_the_target_is_the_one_in_force_when_the_severity_was_given() -> None:
    lines = rated("severe", "03-02 16:00")
    assert figure(lines, "03-05 09:00", by=policy(TARGET)).latest == hours(8)
    swapped = rated("low", "03-02 16:00") + "03-03 09:00 provider severity=severe reason=x"
    assert figure(swapped, "03-05 09:00", by=policy(TARGET)).latest == hours(4)


def test_a_reopening_keeps_the_target() -> None:
    """A choice: a reopening begins no epoch of the severity; the verdict of each cycle is by the same target."""
    lines = (
        rated("severe", "03-02 09:00") + "03-02 10:00 provider state=closed resolution=fixed\n"
        "03-04 09:00 operator state=pending-evaluation note=x"
    )
    assert figure(lines, "03-04 10:00", by=policy(TARGET)).latest == hours(8)


def test_a_severity_without_a_target_in_force_is_no_commitment() -> None:
    only_later = policy('[severities.severe]\ntarget = [{range = ["4h", "4h"], effective_from = 2026-03-03}]')
    assert figure(rated("severe"), by=only_later).status is SlaStatus.NO_COMMITMENT


# ---- calendars ----


def versions(*rows: str) -> str:
    return "\n".join(f"[[calendars.default]]\n{row}" for row in rows)


def test_hours_are_those_in_force_at_each_instant() -> None:
    by = policy(versions(f"{WEEK}\neffective_until = 2026-03-03", f"{LATE}\neffective_from = 2026-03-03"))
    sla = figure(rated("high", "03-02 16:00"), "03-03 13:00", by=by)
    assert sla.elapsed == hours(2)  # Monday 16-17, Tuesday 12-13
    assert sla.due == at("03-09 19:00")  # 24 h: 1 on Monday, 8 on Tuesday, 8 on Wednesday, 7 from Monday 12:00 on


def test_a_new_version_rewrites_no_past_figure() -> None:
    before, after = (
        policy(versions(WEEK)),
        policy(versions(f"{WEEK}\neffective_until = 2026-03-09", f'{LATE}\nday = "4h"\neffective_from = 2026-03-09')),
    )
    lines = rated("high") + "03-04 17:00 provider state=closed resolution=fixed"
    assert figure(lines, by=before) == figure(lines, by=after)
    assert figure(lines, by=after).latest == hours(24)  # a day was 8 h when the severity was given
    assert figure(rated("high", "03-09 12:00"), by=after).latest == hours(12)


def test_a_change_of_zone_loses_no_hour() -> None:
    new_york = 'timezone = "America/New_York"\nhours = "always"\neffective_from = 2026-03-03'
    berlin = 'timezone = "Europe/Berlin"\nhours = "always"\neffective_until = 2026-03-03'
    for rows in ((berlin, new_york), (berlin.replace("Berlin", "Lisbon"), new_york)):
        assert figure(rated("low"), "03-04 09:00", by=policy(versions(*rows))).elapsed == hours(48)


def test_the_zone_is_the_one_in_force() -> None:
    by = policy(
        versions(
            f'timezone = "Asia/Tokyo"\n{WEEK}\neffective_until = 2026-03-09',
            f'timezone = "America/New_York"\n{WEEK}\neffective_from = 2026-03-09',
        )
    )
    schedule = Schedules(by).named("default")
    assert schedule.day_of(at("03-02 20:00")) == by.day_of(at("03-02 20:00")) == date(2026, 3, 3)
    assert schedule.day_of(at("03-10 02:00")) == by.day_of(at("03-10 02:00")) == date(2026, 3, 9)


@pytest.mark.parametrize("year", ["0001", "1969", "2101", "9999"])
def test_versions_far_away_are_no_trouble(year: str) -> None:
    rows = (f"{WEEK}\neffective_until = {year}-06-01", f"{LATE}\neffective_from = {year}-06-01")
    sla = figure(rated("low", "03-02 08:00"), "03-02 13:00", by=policy(versions(*rows)))
    assert sla.elapsed == hours(4 if year > "2100" else 1)
    assert sla.due is not None


def test_nothing_counts_where_no_version_is_in_force() -> None:
    by = policy(versions(f"{WEEK}\neffective_from = 2026-03-03\neffective_until = 2026-03-04"))
    sla = figure(rated("severe"), "03-30 12:00", by=by)
    assert (sla.elapsed, sla.due) == (hours(8), at("03-03 17:00"))
    assert figure(rated("high"), "03-30 12:00", by=by).due is None


def test_holidays_of_a_version_end_with_it() -> None:
    by = policy(
        versions(
            f"{WEEK}\nholidays = [2026-03-02, 2026-03-03]\neffective_until = 2026-03-03",
            f"{WEEK}\neffective_from = 2026-03-03",
        )
    )
    assert figure(rated("low"), "03-03 17:00", by=by).elapsed == hours(8)


# ---- which calendar ----

ROUND = 'calendars.round = "always"\n'


def test_a_severity_may_have_its_own_calendar() -> None:
    by = policy(f'{ROUND}[severities.severe]\ncalendar = "round"\ntarget = ["4h", "1d"]')
    sla = figure(rated("severe", "03-06 16:00"), "03-07 10:00", by=by)
    assert (sla.calendar, sla.elapsed, sla.latest, sla.due) == ("round", hours(18), hours(24), at("03-07 16:00"))
    assert figure(rated("high", "03-06 16:00"), "03-07 10:00", by=by).elapsed == hours(1)


def test_a_type_may_have_its_own_calendar() -> None:
    data = copy.deepcopy(default_data())
    data["calendars"] = {**cast("dict[str, object]", data["calendars"]), "round": "always"}
    cast("dict[str, dict[str, object]]", data["workflows"])["error"]["calendar"] = "round"
    sla = figure(rated("severe", "03-06 16:00"), "03-06 22:00", by=policy_from(data, "supportflow.toml"))
    assert (sla.calendar, sla.elapsed, sla.latest) == ("round", hours(6), hours(24))


def test_what_was_counted_before_the_severity_was_given_stays() -> None:
    by = policy(f'{ROUND}[severities.severe]\ncalendar = "round"')
    lines = "03-06 16:00 operator state=pending-evaluation\n03-06 20:00 provider state=evaluated severity=severe"
    assert figure(lines, "03-06 21:00", by=by).elapsed == hours(2)  # 16-17 by the default, 20-21 round the clock


def test_24x7_is_one_word() -> None:
    sla = figure(rated("severe"), "03-02 10:00", by=policy('calendars.default = "always"'))
    assert (sla.day, sla.due) == (hours(24), at("03-03 09:00"))
