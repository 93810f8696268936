"""When an open ticket will probably be done: from this tracker's own past alone. 2 March 2026 is a Monday."""

from __future__ import annotations

from supportflow.sla.forecast import LEAST, forecasts
from supportflow.sla.tracked import Tracked, track
from tests.sla.tickets import POLICY, at, rated, ticket

OPEN = 999


def past(count: int, severity: str = "low", resolution: str = "fixed") -> list[str]:
    """So many tickets that took 1, 2, 3 … hours from their evaluation, within the two weeks before."""
    lines = []
    for hour in range(1, count + 1):
        day, rest = divmod(hour, 8)
        end = f"02-{16 + day + 2 * (day > 4)} {9 + rest:02}:00"  # 16 February is a Monday; over one weekend
        lines.append(rated(severity, "02-16 09:00") + f"{end} provider state=closed resolution={resolution}")
    return lines


def rows(histories: list[str], now: str, open_one: str | None = None) -> tuple[Tracked, ...]:
    tickets = [ticket(lines, number=number) for number, lines in enumerate(histories, start=1)]
    tickets.append(ticket(open_one or rated("low", "03-02 09:00"), number=OPEN))
    return track(tickets, POLICY, at(now))


def test_silent_below_the_least() -> None:
    now = "03-02 09:00"
    assert forecasts(rows(past(LEAST - 1), now), POLICY, at(now)) == {}
    assert forecasts(rows(past(LEAST), now), POLICY, at(now))["SF-0999"].n == LEAST


def test_only_those_count_that_took_longer_than_this_one_has() -> None:
    now = "03-02 14:00"  # five hours in: those that took 1 to 5 h say nothing any more
    assert forecasts(rows(past(LEAST + 4), now), POLICY, at(now)) == {}
    assert forecasts(rows(past(LEAST + 5), now), POLICY, at(now))["SF-0999"].n == LEAST


def test_likely_and_safely_are_times_that_were_taken() -> None:
    now = "03-02 09:00"
    found = forecasts(rows(past(40), now), POLICY, at(now))["SF-0999"]
    assert at(now) < found.likely <= found.safely
    assert at("03-04 09:00") <= found.likely <= at("03-05 09:00")  # half of 1 … 40 h are 20 h: Wednesday 13:00
    assert at("03-05 17:00") <= found.safely <= at("03-06 17:00")  # 85 of 100: 34 h


def test_the_same_tree_gives_the_same_forecast() -> None:
    now = "03-02 09:00"
    assert forecasts(rows(past(30), now), POLICY, at(now)) == forecasts(rows(past(30), now), POLICY, at(now))


def test_other_severities_and_states_are_not_comparable() -> None:
    now = "03-02 09:00"
    assert forecasts(rows(past(40, severity="high"), now), POLICY, at(now)) == {}
    scheduled = rated("low") + "03-02 09:00 provider state=scheduled"
    assert forecasts(rows(past(40), now, scheduled), POLICY, at(now)) == {}


def test_closed_tickets_have_none() -> None:
    now = "03-03 09:00"
    closed = rated("low") + "03-02 10:00 provider state=closed resolution=fixed"
    assert forecasts(rows(past(40), now, closed), POLICY, at(now)) == {}


def test_a_ticket_later_than_all_has_none() -> None:
    now = "03-31 09:00"
    assert forecasts(rows(past(40), now), POLICY, at(now)) == {}
