"""How the work flows: time in each state, age of open work, backlog, throughput, reopenings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from supportflow.sla.compliance import nearest_rank
from supportflow.sla.tracked import Tracked

AGES = ((1, "up to a day"), (3, "up to 3 days"), (7, "up to a week"), (14, "up to 2 weeks"), (30, "up to 30 days"))
OLDER = "more than 30 days"
_HALF, _MOST = 50, 85


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTime:
    """How long tickets stay in a state, all visits of a ticket together, by the calendar on the wall.

    `n` tickets have left it or been closed since; half of them stayed no longer than `median`, 85 of a hundred
    no longer than `most`. `held` is the share of that time in which a hold was in force, from 0 to 1.
    """

    workflow: str
    state: str
    n: int
    median: timedelta
    most: timedelta
    held: float


def time_in_state(tracked: Iterable[Tracked]) -> tuple[StateTime, ...]:
    """Time in each open state, in the order of the workflows. A state that a ticket is still in does not count for
    it: that time is not over.
    """
    times: dict[tuple[str, str], list[timedelta]] = defaultdict(list)
    held: dict[tuple[str, str], timedelta] = defaultdict(timedelta)
    order: dict[tuple[str, str], None] = {}
    for one in tracked:
        order.update(dict.fromkeys((one.workflow.name, name) for name in one.workflow.states))
        spent: dict[str, timedelta] = defaultdict(timedelta)
        for interval in one.sla.intervals:
            spent[interval.state] += interval.end - interval.start
            if interval.holds and interval.state != one.sla.intervals[-1].state:
                held[one.workflow.name, interval.state] += interval.end - interval.start
        for state, length in spent.items():
            known = one.workflow.states.get(state)
            if known and not known.closed and (one.sla.is_closed or state != one.sla.intervals[-1].state):
                times[one.workflow.name, state].append(length)
    return tuple(_state_time(key, sorted(times[key]), held[key]) for key in order if times.get(key))


def _state_time(key: tuple[str, str], ordered: list[timedelta], held: timedelta) -> StateTime:
    total = sum(ordered, timedelta(0))
    return StateTime(
        workflow=key[0],
        state=key[1],
        n=len(ordered),
        median=nearest_rank(ordered, _HALF),
        most=nearest_rank(ordered, _MOST),
        held=min(1.0, held / total) if total else 0.0,
    )


def ages(tracked: Iterable[Tracked], now: datetime) -> tuple[tuple[str, int], ...]:
    """How many open tickets are how old, by the calendar on the wall since their first entry."""
    counts = dict.fromkeys([*(name for _, name in AGES), OLDER], 0)
    for one in tracked:
        if one.is_open and one.sla.opened_at:
            age = now - one.sla.opened_at
            counts[next((name for days, name in AGES if age <= timedelta(days=days)), OLDER)] += 1
    return tuple(counts.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A week that ends on a Sunday night, UTC: what came, what was closed, and what was open at its end (or now)."""

    start: datetime
    opened: int
    closed: int
    reopened: int
    backlog: int


def weeks(tracked: Iterable[Tracked], now: datetime, last: int | None = None) -> tuple[Week, ...]:
    """Opened, closed, reopened and open, week by week from the first ticket to now; the `last` of them where given."""
    changes = sorted(change for one in tracked for change in _changes(one, now))
    if not changes:
        return ()
    counts: dict[datetime, dict[str, int]] = defaultdict(lambda: {"opened": 0, "closed": 0, "reopened": 0})
    for instant, what in changes:
        counts[_monday(instant)][what] += 1
    found = []
    backlog = 0
    week = _monday(changes[0][0])
    while week <= now:
        row = counts[week]
        backlog += row["opened"] + row["reopened"] - row["closed"]
        found.append(Week(start=week, backlog=backlog, **row))
        week += timedelta(days=7)
    return tuple(found[-last:] if last else found)


def _changes(one: Tracked, now: datetime) -> Iterable[tuple[datetime, str]]:
    closed, known = False, ""
    for interval in one.sla.intervals:
        if interval.start > now:
            return
        if not known:
            yield interval.start, "opened"
        if interval.state == known:
            continue
        known, was = interval.state, closed
        closed = one.workflow.is_closed(known)
        if closed != was:
            yield interval.start, "closed" if closed else "reopened"


def _monday(instant: datetime) -> datetime:
    day = instant.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Reopened:
    """How many of the tickets that were ever closed were taken up again."""

    reopened: int
    n: int

    @property
    def rate(self) -> float | None:
        """The share, from 0 to 1; None where nothing was ever closed."""
        return self.reopened / self.n if self.n else None


def reopen_rate(tracked: Iterable[Tracked]) -> Reopened:
    """How many tickets were ever closed, and how many of them reopened."""
    closed = reopened = 0
    for one in tracked:
        again = one.sla.cycle > 0
        closed += again or one.sla.is_closed
        reopened += again
    return Reopened(reopened, closed)
