"""Reading one workflow: its states in order and its moves."""

from __future__ import annotations

from types import MappingProxyType

from supportflow.model.policy import ALWAYS, Move, Requirement, State, Workflow
from supportflow.source.policy.table import Table

ANY_OPEN = "(any open)"
"""What `from` says of every state that is not closed."""


def build_workflow(name: str, table: Table, severities: tuple[str, ...]) -> Workflow:
    """One workflow. Its tickets may have any severity of the policy where it does not list its own."""
    states = {state: _state(state, row) for state, row in table.sub("states").subs()}
    open_states = tuple(state.name for state in states.values() if not state.closed)
    moves = tuple(_move(table.at("moves", index, row), open_states) for index, row in enumerate(table.items("moves")))
    workflow = Workflow(
        name=name,
        title=table.text("title", name.capitalize()),
        description=table.text("description"),
        states=MappingProxyType(states),
        moves=moves,
        severities=table.texts("severities") or severities,
        calendar=table.text("calendar"),
        required_into=MappingProxyType({state: _required_into(state, moves) for state in states}),
    )
    table.done()
    return workflow


def _required_into(state: str, moves: tuple[Move, ...]) -> frozenset[str]:
    return frozenset(need.name for move in moves if move.to == state for need in move.requires)


def _state(name: str, table: Table) -> State:
    state = State(
        name=name,
        title=table.text("title", name.replace("-", " ").capitalize()),
        step=table.text("step"),
        details=table.text("details"),
        entered_by=table.texts("entered_by"),
        waits_on=table.text("waits_on"),
        clock=table.flag("clock"),
        closed=table.flag("closed"),
        rates=table.flag("rates"),
        fulfils_promise=table.flag("fulfils_promise"),
        window=table.window(),
    )
    table.done()
    return state


def _move(table: Table, open_states: tuple[str, ...]) -> Move:
    named = table.texts("from")
    sources = tuple(state for name in named for state in (open_states if name == ANY_OPEN else (name,)))
    move = Move(
        sources=tuple(dict.fromkeys(sources)),
        to=table.text("to"),
        by=table.texts("by"),
        requires=tuple(_requirement(table, index, item) for index, item in enumerate(table.items("requires"))),
        resolutions=table.texts("resolution"),
        window=table.window(),
    )
    table.done()
    return move


def _requirement(table: Table, index: int, item: object) -> Requirement:
    if isinstance(item, str):
        return Requirement(name=item, window=ALWAYS)
    row = table.at("requires", index, item)
    requirement = Requirement(name=row.text("field"), window=row.window())
    row.done()
    return requirement
