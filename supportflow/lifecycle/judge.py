"""Whether each step of a history was legal by the policy that was in force at its moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from supportflow.lifecycle.replay import Replay, Step
from supportflow.lifecycle.wording import moves_text, one_of
from supportflow.model.finding import Problem
from supportflow.model.history import Kind
from supportflow.model.node import Mapping, Node, Scalar, Sequence
from supportflow.model.policy import NEW, Move, Policy, Workflow
from supportflow.model.ticket import Ticket

_CYCLE_FIELDS = ("resolution", "released_in")
"""Fields that a reopening takes from the top: an earlier cycle has them in its own entries."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a judgement looks at."""

    ticket: Ticket
    workflow: Workflow
    policy: Policy
    replay: Replay


def judge(case: Case, first: int = 0) -> Iterator[Problem]:
    """Problems of the steps from number `first` on. Values that the policy does not know are left to others."""
    for step in case.replay.steps[first:]:
        yield from judge_step(case, step)


def judge_step(case: Case, step: Step) -> Iterator[Problem]:
    """Problems of one step."""
    yield from _judge_move(case, step) if step.is_move else _judge_entry(case, step)


def day_of(case: Case, step: Step) -> date:
    """The day of an entry in the zone of its calendar: by it windows of the policy are held."""
    return case.policy.day_of(step.entry.at, case.workflow.calendar or "default")


def resolution_of(case: Case, step: Step) -> str | None:
    """How a step closed the ticket: by its entry, or by the top where it is the last word."""
    if not case.workflow.is_closed(step.after.state):
        return None
    return step.entry.resolution or (_top_text(case, "resolution") if _top_counts(case, step) else None)


def chosen_move(case: Case, step: Step) -> Move | None:
    """The row of the policy's table that a step follows, or None where there is none."""
    rows = case.workflow.moves_between(step.before.state, step.after.state, day_of(case, step))
    return _choose(rows, resolution_of(case, step), step.entry.role)


class Made(NamedTuple):
    """A move that was made: by which row of the table (None: by none), on which day, and what it required."""

    step: Step
    move: Move | None
    day: date
    needs: tuple[str, ...]


def made_moves(case: Case) -> tuple[Made, ...]:
    """Every move of a history with the row that it followed."""
    made = []
    for step in case.replay.moves:
        move, day = chosen_move(case, step), day_of(case, step)
        made.append(Made(step, move, day, move.required(day) if move else ()))
    return tuple(made)


def _judge_move(case: Case, step: Step) -> Iterator[Problem]:
    workflow, day, source, to = case.workflow, day_of(case, step), step.before.state, step.after.state
    if to not in workflow.states or (source != NEW and source not in workflow.states):
        return
    rows = workflow.moves_between(source, to, day)
    span = step.entry.span
    if not rows or not workflow.states[to].window.covers(day):
        text = f"{'a new ticket' if source == NEW else source} -> {to} is not a move of the {workflow.name} workflow"
        yield Problem("illegal-transition", span, text, moves_text(workflow, source, day))
        return
    resolution = resolution_of(case, step)
    row = _choose(rows, resolution, step.entry.role)
    if row is None and resolution is None:
        yield _missing(case, step, "resolution", f"one of {one_of(_resolutions(rows))}")
        return
    if row is None:
        if resolution in case.policy.resolutions:
            node = step.entry.node if step.entry.resolution else case.ticket.node
            yield Problem(
                "illegal-resolution",
                node.place("resolution"),
                f"{source} -> {to} is not closed as {resolution}",
                f"from {source} it is closed as {one_of(_resolutions(rows))}",
            )
        return
    yield from _wrong_role(case, step, row.by, f"{source} -> {to}")
    for name in row.required(day):
        if not name.startswith("## ") and not _has(case, step, name):
            yield _missing(case, step, name, None)


def _judge_entry(case: Case, step: Step) -> Iterator[Problem]:
    entry, here = step.entry, step.before
    if here.state == NEW:
        yield Problem(
            "illegal-transition",
            entry.span,
            f"a history begins with a state, not with {entry.kind}",
            moves_text(case.workflow, NEW, day_of(case, step)),
        )
        return
    allowed = case.policy.entry_roles.get(entry.kind.value)
    if allowed is not None:
        yield from _wrong_role(case, step, allowed, f"{_article(entry.kind)} entry")
    if entry.kind in (Kind.SEVERITY, Kind.EXCUSE) and not _given(entry.node.get("reason")):
        yield Problem(
            "missing-field",
            entry.span,
            f"{_article(entry.kind)} entry needs `reason`",
            'add `reason: "…"` to the entry',
        )
    yield from _judge_hold(case, step)
    if entry.kind is Kind.SEVERITY and here.severity is None and case.workflow.rated_by_history:
        rating = one_of(state.name for state in case.workflow.states.values() if state.rates)
        yield Problem(
            "severity-mismatch",
            entry.span,
            "the severity changes before it was ever given",
            f"the first severity stands in the entry into {rating}",
        )


