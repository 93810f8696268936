"""`supportflow audit`: the whole history, direct pushes included, by the policy of each moment."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.lint.gate_support import (
    CONFIRMED,
    EVALUATED,
    POLICY,
    REPORTED,
    START,
    TICKET,
    Gate,
    Outcome,
    Repo,
    entry,
    fragment,
)
from tests.rules.support import ticket_text

OTHER = "tickets/SF-0043.md"
SECRET = "Xylophone"
NOW = ("--now", "2027-01-01T00:00:00Z")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gate:
    for name in ("SUPPORTFLOW_NOW", "CI"):
        monkeypatch.delenv(name, raising=False)
    return Gate(monkeypatch, capsys)


def state(name: str, *entries: str, **top: str) -> str:
    return ticket_text(fragment(name, *entries, title=f"{SECRET} spins", **top))


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A branch on which somebody pushed past the gate now and then."""
    made = Repo.at(tmp_path / "repo")
    made.commit("main", {"supportflow.toml": POLICY}, at=START)
    made.commit("main", {TICKET: state("error-confirmed", CONFIRMED)}, at=START + timedelta(hours=1))
    made.commit("main", {"README.md": "Hello"}, at=START + timedelta(hours=2))
    note = entry("09:30", "operator:@op-anna", f"note: {SECRET}.")
    made.commit("side", {TICKET: state("pending-evaluation", CONFIRMED, note, REPORTED)}, parents=["main"])
    made.commit("main", {TICKET: state("pending-evaluation", CONFIRMED, note, REPORTED)}, parents=["main", "side"])
    jump = entry("12:00", "operator", "state: qa-testing")
    made.commit("main", {TICKET: state("qa-testing", CONFIRMED, note, REPORTED, jump)})
    made.commit("main", {TICKET: state("qa-testing", CONFIRMED, REPORTED, jump)})
    made.commit("main", {OTHER: ticket_text(path=OTHER), TICKET: None})
    return made


def audit(gate: Gate, repo: Repo, *arguments: str) -> Outcome:
    return gate.command(repo.path, "audit", *NOW, *arguments)


def data_of(outcome: Outcome) -> dict[str, Any]:
    assert outcome.err == ""
    data: dict[str, Any] = json.loads(outcome.out)
    return data


def test_who_moved_what_when_and_was_it_legal(repo: Repo, gate: Gate) -> None:
    outcome = audit(gate, repo, "--json")
    data = data_of(outcome)
    assert outcome.code == 1
    assert data["branch"] == "main"
    assert data["summary"] == {"commits": 7, "tickets": 2, "entries": 5, "moves": 4, "illegal": 3}
    told = [(one["ticket"], one["by"], one["from"], one["kind"], one["value"], one["legal"]) for one in data["entries"]]
    assert told == [
        ("SF-0042", "operator", "(new)", "state", "error-confirmed", True),
        ("SF-0042", "operator:@op-anna", "error-confirmed", "note", None, True),
        ("SF-0042", "operator", "error-confirmed", "state", "pending-evaluation", True),
        ("SF-0042", "operator", "pending-evaluation", "state", "qa-testing", False),
        ("SF-0043", "operator", "(new)", "state", "error-confirmed", True),
    ]
    assert [one["slug"] for one in data["findings"]] == ["illegal-transition", "tampered-history", "ticket-deleted"]
    assert all(len(one["commit"]) == 40 for one in data["findings"])


def test_a_merge_counts_as_one_step(repo: Repo, gate: Gate) -> None:
    merge = repo.git("rev-parse", "main~3")
    rows = data_of(audit(gate, repo, "--json"))["entries"]
    assert [row["commit"] for row in rows if row["value"] == "pending-evaluation"] == [merge]


def test_people_get_a_table(repo: Repo, gate: Gate) -> None:
    out = audit(gate, repo).out
    assert "pending-evaluation -> qa-testing" in out
    assert "SF301" in out
    assert out.endswith("7 commits, 4 moves: 3 not legal\n")


