"""Figuring many tickets, and as of an instant of the past."""

from __future__ import annotations

import pytest

from supportflow.sla.data import report, row
from supportflow.sla.tracked import as_of, track
from tests.sla.tickets import POLICY, at, rated, ticket

LONG = (
    rated("severe") + "03-02 10:00 provider hold=on-hold\n03-03 10:00 provider severity=low reason=x\n"
    "03-04 10:00 provider state=closed resolution=fixed\n03-05 10:00 operator state=pending-evaluation note=x\n"
)


def test_tickets_stand_in_the_order_of_their_numbers() -> None:
    tickets = [ticket(rated("low"), number=number) for number in (10000, 2, 999)]
    assert [one.ticket.id for one in track(tickets, POLICY, at("03-03 09:00"))] == ["SF-0002", "SF-0999", "SF-10000"]


def test_what_has_no_figures_is_left_out() -> None:
    unknown = ticket(rated("low"), kind="complaint")
    assert track([unknown, ticket(rated("low"))], POLICY, at("03-03 09:00"))[0].ticket.type == "error"
    assert len(track([unknown], POLICY, at("03-03 09:00"))) == 0


@pytest.mark.parametrize(
    ("instant", "state", "severity", "status"),
    [
        ("03-02 09:00", "evaluated", "severe", "on-track"),
        ("03-02 10:00", "evaluated", "severe", "paused"),
        ("03-03 09:59:59", "evaluated", "severe", "paused"),
        ("03-04 09:00", "evaluated", "low", "paused"),
        ("03-04 12:00", "closed", "low", "met"),
        ("03-05 10:00", "pending-evaluation", "low", "on-track"),
    ],
)
def test_state_and_severity_follow_from_the_entries_of_the_time(
    instant: str, state: str, severity: str, status: str
) -> None:
    (then,) = as_of([ticket(LONG)], POLICY, at(instant))
    (one,) = track([then], POLICY, at(instant))
    assert (then.state, then.severity, one.sla.status.value) == (state, severity, status)


def test_a_ticket_that_began_later_is_left_out() -> None:
    assert as_of([ticket(LONG)], POLICY, at("03-02 08:59:59")) == ()


def test_all_else_is_taken_as_it_is_now() -> None:
    (then,) = as_of([ticket(LONG, title="Called otherwise", top="component: kiosk")], POLICY, at("03-02 12:00"))
    assert (then.title, then.component) == ("Called otherwise", "kiosk")


def test_an_unrated_time_has_no_severity_and_a_request_keeps_the_one_at_the_top() -> None:
    lines = "03-02 09:00 operator state=pending-evaluation\n03-02 10:00 provider state=evaluated severity=low"
    (then,) = as_of([ticket(lines)], POLICY, at("03-02 09:30"))
    assert (then.severity, row(track([then], POLICY, at("03-02 09:30"))[0])["severity"]) == (None, None)
    request = "03-02 09:00 operator state=open\n03-02 10:00 provider state=evaluated"
    (then,) = as_of([ticket(request, kind="request", top="severity: enhancement")], POLICY, at("03-02 09:30"))
    assert (then.state, then.severity) == ("open", "enhancement")


def test_the_present_resolution_is_none_of_the_past() -> None:
    closed = ticket(rated("low") + "03-04 10:00 provider state=closed", top="resolution: fixed")
    (then,) = as_of([closed], POLICY, at("03-03 10:00"))
    assert row(track([then], POLICY, at("03-03 10:00"))[0])["resolution"] is None


@pytest.mark.parametrize(
    "lines",
    [
        # in order up to the instant, and not afterwards: the order of the whole is in doubt
        rated("low") + "03-09 10:00 provider note=x\n03-08 10:00 provider note=x",
        rated("low") + "03-02 11:00 provider hold=on-hold excuse=other\n03-09 10:00 provider note=x",
    ],
)
def test_what_has_no_figures_now_had_none_then(lines: str) -> None:
    assert track(as_of([ticket(lines)], POLICY, at("03-03 09:00")), POLICY, at("03-03 09:00")) == ()


def test_a_report_of_the_past_is_what_it_was() -> None:
    tickets = [ticket(LONG, number=1), ticket(rated("high", "03-04 12:00"), number=2)]
    for day in range(2, 8):
        then = at(f"03-{day:02} 12:00")
        cut = "\n".join(line for line in LONG.splitlines() if at(" ".join(line.split()[:2])) <= then)
        tree = [ticket(cut, number=1), *([ticket(rated("high", "03-04 12:00"), number=2)] if day >= 4 else [])]
        assert report(track(as_of(tickets, POLICY, then), POLICY, then), POLICY, then) == report(
            track(tree, POLICY, then), POLICY, then
        )
