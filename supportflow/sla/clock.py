"""How a ticket stands against its target, as of an instant (DESIGN.md §5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from supportflow.lifecycle.next_moves import waits_on
from supportflow.lifecycle.replay import Replay, Step
from supportflow.model.history import Entry, Kind
from supportflow.model.policy import Policy, Workflow
from supportflow.model.ticket import Ticket
from supportflow.sla.response import response_of
from supportflow.sla.schedule import Range, Schedule, Schedules
from supportflow.sla.timeline import DisorderError, Stretch, level_of, stretches
from supportflow.sla.types import Epoch, Interval, Promise, SlaStatus, TicketSla

_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class _Case:
    """What the figures are made of. `counts` says whether targets apply to the workflow."""

    ticket: Ticket
    workflow: Workflow
    policy: Policy
    replay: Replay
    moves: tuple[Step, ...]
    counts: bool
    now: datetime
    stretches: tuple[Stretch, ...]
    schedules: Schedules


def ticket_sla(  # noqa: PLR0913, PLR0917 - a ticket is figured from all of these: the engine's front door
    ticket: Ticket,
    workflow: Workflow,
    policy: Policy,
    replay: Replay,
    now: datetime,
    schedules: Schedules | None = None,
) -> TicketSla | None:
    """The figures of one ticket as of `now` (aware). None where its history is empty, out of order or holds an entry
    that cannot be read: then no figure would be true. `schedules` is shared between tickets of one policy to save
    work.
    """
    if not ticket.whole:
        return None
    schedules = schedules or Schedules(policy)
    now = now.astimezone(UTC)
    try:
        life = stretches(replay, workflow, policy, schedules, now)
    except DisorderError:
        return None
    if not life:
        return None
    return _figures(_Case(ticket, workflow, policy, replay, replay.moves, workflow.counts_time, now, life, schedules))


def _figures(case: _Case) -> TicketSla:
    last, end = case.stretches[-1], case.replay.end
    epochs = tuple(_epochs(case))
    epoch = epochs[-1] if epochs else None
    closed = _closing(case)
    target = (epoch.earliest, epoch.latest) if epoch else (None, None)
    elapsed = last.total
    running = closed is None and not end.holds
    resolution = _resolution(case) if closed else None
    warn = target[1] * case.policy.warn_at if target[1] is not None else None
    promised, fulfilled = _promised(case), _fulfilled(case)
    return TicketSla(
        status=_status(case, elapsed, target, closed=closed is not None),
        as_of=case.now,
        opened_at=case.stretches[0].start,
        clock_started_at=next((stretch.start for stretch in case.stretches if stretch.runs), None),
        closed_at=closed.at.astimezone(UTC) if closed else None,
        severity=end.severity,
        resolution=resolution,
        elapsed=elapsed,
        earliest=target[0],
        latest=target[1],
        remaining=target[1] - elapsed if target[1] is not None and closed is None else None,
        due_earliest=_reached(case.stretches, target[0]) if running else None,
        due=_reached(case.stretches, target[1]) if running else None,
        at_risk_at=_reached(case.stretches, warn) if running else None,
        breached_at=epoch.breached_at if epoch else None,
        ever_breached=any(one.breached_at for one in epochs),
        excused=any(one.breached_at for one in epochs) and all(one.excused for one in epochs if one.breached_at),
        waits_on=waits_on(case.policy, case.workflow, end),
        response=response_of(case.replay, case.workflow, case.policy, case.stretches, case.now),
        promise=_promise(case, promised, fulfilled, resolution) if promised else None,
        promised_for=promised,
        fulfilled_at=fulfilled.at.astimezone(UTC) if fulfilled else None,
        cycle=end.cycle,
        day=epoch.day if epoch else last.schedule.day_length(case.now),
        calendar=last.schedule.name,
        epochs=epochs,
        intervals=tuple(_interval(case, stretch) for stretch in case.stretches),
    )


def _status(
    case: _Case, elapsed: timedelta, target: tuple[timedelta | None, timedelta | None], *, closed: bool
) -> SlaStatus:
    earliest, latest = target
    severity = case.replay.end.severity
    if not case.counts or (severity is not None and latest is None):
        return SlaStatus.NO_COMMITMENT
    if closed:
        if latest is None:
            return SlaStatus.NO_COMMITMENT
        return SlaStatus.MET if elapsed <= latest else SlaStatus.MISSED
    if latest is not None and elapsed > latest:
        return SlaStatus.BREACHED
    if case.replay.end.holds:
        return SlaStatus.PAUSED
    if latest is None or earliest is None:
        return SlaStatus.UNRATED
    if elapsed >= latest * case.policy.warn_at:
        return SlaStatus.AT_RISK
    return SlaStatus.IN_WINDOW if elapsed >= earliest else SlaStatus.ON_TRACK


def _epochs(case: _Case) -> list[Epoch]:
    """The times under one severity, cut at reopenings. A severity keeps the target that was in force when it was
    given; each epoch has its own verdict.
    """
    if not case.counts:
        return []
    epochs: list[Epoch] = []
    severity, target = None, Range(None, None, _NOTHING)
    runs = groupby(case.stretches, key=lambda one: (one.situation.cycle, one.situation.severity))
    for (cycle, given), group in runs:
        life = list(group)
        first = life[0]
        if given != severity or not epochs:
            level = level_of(case.policy, given)
            severity, target = given, case.schedules.range_of(first.schedule, level, first.start)
        epochs.append(_epoch(case, life, target, cycle))
    return epochs


def _epoch(case: _Case, life: Sequence[Stretch], target: Range, cycle: int) -> Epoch:
    first, last = life[0], life[-1]
    breached = None
    if target.latest is not None and last.total > target.latest:
        reached = _reached(case.stretches, target.latest)
        breached = max(reached, first.start) if reached else first.start
    return Epoch(
        severity=first.situation.severity,
        start=first.start,
        end=None if last is case.stretches[-1] else last.end,
        earliest=target.earliest,
        latest=target.latest,
        day=target.day,
        breached_at=breached,
        excused=breached is not None and any(at >= breached for at in _excuses(case, cycle)),
        cycle=cycle,
    )


def _excuses(case: _Case, cycle: int) -> Iterator[datetime]:
    """When a cycle was excused; what is said after its closing counts for it, until the ticket is reopened."""
    for step in case.replay.steps:
        if step.entry.kind is Kind.EXCUSE and step.before.cycle == cycle:
            yield step.entry.at


def _reached(life: Sequence[Stretch], amount: timedelta | None) -> datetime | None:
    """When the clock reached an amount, or will if it goes on running; None where it stands still before."""
    if amount is None:
        return None
    for stretch in life:
        if stretch.total >= amount:
            return stretch.reached(amount) or stretch.start
    return life[-1].reached(amount)


def _closing(case: _Case) -> Entry | None:
    """The entry that closed the ticket, where it is closed."""
    if not case.workflow.is_closed(case.replay.end.state):
        return None
    return case.moves[-1].entry


def _resolution(case: _Case) -> str | None:
    closing = _closing(case)
    top = case.ticket.field("resolution")
    return (closing.resolution if closing else None) or (top if isinstance(top, str) else None)


def _promised(case: _Case) -> date | None:
    """The Provider's promise: what stands at the top; where nothing does, what the last entry that has one says."""
    if case.counts:
        return None
    entries = (step.entry.field("scheduled_for") for step in reversed(case.moves))
    values = (case.ticket.field("scheduled_for"), *entries)
    return next((value for value in values if isinstance(value, date)), None)


