"""The Provider's promise for a request (DESIGN.md §5): promised for Thursday, 5 March 2026."""

from __future__ import annotations

from datetime import date

import pytest

from supportflow.sla.types import Promise, SlaStatus, TicketSla
from tests.sla.tickets import LATER, POLICY, at, figure, hours, policy

UP_TO_TESTING = (
    "03-02 09:00 operator state=open\n03-02 10:00 provider state=evaluated\n03-02 11:00 provider state=pending\n"
    "03-02 12:00 provider state=scheduled\n03-03 12:00 provider state=qa-testing\n"
)
RELEASED = UP_TO_TESTING + "03-05 23:59:59 provider state=monitor-and-close\n"
LATE_RELEASE = UP_TO_TESTING + "03-06 00:00 provider state=monitor-and-close\n"
FIXED = "03-09 12:00 provider state=closed resolution=fixed\n"
BERLIN = policy('calendars.default = {timezone = "Europe/Berlin", hours = "always"}')


def promised(lines: str, now: str = LATER, top: str = "scheduled_for: 2026-03-05") -> TicketSla:
    return figure(lines, now, top=top, kind="request")


def test_a_request_has_no_target() -> None:
    sla = promised(UP_TO_TESTING)
    assert (sla.status, sla.elapsed, sla.latest, sla.due) == (SlaStatus.NO_COMMITMENT, hours(0), None, None)
    assert (sla.epochs, sla.clock_started_at) == ((), None)


def test_without_a_date_there_is_no_promise() -> None:
    sla = promised("03-02 09:00 operator state=open", top="")
    assert (sla.promise, sla.promised_for) == (None, None)


def test_an_error_has_none() -> None:
    assert figure("03-02 09:00 operator state=pending-evaluation", top="scheduled_for: 2026-03-05").promise is None


@pytest.mark.parametrize(
    ("now", "promise"),
    [("03-04 12:00", Promise.OPEN), ("03-05 23:59:59", Promise.OPEN), ("03-06 00:00", Promise.LATE)],
)
def test_open_until_the_day_has_passed(now: str, promise: Promise) -> None:
    sla = promised(UP_TO_TESTING, now)
    assert (sla.promise, sla.promised_for, sla.fulfilled_at) == (promise, date(2026, 3, 5), None)


@pytest.mark.parametrize("end", ["", FIXED])
def test_kept_on_the_day_itself(end: str) -> None:
    sla = promised(RELEASED + end)
    assert (sla.promise, sla.fulfilled_at) == (Promise.KEPT, at("03-05 23:59:59"))


@pytest.mark.parametrize("end", ["", FIXED])
def test_late_on_the_day_after(end: str) -> None:
    assert promised(LATE_RELEASE + end).promise is Promise.LATE


def test_the_day_is_that_of_the_calendars_zone() -> None:
    lines = UP_TO_TESTING + "03-05 23:30 provider state=monitor-and-close"  # half past midnight in Berlin
    assert figure(lines, top="scheduled_for: 2026-03-05", kind="request").promise is Promise.KEPT
    assert figure(lines, top="scheduled_for: 2026-03-05", kind="request", by=BERLIN).promise is Promise.LATE
    unfinished = figure(UP_TO_TESTING, "03-05 23:00", top="scheduled_for: 2026-03-05", kind="request", by=BERLIN)
    assert unfinished.promise is Promise.LATE


def test_sent_back_from_monitoring_it_is_open_again() -> None:
    lines = RELEASED + "03-05 23:59:59 provider state=scheduled note=x\n"
    assert promised(lines, "03-05 23:59:59").promise is Promise.OPEN
    assert promised(lines, "03-06 00:00").promise is Promise.LATE
    assert promised(lines).fulfilled_at is None


def test_the_last_entry_into_monitoring_counts() -> None:
    lines = (
        UP_TO_TESTING + "03-04 09:00 provider state=monitor-and-close\n03-04 10:00 provider state=scheduled note=x\n"
        "03-04 11:00 provider state=qa-testing\n03-06 09:00 provider state=monitor-and-close\n"
    )
    assert (promised(lines).promise, promised(lines).fulfilled_at) == (Promise.LATE, at("03-06 09:00"))
    assert promised(lines + FIXED, top="scheduled_for: 2026-03-06").promise is Promise.KEPT


def test_reopened_it_is_open_again() -> None:
    lines = RELEASED + FIXED + "03-10 09:00 operator state=open note=x"
    sla = promised(lines, "03-11 09:00", top="scheduled_for: 2026-04-01")
    assert (sla.promise, sla.fulfilled_at, sla.cycle) == (Promise.OPEN, None, 1)


@pytest.mark.parametrize("resolution", ["declined", "withdrawn", "duplicate", "unheard-of"])
def test_closed_otherwise_than_fixed_there_is_none(resolution: str) -> None:
    lines = UP_TO_TESTING.replace("03-03 12:00 provider state=qa-testing", "03-03 12:00 provider note=x")
    assert promised(lines + f"03-09 12:00 provider state=closed resolution={resolution}").promise is None


def test_a_promise_may_stand_in_the_entry_alone() -> None:
    lines = UP_TO_TESTING.replace("state=scheduled", "state=scheduled scheduled_for=2026-03-05")
    sla = promised(lines, "03-06 00:00", top="")
    assert (sla.promise, sla.promised_for) == (Promise.LATE, date(2026, 3, 5))


def test_the_top_shows_the_present_promise() -> None:
    lines = UP_TO_TESTING.replace("state=scheduled", "state=scheduled scheduled_for=2026-03-05")
    assert promised(lines, "03-06 00:00", top="scheduled_for: 2026-03-12").promise is Promise.OPEN


def test_of_several_entries_the_last_promise_counts() -> None:
    lines = (
        UP_TO_TESTING.replace("state=scheduled", "state=scheduled scheduled_for=2026-03-05")
        + "03-04 09:00 provider state=scheduled scheduled_for=2026-03-12 note=x"
    )
    assert promised(lines, top="").promised_for == date(2026, 3, 12)


def test_a_hold_changes_nothing_about_it() -> None:
    assert promised(UP_TO_TESTING + "03-04 09:00 provider hold=on-hold", "03-06 09:00").promise is Promise.LATE


def test_the_policy_says_which_state_fulfils() -> None:
    assert [state.name for state in POLICY.workflows["request"].states.values() if state.fulfils_promise] == [
        "monitor-and-close"
    ]
