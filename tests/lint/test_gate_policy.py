"""The base's policy judges; what decides about others awaits a maintainer."""

from __future__ import annotations

import pytest

from tests.lint.gate_support import (
    CONFIRMED,
    MAINTAINER,
    OPERATOR,
    POLICY,
    PROVIDER,
    REPORTED,
    TICKET,
    Gate,
    Repo,
    awaiting,
    entry,
    fragment,
    new,
)
from tests.rules.support import ticket_text

MOVED = ticket_text(fragment("pending-evaluation", CONFIRMED, REPORTED))
BROKEN = 'id_prefix = "SF"\nstray = 1\n'
PROJECT = "[project]\nname = 'x'\nversion = '{}'\n\n[tool.supportflow]\ncomponents = [{}]\n"


@pytest.mark.parametrize(
    ("path", "waits"),
    [
        ("supportflow.toml", True),
        ("mkdocs.yml", True),
        ("mkdocs.yaml", True),
        ("site_templates/board.html", True),
        ("site_templates/deep/er.html", True),
        (".github/workflows/ci.yml", True),
        (".github/CODEOWNERS", True),
        (".gitlab-ci.yml", True),
        (".gitattributes", True),
        ("tickets/.gitattributes", True),
        ("look/base.html", True),
        ("own/base.html", True),
        ("README.md", False),
        ("docs/mkdocs.yml", False),
        ("tickets/notes.txt", False),
        ("src/site_templates/x.html", False),
    ],
)
@pytest.mark.parametrize("verb", ["adds", "changes", "removes"])
def test_protected_files(repo: Repo, gate: Gate, path: str, waits: bool, verb: str) -> None:
    site = "theme: {custom_dir: look}\nplugins:\n  - search\n  - supportflow: {templates: ./own/}\nx: !ENV [A, b]\n"
    files = {"mkdocs.yml": site, TICKET: ticket_text(), "supportflow.toml": POLICY}
    before = {
        key: value for key, value in {**files, path: files.get(path, "a: 1")}.items() if verb != "adds" or key != path
    }
    repo.commit("main", {"supportflow.toml": None, **before})
    if "supportflow.toml" not in before:
        before["pyproject.toml"] = POLICY.replace("[roles", "[tool.supportflow.roles").replace(
            "maintainers", "[tool.supportflow]\nmaintainers"
        )
        repo.commit("main", {"pyproject.toml": before["pyproject.toml"]})
    after = {"adds": f"{files.get(path, '')}\n# new\n", "changes": f"{files.get(path, '')}\n# new\n", "removes": None}[
        verb
    ]
    repo.commit("head", {path: after}, parents=["main"])
    found = gate(repo, actor=OPERATOR)
    assert awaiting(found) == (["protected-file"] if waits else [])
    assert found.code == (3 if waits else 0)
    if waits:
        [finding] = found.of("protected-file")
        assert verb in finding["message"]
        assert "@lead-cho" in finding["help"]
        assert gate(repo, "@Lead-Cho", actor=OPERATOR).of("protected-file") == []
        assert gate(repo, actor=MAINTAINER).of("protected-file") == []


def test_of_pyproject_only_our_table_is_protected(repo: Repo, gate: Gate) -> None:
    repo.commit("main", {"supportflow.toml": None, "pyproject.toml": PROJECT.format("1", "'a'"), TICKET: ticket_text()})
    repo.commit("head", {"pyproject.toml": PROJECT.format("2", "'a'")}, parents=["main"])
    assert gate(repo).findings == []
    repo.commit("head", {"pyproject.toml": PROJECT.format("2", "'a', 'b'")}, parents=["main"])
    assert awaiting(gate(repo)) == ["protected-file"]
    repo.commit("head", {"pyproject.toml": None}, parents=["main"])
    assert awaiting(gate(repo)) == ["protected-file"]


def test_nobody_loosens_their_own_gate(repo: Repo, gate: Gate) -> None:
    repo.commit("main", {TICKET: ticket_text()})
    loose = POLICY.replace('"op-anna"', '"op-anna", "mallory"').replace("lead-cho", "mallory")
    repo.commit("head", {"supportflow.toml": loose, TICKET: MOVED}, parents=["main"])
    found = gate(repo, actor="mallory")
    assert sorted(awaiting(found)) == ["protected-file", "unapproved-role"]


def test_the_policy_is_of_the_tip_and_the_tickets_of_the_merge_base(repo: Repo, gate: Gate) -> None:
    repo.commit("main", {TICKET: ticket_text()})
    repo.commit("head", {TICKET: MOVED}, parents=["main"])
    repo.commit("main", {"supportflow.toml": POLICY.replace("op-anna", "op-new"), TICKET: None})
    found = gate(repo, actor=OPERATOR)
    assert awaiting(found) == ["unapproved-role"]
    assert "@op-new" in found.findings[0]["help"]
    assert gate(repo, actor="op-new").findings == []