def _article(kind: Kind) -> str:
    return f"an {kind}" if kind is Kind.EXCUSE else f"a {kind}"


def _judge_hold(case: Case, step: Step) -> Iterator[Problem]:
    entry, here = step.entry, step.before
    if entry.kind is Kind.HOLD and case.workflow.is_closed(here.state):
        yield Problem("hold", entry.span, "a closed ticket is not held", "reopen it first, or remove the entry")
    elif entry.kind is Kind.HOLD and entry.value in here.holds:
        yield Problem("hold", entry.span, f"{entry.value} is in force already", "remove the entry")
    elif entry.kind is Kind.RESUME and entry.value not in here.holds:
        held = f"in force: {', '.join(here.holds)}; name that one, or remove the entry"
        none = "no hold is in force, since a move into another state ends each; remove the entry"
        yield Problem("hold", entry.span, f"{entry.value} is not in force", held if here.holds else none)


def _wrong_role(case: Case, step: Step, allowed: tuple[str, ...], what: str) -> Iterator[Problem]:
    entry = step.entry
    if entry.role in case.policy.roles and entry.role not in allowed:
        span = entry.by.span if entry.by else entry.span
        yield Problem(
            "wrong-role",
            span,
            f"{what} is not the {entry.role}'s",
            f"by {one_of(allowed)}; let one of them make this change",
        )


def _choose(rows: tuple[Move, ...], resolution: str | None, role: str) -> Move | None:
    fitting = [row for row in rows if not row.resolutions or resolution in row.resolutions]
    return next((row for row in fitting if role in row.by), fitting[0] if fitting else None)


def _resolutions(rows: tuple[Move, ...]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row.resolutions))


def _missing(case: Case, step: Step, name: str, values: str | None) -> Problem:
    move = f"{step.before.state} -> {step.after.state}"
    if name in _CYCLE_FIELDS and step.after.cycle < case.replay.end.cycle:
        closing = case.replay.closing(case.workflow, step.after.cycle) or step
        return Problem(
            "lost-cycle",
            closing.entry.span,
            f"the cycle that this entry closed lacks `{name}`",
            f"add `{name}: …` to the entry, with the value that the top had before the ticket was reopened",
        )
    if name == "note":
        return Problem("missing-field", step.entry.span, f"{move} needs a note", 'add `note: "…"` to the entry')
    where = "to the entry" if name == "severity" else "at the top or in the entry"
    if name.startswith("links."):
        mend = (
            f"name the other ticket at the top: `links: {{{name.removeprefix('links.')}: [{case.policy.id_prefix}-…]}}`"
        )
    else:
        words = values or _words(case, name)
        mend = f"add `{name}: {_form(name)}` {where}" + (f": {words}" if words else "")
    return Problem("missing-field", step.entry.span, f"{move} needs `{name}`", mend)


def _form(name: str) -> str:
    return "{users: …, breakage: …}" if name == "impact" else "…"


def _words(case: Case, name: str) -> str:
    """The words of the policy that a missing field can have; for a severity also the one that the impact gives."""
    if name == "impact":
        return f"users are {one_of(case.policy.users)}, breakage is {one_of(case.policy.breakages)}"
    impact = case.ticket.impact
    if name == "severity" and impact:
        level = case.policy.severity_for(impact.users, impact.breakage)
        given = f"; the impact gives {level.name}" if level else ""
        return f"one of {one_of(case.workflow.severities)}{given}"
    return ""


def _has(case: Case, step: Step, name: str) -> bool:
    """Whether a requirement of a move is met; a value that is there and cannot be read has a finding of its own."""
    entry, top = step.entry, case.ticket.node
    if name == "note":
        return _given(entry.node.get("note"))
    if name == "severity":
        stands = step.after.severity is not None or _given(entry.node.get("severity"))
        return stands or (not case.workflow.rated_by_history and case.ticket.severity is not None)
    if name.startswith("links."):
        # a ticket that was reopened need not be a duplicate any longer
        return not _top_counts(case, step) or bool(case.ticket.linked(name.removeprefix("links.")))
    if name.startswith("custom."):
        return any(key == name.removeprefix("custom.") for key, _ in case.ticket.custom)
    if _given(entry.node.get(name)):
        return True
    if name in _CYCLE_FIELDS and not _top_counts(case, step):
        closing = case.replay.closing(case.workflow, step.after.cycle)
        return closing is not None and _given(closing.entry.node.get(name))
    return _given(top.get(name))


def _top_counts(case: Case, step: Step) -> bool:
    """Whether `resolution` and `released_in` at the top belong to the cycle of a step."""
    return step.after.cycle == case.replay.end.cycle


def _top_text(case: Case, name: str) -> str | None:
    value = case.ticket.field(name)
    return value if isinstance(value, str) and case.workflow.is_closed(case.replay.end.state) else None


def _given(node: Node | None) -> bool:
    match node:
        case Scalar():
            return True  # an empty one has a finding of its own
        case Sequence():
            return bool(node.items)
        case Mapping():
            return bool(node.pairs)
        case _:
            return False
