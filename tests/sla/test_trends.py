"""Time in state, age, backlog, throughput, reopenings. 2 March 2026 is a Monday."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supportflow.sla.tracked import Tracked, track
from supportflow.sla.trends import OLDER, Week, ages, reopen_rate, time_in_state, weeks
from tests.sla.tickets import POLICY, at, rated, ticket

FIXED = "provider state=closed resolution=fixed\n"
AGAIN = "operator state=pending-evaluation note=x\n"


def rows(*histories: str, now: str = "03-31 12:00") -> tuple[Tracked, ...]:
    return track([ticket(lines, number=n) for n, lines in enumerate(histories, start=1)], POLICY, at(now))


# ---- time in state ----


def test_it_is_time_by_the_clock_on_the_wall() -> None:
    lines = "03-06 12:00 operator state=pending-evaluation\n03-09 12:00 provider state=evaluated severity=low\n"
    (pending,) = time_in_state(rows(lines))
    assert (pending.state, pending.n, pending.median, pending.most) == (
        "pending-evaluation",
        1,
        timedelta(days=3),
        timedelta(days=3),
    )


def test_all_visits_of_a_ticket_add_up() -> None:
    lines = rated("low") + "03-02 10:00 " + AGAIN + "03-02 12:00 provider state=evaluated\n"
    found = {one.state: one.median for one in time_in_state(rows(lines + "03-02 13:00 " + FIXED))}
    assert found == {"pending-evaluation": timedelta(hours=2), "evaluated": timedelta(hours=2)}


def test_where_a_ticket_still_is_does_not_count() -> None:
    assert [one.state for one in time_in_state(rows(rated("low")))] == ["pending-evaluation"]
    reopened = rated("low") + "03-02 10:00 " + FIXED + "03-09 10:00 " + AGAIN
    assert [one.state for one in time_in_state(rows(reopened))] == ["evaluated"]


def test_the_time_closed_is_no_state_to_be_timed() -> None:
    reopened = rated("low") + "03-02 10:00 " + FIXED + "03-09 10:00 " + AGAIN + "03-09 11:00 " + FIXED
    assert [one.state for one in time_in_state(rows(reopened))] == ["pending-evaluation", "evaluated"]


def test_the_share_that_was_held() -> None:
    held = "03-02 10:00 provider hold=on-hold\n03-02 13:00 operator resume=on-hold\n"
    evaluated = time_in_state(rows(rated("low") + held + "03-02 15:00 " + FIXED))[1]
    assert (evaluated.state, evaluated.held) == ("evaluated", 0.5)


def test_states_stand_in_the_order_of_the_workflow() -> None:
    lines = rated("low") + "03-02 10:00 provider state=qa-testing\n03-02 11:00 provider state=scheduled\n"
    found = [one.state for one in time_in_state(rows(lines + "03-02 12:00 " + FIXED))]
    assert found == ["pending-evaluation", "evaluated", "scheduled", "qa-testing"]


# ---- age ----


@pytest.mark.parametrize(
    ("opened", "group"),
    [
        ("03-30 12:00", "up to a day"),
        ("03-30 11:59:59", "up to 3 days"),
        ("03-24 12:00", "up to a week"),
        ("03-17 12:00", "up to 2 weeks"),
        ("03-01 12:00", "up to 30 days"),
        ("03-01 11:59:59", OLDER),
    ],
)
def test_the_age_of_what_is_open(opened: str, group: str) -> None:
    found = dict(ages(rows(rated("low", opened), rated("low") + "03-03 09:00 " + FIXED), at("03-31 12:00")))
    assert {name for name, count in found.items() if count} == {group}
    assert sum(found.values()) == 1


# ---- weeks ----


def test_weeks_begin_on_monday_and_none_is_left_out() -> None:
    first = rated("low", "03-08 23:59:59") + "03-23 00:00 " + FIXED + "03-24 09:00 " + AGAIN
    found = weeks(rows(first, rated("low", "03-09 00:00")), at("03-31 12:00"))
    assert [(week.start, week.opened, week.closed, week.reopened, week.backlog) for week in found] == [
        (at("03-02 00:00"), 1, 0, 0, 1),
        (at("03-09 00:00"), 1, 0, 0, 2),
        (at("03-16 00:00"), 0, 0, 0, 2),
        (at("03-23 00:00"), 0, 1, 1, 2),
        (at("03-30 00:00"), 0, 0, 0, 2),
    ]
    assert weeks(rows(first), at("03-31 12:00"), last=1) == (
        Week(start=at("03-30 00:00"), opened=0, closed=0, reopened=0, backlog=1),
    )


def test_the_backlog_is_what_is_open() -> None:
    tickets = [rated("low", f"03-{day} 09:00") + f"03-{day + 3} 09:00 {FIXED}" * (day % 2) for day in range(10, 20)]
    found = rows(*tickets)
    assert weeks(found, at("03-31 12:00"))[-1].backlog == sum(one.is_open for one in found)


def test_no_weeks_without_tickets_or_before_them() -> None:
    assert weeks((), at("03-31 12:00")) == ()
    assert weeks(rows(rated("low")), at("01-01 00:00")) == ()


# ---- reopenings ----


def test_reopen_rate() -> None:
    once = rated("low") + "03-02 10:00 " + FIXED
    again = once + "03-03 10:00 " + AGAIN
    found = reopen_rate(rows(once, again, again + "03-04 10:00 " + FIXED))
    assert (found.reopened, found.n, found.rate) == (2, 3, 2 / 3)
    assert reopen_rate(rows(rated("low"))).rate is None
