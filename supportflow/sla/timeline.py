"""A ticket's life as stretches in which nothing changed: the ground that every figure stands on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from supportflow.lifecycle.replay import Replay, Situation
from supportflow.model.history import Kind
from supportflow.model.policy import Policy, SeverityLevel, Workflow
from supportflow.sla.schedule import Schedule, Schedules


class DisorderError(ValueError):
    """A history that is not in the order of its instants has no figures."""


class Stretch(NamedTuple):
    """A time in which state, holds and severity stayed as they were, in UTC.

    `counted` is the working time that the clock counted in it, `before` what it had counted when it began.
    """

    start: datetime
    end: datetime
    situation: Situation
    runs: bool
    schedule: Schedule
    before: timedelta
    counted: timedelta

    @property
    def total(self) -> timedelta:
        """What the clock had counted when the stretch ended."""
        return self.before + self.counted

    def reached(self, amount: timedelta) -> datetime | None:
        """When the clock reaches an amount in this stretch, were it to go on for ever; None where it stands
        still or had counted that much before.
        """
        if not self.runs or amount <= self.before:
            return None
        return self.schedule.add(self.start, amount - self.before)


def stretches(
    replay: Replay, workflow: Workflow, policy: Policy, schedules: Schedules, now: datetime
) -> tuple[Stretch, ...]:
    """The life of a ticket from its first entry to `now`, the time after its closing included, in which nothing
    counts. Entries later than `now` make stretches of no length. Raises DisorderError where an entry is earlier than
    the one before it.
    """
    steps = replay.steps
    for first, second in pairwise(steps):
        if second.entry.at < first.entry.at:
            raise DisorderError(f"the entry of {second.entry.at.isoformat()} stands after a later one")
    built: list[Stretch] = []
    total = timedelta(0)
    for start, end, situation in _situations(replay, now):
        schedule = schedules.for_ticket(workflow, level_of(policy, situation.severity))
        runs = _runs(workflow, situation)
        counted = schedule.elapsed(start, end) if runs else timedelta(0)
        built.append(Stretch(start, end, situation, runs, schedule, total, counted))
        total += counted
    return tuple(built)


def level_of(policy: Policy, severity: str | None) -> SeverityLevel | None:
    """The level of a severity's name, where the policy knows it."""
    return policy.severities.get(severity) if severity else None


def _situations(replay: Replay, now: datetime) -> Iterator[tuple[datetime, datetime, Situation]]:
    """Stretches between the entries that changed something; equal instants make stretches of no length."""
    changes = [
        (step.entry.at.astimezone(UTC), step.after)
        for step in replay.steps
        if step.entry.kind is Kind.STATE or step.after != step.before
    ]
    for index, (start, situation) in enumerate(changes):
        last = index + 1 == len(changes)
        end = max(start, now) if last else min(changes[index + 1][0], max(start, now))
        yield start, end, situation


def _runs(workflow: Workflow, situation: Situation) -> bool:
    state = workflow.states.get(situation.state)
    return state is not None and state.clock and not state.closed and not situation.holds
