"""The first reaction after a report, against `respond_within` of the policy: off where the policy has none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from supportflow.lifecycle.replay import Replay
from supportflow.model.policy import Policy, Workflow
from supportflow.sla.timeline import Stretch, level_of
from supportflow.sla.types import Response, ResponseStatus


def response_of(
    replay: Replay, workflow: Workflow, policy: Policy, life: Sequence[Stretch], now: datetime
) -> Response | None:
    """How the first reaction stands as of `now`. The report is the entry that starts the clock; the reaction is the
    first later entry by another role. The limit is that of the severity first given, else the policy's own.

    Working time is counted by the calendar alone: a hold does not excuse a missing answer. Where the reporter closed
    the ticket before anybody reacted, the wait ended then: missed if it was too late already, else there is none.
    """
    report = next((stretch for stretch in life if stretch.runs), None)
    if report is None or not workflow.counts_time:
        return None
    level = level_of(policy, next((step.after.severity for step in replay.steps if step.after.severity), None))
    limit = (level.respond_within if level else None) or policy.respond_within
    if limit is None:
        return None
    allowed = limit.over(report.schedule.day_length(report.start))
    answered, closed = _reaction(replay, workflow, now)
    elapsed = report.schedule.elapsed(report.start, answered or closed or now)
    if closed and elapsed <= allowed:
        return None
    return Response(
        status=_status(elapsed, allowed, over=(answered or closed) is not None),
        limit=allowed,
        elapsed=elapsed,
        due=report.schedule.add(report.start, allowed),
        responded_at=answered,
    )


def _reaction(replay: Replay, workflow: Workflow, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The instant of the first entry after the report by another role than the reporter's, or else of the closing
    that came before any; None for what has not happened by now.
    """
    reporter = None
    for step in replay.steps:
        if step.entry.at > now:
            break
        state = workflow.states.get(step.after.state)
        at = step.entry.at.astimezone(UTC)
        if reporter is not None and step.entry.role != reporter:
            return at, None
        if reporter is not None and state is not None and state.closed:
            return None, at
        if reporter is None and state is not None and state.clock:
            reporter = step.entry.role
    return None, None


def _status(elapsed: timedelta, allowed: timedelta, *, over: bool) -> ResponseStatus:
    if over:
        return ResponseStatus.MET if elapsed <= allowed else ResponseStatus.MISSED
    return ResponseStatus.OPEN if elapsed <= allowed else ResponseStatus.LATE