class TestNoPolicy:
    def test_the_default_judges_and_the_branch_names_maintainers(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {"supportflow.toml": None, TICKET: ticket_text()})
        repo.commit("head", {"supportflow.toml": POLICY}, parents=["main"])
        assert awaiting(gate(repo)) == ["protected-file"]
        assert gate(repo, MAINTAINER).findings == []

    def test_nobody_is_a_member_yet(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {"supportflow.toml": None, TICKET: ticket_text()})
        repo.commit("head", {"supportflow.toml": POLICY, TICKET: MOVED}, parents=["main"])
        found = gate(repo, MAINTAINER, OPERATOR)
        assert awaiting(found) == ["unapproved-role"]
        assert "names no members of operator" in found.findings[0]["help"]


class TestBrokenPolicy:
    def test_of_the_base_is_no_judgement(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {"supportflow.toml": BROKEN, TICKET: ticket_text()})
        repo.commit("head", {TICKET: MOVED}, parents=["main"])
        outcome = gate.command(repo.path, "check", "--base", "main", "--head", "head")
        assert outcome.code == 2
        assert "supportflow.toml of main: stray" in outcome.err
        assert "mend the policy" in outcome.err

    def test_of_the_base_is_mended_by_a_change_of_its_own(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {"supportflow.toml": f"{BROKEN}{POLICY}", TICKET: ticket_text()})
        repo.commit("head", {"supportflow.toml": POLICY}, parents=["main"])
        found = gate(repo, actor=OPERATOR)
        assert (awaiting(found), found.code) == (["protected-file"], 3)
        assert gate(repo, MAINTAINER).code == 0
        repo.commit("head", {"README.md": "Hello"})
        assert gate.command(repo.path, "check", "--base", "main", "--head", "head").code == 2

    def test_of_the_base_that_is_no_toml_names_nobody(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {"supportflow.toml": "= broken", TICKET: ticket_text()})
        repo.commit("head", {"supportflow.toml": POLICY}, parents=["main"])
        found = gate(repo, actor=MAINTAINER)
        assert (awaiting(found), found.code) == (["protected-file"], 3)

    def test_of_the_branch_is_an_error_and_the_base_judges(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: ticket_text()})
        after = {"supportflow.toml": f"{POLICY}\n[severities.high]\ntarget = ['3d', '1d']\n", TICKET: MOVED}
        repo.commit("head", after, parents=["main"])
        found = gate(repo, MAINTAINER, PROVIDER)
        assert (new(found), awaiting(found), found.code) == (["broken-policy"], ["unapproved-role"], 1)
        assert found.of("broken-policy")[0]["path"] == "supportflow.toml"

    def test_a_policy_that_is_a_link_is_not_followed(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: ticket_text()})
        repo.commit("head", {"supportflow.toml": "/etc/passwd"}, parents=["main"], modes={"supportflow.toml": "120000"})
        assert new(gate(repo, MAINTAINER)) == ["broken-policy"]


class TestWords:
    HELD = ticket_text(fragment("error-confirmed", CONFIRMED, entry("09:30", "provider", "hold: legal")))
    HOLD = '\n[holds.legal]\ntitle = "Legal"\nwaits_on = "third-party"\n'

    def test_in_use_stay(self, repo: Repo, gate: Gate) -> None:
        other = "tickets/SF-0043.md"
        repo.commit(
            "main", {"supportflow.toml": POLICY + self.HOLD, TICKET: self.HELD, other: self.HELD.replace("42", "43")}
        )
        repo.commit("head", {"supportflow.toml": POLICY}, parents=["main"])
        found = gate(repo, MAINTAINER)
        assert new(found) == ["word-in-use"]
        assert "the hold legal" in found.findings[0]["message"]
        assert "2 tickets" in found.findings[0]["message"]
        assert "SF-0042" in found.findings[0]["message"]

    def test_nobody_uses_may_go(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {"supportflow.toml": POLICY + self.HOLD, TICKET: ticket_text()})
        repo.commit("head", {"supportflow.toml": POLICY}, parents=["main"])
        assert gate(repo, MAINTAINER).findings == []

    @pytest.mark.parametrize(
        ("old", "now", "used", "said"),
        [
            ("", 'components = ["kiosk"]\n', "component: checkout\n", "the component checkout"),
            (
                'components = ["kiosk", "checkout"]\n',
                'components = ["kiosk"]\n',
                "component: checkout\n",
                "the component",
            ),
            ("", 'id_prefix = "HD"\n', "", "the id_prefix SF"),
        ],
    )
    def test_of_other_kinds(self, repo: Repo, gate: Gate, old: str, now: str, used: str, said: str) -> None:
        repo.commit("main", {"supportflow.toml": old + POLICY, TICKET: ticket_text(used)})
        repo.commit("head", {"supportflow.toml": now + POLICY}, parents=["main"])
        found = gate(repo, MAINTAINER)
        assert new(found) == ["word-in-use"]
        assert said in found.findings[0]["message"]
