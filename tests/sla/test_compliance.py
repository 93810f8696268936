"""Shares with their n, percentiles, breaches with their reasons. 2 March 2026 is a Monday; severe is 8 h."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportflow.sla.compliance import (
    breaches,
    by_component,
    by_month,
    by_severity,
    nearest_rank,
    overall,
    resolution_times,
)
from supportflow.sla.tracked import Tracked, track
from tests.sla.tickets import POLICY, at, hours, policy, rated, ticket

NOW = "03-31 12:00"
FIXED = "provider state=closed resolution=fixed"
MET = rated("severe") + "03-02 12:00 " + FIXED
MISSED = rated("severe") + "03-03 12:00 " + FIXED
EXCUSED = MISSED + "\n03-03 12:00 provider excuse=capacity reason=x"
LATE = rated("severe")
DECLINED = rated("severe") + "03-03 12:00 provider state=closed resolution=declined note=x"
ON_TRACK = rated("low", "03-31 09:00")
UNRATED = "03-02 09:00 operator state=pending-evaluation\n03-02 10:00 provider state=closed resolution=not-an-error"


def rows(*histories: str, top: str = "", now: str = NOW) -> tuple[Tracked, ...]:
    tickets = [ticket(lines, number=number, top=top) for number, lines in enumerate(histories, start=1)]
    return track(tickets, POLICY, at(now))


# ---- shares ----


def test_gross_and_net() -> None:
    share = overall(rows(MET, MET, MISSED, EXCUSED, LATE, DECLINED, ON_TRACK, UNRATED), POLICY)
    assert (share.met, share.missed, share.late_open, share.excused, share.left_out) == (2, 2, 1, 1, 1)
    assert (share.n, share.gross) == (5, 2 / 5)
    assert (share.net_n, share.net) == (4, 2 / 4)


def test_an_open_breached_ticket_counts_in_the_denominator() -> None:
    share = overall(rows(LATE), POLICY)
    assert (share.n, share.gross, share.net) == (1, 0.0, 0.0)


def test_an_open_breached_ticket_may_be_excused() -> None:
    share = overall(rows(LATE + "03-05 12:00 provider excuse=other reason=x"), POLICY)
    assert (share.n, share.gross, share.net_n, share.net) == (1, 0.0, 0, None)


def test_no_percentage_of_nothing() -> None:
    share = overall(rows(ON_TRACK, UNRATED, DECLINED), POLICY)
    assert (share.n, share.gross, share.net, share.left_out) == (0, None, None, 1)


def test_only_what_the_policy_counts_enters() -> None:
    by = policy("[resolutions.declined]\ncounts = true")
    share = overall(track([ticket(DECLINED)], by, at(NOW)), by)
    assert (share.missed, share.left_out) == (1, 0)


@pytest.mark.parametrize("resolution", ["resolution=unheard-of", ""])
def test_closed_nobody_knows_how_is_left_out(resolution: str) -> None:
    share = overall(rows(rated("severe") + f"03-02 12:00 provider state=closed {resolution}"), POLICY)
    assert (share.n, share.left_out) == (0, 1)


def test_by_severity_has_each_that_has_a_target() -> None:
    shares = by_severity(rows(MET, rated("low") + "03-03 09:00 provider state=closed resolution=fixed"), POLICY)
    assert [(share.group, share.n) for share in shares] == [("severe", 1), ("high", 0), ("medium", 0), ("low", 1)]


def test_a_downgraded_ticket_counts_under_its_last_severity() -> None:
    lines = rated("severe") + "03-04 09:00 provider severity=low reason=x\n03-04 10:00 " + FIXED
    counted = {share.group: share.met for share in by_severity(rows(lines), POLICY)}
    assert counted == {"severe": 0, "high": 0, "medium": 0, "low": 1}


def test_by_component() -> None:
    found = [*rows(MET, top="component: kiosk"), *rows(MISSED)]
    assert [(share.group, share.met, share.n) for share in by_component(found, POLICY)] == [("", 0, 1), ("kiosk", 1, 1)]


def test_by_month_of_the_last_closing_and_of_the_report() -> None:
    reopened = MET + "\n04-01 09:00 operator state=pending-evaluation note=x\n04-01 10:00 " + FIXED
    shares = by_month(rows(MET, reopened, LATE, ON_TRACK, now="05-04 12:00"), POLICY, at("05-04 12:00"))
    assert [(share.group, share.met, share.late_open) for share in shares] == [
        ("2026-03", 1, 0),
        ("2026-04", 1, 0),
        ("2026-05", 0, 2),
    ]


def test_the_month_is_that_of_the_calendars_zone() -> None:
    by = policy('calendars.default = {timezone = "Pacific/Auckland", hours = "always"}')
    lines = rated("low", "03-31 09:00") + "03-31 12:00 provider state=closed resolution=fixed"  # 1 April in Auckland
    shares = by_month(track([ticket(lines)], by, at("04-30 13:00")), by, at("04-30 13:00"))
    assert [share.group for share in shares] == ["2026-04"]
    late = track([ticket(rated("severe"))], by, at("04-30 13:00"))
    assert [share.group for share in by_month(late, by, at("04-30 13:00"))] == ["2026-05"]


def test_the_groups_add_up_to_the_whole() -> None:
    found = rows(MET, MISSED, EXCUSED, LATE, DECLINED, ON_TRACK)
    whole = overall(found, POLICY)
    for shares in (by_severity(found, POLICY), by_month(found, POLICY, at(NOW)), by_component(found, POLICY)):
        for name in ("met", "missed", "late_open", "excused", "left_out", "n", "net_n"):
            assert sum(getattr(share, name) for share in shares) == getattr(whole, name)


# ---- percentiles ----


@pytest.mark.parametrize(
    ("n", "ranks"), [(1, (1, 1, 1)), (2, (1, 2, 2)), (10, (5, 9, 10)), (20, (10, 17, 19)), (100, (50, 85, 95))]
)
def test_nearest_rank(n: int, ranks: tuple[int, ...]) -> None:
    assert tuple(nearest_rank(range(1, n + 1), percent) for percent in (50, 85, 95)) == ranks


@given(st.lists(st.integers(), min_size=1), st.integers(1, 100))
def test_so_many_of_a_hundred_are_not_longer(values: list[int], percent: int) -> None:
    ordered = sorted(values)
    found = nearest_rank(ordered, percent)
    assert sum(value <= found for value in ordered) * 100 >= percent * len(ordered)
    assert sum(value < found for value in ordered) * 100 < percent * len(ordered)


def test_times_until_closing() -> None:
    closed = [rated("low") + f"03-02 {hour}:00 provider state=closed resolution=fixed" for hour in range(10, 14)]
    low = next(one for one in resolution_times(rows(*closed, MET, DECLINED, ON_TRACK), POLICY) if one.group == "low")
    assert (low.n, low.values) == (4, (hours(2), hours(4), hours(4)))


def test_no_percentiles_of_nothing() -> None:
    assert {(one.n, one.values) for one in resolution_times(rows(DECLINED, LATE), POLICY)} == {(0, ())}


# ---- breaches ----


def test_breaches_newest_first_with_their_reasons() -> None:
    found = breaches(rows(EXCUSED, LATE))
    assert [(one.ticket, one.cause, one.reason, one.open) for one in found] == [
        ("SF-0002", None, None, True),
        ("SF-0001", "capacity", "x", False),
    ]
    assert found[1].late_by == hours(3)
    assert found[0].late_by == timedelta(hours=8) * 21 + hours(3) - hours(8)  # 21 days from the 2nd, 3 h on the 31st


def test_a_breach_of_a_severity_that_was_lowered_is_listed() -> None:
    (found,) = breaches(rows(rated("severe") + "03-04 09:00 provider severity=enhancement reason=x"))
    assert (found.severity, found.late_by, found.open, found.breached_at) == ("severe", None, False, at("03-02 17:00"))
