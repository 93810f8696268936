"""When an open ticket will probably be done: drawn from what this tracker's own past took."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from supportflow.model.policy import Policy
from supportflow.sla.compliance import nearest_rank
from supportflow.sla.schedule import Schedule, Schedules
from supportflow.sla.timeline import level_of
from supportflow.sla.tracked import Tracked

LEAST = 20
"""Below so many comparable tickets there is no forecast."""
DRAWS = 1000
_HALF, _MOST = 50, 85

_Kind = tuple[str, str | None, str]
_Past = Mapping[_Kind, Sequence[timedelta]]  # for each type, severity and state: from it to the closing, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """When a ticket will probably be closed (UTC): in half of the draws by `likely`, in 85 of a hundred by
    `safely`. `n` is the number of past tickets that were drawn from.
    """

    likely: datetime
    safely: datetime
    n: int


def forecasts(tracked: Iterable[Tracked], policy: Policy, now: datetime) -> dict[str, Forecast]:
    """A forecast for each open ticket that enough comparable ones were closed before, by id.

    Comparable are tickets of the same type and severity that passed through the same state and took longer from
    there than this one has by now; drawn is (with replacement, seeded by the id) the working time that they took
    from entering the state until they were closed, holds included.
    """
    rows = tuple(tracked)
    schedules = Schedules(policy)
    asked = frozenset(_here(one) for one in rows if one.is_open)
    past = _past(rows, schedules, asked)
    found = {}
    for one in rows:
        if one.is_open:
            forecast = _forecast(one, past, schedules, now)
            if forecast:
                found[one.ticket.id] = forecast
    return found


def _here(one: Tracked) -> _Kind:
    return one.workflow.name, one.sla.severity, one.sla.intervals[-1].state


def _past(rows: Iterable[Tracked], schedules: Schedules, asked: frozenset[_Kind]) -> _Past:
    past: dict[_Kind, list[timedelta]] = defaultdict(list)
    wanted = {(workflow, severity) for workflow, severity, _ in asked}
    for one in rows:
        workflow, severity = one.workflow.name, one.sla.severity
        if one.sla.is_closed and (workflow, severity) in wanted:
            for state, length in _lengths(one, schedules).items():
                past[workflow, severity, state].append(length)
    return {kind: sorted(past[kind]) for kind in asked}


def _lengths(one: Tracked, schedules: Schedules) -> dict[str, timedelta]:
    """Working time from entering each state for the first time until the closing: reckoned back from there."""
    schedule = schedules.named(one.sla.calendar)
    found: dict[str, timedelta] = {}
    length = timedelta(0)
    for interval in reversed(one.sla.intervals):
        if one.sla.closed_at and interval.end <= one.sla.closed_at:
            level = level_of(schedules.policy, interval.severity)
            known = interval.runs and schedules.for_ticket(one.workflow, level) is schedule
            length += interval.counted if known else schedule.elapsed(interval.start, interval.end)
            found[interval.state] = length
    return found


def _forecast(one: Tracked, past: _Past, schedules: Schedules, now: datetime) -> Forecast | None:
    state = one.sla.intervals[-1].state
    entered = next(interval.start for interval in one.sla.intervals if interval.state == state)
    schedule: Schedule = schedules.named(one.sla.calendar)
    spent = schedule.elapsed(entered, now)
    ordered = past.get(_here(one), ())
    longer = range(bisect_right(ordered, spent), len(ordered))
    if len(longer) < LEAST:
        return None
    dice = random.Random(one.ticket.id)  # noqa: S311 - a seeded draw, so that the same tree gives the same page
    draws = sorted(dice.choices(longer, k=DRAWS))
    likely = schedule.add(now, ordered[nearest_rank(draws, _HALF)] - spent)
    safely = schedule.add(now, ordered[nearest_rank(draws, _MOST)] - spent)
    return Forecast(likely=likely, safely=safely, n=len(longer)) if likely and safely else None
