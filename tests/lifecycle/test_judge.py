"""The table of moves, held against itself: what is in it is legal, and nothing else is. Made from the policy."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportflow.lifecycle.next_moves import next_moves, waits_on
from supportflow.lifecycle.replay import Situation
from supportflow.model.policy import NEW, Move, Workflow
from tests.lifecycle.histories import POLICY, START, TOP, VALUES, entry, lead_to, read, top_of, way

WORKFLOWS = tuple(POLICY.workflows.values())
ROWS = [(flow, source, move) for flow in WORKFLOWS for move in flow.moves for source in move.sources]
CHOICES = [
    (flow, source, move, role, resolution)
    for flow, source, move in ROWS
    for role in move.by
    for resolution in move.resolutions or (None,)
]
PAIRS = [
    (flow, source, to)
    for flow in WORKFLOWS
    for source, to in product((NEW, *flow.states), flow.states)
    if not any(source in move.sources and move.to == to for move in flow.moves)
]
REFUSED_ROLES = [
    (flow, source, move, role) for flow, source, move in ROWS for role in POLICY.roles if role not in move.by
]
NEEDS = [
    (flow, source, move, need.name)
    for flow, source, move in ROWS
    for need in move.requires
    if not need.name.startswith("## ")
]


def name(value: object) -> str:
    match value:
        case Workflow():
            return value.name
        case Move():
            return f"to-{value.to}"
        case _:
            return str(value)


def top_for(flow: Workflow, source: str, move: Move, lacks: str = "") -> tuple[str, ...]:
    lines = [line for step in (*way(flow, source), move) for line in top_of(step, lacks)]
    return tuple(dict.fromkeys(lines))


@pytest.mark.parametrize(("flow", "source", "move", "role", "resolution"), CHOICES, ids=name)
def test_every_row_is_legal(flow: Workflow, source: str, move: Move, role: str, resolution: str | None) -> None:
    entries = [*lead_to(flow, source), entry(move, role, resolution=resolution)]
    problems, replayed = read(flow, entries, top_for(flow, source, move))
    assert problems == []
    assert replayed.end.state == move.to


@pytest.mark.parametrize(("flow", "source", "to"), PAIRS, ids=name)
def test_no_other_pair_is_legal(flow: Workflow, source: str, to: str) -> None:
    for role in POLICY.roles:
        problems, _ = read(flow, [*lead_to(flow, source), f"by: {role}, state: {to}, note: so"], tuple(TOP.values()))
        assert [found.rule for found in problems] == ["illegal-transition"]
        assert f"-> {to} is not a move of the {flow.name} workflow" in problems[0].message
        for move in next_moves(flow, Situation(source), START.date()):
            assert move.to in problems[0].help


@pytest.mark.parametrize(("flow", "source", "move", "role"), REFUSED_ROLES, ids=name)
def test_no_other_role_is_legal(flow: Workflow, source: str, move: Move, role: str) -> None:
    problems, _ = read(flow, [*lead_to(flow, source), entry(move, role)], top_for(flow, source, move))
    assert [found.rule for found in problems] == ["wrong-role"]
    assert all(other in problems[0].help for other in move.by)


@pytest.mark.parametrize(("flow", "source", "move"), [row for row in ROWS if row[2].resolutions], ids=name)
def test_no_other_resolution_is_legal(flow: Workflow, source: str, move: Move) -> None:
    legal = {
        resolution
        for other in flow.moves
        if source in other.sources and other.to == move.to
        for resolution in other.resolutions
    }
    for resolution in [known for known in POLICY.resolutions if known not in legal]:
        entries = [*lead_to(flow, source), entry(move, move.by[0], resolution=resolution)]
        problems, _ = read(flow, entries, top_for(flow, source, move))
        assert [found.rule for found in problems] == ["illegal-resolution"]
        assert all(known in problems[0].help for known in legal)


@pytest.mark.parametrize(("flow", "source", "move", "need"), NEEDS, ids=name)
def test_each_need_is_missed_once(flow: Workflow, source: str, move: Move, need: str) -> None:
    before = lead_to(flow, source)
    carried = any(f"{need}: " in text for text in before)
    entries = [*before, entry(move, move.by[0], lacks=need)]
    problems, _ = read(flow, entries, top_for(flow, source, move, lacks=need))
    if need == "severity" and carried:
        assert problems == []
        return
    assert [(found.rule, found.span.line) for found in problems] == [("missing-field", problems[0].span.line)]
    assert need.partition(".")[0] in problems[0].message
    assert need.partition(".")[2] in problems[0].help


@pytest.mark.parametrize(
    ("flow", "source", "move", "need"),
    [row for row in NEEDS if row[3] in VALUES and row[3] not in ("note", "severity")],
    ids=name,
)
def test_a_field_may_stand_at_the_top(flow: Workflow, source: str, move: Move, need: str) -> None:
    top = (*top_for(flow, source, move), f"{need}: {VALUES[need]}")
    entries = [*lead_to(flow, source), entry(move, move.by[0], lacks=need)]
    assert read(flow, entries, top)[0] == []


@pytest.mark.parametrize(("kind", "allowed"), POLICY.entry_roles.items(), ids=name)
def test_each_kind_of_entry_has_its_roles(kind: str, allowed: tuple[str, ...]) -> None:
    flow = POLICY.workflows["error"]
    extra = {"severity": "severity: low, reason: a", "excuse": "excuse: other, reason: a", "note": "note: a"}
    hold = next(iter(POLICY.holds))
    for role in POLICY.roles:
        entries = lead_to(flow, "evaluated")
        if kind == "resume":
            entries.append(f"by: {POLICY.entry_roles['hold'][0]}, hold: {hold}")
        entries.append(f"by: {role}, {extra.get(kind, f'{kind}: {hold}')}")
        found = [problem.rule for problem in read(flow, entries)[0]]
        assert found == ([] if role in allowed else ["wrong-role"])


@pytest.mark.parametrize("flow", WORKFLOWS, ids=name)
def test_every_state_has_somebody_who_acts_unless_it_is_closed(flow: Workflow) -> None:
    for state in flow.states.values():
        assert waits_on(POLICY, flow, Situation(state.name)) == ("" if state.closed else state.waits_on)
        for hold in POLICY.holds.values():
            situation = Situation(state.name, ("details-needed", hold.name))
            assert waits_on(POLICY, flow, situation) == ("" if state.closed else hold.waits_on)
    assert waits_on(POLICY, flow, Situation("nowhere")) == ""


@pytest.mark.parametrize("flow", WORKFLOWS, ids=name)
def test_the_next_moves_are_the_rows_of_the_table(flow: Workflow) -> None:
    for source in (NEW, *flow.states):
        found = next_moves(flow, Situation(source), START.date())
        rows = [move for move in flow.moves if source in move.sources]
        assert [(move.to, move.by, move.resolutions) for move in found] == [
            (move.to, move.by, move.resolutions) for move in rows
        ]
        for move, row in zip(found, rows, strict=True):
            sections = tuple(f"## {section}" for section in move.sections)
            assert {*move.needs, *sections} == {need.name for need in row.requires}


@given(st.data())
def test_any_walk_along_the_table_is_legal(data: st.DataObject) -> None:
    flow = data.draw(st.sampled_from(WORKFLOWS))
    here, entries, top = NEW, [], set(TOP.values())
    for _ in range(data.draw(st.integers(1, 12))):
        rows = [move for move in flow.moves if here in move.sources]
        move = data.draw(st.sampled_from(rows))
        resolution = data.draw(st.sampled_from(move.resolutions)) if move.resolutions else None
        entries.append(entry(move, data.draw(st.sampled_from(move.by)), resolution=resolution))
        here = move.to
    problems, replayed = read(flow, entries, tuple(top))
    assert problems == []
    assert replayed.end.state == here


@given(st.data())
def test_a_jump_is_found_where_it_is_made(data: st.DataObject) -> None:
    """Whatever came before and comes after it, an illegal step is one finding, at its own entry."""
    flow, source, to = data.draw(st.sampled_from(PAIRS))
    after = [move for move in flow.moves if to in move.sources]
    entries = [*lead_to(flow, source), f"by: {next(iter(POLICY.roles))}, state: {to}, note: so"]
    place = len(entries)
    if after:
        move = data.draw(st.sampled_from(after))
        entries.append(entry(move, move.by[0]))
    problems, _ = read(flow, entries, (*TOP.values(), "severity: medium", "resolution: fixed"))
    found = [problem for problem in problems if problem.rule == "illegal-transition"]
    assert len(found) == 1
    assert found[0].span.line == 8 + len(TOP) + place
