"""`supportflow check --base` as people and machines see it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.lint.gate_support import CONFIRMED, OPERATOR, POLICY, REPORTED, TICKET, Gate, Repo, entry, fragment
from tests.rules.support import ticket_text

NOW = ("--now", "2026-01-06T00:00:00Z")
MOVED = ticket_text(fragment("pending-evaluation", CONFIRMED, REPORTED))
JUMP = entry("11:00", "operator", "state: qa-testing")
KEYS = ["rule", "slug", "severity", "status", "path", "line", "column", "ticket", "message", "help", "help_uri"]


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gate:
    for name in ("SUPPORTFLOW_NOW", "SUPPORTFLOW_OUTPUT_FORMAT", "SUPPORTFLOW_ACTOR", "GITHUB_ACTIONS", "GITLAB_CI"):
        monkeypatch.delenv(name, raising=False)
    return Gate(monkeypatch, capsys)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo.at(tmp_path / "repo")
    made.commit("main", {"supportflow.toml": POLICY, TICKET: ticket_text()})
    return made


def test_exit_codes(repo: Repo, gate: Gate) -> None:
    repo.commit("head", {TICKET: MOVED}, parents=["main"])
    check = ("check", "--base", "main", "--head", "head", *NOW)
    assert gate.command(repo.path, *check, "--actor", OPERATOR).code == 0
    assert gate.command(repo.path, *check).code == 3
    repo.commit("head", {TICKET: ticket_text(fragment("qa-testing", CONFIRMED, JUMP))}, parents=["main"])
    assert gate.command(repo.path, *check).code == 1
    assert gate.command(repo.path, "check", "--base", "nope", *NOW).code == 2


def test_what_awaits_does_not_hide_an_error(repo: Repo, gate: Gate) -> None:
    files = {TICKET: MOVED, "tickets/SF-0043.md": ticket_text("state: nothing\n", path="SF-0043")}
    repo.commit("head", files, parents=["main"])
    assert gate.command(repo.path, "check", "--base", "main", "--head", "head", *NOW).code == 1


def test_the_document_is_as_the_contract_says(repo: Repo, gate: Gate) -> None:
    repo.commit("head", {TICKET: ticket_text(fragment("qa-testing", CONFIRMED, JUMP))}, parents=["main"])
    data = json.loads(gate.command(repo.path, "check", "--json", "--base", "main", "--head", "head", *NOW).out)
    assert data["summary"] == {"tickets": 1, "checked": 1, "errors": 1, "warnings": 0, "awaiting": 0}
    [finding] = data["findings"]
    assert list(finding) == KEYS
    assert finding["rule"] == "SF301"
    assert finding["message"] == "error-confirmed -> qa-testing is not a move of the error workflow"
    assert finding["help"].startswith("From error-confirmed: pending-evaluation (operator; needs impact), closed as")


def test_people_see_the_line_the_mend_and_who_approves(repo: Repo, gate: Gate) -> None:
    repo.commit("head", {TICKET: MOVED}, parents=["main"])
    out = gate.command(repo.path, "check", "--base", "main", "--head", "head", *NOW, "--actor", "dev-ben").out
    out = " ".join(out.split())
    assert "awaiting[SF316] unapproved-role: the move to pending-evaluation is by operator, and nobody here is" in out
    assert 'by: "operator", state: pending-evaluation' in out
    assert "let the operator approve: @op-anna or @op-bela" in out
    assert "1 ticket checked: 0 errors, 0 warnings, 1 awaiting approval" in out


def test_the_actor_comes_from_the_environment(repo: Repo, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("head", {TICKET: MOVED}, parents=["main"])
    check = ("check", "--base", "main", "--head", "head", *NOW)
    monkeypatch.setenv("SUPPORTFLOW_ACTOR", "@op-anna")
    assert gate.command(repo.path, *check).code == 0
    assert gate.command(repo.path, *check, "--actor", "").code == 3
    monkeypatch.setenv("SUPPORTFLOW_ACTOR", "")
    assert gate.command(repo.path, *check).code == 3


def test_without_a_base_nothing_awaits(repo: Repo, gate: Gate) -> None:
    repo.checkout("main")
    (repo.path / TICKET).write_text(MOVED.replace('by: "operator", state: p', 'by: "operator:@nobody", state: p'))
    outcome = gate.command(repo.path, "check", "--json", "--now", "2027-01-06T00:00:00Z")
    assert (outcome.code, outcome.run.findings) == (0, [])


def test_the_same_bytes_each_time(repo: Repo, gate: Gate) -> None:
    files = {f"tickets/SF-{number:04}.md": ticket_text("state: x\n", path=f"SF-{number:04}") for number in range(1, 9)}
    repo.commit("head", files, parents=["main"])
    check = ("check", "--json", "--base", "main", "--head", "head", *NOW)
    assert gate.command(repo.path, *check).out == gate.command(repo.path, *check).out
