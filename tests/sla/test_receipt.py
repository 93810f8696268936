"""The receipt: each interval, counted or not, and why."""

from __future__ import annotations

from supportflow.model.policy import Policy
from supportflow.sla.data import receipt_data
from supportflow.sla.receipt import OUTSIDE, receipt
from supportflow.sla.schedule import Schedules
from tests.sla.tickets import POLICY, policy, rated, tracked

RUNS = "the clock runs"


def lines(history: str, now: str, by: Policy = POLICY) -> list[tuple[str, str, str, float, float, str]]:
    """Begin, end, state, hours counted, hours in total, why."""
    return [
        (f"{line.start:%d %H:%M}", f"{line.end:%d %H:%M}", line.state, line.counted.total_seconds() / 3600,
         line.total.total_seconds() / 3600, line.why)
        for line in receipt(tracked(history, now, by=by), Schedules(by))
    ]  # fmt: skip


def test_each_working_day_has_its_line() -> None:
    history = "03-06 08:00 operator state=error-confirmed\n03-06 16:00 operator state=pending-evaluation"
    assert lines(history, "03-09 18:00") == [
        ("06 08:00", "06 16:00", "error-confirmed", 0, 0, "the clock does not run in error-confirmed"),
        ("06 16:00", "06 17:00", "pending-evaluation", 1, 1, RUNS),
        ("06 17:00", "09 09:00", "pending-evaluation", 0, 1, OUTSIDE),
        ("09 09:00", "09 17:00", "pending-evaluation", 8, 9, RUNS),
        ("09 17:00", "09 18:00", "pending-evaluation", 0, 9, OUTSIDE),
    ]


def test_holds_and_the_time_closed_say_so() -> None:
    history = (
        rated("low") + "03-02 10:00 provider hold=on-hold\n03-02 11:00 provider hold=third-party\n"
        "03-02 12:00 provider state=closed resolution=declined\n"
        "03-03 12:00 operator state=pending-evaluation note=x"
    )
    assert lines(history, "03-03 13:00")[1:] == [
        ("02 09:00", "02 10:00", "evaluated", 1, 1, RUNS),
        ("02 10:00", "02 11:00", "evaluated", 0, 1, "on hold: on-hold"),
        ("02 11:00", "02 12:00", "evaluated", 0, 1, "on hold: on-hold, third-party"),
        ("02 12:00", "03 12:00", "closed", 0, 1, "closed"),
        ("03 12:00", "03 13:00", "pending-evaluation", 1, 2, RUNS),
    ]


def test_a_state_that_the_policy_does_not_know_is_named() -> None:
    assert lines(rated("low") + "03-02 10:00 provider state=nowhere", "03-02 11:00")[-1][-1] == (
        "nowhere is no state of the policy"
    )


def test_the_line_of_an_instant() -> None:
    assert lines(rated("low"), "03-02 09:00")[0] == ("02 09:00", "02 09:00", "pending-evaluation", 0, 0, RUNS)


def test_a_change_of_hours_shows() -> None:
    by = policy(
        '[[calendars.default]]\nhours = "always"\neffective_until = 2026-03-03\n'
        '[[calendars.default]]\nhours = {tue = [["09:00", "10:00"]]}\neffective_from = 2026-03-03'
    )
    assert lines("03-02 20:00 operator state=pending-evaluation", "03-03 12:00", by) == [
        ("02 20:00", "03 00:00", "pending-evaluation", 4, 4, RUNS),
        ("03 00:00", "03 09:00", "pending-evaluation", 0, 4, OUTSIDE),
        ("03 09:00", "03 10:00", "pending-evaluation", 1, 5, RUNS),
        ("03 10:00", "03 12:00", "pending-evaluation", 0, 5, OUTSIDE),
    ]


def test_each_interval_by_the_calendar_of_its_severity() -> None:
    by = policy('calendars.round = "always"\n[severities.severe]\ncalendar = "round"')
    history = rated("low", "03-02 16:00") + "03-02 18:00 provider severity=severe reason=x"
    assert [line[3:5] for line in lines(history, "03-02 20:00", by)] == [(0, 0), (1, 1), (0, 1), (2, 3)]


def test_as_data() -> None:
    (first, *_) = receipt_data(receipt(tracked(rated("low"), "03-02 10:00"), Schedules(POLICY)))
    assert first == {
        "start": "2026-03-02T09:00:00Z",
        "end": "2026-03-02T09:00:00Z",
        "state": "pending-evaluation",
        "why": RUNS,
        "counted_working_seconds": 0,
        "total_working_seconds": 0,
    }