def test_a_second_run_says_the_same_and_reads_only_what_is_new(repo: Repo, gate: Gate) -> None:
    repo.checkout("main")
    first = audit(gate, repo, "--json")
    assert audit(gate, repo, "--json").out == first.out
    repo.commit("main", {OTHER: ticket_text(fragment("pending-evaluation", CONFIRMED, REPORTED), path=OTHER)})
    third = audit(gate, repo, "--json")
    assert third.out == audit(gate, repo, "--json", "--restart").out
    assert data_of(third)["summary"]["entries"] == 6


def test_the_state_holds_no_ticket_text(repo: Repo, gate: Gate) -> None:
    audit(gate, repo)
    kept = (repo.path / ".supportflow" / "audit.json").read_text()
    assert SECRET not in kept
    assert "SF-0042" in kept
    assert repo.git("status", "--short", "--", ".supportflow") == ""


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"version": 1}', "\0"])
def test_a_state_that_cannot_be_used_does_not_matter(repo: Repo, gate: Gate, content: str) -> None:
    first = audit(gate, repo, "--json")
    (repo.path / ".supportflow" / "audit.json").write_text(content)
    assert audit(gate, repo, "--json").out == first.out


def test_a_rewritten_branch_is_audited_anew(repo: Repo, gate: Gate) -> None:
    audit(gate, repo)
    repo.commit("main", {"README.md": "Other"}, parents=[repo.git("rev-parse", "main~6")])
    outcome = audit(gate, repo, "--json")
    assert (outcome.code, data_of(outcome)["summary"]["commits"]) == (0, 2)


def test_each_commit_by_the_policy_of_its_moment(tmp_path: Path, gate: Gate) -> None:
    repo = Repo.at(tmp_path / "repo")
    named = CONFIRMED.replace("operator", "operator:@op-old")
    old = POLICY.replace("op-anna", "op-old")
    repo.commit("main", {"supportflow.toml": old, TICKET: state("error-confirmed", named)})
    repo.commit("main", {"supportflow.toml": POLICY})
    assert audit(gate, repo).code == 0
    again = REPORTED.replace("operator", "operator:@op-old")
    repo.commit("main", {TICKET: state("pending-evaluation", named, again)})
    assert [one["slug"] for one in data_of(audit(gate, repo, "--json"))["findings"]] == ["not-a-member"]


def test_back_dating_is_not_judged(tmp_path: Path, gate: Gate) -> None:
    repo = Repo.at(tmp_path / "repo")
    repo.commit(
        "main",
        {"supportflow.toml": POLICY, TICKET: state("error-confirmed", CONFIRMED)},
        at="2026-11-01T00:00:00+00:00",
    )
    assert audit(gate, repo).code == 0


def test_other_branches_by_name(repo: Repo, gate: Gate) -> None:
    done = state("evaluated", CONFIRMED, REPORTED, EVALUATED, severity="medium")
    repo.commit("other", {TICKET: done}, parents=[repo.git("rev-parse", "main~5")])
    data = data_of(audit(gate, repo, "--json", "--branch", "other"))
    assert (data["branch"], data["summary"]["commits"], data["summary"]["illegal"]) == ("other", 3, 0)


def test_a_shallow_clone_is_refused(repo: Repo, gate: Gate, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.path}", str(clone))
    outcome = gate.command(clone, "audit")
    assert (outcome.code, outcome.out) == (2, "")
    assert "git fetch --unshallow" in outcome.err


def test_a_bare_repository(repo: Repo, gate: Gate, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    repo.git("clone", "-q", "--bare", str(repo.path), str(bare))
    assert gate.command(bare, "audit", *NOW).code == 1
    assert not (bare / ".supportflow").exists()


def test_no_repository(tmp_path: Path, gate: Gate) -> None:
    outcome = gate.command(tmp_path, "audit")
    assert outcome.code == 2
    assert "git init" in outcome.err
