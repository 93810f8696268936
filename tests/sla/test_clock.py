"""The sentences of DESIGN.md §5 about status, target, holds and severity, each as an example by the default policy.

Working hours are Monday to Friday 09:00-17:00 UTC, a day is 8 h, and 2 March 2026 is a Monday.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from supportflow.sla.tracked import track
from supportflow.sla.types import SlaStatus
from tests.sla.tickets import POLICY, at, entries, figure, hours, policy, rated, ticket

SECOND = timedelta(seconds=1)


# ---- when the clock counts ----


def test_the_clock_starts_with_the_first_state_whose_clock_runs() -> None:
    sla = figure(
        "03-02 09:00 operator state=error-confirmed\n03-03 10:00 operator state=pending-evaluation", "03-03 12:00"
    )
    assert (sla.opened_at, sla.clock_started_at, sla.elapsed) == (at("03-02 09:00"), at("03-03 10:00"), hours(2))


def test_a_ticket_whose_clock_has_not_started_has_counted_nothing() -> None:
    sla = figure("03-02 09:00 operator state=error-confirmed", "03-06 17:00")
    assert (sla.clock_started_at, sla.elapsed, sla.status) == (None, hours(0), SlaStatus.UNRATED)


def test_it_runs_through_evaluated_scheduled_and_qa_testing() -> None:
    lines = rated("low") + "03-02 11:00 provider state=scheduled\n03-02 13:00 provider state=qa-testing"
    assert figure(lines, "03-02 16:00").elapsed == hours(7)


def test_it_stops_in_closed() -> None:
    lines = rated("low") + "03-02 11:00 operator state=closed resolution=withdrawn"
    assert figure(lines, "03-06 17:00").elapsed == hours(2)


def test_nights_and_weekends_do_not_count() -> None:
    assert figure(rated("low", "03-06 16:00"), "03-09 10:00").elapsed == hours(2)


def test_no_hold_in_force_counts() -> None:
    lines = rated("medium") + "03-02 10:00 provider hold=on-hold\n03-04 16:00 operator resume=on-hold"
    assert figure(lines, "03-04 17:00").elapsed == hours(2)


def test_each_of_two_holds_has_to_end() -> None:
    lines = (
        rated("medium")
        + "03-02 10:00 provider hold=on-hold\n03-02 11:00 provider hold=third-party\n"
        + "03-02 12:00 provider resume=on-hold\n03-02 13:00 provider resume=third-party"
    )
    assert figure(lines, "03-02 12:30").elapsed == hours(1)
    assert figure(lines, "03-02 14:00").elapsed == hours(2)


def test_a_state_change_ends_every_hold() -> None:
    lines = (
        rated("medium")
        + "03-02 10:00 provider hold=on-hold\n03-02 10:00 provider hold=third-party\n"
        + "03-02 12:00 provider state=scheduled"
    )
    sla = figure(lines, "03-02 13:00")
    assert (sla.elapsed, sla.status, sla.due) == (hours(2), SlaStatus.ON_TRACK, at("03-06 11:00"))


def test_entries_at_the_same_instant_follow_their_position() -> None:
    held = rated("medium") + "03-02 10:00 provider hold=on-hold\n03-02 10:00 operator resume=on-hold"
    assert figure(held, "03-02 12:00").elapsed == hours(3)
    again = held + "\n03-02 10:00 provider hold=on-hold"
    assert figure(again, "03-02 12:00").status is SlaStatus.PAUSED


def test_fractions_of_a_second_count() -> None:
    assert figure(rated("severe"), "03-02 09:00:00.250000").elapsed == timedelta(milliseconds=250)


# ---- the status of an open ticket: the first that fits ----


@pytest.mark.parametrize(
    ("severity", "now", "status"),
    [
        ("enhancement", "03-20 09:00", SlaStatus.NO_COMMITMENT),
        ("high", "03-02 09:00", SlaStatus.ON_TRACK),
        ("high", "03-02 16:59:59", SlaStatus.ON_TRACK),
        ("high", "03-02 17:00", SlaStatus.IN_WINDOW),  # exactly the earliest: 8 h
        ("high", "03-04 12:11:59", SlaStatus.IN_WINDOW),
        ("high", "03-04 12:12", SlaStatus.AT_RISK),  # 80 % of 24 h are 19 h 12 min
        ("high", "03-04 17:00", SlaStatus.AT_RISK),  # exactly the latest is no breach
        ("high", "03-05 08:59:59", SlaStatus.AT_RISK),  # nor is the night after it
        ("high", "03-05 09:00:01", SlaStatus.BREACHED),
        ("severe", "03-02 15:23:59", SlaStatus.ON_TRACK),  # at risk comes before in-window, which 1d-1d never sees
        ("severe", "03-02 15:24", SlaStatus.AT_RISK),
    ],
)
def test_the_status_over_time(severity: str, now: str, status: SlaStatus) -> None:
    assert figure(rated(severity), now).status is status


def test_breached_comes_before_paused() -> None:
    lines = rated("severe") + "03-04 09:00 provider hold=on-hold"
    assert figure(lines, "03-06 09:00").status is SlaStatus.BREACHED


def test_paused_comes_before_unrated_and_at_risk() -> None:
    unrated = "03-02 09:00 operator state=pending-evaluation\n03-02 10:00 provider hold=details-needed"
    assert figure(unrated).status is SlaStatus.PAUSED
    at_risk = rated("severe") + "03-02 16:00 provider hold=third-party"
    assert figure(at_risk).status is SlaStatus.PAUSED


def test_no_commitment_comes_before_paused() -> None:
    assert figure(rated("enhancement") + "03-02 10:00 provider hold=on-hold").status is SlaStatus.NO_COMMITMENT


def test_warn_at_is_the_policys() -> None:
    assert figure(rated("severe"), "03-02 13:00", by=policy("[sla]\nwarn_at = 0.5")).status is SlaStatus.AT_RISK


def test_the_instants_of_an_open_ticket() -> None:
    sla = figure(rated("high", "03-05 16:00"), "03-05 16:30")
    assert sla.due_earliest == at("03-06 16:00")
    assert sla.at_risk_at == at("03-10 11:12")
    assert sla.due == at("03-10 16:00")
    assert sla.remaining == hours(23.5)


def test_what_ends_at_closing_time_is_due_then() -> None:
    assert figure(rated("severe", "03-06 09:00"), "03-06 10:00").due == at("03-06 17:00")


def test_a_paused_ticket_has_no_due_time_and_keeps_what_is_left() -> None:
    sla = figure(rated("severe") + "03-02 12:00 provider hold=on-hold", "03-05 12:00")
    assert (sla.due, sla.at_risk_at, sla.remaining) == (None, None, hours(5))


# ---- the verdict of a closed ticket ----


def test_exactly_the_latest_is_met() -> None:
    lines = rated("severe") + "03-02 17:00 provider state=closed resolution=fixed"
    assert figure(lines).status is SlaStatus.MET
    weekend = rated("severe", "03-06 09:00") + "03-08 23:59:59 provider state=closed resolution=fixed"
    assert figure(weekend).status is SlaStatus.MET


def test_a_second_more_is_missed() -> None:
    sla = figure(rated("severe") + "03-03 09:00:01 provider state=closed resolution=fixed")
    assert (sla.status, sla.elapsed, sla.breached_at) == (SlaStatus.MISSED, hours(8) + SECOND, at("03-02 17:00"))
    assert (sla.due, sla.remaining) == (None, None)


def test_an_error_that_was_never_rated_is_no_commitment() -> None:
    lines = "03-02 09:00 operator state=pending-evaluation\n03-20 10:00 provider state=closed resolution=not-an-error"
    assert figure(lines).status is SlaStatus.NO_COMMITMENT


def test_every_resolution_has_a_verdict() -> None:
    for resolution, day, status in (("declined", "03-02", "met"), ("withdrawn", "03-09", "missed")):
        lines = rated("severe") + f"{day} 16:00 provider state=closed resolution={resolution}"
        assert figure(lines).status.value == status


# ---- changes of severity ----


def test_a_change_swaps_the_target_and_keeps_the_time() -> None:
    lines = rated("medium") + "03-03 09:00 provider severity=high reason=x"
    sla = figure(lines, "03-03 10:00")
    assert (sla.elapsed, sla.latest, sla.due) == (hours(9), hours(24), at("03-04 17:00"))


def test_a_downgrade_never_erases_a_breach() -> None:
    lines = rated("severe") + "03-04 09:00 provider severity=low reason=x"
    unrated, before, after = figure(lines, "03-04 12:00").epochs
    sla = figure(lines, "03-04 12:00")
    assert (sla.status, sla.breached_at, sla.ever_breached) == (SlaStatus.ON_TRACK, None, True)
    assert (unrated.latest, unrated.breached_at) == (None, None)
    assert (before.severity, before.breached_at, before.end) == ("severe", at("03-02 17:00"), at("03-04 09:00"))
    assert (after.severity, after.breached_at, after.end) == ("low", None, None)
    closed = figure(lines + "\n03-04 13:00 provider state=closed resolution=fixed")
    assert (closed.status, closed.ever_breached) == (SlaStatus.MET, True)


def test_an_upgrade_breaches_when_it_happens() -> None:
    lines = rated("low") + "03-05 10:00 provider severity=severe reason=x"
    sla = figure(lines, "03-05 10:00")
    assert (sla.status, sla.breached_at) == (SlaStatus.BREACHED, at("03-05 10:00"))
    assert sla.due == at("03-02 17:00")  # the target's end; the breach is the later of the two


def test_a_breach_that_was_downgraded_in_time_is_none() -> None:
    lines = rated("severe") + "03-02 17:00 provider severity=low reason=x"
    assert not figure(lines, "03-03 10:00").ever_breached


def test_a_second_evaluation_may_change_the_severity() -> None:
    lines = (
        rated("severe") + "03-02 12:00 provider state=pending-evaluation note=x\n"
        "03-02 13:00 provider state=evaluated severity=low"
    )
    assert [epoch.severity for epoch in figure(lines).epochs] == [None, "severe", "low"]


def test_the_same_severity_again_begins_no_epoch() -> None:
    lines = rated("high") + "03-02 12:00 provider state=evaluated severity=high"
    assert [epoch.severity for epoch in figure(lines).epochs] == [None, "high"]


# ---- the clock of the reader, and histories that give no figure ----


def test_now_hides_nothing() -> None:
    lines = rated("high") + "03-04 09:00 provider state=scheduled\n03-05 12:00 provider state=closed resolution=fixed"
    sla = figure(lines, "03-03 12:00")
    assert (sla.elapsed, sla.closed_at) == (hours(11), at("03-05 12:00"))
    assert figure(lines, "2020-01-01 00:00").elapsed == hours(0)


@pytest.mark.parametrize(
    "lines",
    [
        "03-02 09:00 operator state=error-confirmed\n03-02 08:59:59 operator state=pending-evaluation",
        rated("high") + "03-02 08:00 provider note=x",
        rated("high") + "1969-12-31 23:59:59 provider note=x",
        rated("high") + "2101-01-01 00:00 provider note=x",
    ],
)
def test_no_figure_without_a_whole_history_in_order(lines: str) -> None:
    assert track([ticket(lines)], POLICY, at("03-06 12:00")) == ()


def test_an_entry_that_cannot_be_read_gives_no_figure() -> None:
    lines = rated("severe") + "03-02 12:00 provider hold=on-hold state=scheduled\n03-03 12:00 provider note=x"
    assert len(entries(lines)) == len(ticket(lines).history) + 1
    assert track([ticket(lines)], POLICY, at("03-06 12:00")) == ()


def test_the_first_and_the_last_instants_have_figures() -> None:
    assert figure(rated("low", "1970-01-01 00:00"), "1970-01-01 17:00").elapsed == hours(8)
    sla = figure(rated("low", "2100-12-31 16:00"), "2100-12-31 17:00")
    assert (sla.elapsed, sla.due) == (hours(1), None)  # due beyond what can be reckoned: none
