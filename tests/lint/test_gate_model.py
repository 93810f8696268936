"""Random histories, legal and not, and tampered with: the gate and a small model that knows only the TOML agree."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supportflow.lint.gate import check_change
from supportflow.lint.gate_people import People
from supportflow.source.change_set import read_change
from supportflow.source.git import Git
from tests.lint.gate_support import OPERATOR, POLICY, PROVIDER, TICKET, Repo
from tests.rules.support import BODY

TABLE: dict[str, Any] = tomllib.loads(resources.files("supportflow.source.policy").joinpath("default.toml").read_text())
BEGIN = datetime(2026, 1, 5, 0, 10, tzinfo=UTC)
NOW = datetime(2026, 1, 6, tzinfo=UTC)
NEW = "(new)"
FIELDS = {
    "impact": "{users: few, breakage: isolated}",
    "severity": "medium",
    "scheduled_for": "2026-03-02",
    "approval": "2026-01-04",
    "consultation": "2026-01-09T10:00:00Z",
    "estimate": "3 days",
    "released_in": "4.2.1",
    "note": "It is so.",
}
NUMBERS = count(1)


@dataclass(frozen=True)
class Step:
    """A random entry into a state, with whatever a move into it may need."""

    kind: str
    to: str
    role: str
    resolution: str


def legal(kind: str, source: str, step: Step) -> bool:
    """What the model says of one step."""
    flow = TABLE["workflows"][kind]
    for move in flow["moves"]:
        open_states = [name for name, state in flow["states"].items() if not state.get("closed")]
        sources = [one for name in move["from"] for one in (open_states if name == "(any open)" else [name])]
        if source not in sources or step.to != move["to"] or step.role not in move["by"]:
            continue
        if not move.get("resolution") or step.resolution in move["resolution"]:
            return True
    return False


def line(step: Step, number: int) -> str:
    """An entry, with all fields that some move into its state requires."""
    flow = TABLE["workflows"][step.kind]
    closes = flow["states"][step.to].get("closed", False)
    names = {name for move in flow["moves"] if move["to"] == step.to for name in move.get("requires", ())} & set(FIELDS)
    values = {name: FIELDS[name] for name in sorted(names | {"note"} | ({"released_in"} if closes else set()))}
    values |= {"resolution": step.resolution} if closes else {}
    at = BEGIN + timedelta(minutes=number)
    extra = "".join(f", {name}: {value}" for name, value in values.items())
    return f"  - {{at: {at:%Y-%m-%dT%H:%M:%SZ}, by: {step.role}, state: {step.to}{extra}}}\n"


def text(steps: list[Step], lines: list[str]) -> str:
    """A ticket whose top says what the last step left."""
    kind, last = steps[-1].kind, steps[-1]
    rated = kind == "error" and any(step.to == "evaluated" for step in steps)
    top = {"id": "SF-0042", "title": "A case", "type": kind, "state": last.to, "impact": FIELDS["impact"]}
    top |= {"severity": "medium"} if rated else {}
    top |= {"resolution": last.resolution} if last.to == "closed" else {}
    top |= {"links": "{duplicates: [SF-9999]}"}
    front = "".join(f"{name}: {value}\n" for name, value in top.items())
    return f"---\n{front}history:\n{''.join(lines)}---\n{BODY[kind]}"


def steps_of(kind: str) -> st.SearchStrategy[list[Step]]:
    step = st.builds(
        Step,
        kind=st.just(kind),
        to=st.sampled_from(sorted(TABLE["workflows"][kind]["states"])),
        role=st.sampled_from(["operator", "provider"]),
        resolution=st.sampled_from(sorted(TABLE["resolutions"])),
    )
    return st.lists(step, min_size=1, max_size=6)


@st.composite
def legal_steps(draw: st.DrawFn, kind: str) -> list[Step]:
    """A walk along the table."""
    flow, here, steps = TABLE["workflows"][kind], NEW, []
    for _ in range(draw(st.integers(1, 7))):
        every = [
            Step(kind, to, role, resolution)
            for to in sorted(flow["states"])
            for role in ("operator", "provider")
            for resolution in sorted(TABLE["resolutions"])
        ]
        possible = [step for step in every if legal(kind, here, step)]
        steps.append(draw(st.sampled_from(possible)))
        here = steps[-1].to
    return steps


TAMPERINGS = ("none", "none", "change", "remove", "swap", "insert", "repeat")


def tamper(how: str, lines: list[str], at: int) -> list[str]:
    """Do something to the first entries, those of the base."""
    done = list(lines)
    match how:
        case "change":
            done[at] = done[at].replace("It is so.", "It was so.")
        case "remove":
            del done[at]
        case "swap":
            done[at], done[at - 1] = done[at - 1], done[at]
        case "insert":
            done.insert(at, "  - {at: 2026-01-05T00:10:00Z, by: operator, note: Put in.}\n")
        case "repeat":
            done.insert(at, done[at])
        case _:
            pass
    return done


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    made = Repo.at(Path(tmp_path_factory.mktemp("model")) / "repo")
    other = "---\nid: SF-9999\ntitle: Other\ntype: request\nstate: open\nhistory:\n" + line(
        Step("request", "open", "operator", ""), 0
    )
    made.commit("root", {"supportflow.toml": POLICY, "tickets/SF-9999.md": f"{other}---\n{BODY['request']}"})
    return made


KINDS = st.sampled_from(sorted(TABLE["workflows"]))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_gate_and_model_agree(repo: Repo, data: st.DataObject) -> None:
    kind = data.draw(KINDS)
    steps = data.draw(st.one_of(legal_steps(kind), steps_of(kind)))
    past = data.draw(st.integers(0, len(steps)))
    how = data.draw(st.sampled_from(TAMPERINGS)) if past else "none"
    lines = [line(step, number) for number, step in enumerate(steps)]
    head = tamper(how, lines[:past], data.draw(st.integers(0, past - 1)) if past else 0) + lines[past:]
    known = dict(zip(lines, steps, strict=True))

    number = next(NUMBERS)
    base = {TICKET: text(steps[:past], lines[:past])} if past else {"README.md": "-"}
    repo.commit(f"base-{number}", base, parents=["root"])
    repo.commit(f"head-{number}", {TICKET: text(steps, head)}, parents=[f"base-{number}"])
    with Git(repo.path) as git:
        change = read_change(git, "", f"base-{number}", f"head-{number}", NOW, bare=False, extra=lambda _: ())
        result = check_change(change, People(OPERATOR, (PROVIDER,)), NOW).result

    now = [known[one] for one in head if one in known]
    sources = [NEW, *(step.to for step in now)]
    right = all(legal(kind, sources[at], now[at]) for at in range(past, len(now)))
    untouched = head[:past] == lines[:past]
    found = {finding.slug for finding in result.findings if finding.status == "new" and finding.severity == "error"}
    assert ("tampered-history" in found) == (not untouched), found
    if untouched:
        moves = {"illegal-transition", "illegal-resolution", "wrong-role"}
        assert bool(found & moves) == (not right), found
        assert (result.errors > 0) == (not right), found
    assert result.awaiting == 0
