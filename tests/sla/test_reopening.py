"""Reopening and excuses, sentence by sentence of DESIGN.md §5. 2 March 2026 is a Monday; severe is 8 h."""

from __future__ import annotations

import pytest

from supportflow.sla.compliance import overall
from supportflow.sla.types import SlaStatus
from tests.sla.tickets import POLICY, at, figure, hours, rated, tracked

FIXED = "state=closed resolution=fixed"
MET = rated("severe") + f"03-02 12:00 provider {FIXED}\n"
MISSED = rated("severe") + f"03-03 10:00 provider {FIXED}\n"  # 9 h; breached on the 2nd at 17:00
REOPENED = "03-09 09:00 operator state=pending-evaluation note=again\n"


def excuse(when: str) -> str:
    return f"{when} provider excuse=capacity reason=x\n"


# ---- the clock ----


def test_the_closed_time_does_not_count() -> None:
    sla = figure(MET + REOPENED, "03-09 11:00")
    assert (sla.elapsed, sla.cycle, sla.closed_at) == (hours(5), 1, None)
    assert sla.due == at("03-09 14:00")


def test_the_target_goes_on_with_the_clock() -> None:
    sla = figure(MET + REOPENED + f"03-09 14:00 provider {FIXED}")
    assert (sla.status, sla.elapsed) == (SlaStatus.MET, hours(8))
    sla = figure(MET + REOPENED + f"03-09 14:00:01 provider {FIXED}")
    assert (sla.status, sla.breached_at) == (SlaStatus.MISSED, at("03-09 14:00"))


def test_a_hold_does_not_outlive_the_closing() -> None:
    lines = rated("severe") + "03-02 10:00 provider hold=on-hold\n" + f"03-02 12:00 provider {FIXED}\n" + REOPENED
    assert figure(lines, "03-09 10:00").elapsed == hours(2)


def test_last_cycle_and_ever_breached_both_show() -> None:
    sla = figure(MISSED + REOPENED + f"03-09 10:00 provider severity=low reason=x\n03-09 12:00 provider {FIXED}")
    assert (sla.status, sla.breached_at, sla.ever_breached) == (SlaStatus.MET, None, True)
    assert [epoch.cycle for epoch in sla.epochs] == [0, 0, 1, 1]
    assert [epoch.severity for epoch in sla.epochs] == [None, "severe", "severe", "low"]


def test_a_ticket_reopened_after_its_target_is_breached_from_the_start() -> None:
    sla = figure(MISSED + REOPENED, "03-09 09:00")
    assert (sla.status, sla.breached_at) == (SlaStatus.BREACHED, at("03-09 09:00"))


def test_reopened_twice() -> None:
    lines = MET + REOPENED + f"03-09 10:00 provider {FIXED}\n03-16 09:00 operator state=pending-evaluation note=x"
    sla = figure(lines, "03-16 10:00")
    assert (sla.cycle, sla.elapsed) == (2, hours(5))


def test_resolution_is_that_of_the_last_closing() -> None:
    lines = rated("severe") + "03-02 10:00 provider state=closed resolution=declined note=x\n" + REOPENED
    assert figure(lines).resolution is None
    assert figure(lines + f"03-09 10:00 provider {FIXED}").resolution == "fixed"
    assert figure(rated("severe") + "03-02 10:00 provider state=closed", top="resolution: fixed").resolution == "fixed"


# ---- excuses ----


@pytest.mark.parametrize(
    ("when", "excused"),
    [
        ("03-02 16:59:59", False),  # before the breach: a forecast
        ("03-02 17:00:00", True),  # at it
        ("03-03 09:30", True),
    ],
)
def test_an_excuse_covers_what_was_breached_by_then(when: str, excused: bool) -> None:
    sla = figure(rated("severe") + excuse(when) + f"03-03 10:00 provider {FIXED}")
    assert (sla.status, sla.excused) == (SlaStatus.MISSED, excused)


def test_an_excuse_at_the_instant_of_closing_counts_on_either_side() -> None:
    assert figure(rated("severe") + excuse("03-03 10:00") + f"03-03 10:00 provider {FIXED}").excused
    assert figure(MISSED + excuse("03-03 10:00")).excused


def test_an_excuse_after_closing_is_for_the_cycle_that_was_closed() -> None:
    assert figure(MISSED + excuse("03-05 10:00")).excused


def test_an_excuse_covers_all_breaches_up_to_it() -> None:
    lines = rated("severe") + "03-03 10:00 provider severity=high reason=x\n"  # breached severe, then high on the 4th
    both = figure(lines + excuse("03-06 09:00"), "03-06 12:00")
    assert [epoch.excused for epoch in both.epochs if epoch.breached_at] == [True, True]
    first = figure(lines + excuse("03-03 11:00"), "03-06 12:00")
    assert [epoch.excused for epoch in first.epochs if epoch.breached_at] == [True, False]
    assert (both.excused, first.excused) == (True, False)


def test_a_cycle_that_misses_later_needs_its_own() -> None:
    again = MISSED + excuse("03-03 11:00") + REOPENED + f"03-09 12:00 provider {FIXED}\n"
    old, new = [epoch for epoch in figure(again).epochs if epoch.breached_at]
    assert (old.excused, new.excused) == (True, False)
    assert not figure(again).excused
    assert figure(again + excuse("03-10 09:00")).excused


def test_an_excuse_of_a_later_cycle_covers_no_earlier_one() -> None:
    sla = figure(MISSED + REOPENED + excuse("03-09 10:00"), "03-09 12:00")
    assert [epoch.excused for epoch in sla.epochs if epoch.breached_at] == [False, True]


def test_net_figures_go_by_the_cycle_that_missed_last() -> None:
    """What a reader may not know: the share counts a ticket once, by its last cycle, and so does its excuse."""
    share = overall([tracked(MISSED + REOPENED + excuse("03-09 10:00"), "03-09 12:00")], POLICY)
    assert (share.n, share.late_open, share.excused, share.net_n) == (1, 1, 1, 0)


def test_an_excuse_without_a_breach_excuses_nothing() -> None:
    sla = figure(MET + excuse("03-03 10:00"))
    assert (sla.excused, sla.ever_breached) == (False, False)
