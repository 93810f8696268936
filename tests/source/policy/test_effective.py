"""An entry is judged, and a clock counted, by what was in force then."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from supportflow.lifecycle.judge import Case, judge
from supportflow.lifecycle.next_moves import next_moves
from supportflow.lifecycle.replay import Situation, replay
from supportflow.model.policy import Policy, Window
from supportflow.sla.schedule import Schedules
from supportflow.source.ticket import read_document
from tests.source.policy.support import policy

DAY = date(2026, 7, 1)
BEFORE, FROM_ON = "effective_until = 2026-07-01", "effective_from = 2026-07-01"
FLOW = """
extends = "none"
id_prefix = "TK"
[roles.desk]
[roles.smith]
[custom.dome]
[calendars]
default = {{timezone = "{zone}", hours = "always"}}
[workflows.task]
states = {{begun = {{}}, tried = {{{state}}}, done = {{closed = true}}}}
moves = [
    {{from = ["(new)"], to = "begun", by = ["desk"]}},
    {{from = ["begun"], to = "tried", by = ["desk"]}},
    {{from = ["begun", "tried"], to = "done", by = ["desk"]{move}}},
    {more}
]
"""


def flow(*, state: str = "", move: str = "", more: str = "", zone: str = "UTC") -> Policy:
    return policy(FLOW.format(state=state, move=f", {move}" if move else "", more=more, zone=zone))


def slugs(own: Policy, *steps: tuple[str, str]) -> list[str]:
    """The problems of a history that goes through these states at these instants."""
    entries = "".join(
        f"  - {{at: {at}, by: desk, state: {state}}}\n" for at, state in (("2026-01-01T00:00:00Z", "begun"), *steps)
    )
    front = f"id: TK-0001\ntitle: A task\ntype: task\nstate: {steps[-1][1]}\nhistory:\n{entries}"
    document = read_document("tickets/TK-0001.md", f"---\n{front}---\n".encode(), own)
    assert document.ticket is not None
    assert document.problems == ()
    workflow = own.workflows["task"]
    case = Case(document.ticket, workflow, own, replay(document.ticket.history, workflow))
    return [problem.rule for problem in judge(case)]


@pytest.mark.parametrize(
    ("window", "at", "legal"),
    [
        (BEFORE, "2026-06-30T23:59:59Z", True),
        (BEFORE, "2026-07-01T00:00:00Z", False),
        (FROM_ON, "2026-06-30T23:59:59Z", False),
        (FROM_ON, "2026-07-01T00:00:00Z", True),
        (f"effective_from = 2026-06-01, {BEFORE}", "2026-05-31T23:59:59Z", False),
        (f"effective_from = 2026-06-01, {BEFORE}", "2026-06-01T00:00:00Z", True),
    ],
)
def test_move_and_state_alike(window: str, at: str, *, legal: bool) -> None:
    expected = [] if legal else ["illegal-transition"]
    assert slugs(flow(move=window), (at, "done")) == expected
    assert slugs(flow(state=window), (at, "tried")) == expected


@pytest.mark.parametrize(
    ("at", "legal"),
    [
        ("2026-06-30T21:59:59Z", True),
        ("2026-06-30T22:00:00Z", False),
        ("2026-07-01T01:59:59+04:00", True),
        ("2026-07-01T02:00:00+04:00", False),
    ],
)
def test_a_day_begins_in_the_zone_of_the_calendar(at: str, *, legal: bool) -> None:
    own = flow(move=BEFORE, zone="Europe/Berlin")
    assert slugs(own, (at, "done")) == ([] if legal else ["illegal-transition"])


def test_the_calendar_of_the_workflow_goes_before_the_default() -> None:
    text = FLOW.format(state="", move=f", {BEFORE}", more="", zone="UTC").replace(
        "[workflows.task]\n",
        '[calendars.east]\ntimezone = "Asia/Tokyo"\nhours = "always"\n[workflows.task]\ncalendar = "east"\n',
    )
    assert slugs(policy(text), ("2026-06-30T15:00:00Z", "done")) == ["illegal-transition"]
    assert slugs(policy(text), ("2026-06-30T14:59:59Z", "done")) == []


def test_one_edit_rewrites_no_legality_of_last_year() -> None:
    successor = f'{{from = ["begun", "tried"], to = "done", by = ["smith"], {FROM_ON}}}'
    own = flow(move=BEFORE, more=successor)
    assert slugs(own, ("2026-06-30T12:00:00Z", "done")) == []
    assert slugs(own, ("2026-07-01T12:00:00Z", "done")) == ["wrong-role"]


@pytest.mark.parametrize(("at", "missing"), [("2026-06-30T12:00:00Z", False), ("2026-07-01T12:00:00Z", True)])
@pytest.mark.parametrize("field", ["note", "released_in", "custom.dome"])
def test_requirement(field: str, at: str, *, missing: bool) -> None:
    own = flow(move=f'requires = [{{field = "{field}", {FROM_ON}}}]')
    assert slugs(own, (at, "done")) == (["missing-field"] if missing else [])


@pytest.mark.parametrize(
    ("day", "names"), [(date(2026, 6, 30), ["tried"]), (DAY, ["tried", "done"]), (date(2027, 1, 1), ["tried", "done"])]
)
def test_next_moves_are_those_in_force(day: date, names: list[str]) -> None:
    own = flow(move=FROM_ON)
    assert [move.to for move in next_moves(own.workflows["task"], Situation("begun"), day)] == names


def test_next_moves_lead_into_no_state_of_the_past() -> None:
    own = flow(state=BEFORE)
    assert [move.to for move in next_moves(own.workflows["task"], Situation("begun"), DAY)] == ["done"]


@pytest.mark.parametrize(("day", "latest"), [(date(2026, 6, 30), "3d"), (DAY, "2d")])
def test_target(day: date, latest: str) -> None:
    own = policy(
        f'[severities.high]\ntarget = [{{range = ["1d", "3d"], {BEFORE}}}, {{range = ["1d", "2d"], {FROM_ON}}}]\n'
    )
    target = own.severities["high"].target(day)
    assert target is not None
    assert target.latest.text == latest


@pytest.mark.parametrize(
    ("text", "window"),
    [
        (f'target = ["1d", "2d"]\n{FROM_ON}', Window(DAY, None)),
        (f'target = "2d"\n{BEFORE}', Window(None, DAY)),
        (f'target = {{range = ["1d", "2d"], {FROM_ON}}}', Window(DAY, None)),
        (f'target = [{{range = ["1d", "2d"], {BEFORE}}}]', Window(None, DAY)),
    ],
)
def test_forms_of_a_target(text: str, window: Window) -> None:
    level = policy(f"[severities.high]\n{text}\n").severities["high"]
    assert [target.window for target in level.targets] == [window]
    assert level.targets[0].latest.text == "2d"
    assert (level.target(date(2026, 6, 30)) is None) == (window.start == DAY)


def test_one_text_is_both_ends() -> None:
    (target,) = policy('[severities.high]\ntarget = "4h"\n').severities["high"].targets
    assert (target.earliest.text, target.latest.text) == ("4h", "4h")


def test_calendar() -> None:
    own = policy(
        f"""
        [[calendars.default]]
        hours = {{mon = [["09:00", "17:00"]], tue = [["09:00", "17:00"]], wed = [["09:00", "17:00"]]}}
        {BEFORE}
        [[calendars.default]]
        hours = "always"
        {FROM_ON}
        """
    )
    schedule = Schedules(own).named("default")
    tuesday, wednesday, thursday = (datetime(2026, month, day, tzinfo=UTC) for month, day in ((6, 30), (7, 1), (7, 2)))
    assert schedule.elapsed(tuesday, wednesday).total_seconds() == 8 * 3600
    assert schedule.elapsed(wednesday, thursday).total_seconds() == 24 * 3600
    assert schedule.elapsed(tuesday, thursday).total_seconds() == 32 * 3600
