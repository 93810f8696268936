"""Moves in words: the mends of findings and the lines of `show` are computed from the policy here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from supportflow.model.policy import NEW, Move, Workflow


def one_of(names: Iterable[str]) -> str:
    """`a`, `a or b`, `a, b or c`."""
    *first, last = list(names) or ["none"]
    return f"{', '.join(first)} or {last}" if first else last


def move_text(move: Move, day: date) -> str:
    """`scheduled (provider; needs scheduled_for)`, `closed as duplicate (…)`."""
    target = f"{move.to} as {one_of(move.resolutions)}" if move.resolutions else move.to
    needs = [name for name in move.required(day) if not (name == "resolution" and move.resolutions)]
    return f"{target} ({one_of(move.by)}{'; needs ' + ', '.join(needs) if needs else ''})"


def moves_text(workflow: Workflow, state: str, day: date) -> str:
    """All that may follow a state, in one sentence."""
    moves = workflow.moves_from(state, day)
    start = "A new ticket begins with" if state == NEW else f"From {state}:"
    return f"{start} {', '.join(move_text(move, day) for move in moves)}" if moves else f"From {state} there is no move"
