from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportflow.lifecycle.replay import Replay, Situation, replay
from supportflow.model.policy import NEW
from supportflow.source.ticket import read_document
from tests.lifecycle.histories import PATH, POLICY

FLOW = POLICY.workflows["error"]


def run(*actions: str, start: Situation | None = None) -> Replay:
    lines = "".join(f"  - {{at: 2026-01-05T09:00:00Z, by: provider, {action}}}\n" for action in actions)
    text = f"---\nid: SF-0042\ntitle: a\ntype: error\nstate: x\nhistory:\n{lines}---\n"
    ticket = read_document(PATH, text.encode(), POLICY).ticket
    assert ticket
    assert len(ticket.history) == len(actions)
    return replay(ticket.history, FLOW, start)


def test_no_entry_leaves_a_new_ticket() -> None:
    assert replay((), FLOW) == Replay(())
    assert replay((), FLOW).end == Situation(NEW, (), None, 0)


def test_each_step_begins_where_the_one_before_it_ended() -> None:
    found = run("state: pending-evaluation", "hold: on-hold", "note: a", "state: evaluated, severity: low")
    assert [step.before for step in found.steps] == [Situation(), *(step.after for step in found.steps[:-1])]
    assert found.end == Situation("evaluated", (), "low", 0)


@pytest.mark.parametrize(
    ("actions", "holds"),
    [
        (["hold: on-hold"], ("on-hold",)),
        (["hold: on-hold", "hold: third-party"], ("on-hold", "third-party")),
        (["hold: on-hold", "hold: third-party", "resume: on-hold"], ("third-party",)),
        (["hold: on-hold", "hold: on-hold"], ("on-hold",)),
        (["hold: on-hold", "hold: on-hold", "resume: on-hold"], ()),
        (["resume: on-hold"], ()),
        (["hold: on-hold", "resume: third-party"], ("on-hold",)),
        (["hold: on-hold", "note: a"], ("on-hold",)),
        (["hold: on-hold", "excuse: other, reason: a"], ("on-hold",)),
        (["hold: on-hold", "severity: low, reason: a"], ("on-hold",)),
        (["hold: on-hold", "hold: third-party", "state: evaluated"], ()),
        (["hold: on-hold", "state: pending-evaluation"], ()),
        (["hold: nonsense"], ("nonsense",)),
    ],
)
def test_holds(actions: list[str], holds: tuple[str, ...]) -> None:
    assert run("state: pending-evaluation", *actions).end.holds == holds


@pytest.mark.parametrize(
    ("actions", "severity"),
    [
        ([], None),
        (["state: evaluated, severity: low"], "low"),
        (["state: evaluated, severity: low", "state: scheduled"], "low"),
        (["state: evaluated, severity: low", "severity: high, reason: a"], "high"),
        (["state: evaluated, severity: low", "state: pending-evaluation", "state: evaluated"], "low"),
        (["state: evaluated, severity: low", "state: closed", "state: pending-evaluation"], "low"),
        (["state: evaluated, severity: low", "state: pending-evaluation", "state: evaluated, severity: high"], "high"),
        (["severity: high, reason: a"], "high"),
    ],
)
def test_a_severity_stays_until_an_entry_changes_it(actions: list[str], severity: str | None) -> None:
    assert run("state: pending-evaluation", *actions).end.severity == severity


def test_cycles_count_reopenings() -> None:
    found = run(
        "state: pending-evaluation",
        "state: closed, resolution: withdrawn",
        "note: a",
        "state: pending-evaluation",
        "state: closed, resolution: declined",
        "state: closed",
        "state: evaluated",
    )
    assert [step.after.cycle for step in found.steps] == [0, 0, 0, 1, 1, 1, 2]
    closings = [found.closing(FLOW, cycle) for cycle in range(3)]
    assert [step.entry.resolution if step else None for step in closings] == ["withdrawn", "declined", None]


def test_an_illegal_move_is_followed_as_it_was_written() -> None:
    found = run("state: qa-testing", "state: imlpemented", "state: error-confirmed")
    assert [step.after.state for step in found.steps] == ["qa-testing", "imlpemented", "error-confirmed"]


def test_a_replay_goes_on_from_where_another_ended() -> None:
    actions = ["state: pending-evaluation", "hold: on-hold", "state: closed", "state: pending-evaluation", "note: a"]
    whole = run(*actions)
    for cut in range(1, len(actions)):
        first = run(*actions[:cut])
        rest = run(*actions[cut:], start=first.end)
        assert [step.after for step in (*first.steps, *rest.steps)] == [step.after for step in whole.steps]
        assert rest.start == first.end


ACTIONS = st.sampled_from(
    [
        *(f"state: {state}" for state in FLOW.states),
        *(f"{kind}: {hold}" for kind in ("hold", "resume") for hold in POLICY.holds),
        *(f"severity: {severity}, reason: a" for severity in POLICY.severities),
        "note: a",
        "excuse: other, reason: a",
        "state: evaluated, severity: high",
    ]
)


@given(st.lists(ACTIONS, min_size=1, max_size=15))
def test_what_always_holds(actions: list[str]) -> None:
    found = run(*actions)
    assert len(found.steps) == len(actions)
    for step in found.steps:
        assert len(set(step.after.holds)) == len(step.after.holds)
        assert step.after.cycle - step.before.cycle in (0, 1)
        if step.is_move:
            assert step.after.holds == ()
            assert step.after.state == step.entry.value
        else:
            assert (step.after.state, step.after.cycle) == (step.before.state, step.before.cycle)
    assert found.moves == tuple(step for step in found.steps if step.is_move)
