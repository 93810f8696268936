"""What may happen to a ticket next, by whom, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supportflow.lifecycle.replay import Situation
from supportflow.model.policy import Policy, Workflow


@dataclass(frozen=True, slots=True)
class NextMove:
    """A legal next move: into a state, in one of the resolutions where it closes, by one of the roles.

    `needs` are the fields that it requires; `sections` are sections of the text that it requires.
    """

    to: str
    title: str
    resolutions: tuple[str, ...]
    by: tuple[str, ...]
    needs: tuple[str, ...]
    sections: tuple[str, ...]


def next_moves(workflow: Workflow, situation: Situation, day: date) -> tuple[NextMove, ...]:
    """The moves that lead on from a situation on a day, in the order of the policy."""
    moves = []
    for move in workflow.moves_from(situation.state, day):
        names = move.required(day)
        moves.append(
            NextMove(
                to=move.to,
                title=workflow.states[move.to].title,
                resolutions=move.resolutions,
                by=move.by,
                needs=tuple(name for name in names if not name.startswith("## ")),
                sections=tuple(name.removeprefix("## ") for name in names if name.startswith("## ")),
            )
        )
    return tuple(moves)


def waits_on(policy: Policy, workflow: Workflow, situation: Situation) -> str:
    """Who has to act: a hold overrides the state; of several holds the last one counts. Empty for nobody."""
    state = workflow.states.get(situation.state)
    if state is None or state.closed:
        return ""
    holds = [policy.holds[name] for name in situation.holds if name in policy.holds]
    return holds[-1].waits_on if holds else state.waits_on
