"""How a ticket stands against its target, as of an instant (DESIGN.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from supportflow.lifecycle.next_moves import waits_on
from supportflow.lifecycle.replay import Replay
from supportflow.model.history import Entry, Kind
from supportflow.model.policy import Policy, Target, Workflow
from supportflow.model.ticket import Ticket
from supportflow.sla.schedule import Schedule, Schedules
from supportflow.sla.timeline import DisorderError, Stretch, level_of, stretches
from supportflow.sla.types import Epoch, Interval, Promise, SlaStatus, TicketSla

_NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class _Case:
    ticket: Ticket
    workflow: Workflow
    policy: Policy
    replay: Replay
    now: datetime
    stretches: tuple[Stretch, ...]


def ticket_sla(  # noqa: PLR0913, PLR0917 - a ticket is figured from all of these: the engine's front door
    ticket: Ticket,
    workflow: Workflow,
    policy: Policy,
    replay: Replay,
    now: datetime,
    schedules: Schedules | None = None,
) -> TicketSla | None:
    """The figures of one ticket as of `now` (aware). None where its history is out of order or empty: then no
    figure would be true. `schedules` is shared between tickets of one policy to save work.
    """
    schedules = schedules or Schedules(policy)
    now = now.astimezone(UTC)
    try:
        life = stretches(replay, workflow, policy, schedules, now)
    except DisorderError:
        return None
    if not life:
        return None
    return _figures(_Case(ticket, workflow, policy, replay, now, life))


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
    fulfilled = _fulfilled(case)
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
        promise=_promise(case, fulfilled, resolution, closed=closed is not None),
        promised_for=_promised(case),
        fulfilled_at=fulfilled.at.astimezone(UTC) if fulfilled else None,
        cycle=end.cycle,
        day=last.schedule.day,
        calendar=last.schedule.name,
        epochs=epochs,
        intervals=tuple(_interval(case, stretch) for stretch in case.stretches),
    )


def _status(
    case: _Case, elapsed: timedelta, target: tuple[timedelta | None, timedelta | None], *, closed: bool
) -> SlaStatus:
    earliest, latest = target
    severity = case.replay.end.severity
    if not case.workflow.counts_time or (severity is not None and latest is None):
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
    if not case.workflow.counts_time:
        return []
    epochs: list[Epoch] = []
    given: tuple[str | None, Target | None] = (None, None)
    runs = groupby(case.stretches, key=lambda one: (one.situation.cycle, one.situation.severity))
    for (cycle, severity), group in runs:
        life = list(group)
        if severity != given[0]:
            level = level_of(case.policy, severity)
            given = (severity, level.target(life[0].schedule.day_of(life[0].start)) if level else None)
        epochs.append(_epoch(case, life, given[1], cycle))
    return epochs


def _epoch(case: _Case, life: Sequence[Stretch], target: Target | None, cycle: int) -> Epoch:
    first, last = life[0], life[-1]
    day = first.schedule.day
    latest = target.latest.over(day) if target else None
    breached = None
    if latest is not None and last.total > latest:
        reached = _reached(case.stretches, latest)
        breached = max(reached, first.start) if reached else first.start
    excuses = (
        step.entry.at for step in case.replay.steps if step.entry.kind is Kind.EXCUSE and step.before.cycle == cycle
    )
    return Epoch(
        severity=first.situation.severity,
        start=first.start,
        end=None if last is case.stretches[-1] else last.end,
        earliest=target.earliest.over(day) if target else None,
        latest=latest,
        breached_at=breached,
        excused=breached is not None and any(at >= breached for at in excuses),
    )


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
    return next(step.entry for step in reversed(case.replay.moves))


def _resolution(case: _Case) -> str | None:
    closing = _closing(case)
    top = case.ticket.field("resolution")
    return (closing.resolution if closing else None) or (top if isinstance(top, str) else None)


def _promised(case: _Case) -> date | None:
    value = case.ticket.field("scheduled_for")
    return value if isinstance(value, date) and not case.workflow.counts_time else None


def _fulfilled(case: _Case) -> Entry | None:
    """The last entry that fulfilled the promise, unless the work was taken up again after it."""
    if case.workflow.counts_time:
        return None
    states = case.workflow.states
    fulfilling = any(state.fulfils_promise for state in states.values())
    for step in reversed(case.replay.moves):
        state = states.get(step.after.state)
        if state is None:
            return None
        if state.fulfils_promise or (state.closed and not fulfilling):
            return step.entry
        if not state.closed:
            return None
    return None


def _promise(case: _Case, fulfilled: Entry | None, resolution: str | None, *, closed: bool) -> Promise | None:
    promised = _promised(case)
    if promised is None:
        return None
    schedule: Schedule = case.stretches[-1].schedule
    kind = case.policy.resolutions.get(resolution or "")
    if closed and (kind is None or not kind.counts):
        return None
    if fulfilled:
        return Promise.KEPT if schedule.day_of(fulfilled.at) <= promised else Promise.LATE
    if closed:
        return None
    return Promise.LATE if schedule.day_of(case.now) > promised else Promise.OPEN


def _interval(case: _Case, stretch: Stretch) -> Interval:
    return Interval(
        start=stretch.start,
        end=stretch.end,
        state=stretch.situation.state,
        holds=stretch.situation.holds,
        severity=stretch.situation.severity,
        runs=stretch.runs,
        counted=stretch.counted,
        total=stretch.total,
        why=_why(case, stretch),
    )


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
