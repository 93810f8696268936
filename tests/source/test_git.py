"""Git is run by its plumbing, with nobody's settings; what it cannot do ends in what to type next."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from supportflow.source.git import Git
from supportflow.source.git_objects import blob_oid, empty_tree, parse_commit, parse_diffs
from tests.lint.gate_support import (
    CONFIRMED,
    OPERATOR,
    POLICY,
    REPORTED,
    TICKET,
    Gate,
    Outcome,
    Repo,
    awaiting,
    fragment,
    new,
)
from tests.lint.test_gate_moves import CASES, IDS, text_of
from tests.rules.support import ticket_text

MOVED = ticket_text(fragment("pending-evaluation", CONFIRMED, REPORTED))
NOW = ("--now", "2026-01-06T00:00:00Z")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gate:
    for name in ("SUPPORTFLOW_NOW", "SUPPORTFLOW_OUTPUT_FORMAT", "SUPPORTFLOW_ACTOR"):
        monkeypatch.delenv(name, raising=False)
    return Gate(monkeypatch, capsys)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A main branch with a ticket, and a branch that moves it."""
    made = Repo.at(tmp_path / "repo")
    made.commit("main", {"supportflow.toml": POLICY, TICKET: ticket_text()})
    made.commit("head", {TICKET: MOVED}, parents=["main"])
    return made


def check(gate: Gate, path: Path, *arguments: str, base: str = "main") -> Outcome:
    return gate.command(path, "check", "--json", "--base", base, "--actor", OPERATOR, *NOW, *arguments)


def refused(outcome: Outcome, *said: str) -> None:
    """Exit code 2, nothing on standard output, and a message that says what to type."""
    assert outcome.code == 2
    assert outcome.out == ""
    assert "Traceback" not in outcome.err
    for one in said:
        assert one in outcome.err


