"""What holds of every ticket, whatever its history."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from supportflow.model.node import Mapping, Scalar
from supportflow.model.policy import Policy
from supportflow.model.ticket import Ticket
from supportflow.sla.data import report
from supportflow.sla.receipt import receipt
from supportflow.sla.schedule import Schedules
from supportflow.sla.tracked import Tracked, as_of, track
from tests.sla.tickets import POLICY, at, policy, ticket

START = at("03-26 08:00")  # Thursday; DST begins in Berlin on Sunday
CHANGING = policy(
    """
    [[calendars.default]]
    timezone = "Europe/Berlin"
    hours = {thu = [["09:00", "12:00"], ["13:00", "24:00"]], fri = [["00:00", "02:30"]], sun = [["01:00", "05:00"]]}
    effective_until = 2026-03-30
    [[calendars.default]]
    hours = {mon = [["09:00", "17:00"]], tue = [["09:00", "17:00"]]}
    holidays = [2026-04-06]
    effective_from = 2026-03-30
    [calendars]
    round = "always"
    [severities.severe]
    calendar = "round"
    """
)
POLICIES = st.sampled_from([POLICY, CHANGING])
STATES = ["pending-evaluation", "evaluated", "scheduled", "qa-testing", "error-confirmed"]
SEVERITIES = ["severe", "high", "medium", "low", "enhancement"]
CHANGES = st.one_of(
    st.sampled_from(STATES).map(lambda name: f"state={name}"),
    st.sampled_from(SEVERITIES).map(lambda name: f"severity={name} reason=x"),
    st.sampled_from(SEVERITIES).map(lambda name: f"state=evaluated severity={name}"),
    st.just("state=closed resolution=fixed"),
    st.sampled_from(["hold=on-hold", "hold=third-party", "resume=on-hold", "resume=third-party"]),
    st.sampled_from(["excuse=capacity reason=x", "note=x"]),
)
WAITS = st.one_of(st.just(0), st.integers(1, 3 * 86400), st.sampled_from([3600, 8 * 3600, 86400]))


@st.composite
def tickets(draw: st.DrawFn, number: int = 42) -> Ticket:
    """A history in order, legal or not, with equal instants."""
    here, lines = START, [f"{START:%m-%d %H:%M:%S} operator state=pending-evaluation"]
    for wait, change in draw(st.lists(st.tuples(WAITS, CHANGES), max_size=10)):
        here += timedelta(seconds=wait)
        lines.append(f"{here:%m-%d %H:%M:%S} provider {change}")
    return ticket("\n".join(lines), number=number)


INSTANTS = st.integers(0, 40 * 86400).map(lambda seconds: START + timedelta(seconds=seconds))


def one_of(rows: tuple[Tracked, ...]) -> Tracked:
    (one,) = rows
    return one


@given(tickets(), POLICIES, INSTANTS)
def test_a_receipt_has_no_gap_and_adds_up_to_the_elapsed_time(one: Ticket, by: Policy, later: datetime) -> None:
    now = max(later, one.history[-1].at)
    figures = one_of(track([one], by, now))
    lines = receipt(figures, Schedules(by))
    assert lines[0].start == one.history[0].at
    assert lines[-1].end == now
    assert all(first.end == second.start for first, second in pairwise(lines))
    assert sum((line.counted for line in lines), timedelta(0)) == figures.sla.elapsed
    total = timedelta(0)
    for line in lines:
        total += line.counted
        assert line.total == total
        assert line.counted in (timedelta(0), line.end - line.start)


@given(tickets(), POLICIES)
def test_as_of_now_is_plain(one: Ticket, by: Policy) -> None:
    now = one.history[-1].at
    assert as_of([one], by, now) == (one,)


@given(tickets(), POLICIES, INSTANTS)
def test_cutting_the_history_equals_as_of(one: Ticket, by: Policy, instant: datetime) -> None:
    lines = [entry for entry in one.history if entry.at <= instant]
    text = "\n".join(f"{entry.at:%m-%d %H:%M:%S} {entry.role} {_pairs(entry.node)}" for entry in lines)
    cut = track([ticket(text)], by, instant)
    then = track(as_of([one], by, instant), by, instant)
    assert [row.sla for row in cut] == [row.sla for row in then]
    assert report(cut, by, instant) == report(then, by, instant)


def _pairs(node: Mapping) -> str:
    keys = ("state", "severity", "hold", "resume", "excuse", "note", "reason", "resolution")
    values = {key: node.get(key) for key in keys}
    return " ".join(f"{key}={value.text}" for key, value in values.items() if isinstance(value, Scalar))


@given(tickets(), POLICIES, INSTANTS, INSTANTS)
def test_the_clock_of_a_ticket_never_goes_back(one: Ticket, by: Policy, first: datetime, second: datetime) -> None:
    early, late = sorted((first, second))
    before = track(as_of([one], by, early), by, early)
    after = track(as_of([one], by, late), by, late)
    assert one_of(before).sla.elapsed <= one_of(after).sla.elapsed


@settings(max_examples=300)
@given(tickets(), POLICIES, INSTANTS, INSTANTS)
def test_a_breach_never_disappears(one: Ticket, by: Policy, first: datetime, second: datetime) -> None:
    early, late = sorted((first, second))
    before = one_of(track(as_of([one], by, early), by, early)).sla
    after = one_of(track(as_of([one], by, late), by, late)).sla
    assert after.ever_breached >= before.ever_breached
    known = {epoch.breached_at for epoch in after.epochs}
    assert {epoch.breached_at for epoch in before.epochs if epoch.breached_at} <= known
    excused = {epoch.breached_at for epoch in after.epochs if epoch.excused}
    assert {epoch.breached_at for epoch in before.epochs if epoch.excused} <= excused


@given(tickets(), POLICIES, INSTANTS)
def test_what_an_open_ticket_is_told_comes_true(one: Ticket, by: Policy, later: datetime) -> None:
    """Due is when the clock will have counted the latest, if nothing happens any more."""
    now = max(later, one.history[-1].at)
    sla = one_of(track([one], by, now)).sla
    if sla.due is None or sla.due <= now:
        return
    then = one_of(track([one], by, sla.due)).sla
    assert (then.elapsed, then.due, then.breached_at) == (then.latest, sla.due, None)
    a_week = one_of(track([one], by, sla.due + timedelta(days=9))).sla
    assert a_week.breached_at == sla.due
