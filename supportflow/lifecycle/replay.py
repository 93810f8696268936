"""Replaying a history: the state, holds and severity that each entry finds and leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from supportflow.model.history import Entry, Kind
from supportflow.model.policy import NEW, Workflow


class Situation(NamedTuple):
    """How a ticket stands between two entries. `cycle` counts from 0 and grows by each reopening."""

    state: str = NEW
    holds: tuple[str, ...] = ()
    severity: str | None = None
    cycle: int = 0


UNWRITTEN = Situation()
"""How a ticket stands before its first entry."""


class Step(NamedTuple):
    """An entry with the situation that it found and the one that it left."""

    entry: Entry
    before: Situation
    after: Situation

    @property
    def is_move(self) -> bool:
        """Whether the entry enters a state."""
        return self.entry.kind is Kind.STATE


@dataclass(frozen=True, slots=True)
class Replay:
    """A whole history, step by step."""

    steps: tuple[Step, ...]
    start: Situation = UNWRITTEN

    @property
    def end(self) -> Situation:
        """How the ticket stands after the last entry."""
        return self.steps[-1].after if self.steps else self.start

    @property
    def moves(self) -> tuple[Step, ...]:
        """The steps that enter a state."""
        return tuple(step for step in self.steps if step.entry.kind is Kind.STATE)

    def closing(self, workflow: Workflow, cycle: int) -> Step | None:
        """The step that closed a cycle, or None while it is open."""
        for step in self.moves:
            if step.after.cycle == cycle and workflow.is_closed(step.after.state):
                return step
        return None


def replay(entries: Sequence[Entry], workflow: Workflow, start: Situation | None = None) -> Replay:
    """Replay entries from a situation on (a new ticket's, where none is given).

    Nothing is judged here: an illegal move is followed as it was written, so that what comes after it is held
    against where the ticket really stood.
    """
    here = start or UNWRITTEN
    steps = []
    for entry in entries:
        after = _follow(here, entry, workflow)
        steps.append(Step(entry, here, after))
        here = after
    return Replay(tuple(steps), start or UNWRITTEN)


def _follow(here: Situation, entry: Entry, workflow: Workflow) -> Situation:
    match entry.kind:
        case Kind.STATE:
            reopened = workflow.is_closed(here.state) and not workflow.is_closed(entry.value)
            return Situation(entry.value, (), entry.severity or here.severity, here.cycle + reopened)
        case Kind.SEVERITY:
            return Situation(here.state, here.holds, entry.value, here.cycle)
        case Kind.HOLD if entry.value not in here.holds:
            return Situation(here.state, (*here.holds, entry.value), here.severity, here.cycle)
        case Kind.RESUME:
            holds = tuple(hold for hold in here.holds if hold != entry.value)
            return Situation(here.state, holds, here.severity, here.cycle)
        case _:
            return here