class TestRefused:
    @pytest.mark.parametrize("base", ["", " "])
    def test_an_empty_base(self, repo: Repo, gate: Gate, base: str) -> None:
        refused(check(gate, repo.path, base=base), "the base is missing", "--base origin/main")

    @pytest.mark.parametrize(
        ("base", "said"),
        [
            ("nope", "git fetch origin nope"),
            ("mian", "did you mean main?"),
            ("origin/main", "git fetch origin main"),
            ("--output=/tmp/x", "there is no commit"),
            ("-h", "there is no commit"),
            ("main..head", "there is no commit"),
            ("^main", "there is no commit"),
            ("main:tickets", "there is no commit"),
            ("a\nb", "there is no commit"),
            ("\udcff", "there is no commit"),
        ],
    )
    def test_a_base_that_is_none(self, repo: Repo, gate: Gate, base: str, said: str) -> None:
        refused(check(gate, repo.path, "--head", "head", base=base), said)

    def test_a_missing_head(self, repo: Repo, gate: Gate) -> None:
        refused(check(gate, repo.path, "--head", "nope"), "there is no commit 'nope'")

    def test_an_ambiguous_name(self, repo: Repo, gate: Gate) -> None:
        repo.git("tag", "main", "head")
        refused(check(gate, repo.path, "--head", "head"), "ambiguous", "refs/heads/main or refs/tags/main")
        assert check(gate, repo.path, "--head", "head", base="refs/heads/main").code == 0

    def test_no_repository(self, tmp_path: Path, gate: Gate) -> None:
        (tmp_path / "tickets").mkdir()
        refused(check(gate, tmp_path), "no git repository", "git init")

    def test_an_empty_repository_folder(self, tmp_path: Path, gate: Gate) -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / "tickets").mkdir()
        refused(check(gate, tmp_path), "no git repository", "git init")

    def test_an_unborn_branch(self, repo: Repo, gate: Gate) -> None:
        repo.git("symbolic-ref", "HEAD", "refs/heads/fresh")
        refused(check(gate, repo.path), "no commit yet", "git commit")

    def test_unrelated_histories(self, repo: Repo, gate: Gate) -> None:
        repo.commit("alone", {TICKET: ticket_text()}, parents=[])
        refused(check(gate, repo.path, "--head", "alone"), "unrelated histories")

    def test_a_head_without_a_base(self, repo: Repo, gate: Gate) -> None:
        refused(gate.command(repo.path, "check", "--head", "head"), "--base REF --head head")

    def test_a_shallow_clone_without_the_base(self, repo: Repo, gate: Gate, tmp_path: Path) -> None:
        clone = tmp_path / "clone"
        repo.git("clone", "-q", "--depth", "1", "--branch", "head", f"file://{repo.path}", str(clone))
        refused(check(gate, clone, base="origin/main"), "shallow", "git fetch --unshallow", "fetch-depth: 0")

    def test_a_shallow_clone_without_a_common_commit(self, repo: Repo, gate: Gate, tmp_path: Path) -> None:
        repo.commit("main", {"README.md": "Hello"})
        clone = tmp_path / "clone"
        repo.git(
            "clone", "-q", "--depth", "1", "--no-single-branch", "--branch", "head", f"file://{repo.path}", str(clone)
        )
        refused(check(gate, clone, base="origin/main"), "no common commit", "git fetch --unshallow")

    @pytest.mark.parametrize("which", ["head:tickets/SF-0042.md", "head^{tree}", "head:tickets", "head", "main"])
    @pytest.mark.parametrize("how", ["removed", "cut"])
    def test_a_corrupt_object(self, repo: Repo, gate: Gate, which: str, how: str) -> None:
        oid = repo.git("rev-parse", which)
        file = repo.path / ".git" / "objects" / oid[:2] / oid[2:]
        file.chmod(0o644)
        if how == "removed":
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[:10])
        outcome = check(gate, repo.path, "--head", "head")
        refused(outcome)
        assert "git fsck" in outcome.err or "there is no commit" in outcome.err

    def test_no_git(self, repo: Repo, gate: Gate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        refused(check(gate, repo.path, "--head", "head"), "git was not found", "install it")

    def test_a_git_that_is_too_old(
        self, repo: Repo, gate: Gate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        shim(tmp_path, 'for word; do [ "$word" = version ] && { echo git version 1.8.3; exit 0; }; done; exit 129')
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        refused(check(gate, repo.path, "--head", "head"), "git 1.8 is too old", "install git")

    def test_a_bare_repository_without_a_head(self, repo: Repo, gate: Gate, tmp_path: Path) -> None:
        bare = tmp_path / "bare"
        repo.git("clone", "-q", "--bare", str(repo.path), str(bare))
        refused(check(gate, bare), "bare", "--head REF")

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
    def test_a_folder_of_somebody_else(self, repo: Repo, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
        subprocess.run(["chown", "-R", "65534", str(repo.path)], check=True)
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        refused(check(gate, repo.path, "--head", "head"), f"safe.directory {repo.path}")

    def test_a_partial_clone_that_lacks_what_is_needed(self, repo: Repo, gate: Gate, tmp_path: Path) -> None:
        repo.git("config", "uploadpack.allowFilter", "true")
        clone = tmp_path / "clone"
        repo.git("clone", "-q", "--filter=blob:none", "--no-checkout", f"file://{repo.path}", str(clone))
        refused(check(gate, clone, "--head", "origin/head", base="origin/main"), "partial", "git fetch --refetch")


def shim(folder: Path, script: str) -> None:
    """A program called git."""
    file = folder / "git"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


class TestRightAllTheSame:
    def fine(self, outcome: Outcome) -> None:
        assert outcome.err == ""
        assert (outcome.code, outcome.run.findings, outcome.run.summary["checked"]) == (0, [], 1)

    def test_a_worktree(self, repo: Repo, gate: Gate, tmp_path: Path) -> None:
        repo.git("worktree", "add", "-q", str(tmp_path / "second"), "head")
        self.fine(check(gate, tmp_path / "second"))

    def test_a_folder_below(self, repo: Repo, gate: Gate) -> None:
        repo.checkout("head")
        self.fine(check(gate, repo.path / "tickets"))

    def test_a_bare_repository(self, repo: Repo, gate: Gate, tmp_path: Path) -> None:
        bare = tmp_path / "bare"
        repo.git("clone", "-q", "--bare", str(repo.path), str(bare))
        self.fine(check(gate, bare, "--head", "head"))

    def test_a_tracker_below_the_top(self, repo: Repo, gate: Gate) -> None:
        files = {
            f"desk/{TICKET}": ticket_text(),
            "desk/supportflow.toml": POLICY,
            TICKET: None,
            "supportflow.toml": None,
        }
        repo.commit("main", files)
        repo.commit("head", {f"desk/{TICKET}": MOVED}, parents=["main"])
        repo.checkout("head")
        self.fine(check(gate, repo.path / "desk"))
        moved = MOVED.replace("09:00:00Z", "09:00:01Z")
        (repo.path / "desk" / TICKET).write_text(moved)
        outcome = check(gate, repo.path / "desk")
        assert [one["path"] for one in outcome.run.findings] == [f"desk/{TICKET}"]

    def test_a_partial_clone_that_has_what_is_needed(self, repo: Repo, gate: Gate, tmp_path: Path) -> None:
        repo.git("config", "uploadpack.allowFilter", "true")
        clone = tmp_path / "clone"
        repo.git("clone", "-q", "--filter=blob:none", "--branch", "head", f"file://{repo.path}", str(clone))
        repo.git("-C", str(clone), "cat-file", "blob", f"origin/main:{TICKET}")
        repo.git("-C", str(clone), "remote", "set-url", "origin", "file:///nowhere")
        self.fine(check(gate, clone, base="origin/main"))

    def test_a_shallow_clone_that_is_deep_enough(self, repo: Repo, gate: Gate, tmp_path: Path) -> None:
        clone = tmp_path / "clone"
        repo.git(
            "clone", "-q", "--depth", "2", "--no-single-branch", "--branch", "head", f"file://{repo.path}", str(clone)
        )
        self.fine(check(gate, clone, base="origin/main"))

    def test_settings_of_the_user_the_system_and_the_repository(
        self, repo: Repo, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repo.checkout("head")
        touched = tmp_path / "touched"
        program = f"sh -c 'echo >> {touched}'"
        settings = {
            "color.ui": "always", "core.pager": program, "pager.diff-tree": "true", "pager.rev-list": "true",
            "core.fsmonitor": program, "diff.external": program, "core.quotePath": "true", "diff.renames": "false",
            "core.hooksPath": str(tmp_path), "log.showSignature": "true", "diff.noprefix": "true",
            "core.abbrev": "7", "diff.orderFile": "/nowhere", "core.attributesFile": "/nowhere",
            "alias.cat-file": "!false", "core.warnAmbiguousRefs": "false", "diff.ignoreSubmodules": "all",
        }  # fmt: skip
        for name, value in settings.items():
            repo.git("config", name, value)
        shutil.copy(repo.path / ".git" / "config", tmp_path / "gitconfig")
        for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
            monkeypatch.setenv(name, str(tmp_path / "gitconfig"))
        for name, value in {
            "GIT_DIR": "/nowhere", "GIT_WORK_TREE": "/nowhere", "GIT_INDEX_FILE": "/nowhere", "GIT_PAGER": program,
            "GIT_EXTERNAL_DIFF": program, "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de", "GIT_TRACE": "1", "PAGER": program,
        }.items():  # fmt: skip
            monkeypatch.setenv(name, value)
        self.fine(check(gate, repo.path))
        assert not touched.exists()

    def test_replaced_objects_and_grafts_do_not_count(self, repo: Repo, gate: Gate) -> None:
        honest = repo.git("rev-parse", "head:tickets/SF-0042.md")
        lie = repo.git("hash-object", "-w", "--stdin", stdin=ticket_text().encode())
        repo.git("replace", honest, lie)
        repo.git("update-ref", "refs/heads/tampered", repo.heads["head"])
        outcome = check(gate, repo.path, "--head", "head")
        self.fine(outcome)

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
    def test_a_folder_that_the_user_trusts(
        self, repo: Repo, gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        repo.checkout("head")
        subprocess.run(["chown", "-R", "65534", str(repo.path)], check=True)
        (tmp_path / "gitconfig").write_text(f"[safe]\n\tdirectory = {repo.path}\n[color]\n\tui = always\n")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
        assert len(counted_processes(tmp_path, monkeypatch, lambda: self.fine(check(gate, repo.path)))) <= 8

    def test_hostile_names(self, repo: Repo, gate: Gate) -> None:
        names = [
            "tickets/a\nb.txt",
            "tickets/-rf",
            "tickets/ \t",
            "tickets/Файл.md",
            "tickets/\udcff\udcfe",
            'tickets/"q"',
        ]
        repo.commit("head", dict.fromkeys(names, "text"))
        self.fine(check(gate, repo.path, "--head", "head"))
        repo.commit("head", {"tickets/x\n\x1b[31m/SF-0050.md": "---\n"})
        outcome = check(gate, repo.path, "--head", "head")
        assert "front-matter" in new(outcome.run)
        assert "\x1b" not in outcome.out

    def test_a_submodule_beside_the_tickets(self, repo: Repo, gate: Gate) -> None:
        repo.commit("head", {"vendor/lib": "1" * 40}, modes={"vendor/lib": "160000"})
        self.fine(check(gate, repo.path, "--head", "head"))

    def test_the_hash_of_the_future(self, tmp_path: Path, gate: Gate) -> None:
        path = tmp_path / "repo"
        path.mkdir()
        new_style = Repo(path)
        new_style.git("init", "-q", "--object-format=sha256", "-b", "main", ".")
        new_style.commit("main", {"supportflow.toml": POLICY, TICKET: ticket_text()})
        new_style.commit("head", {TICKET: MOVED}, parents=["main"])
        self.fine(check(gate, path, "--head", "head"))
        new_style.checkout("head")
        self.fine(check(gate, path))


class TestWorkTree:
    @pytest.fixture
    def tree(self, repo: Repo) -> Repo:
        repo.checkout("main")
        return repo

    def test_clean_is_no_change(self, tree: Repo, gate: Gate) -> None:
        outcome = check(gate, tree.path)
        assert (outcome.code, outcome.run.summary["checked"]) == (0, 0)

    def test_touched_and_with_other_line_ends_is_no_change(self, tree: Repo, gate: Gate) -> None:
        file = tree.path / TICKET
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        assert check(gate, tree.path).run.summary["checked"] == 0

    @pytest.mark.parametrize("staged", [True, False])
    def test_an_edit_counts(self, tree: Repo, gate: Gate, staged: bool) -> None:
        (tree.path / TICKET).write_text(MOVED.replace("09:00:00Z", "09:00:01Z"))
        if staged:
            tree.git("add", "-A")
        assert new(check(gate, tree.path).run) == ["tampered-history"]

    def test_a_new_file_counts_before_git_knows_it(self, tree: Repo, gate: Gate) -> None:
        path = "tickets/SF-0043.md"
        (tree.path / path).write_text(ticket_text(path=path))
        assert check(gate, tree.path).run.summary == {
            "tickets": 2, "checked": 1, "errors": 0, "warnings": 0, "awaiting": 0,
        }  # fmt: skip

    def test_a_deleted_file_counts(self, tree: Repo, gate: Gate) -> None:
        (tree.path / TICKET).unlink()
        assert new(check(gate, tree.path).run) == ["ticket-deleted"]
        (tree.path / "tickets").rmdir()
        assert new(check(gate, tree.path).run) == ["ticket-deleted"]

    def test_a_renamed_file_is_the_same_ticket(self, tree: Repo, gate: Gate) -> None:
        (tree.path / TICKET).rename(tree.path / "tickets" / "SF-0042-new.md")
        assert check(gate, tree.path).run.findings == []

    def test_an_edit_that_takes_a_commit_back_is_no_change(self, repo: Repo, gate: Gate) -> None:
        repo.checkout("head")
        (repo.path / TICKET).write_text(ticket_text())
        assert check(gate, repo.path).run.summary["checked"] == 0

    def test_a_link_in_place_of_a_ticket(self, tree: Repo, gate: Gate) -> None:
        (tree.path / TICKET).unlink()
        (tree.path / TICKET).symlink_to("/etc/passwd")
        assert new(check(gate, tree.path).run) == ["not-a-file"]

    def test_a_link_in_place_of_the_folder(self, tree: Repo, gate: Gate, tmp_path: Path) -> None:
        shutil.move(tree.path / "tickets", tmp_path / "elsewhere")
        (tree.path / "tickets").symlink_to(tmp_path / "elsewhere")
        assert {"ticket-deleted", "not-a-file"} <= set(new(check(gate, tree.path).run))

    @pytest.mark.parametrize(
        "name", ["mkdocs.yml", ".github/workflows/x.yml", ".gitlab-ci.yml", "site_templates/a.html"]
    )
    def test_a_protected_file_counts_before_git_knows_it(self, tree: Repo, gate: Gate, name: str) -> None:
        (tree.path / name).parent.mkdir(parents=True, exist_ok=True)
        (tree.path / name).write_text("a: 1")
        assert awaiting(check(gate, tree.path).run) == ["protected-file"]

    def test_what_a_sparse_checkout_leaves_out_is_there(self, tree: Repo, gate: Gate) -> None:
        tree.git("sparse-checkout", "set", "--no-cone", "/supportflow.toml")
        assert not (tree.path / TICKET).exists()
        assert check(gate, tree.path).run.findings == []

    def test_nothing_is_written(self, tree: Repo, gate: Gate) -> None:
        os.utime(tree.path / TICKET)
        before = (tree.path / ".git" / "index").read_bytes()
        check(gate, tree.path)
        assert (tree.path / ".git" / "index").read_bytes() == before


def counted_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: object) -> list[str]:
    """The git commands that some work starts."""
    folder = tmp_path / "bin"
    folder.mkdir()
    log = tmp_path / "log"
    log.write_text("")
    shim(folder, f'echo "$@" >> {log}\nexec {shutil.which("git")} "$@"')
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    assert callable(work)
    work()
    return log.read_text().splitlines()


@pytest.mark.parametrize("count", [1, 200])
def test_few_processes_whatever_the_number_of_tickets(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    repo = Repo.at(tmp_path / "repo")
    cases = [case for case in CASES if case.expected is None and case.past][:count]
    before = {f"tickets/{IDS[case.name]}.md": text_of(IDS[case.name], case.flow, case.past) for case in cases}
    after = {
        f"tickets/{IDS[case.name]}.md": text_of(IDS[case.name], case.flow, (*case.past, case.last)) for case in cases
    }
    shot = ticket_text("attachments:\n  - {file: SF-9998/a.png, shows: app-screen}\n", path="SF-9998")
    repo.commit(
        "main", {"supportflow.toml": POLICY, "tickets/SF-9998.md": shot, "tickets/SF-9998/a.png": b"x", **before}
    )
    repo.commit("head", {**after, "tickets/SF-9998/a.png": b"y", "tickets/SF-9997.md": "---\n"}, parents=["main"])
    repo.commit("head", {"README.md": "Hello"})
    repo.checkout("head")
    (repo.path / "tickets" / "SF-9998.md").write_text(f"{shot}\nMore.\n")
    assert len(counted_processes(tmp_path, monkeypatch, lambda: check(gate, repo.path))) <= 8


class TestObjects:
    def test_names_of_contents(self, repo: Repo) -> None:
        assert blob_oid(b"Hello\n", "0" * 40) == repo.git("hash-object", "--stdin", stdin=b"Hello\n")
        assert empty_tree("0" * 40) == "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
        assert empty_tree("0" * 64).startswith("6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321")

    @pytest.mark.parametrize("line", [b"author A <a@b> x +0000", b"author", b"author A <a@b> 99999999999999 +0000"])
    def test_a_commit_without_a_date(self, line: bytes) -> None:
        commit = parse_commit("1", b"tree 2\n" + line + b"\ncommitter A <a@b> 0 +0000\n\nHi")
        assert commit.authored is None
        assert commit.date is not None
        assert (commit.tree, commit.message) == ("2", "Hi")

    def test_diffs_of_several_pairs(self) -> None:
        one = b":100644 000000 " + b"1" * 40 + b" " + b"0" * 40 + b" D\0a\nb\0"
        two = b":100644 100755 " + b"1" * 40 + b" " + b"2" * 40 + b" R100\0a\0b\0"
        found = dict(parse_diffs(b"x y\n" + one + b"y z\n" + two + one))
        assert [[(change.old_path, change.new_path) for change in part] for part in found.values()] == [
            [("a\nb", "a\nb")], [("a", "b"), ("a\nb", "a\nb")],
        ]  # fmt: skip
        assert found["x y"][0].new is None

    def test_large_contents_are_not_kept(self, repo: Repo) -> None:
        repo.commit("main", {"big": b"x" * 3_000_000, "small": b"y"})
        with Git(repo.path) as git:
            tree = git.resolve("main").tree
            entries = [git.entry(tree, name) for name in ("big", "small")]
            blobs = list(git.read_many([entry.oid for entry in entries if entry], limit=1_000_000))
            assert [(blob.size, blob.data) for blob in blobs] == [(3_000_000, None), (1, b"y")]