def _fulfilled(case: _Case) -> Entry | None:
    """The last entry that fulfilled the promise, unless the work was taken up again after it."""
    if case.counts:
        return None
    states = case.workflow.states
    fulfilling = any(state.fulfils_promise for state in states.values())
    for step in reversed(case.moves):
        state = states.get(step.after.state)
        if state is None:
            return None
        if state.fulfils_promise or (state.closed and not fulfilling):
            return step.entry
        if not state.closed:
            return None
    return None


def _promise(case: _Case, promised: date, fulfilled: Entry | None, resolution: str | None) -> Promise | None:
    schedule: Schedule = case.stretches[-1].schedule
    closed = case.workflow.is_closed(case.replay.end.state)
    kind = case.policy.resolutions.get(resolution or "")
    if closed and (kind is None or not kind.counts):
        return None
    if fulfilled:
        return Promise.KEPT if schedule.day_of(fulfilled.at) <= promised else Promise.LATE
    if closed:
        return None
    return Promise.LATE if schedule.day_of(case.now) > promised else Promise.OPEN


def _interval(case: _Case, stretch: Stretch) -> Interval:
    start, end, (state, holds, severity, _), runs, _, _, counted = stretch
    return Interval(start, end, state, holds, severity, runs, counted, stretch.total, _why(case, stretch))


def _why(case: _Case, stretch: Stretch) -> str:
    situation = stretch.situation
    state = case.workflow.states.get(situation.state)
    if state is None:
        return f"{situation.state} is no state of the policy"
    if state.closed:
        return "closed"
    if situation.holds:
        return f"on hold: {', '.join(situation.holds)}"
    return "the clock runs" if stretch.runs else f"the clock does not run in {situation.state}"
