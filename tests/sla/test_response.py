"""The first reaction after the report, by the same clock; off by default (issue 4). 2 March 2026 is a Monday."""

from __future__ import annotations

import pytest

from supportflow.model.policy import Policy
from supportflow.sla.types import Response, ResponseStatus
from tests.sla.tickets import LATER, at, figure, hours, policy

FOUR_HOURS = policy('[sla]\nrespond_within = "4h"')
REPORT = "03-02 08:00 operator state=error-confirmed\n03-02 15:00 operator state=pending-evaluation\n"
ANSWER = "03-03 {} provider note=seen\n"


def response(lines: str, now: str = LATER, by: Policy = FOUR_HOURS) -> Response | None:
    return figure(lines, now, by=by).response


def test_off_by_default() -> None:
    assert figure(REPORT).response is None


@pytest.mark.parametrize(
    ("when", "status"),
    [("10:00", ResponseStatus.MET), ("11:00", ResponseStatus.MET), ("11:00:01", ResponseStatus.MISSED)],
)
def test_exactly_the_limit_is_met(when: str, status: ResponseStatus) -> None:
    found = response(REPORT + ANSWER.format(when))
    assert found
    assert (found.status, found.due, found.responded_at) == (status, at("03-03 11:00"), at(f"03-03 {when}"))


@pytest.mark.parametrize(
    ("now", "status"), [("03-03 11:00", ResponseStatus.OPEN), ("03-03 11:00:01", ResponseStatus.LATE)]
)
def test_open_until_the_limit(now: str, status: ResponseStatus) -> None:
    found = response(REPORT, now)
    assert found
    assert (found.status, found.responded_at) == (status, None)


def test_it_runs_from_the_report_and_not_from_the_confirmation() -> None:
    found = response(REPORT, "03-02 16:00")
    assert found
    assert (found.elapsed, found.limit) == (hours(1), hours(4))
    assert response("03-02 08:00 operator state=error-confirmed\n") is None


def test_what_the_reporter_says_is_no_reaction() -> None:
    found = response(REPORT + "03-02 16:00 operator note=more\n", "03-02 16:30")
    assert found
    assert found.responded_at is None


def test_a_hold_is_a_reaction_and_stops_nothing_before_it() -> None:
    found = response(REPORT + "03-03 10:00 provider hold=details-needed\n")
    assert found
    assert (found.status, found.elapsed) == (ResponseStatus.MET, hours(3))


def test_a_severity_may_have_its_own_limit() -> None:
    by = policy('[sla]\nrespond_within = "4h"\n[severities.severe]\nrespond_within = "1h"')
    rating = "03-03 10:00 provider state=evaluated severity={}\n"
    severe, low = (response(REPORT + rating.format(name), by=by) for name in ("severe", "low"))
    assert severe
    assert low
    assert (severe.status, severe.limit) == (ResponseStatus.MISSED, hours(1))
    assert (low.status, low.limit) == (ResponseStatus.MET, hours(4))


def test_a_report_that_is_withdrawn_in_time_needs_no_answer() -> None:
    end = "{} operator state=closed resolution=withdrawn note=x\n"
    assert response(REPORT + end.format("03-03 11:00")) is None
    late = response(REPORT + end.format("03-03 12:00"))
    assert late
    assert (late.status, late.elapsed, late.responded_at) == (ResponseStatus.MISSED, hours(5), None)


def test_closing_may_be_the_reaction() -> None:
    found = response(REPORT + "03-03 09:30 provider state=closed resolution=not-an-error note=x\n")
    assert found
    assert (found.status, found.responded_at) == (ResponseStatus.MET, at("03-03 09:30"))


def test_an_answer_later_than_now_is_none_yet() -> None:
    found = response(REPORT + ANSWER.format("10:00"), "03-02 16:00")
    assert found
    assert (found.status, found.responded_at) == (ResponseStatus.OPEN, None)


def test_a_day_is_that_of_the_calendar() -> None:
    found = response(REPORT, "03-02 16:00", by=policy('[sla]\nrespond_within = "1d"'))
    assert found
    assert found.due == at("03-03 15:00")


def test_a_request_has_none() -> None:
    assert figure("03-02 09:00 operator state=open", kind="request", by=FOUR_HOURS).response is None
