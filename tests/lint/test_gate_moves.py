"""Every row of the built-in table of moves, legal and not: generated from the policy, not written twice.

All cases are tickets of one change, which is judged once for each set of people; so hundreds of them take seconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from supportflow.model.policy import NEW, Move, Workflow
from supportflow.source.policy.load import default_policy
from tests.lint.gate_support import NOW, OPERATOR, POLICY, PROVIDER, START, Repo
from tests.rules.support import BODY

FLOWS = default_policy().workflows
ROLES = ("operator", "provider")
DAY = date(2026, 1, 5)
BEGIN = datetime(2026, 1, 5, 0, 10, tzinfo=UTC)
OTHER = "SF-9999"
VALUES = {
    "impact": "{users: few, breakage: isolated}",
    "scheduled_for": "2026-03-02",
    "approval": "2026-01-04",
    "consultation": "2026-01-09T10:00:00Z",
    "estimate": "3 days",
    "released_in": "4.2.1",
    "severity": "medium",
    "note": "It is so.",
    "links.duplicates": f"{{duplicates: [{OTHER}]}}",
}
IN_ENTRY = ("note", "severity")


@dataclass(frozen=True)
class Taken:
    """A row of the table, as it is taken: from where, how it closes, by whom, and what it leaves out."""

    row: Move
    source: str
    resolution: str | None = None
    by: str | None = None
    without: str | None = None
    fields_in_entry: bool = False

    @property
    def role(self) -> str:
        return self.by or self.row.by[0]

    @property
    def values(self) -> dict[str, str]:
        """What the row requires, but for what is left out."""
        names = [name for name in self.row.required(DAY) if name != self.without and not name.startswith("## ")]
        found = {name: VALUES[name] for name in names if name != "resolution"}
        return found | ({"resolution": self.resolution} if self.resolution and self.without != "resolution" else {})


@dataclass(frozen=True)
class Case:
    """A ticket of the change: the moves that the base has, the one that the head adds, and what has to come of it."""

    name: str
    flow: Workflow
    past: tuple[Taken, ...]
    last: Taken
    expected: str | None = None


def rows_of(flow: Workflow) -> Iterator[Taken]:
    """Each row from each of its sources in each of its resolutions."""
    for row in flow.moves:
        for source in row.sources:
            for resolution in row.resolutions or (None,):
                yield Taken(row, source, resolution)


def ways_of(flow: Workflow) -> dict[str, tuple[Taken, ...]]:
    """The shortest legal way to each state."""
    ways: dict[str, tuple[Taken, ...]] = {NEW: ()}
    for _ in flow.states:
        for taken in rows_of(flow):
            if taken.source in ways and taken.row.to not in ways:
                ways[taken.row.to] = (*ways[taken.source], taken)
    return ways


def other_role(row: Move) -> str | None:
    return next((role for role in ROLES if role not in row.by), None)


def cases() -> Iterator[Case]:
    for flow in FLOWS.values():
        ways = ways_of(flow)
        for taken in rows_of(flow):
            past = ways[taken.source]
            name = (
                f"{flow.name}: {taken.source} -> {taken.row.to}{f' ({taken.resolution})' if taken.resolution else ''}"
            )
            for role in taken.row.by:
                yield Case(f"{name} by {role}", flow, past, replace(taken, by=role))
            yield Case(f"{name}, fields in the entry", flow, past, replace(taken, fields_in_entry=True))
            wrong = other_role(taken.row)
            if wrong:
                yield Case(f"{name} by the wrong {wrong}", flow, past, replace(taken, by=wrong), "wrong-role")
            for need in taken.row.required(DAY):
                if need == "impact" and any(need in step.values for step in past):
                    continue  # it may stand
                lacks = "missing-section" if need.startswith("## ") else "missing-field"
                yield Case(f"{name} without {need}", flow, past, replace(taken, without=need), lacks)
        yield from illegal(flow, ways)


def illegal(flow: Workflow, ways: dict[str, tuple[Taken, ...]]) -> Iterator[Case]:
    """Each pair of states without a row, and each way to close that no row allows."""
    for source in (NEW, *flow.states):
        for to in flow.states:
            rows = flow.moves_between(source, to, DAY)
            if not rows:
                row = Move(sources=(source,), to=to, by=ROLES, requires=(), resolutions=(), window=flow.moves[0].window)
                last = Taken(row, source, "fixed" if flow.is_closed(to) else None)
                yield Case(f"{flow.name}: {source} -> {to} is illegal", flow, ways[source], last, "illegal-transition")
                continue
            allowed = {name for row in rows for name in row.resolutions}
            for resolution in sorted(set(default_policy().resolutions) - allowed) if allowed else ():
                last = Taken(rows[0], source, resolution)
                name = f"{flow.name}: {source} -> {to} as {resolution} is illegal"
                yield Case(name, flow, ways[source], last, "illegal-resolution")


def text_of(ticket_id: str, flow: Workflow, moves: tuple[Taken, ...]) -> str:
    """A ticket that has made these moves."""
    top: dict[str, str] = {}
    entries = []
    for number, taken in enumerate(moves):
        at = BEGIN + timedelta(minutes=10 * number)
        values = taken.values
        closes = flow.is_closed(taken.row.to)
        if taken.source != NEW and flow.is_closed(taken.source) and not closes:
            top.pop("resolution", None)
            top.pop("released_in", None)
        inside = {name: value for name, value in values.items() if name in IN_ENTRY or (closes and name in CYCLE)}
        if closes and "released_in" in top:
            inside["released_in"] = top["released_in"]
        if taken.fields_in_entry:
            inside |= {name: value for name, value in values.items() if name in ENTRY_FIELDS}
        top |= {name: value for name, value in values.items() if name not in inside or (closes and name in CYCLE)}
        if "severity" in values and flow.rated_by_history:
            top["severity"] = values["severity"]
        extra = "".join(f", {name}: {value}" for name, value in inside.items())
        entries.append(f"  - {{at: {at:%Y-%m-%dT%H:%M:%SZ}, by: {taken.role}, state: {taken.row.to}{extra}}}\n")
    top.pop("note", None)
    if "links.duplicates" in top:
        top["links"] = top.pop("links.duplicates")
    lines = [f"id: {ticket_id}", "title: A case", f"type: {flow.name}", f"state: {moves[-1].row.to}"]
    lines += [f"{name}: {value}" for name, value in top.items()]
    bodiless = any(taken.without and taken.without.startswith("## ") for taken in moves)
    body = "" if bodiless else BODY[flow.name]
    return "---\n" + "\n".join(lines) + "\nhistory:\n" + "".join(entries) + f"---\n{body}"


CYCLE = ("resolution", "released_in")
ENTRY_FIELDS = ("impact", "scheduled_for", "approval", "consultation", "estimate", "released_in", "resolution")
CASES = list(cases())
IDS = {case.name: f"SF-{number:04}" for number, case in enumerate(CASES, start=1)}
PEOPLE = {
    "both": ["--actor", OPERATOR, "--approved-by", f"@{PROVIDER.upper()}"],
    "operator": ["--actor", OPERATOR],
    "provider": ["--actor", PROVIDER],
    "nobody": [],
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, dict[str, list[dict[str, Any]]]]]:
    """What the real command says, for each set of people: the exit code, and the findings by ticket."""
    repo = Repo.at(tmp_path_factory.mktemp("moves") / "repo")
    request = FLOWS["request"]
    rest = text_of(OTHER, request, ways_of(request)["open"])
    before = {
        f"tickets/{IDS[case.name]}.md": text_of(IDS[case.name], case.flow, case.past) for case in CASES if case.past
    }
    after = {
        f"tickets/{IDS[case.name]}.md": text_of(IDS[case.name], case.flow, (*case.past, case.last)) for case in CASES
    }
    repo.commit("main", {"supportflow.toml": POLICY, f"tickets/{OTHER}.md": rest, **before})
    repo.commit("head", after, parents=["main"], at=START + timedelta(hours=1))
    return {who: _judged(repo.path, options) for who, options in PEOPLE.items()}


def _judged(path: Path, options: list[str]) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    program = str(Path(sys.executable).parent / "supportflow")
    command = [program, "check", "--json", "--base", "main", "--head", "head", "--now", NOW, *options]
    done = subprocess.run(command, cwd=path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    found: dict[str, list[dict[str, Any]]] = {}
    data = json.loads(done.stdout)
    assert data["summary"]["checked"] == len(CASES)
    for finding in data["findings"]:
        found.setdefault(finding["ticket"], []).append(finding)
    return done.returncode, found


Verdicts = dict[str, tuple[int, dict[str, list[dict[str, Any]]]]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_row(case: Case, verdicts: Verdicts) -> None:
    ticket = IDS[case.name]
    for who, (_, found) in verdicts.items():
        errors = [one["slug"] for one in found.get(ticket, []) if one["status"] == "new" and one["severity"] == "error"]
        awaiting = [one for one in found.get(ticket, []) if one["status"] == "awaiting"]
        if case.expected:
            assert errors == [case.expected], who
            # what is wrong is wrong whoever approves it; a missing section alone is not the entry's fault
            assert case.expected == "missing-section" or not awaiting, who
            continue
        assert errors == [], who
        here = who in ("both", case.last.role)
        assert [one["slug"] for one in awaiting] == ([] if here else ["unapproved-role"]), who


def test_exit_codes(verdicts: Verdicts) -> None:
    assert {who: code for who, (code, _) in verdicts.items()} == dict.fromkeys(PEOPLE, 1)


def test_the_mend_names_what_may_follow_and_who_approves(verdicts: Verdicts) -> None:
    _, found = verdicts["nobody"]
    illegal_move = found[IDS["error: evaluated -> qa-testing is illegal"]][0]
    assert illegal_move["help"].startswith(
        "From evaluated: pending-evaluation (provider; needs note), scheduled (provider; "
    )
    waiting = found[IDS["error: scheduled -> qa-testing by provider"]][0]
    assert "provider" in waiting["message"]
    assert "@dev-ben or @dev-mira" in waiting["help"]


def test_the_table_has_rows_of_all_kinds() -> None:
    assert len(CASES) > 300
    assert {case.expected for case in CASES} == {
        None, "wrong-role", "missing-field", "missing-section", "illegal-transition", "illegal-resolution",
    }  # fmt: skip
