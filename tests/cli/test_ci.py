"""`supportflow ci`: the real command on a real repository, before a recorded forge."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.source.forge.server import SECRET, Forge, serving

ROOT = Path(__file__).parents[2]
NOW = "2026-07-03T15:00:00Z"
POLICY = """\
maintainers = ["lead-cho"]
[roles.operator]
members = ["op-anna", "op-bela"]
[roles.provider]
members = ["dev-ben", "dev-mira"]
"""
HEAD = """\
---
id: SF-0001
title: Checkout spins
type: error
state: {state}
{more}impact: {{users: majority, breakage: most}}
history:
  - {{at: 2026-07-03T09:00:00Z, by: operator, state: error-confirmed}}
"""
BODY = """\
---

## What happens

The page shows a spinner.

## Steps to reproduce

1. Pay by card.
"""
REPORTED = "  - {at: 2026-07-03T10:00:00Z, by: operator, state: pending-evaluation}\n"
EVALUATED = "  - {at: 2026-07-03T11:00:00Z, by: provider, state: evaluated, severity: high}\n"
SCHEDULED = "  - {at: 2026-07-03T11:00:00Z, by: provider, state: scheduled}\n"
CONFIRMED = HEAD.format(state="error-confirmed", more="") + BODY
LEGAL = HEAD.format(state="pending-evaluation", more="") + REPORTED + BODY
RATED = HEAD.format(state="evaluated", more="severity: high\n") + REPORTED + EVALUATED + BODY
ILLEGAL = HEAD.format(state="scheduled", more="scheduled_for: 2026-07-06\n") + SCHEDULED + BODY
STATUS = "/repos/tide/support/statuses"
OTHERS = ("GITHUB_", "CI_", "GITLAB_", "SUPPORTFLOW_", "GH_")


@dataclass
class Bench:
    """A repository whose branch `change` holds a ticket, a forge, and the environment of a job."""

    root: Path
    forge: Forge
    environment: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    def git(self, *arguments: str, at: str = "2026-07-03T12:00:00Z") -> str:
        dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
        command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.com", *arguments]
        done = subprocess.run(
            command, cwd=self.root, env={**os.environ, **dates}, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self, ticket: str) -> str:
        (self.root / "tickets").mkdir(exist_ok=True)
        (self.root / "tickets/SF-0001.md").write_text(ticket, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a step")
        return self.git("rev-parse", "HEAD")

    def run(self, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OTHERS)}
        environment = {**kept, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", **self.environment, **extra}
        command = [sys.executable, "-m", "supportflow", "ci", *arguments, "--now", NOW]
        return subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, text=True, check=False, timeout=120
        )

    @property
    def statuses(self) -> list[Any]:
        return [(path, body["state"]) for method, path, body in self.forge.asked if method == "POST"]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    root = tmp_path / "repository"
    root.mkdir()
    with serving() as forge:
        made = Bench(root, forge)
        made.git("init", "--quiet", "--initial-branch=main")
        (root / "supportflow.toml").write_text(POLICY, encoding="utf-8")
        made.commit(CONFIRMED)
        made.git("update-ref", "refs/remotes/origin/main", "HEAD")
        made.git("checkout", "--quiet", "-b", "change")
        yield made


@pytest.fixture
def github(bench: Bench, tmp_path: Path) -> Callable[..., Bench]:
    """The bench as a job of GitHub, on a pull request by `author` whose head holds a ticket."""

    def make(ticket: str, author: str = "op-anna", pusher: str = "op-anna", approved: tuple[str, ...] = ()) -> Bench:
        head = bench.commit(ticket)
        bench.forge.answers |= {
            "/repos/tide/support/activity": [
                {"after": head, "actor": {"login": pusher}, "timestamp": "2026-07-03T12:30:00Z"}
            ],
            "/repos/tide/support/pulls/7/reviews": [
                {
                    "user": {"login": who},
                    "state": "APPROVED",
                    "commit_id": head,
                    "submitted_at": "2026-07-03T13:00:00Z",
                }
                for who in approved
            ],
            f"{STATUS}/{head}": {"id": 1},
        }
        pull = {
            "number": 7,
            "user": {"login": author},
            "head": {"sha": head, "ref": "change", "repo": {"full_name": "tide/support"}},
            "base": {"ref": "main"},
        }
        event = tmp_path / "event.json"
        event.write_text(json.dumps({"action": "opened", "number": 7, "pull_request": pull}), encoding="utf-8")
        bench.environment = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": bench.forge.address,
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": "tide/support",
            "GITHUB_RUN_ID": "99",
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
            "GITHUB_TOKEN": SECRET,
        }
        return bench

    return make


@pytest.fixture
def gitlab(bench: Bench) -> Callable[..., Bench]:
    """The bench as a job of GitLab."""

    def make(ticket: str, author: str = "op-anna", approved: tuple[str, ...] = ()) -> Bench:
        head = bench.commit(ticket)
        path = "/projects/5/merge_requests/7"
        when = "2026-07-03T13:00:00Z"
        bench.forge.answers |= {
            path: {"sha": head, "author": {"username": author}, "source_project_id": 5, "source_branch": "change"},
            f"{path}/versions": [{"head_commit_sha": head, "created_at": "2026-07-03T12:30:00Z"}],
            f"{path}/approvals": {
                "approved_by": [{"user": {"username": who}, "approved_at": when} for who in approved]
            },
            "/projects/5/events": [
                {"author": {"username": author}, "push_data": {"commit_to": head, "ref": "change"}, "created_at": when}
            ],
        }
        bench.environment = {
            "GITLAB_CI": "true",
            "CI_API_V4_URL": bench.forge.address,
            "CI_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_IID": "7",
            "CI_MERGE_REQUEST_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_COMMIT_SHA": head,
            "SUPPORTFLOW_TOKEN": SECRET,
        }
        return bench

    return make


@pytest.mark.parametrize(
    ("ticket", "author", "approved", "code", "state"),
    [
        (LEGAL, "op-anna", (), 0, "success"),
        (LEGAL, "stranger", (), 3, "pending"),
        (LEGAL, "stranger", ("op-bela",), 0, "success"),
        (RATED, "op-anna", (), 3, "pending"),
        (RATED, "op-anna", ("dev-ben",), 0, "success"),
        (RATED, "op-anna", ("op-bela",), 3, "pending"),
        (ILLEGAL, "op-anna", ("dev-ben",), 1, "failure"),
    ],
)
def test_github(
    github: Callable[..., Bench], ticket: str, author: str, approved: tuple[str, ...], code: int, state: str
) -> None:
    bench = github(ticket, author, author, approved)
    done = bench.run("github")
    assert done.returncode == code, done.stdout + done.stderr
    head = bench.git("rev-parse", "HEAD")
    assert bench.statuses == [(f"{STATUS}/{head}", state)]
    assert SECRET not in done.stdout + done.stderr
    assert ("::error" in done.stdout) == (code == 1)
    assert ("::notice" in done.stdout) == (code == 3)
    summary = Path(bench.environment["GITHUB_STEP_SUMMARY"]).read_text(encoding="utf-8")
    assert summary.startswith("### supportflow: ")
    assert "What it does" in summary
    body = bench.forge.asked[-1][2]
    assert body["context"] == "supportflow/gate"
    assert body["target_url"] == "https://github.com/tide/support/actions/runs/99"


@pytest.mark.parametrize(
    ("ticket", "approved", "code"),
    [(LEGAL, (), 0), (RATED, (), 3), (RATED, ("dev-ben",), 0), (ILLEGAL, ("dev-ben",), 1)],
)
def test_gitlab(gitlab: Callable[..., Bench], ticket: str, approved: tuple[str, ...], code: int) -> None:
    bench = gitlab(ticket, approved=approved)
    done = bench.run("gitlab", "--report", "gitlab=quality.json", "--report", "junit=junit.xml")
    assert done.returncode == code, done.stdout + done.stderr
    assert "::" not in done.stdout
    quality = json.loads((bench.root / "quality.json").read_text(encoding="utf-8"))
    assert {issue["severity"] for issue in quality} == {0: set(), 1: {"major"}, 3: {"info"}}[code]
    assert (bench.root / "junit.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert SECRET not in done.stdout + done.stderr


def test_who_pushes_onto_it_takes_the_actor_away(github: Callable[..., Bench]) -> None:
    done = github(RATED, "dev-ben", "op-anna").run("github")
    assert done.returncode == 3
    assert "note: @op-anna pushed the latest commit, so that @dev-ben" in done.stderr


def test_a_fork_s_token_may_only_read(github: Callable[..., Bench]) -> None:
    bench = github(RATED)
    bench.forge.answers[f"{STATUS}/{bench.git('rev-parse', 'HEAD')}"] = 403
    done = bench.run("github")
    assert done.returncode == 3
    assert "note: the commit status supportflow/gate is not set" in done.stderr


def test_a_status_that_cannot_be_set_for_now_is_an_error(github: Callable[..., Bench]) -> None:
    bench = github(LEGAL)
    bench.forge.answers[f"{STATUS}/{bench.git('rev-parse', 'HEAD')}"] = 501
    assert bench.run("github").returncode == 2


def test_no_status_where_none_is_wanted(github: Callable[..., Bench]) -> None:
    bench = github(LEGAL)
    assert bench.run("github", "--status", "").returncode == 0
    assert bench.statuses == []


@pytest.mark.parametrize("what", ["no base", "other head", "reviews down"])
def test_without_a_verdict_no_older_one_stands(github: Callable[..., Bench], what: str) -> None:
    bench = github(LEGAL)
    head = bench.git("rev-parse", "HEAD")
    if what == "no base":
        bench.git("update-ref", "-d", "refs/remotes/origin/main")
    elif what == "other head":
        bench.git("checkout", "--quiet", "main")
    else:
        bench.forge.answers["/repos/tide/support/pulls/7/reviews"] = 501
    done = bench.run("github")
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert "Traceback" not in done.stderr
    assert bench.statuses == [(f"{STATUS}/{head}", "error")]


def test_the_merge_is_judged_where_it_is_checked_out(github: Callable[..., Bench]) -> None:
    """Two changes that are legal alone: the merge of both is not."""
    bench = github(LEGAL)
    bench.git("checkout", "--quiet", "main")
    (bench.root / "tickets/SF-0001-other.md").write_text(CONFIRMED, encoding="utf-8")
    bench.git("add", "--all")
    bench.git("commit", "--quiet", "--message", "the other one")
    bench.git("update-ref", "refs/remotes/origin/main", "HEAD~1")
    bench.git("merge", "--quiet", "--no-edit", "change")
    done = bench.run("github")
    assert done.returncode == 1
    assert "SF203" in done.stdout


def test_push(bench: Bench, tmp_path: Path) -> None:
    before = bench.git("rev-parse", "HEAD")
    after = bench.commit(ILLEGAL)
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"before": before, "after": after, "sender": {"login": "dev-ben"}}), encoding="utf-8")
    bench.forge.answers[f"/repos/tide/support/commits/{after}/pulls"] = []
    bench.environment = {
        "GITHUB_API_URL": bench.forge.address,
        "GITHUB_EVENT_NAME": "push",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "tide/support",
    }
    bench.forge.answers[f"{STATUS}/{after}"] = {"id": 1}
    assert bench.run("github").returncode == 1


@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_outside_of_its_ci_it_says_so(bench: Bench, forge: str) -> None:
    done = bench.run(forge)
    assert done.returncode == 2
    assert "brings no change to judge" in done.stderr


def test_reports_are_named_in_full(github: Callable[..., Bench]) -> None:
    done = github(LEGAL).run("github", "--report", "junit")
    assert done.returncode == 2
    assert "write FORMAT=FILE" in done.stderr


@pytest.mark.parametrize(
    ("ticket", "awaiting", "code"),
    [(LEGAL, "pending", 0), (RATED, "pending", 0), (RATED, "fail", 3), (ILLEGAL, "pending", 1)],
)
def test_the_script_of_the_action(
    github: Callable[..., Bench], tmp_path: Path, ticket: str, awaiting: str, code: int
) -> None:
    """As in a job, but for the installation: that is the one of the tests."""
    bench = github(ticket)
    commands = tmp_path / "runner/supportflow/bin"
    commands.mkdir(parents=True)
    (commands / "supportflow").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m supportflow "$@" --now {NOW}\n', encoding="utf-8"
    )
    (commands / "supportflow").chmod(0o755)
    output = tmp_path / "output"
    environment = {
        **os.environ,
        "NO_PROXY": "127.0.0.1",
        **bench.environment,
        "RUNNER_TEMP": str(tmp_path / "runner"),
        "GITHUB_OUTPUT": str(output),
        "WHEN_AWAITING": awaiting,
        "PULL_REQUEST": "",
        "BASE": "",
    }
    done = subprocess.run(
        [ROOT / "ci/github.sh"],
        cwd=bench.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert output.read_text(encoding="utf-8") == f"exit-code={3 if ticket is RATED else code}\n"


@pytest.mark.parametrize(
    ("ticket", "who", "code"),
    [
        (LEGAL, {"SUPPORTFLOW_ACTOR": "op-anna"}, 0),
        (RATED, {"SUPPORTFLOW_ACTOR": "op-anna"}, 3),
        (RATED, {"SUPPORTFLOW_ACTOR": "op-anna", "SUPPORTFLOW_APPROVED_BY": "dev-mira dev-ben"}, 0),
        (LEGAL, {}, 3),
        (ILLEGAL, {"SUPPORTFLOW_ACTOR": "op-anna"}, 1),
    ],
)
def test_the_script_for_any_other_ci(bench: Bench, tmp_path: Path, ticket: str, who: dict[str, str], code: int) -> None:
    bench.commit(ticket)
    commands = tmp_path / "bin"
    commands.mkdir()
    (commands / "supportflow").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m supportflow "$@"\n', encoding="utf-8")
    (commands / "supportflow").chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OTHERS)}
    environment = {**kept, "PATH": f"{commands}:{os.environ['PATH']}", "SUPPORTFLOW_NOW": NOW, **who}
    report = tmp_path / "report.xml"
    done = subprocess.run(
        [ROOT / "ci/check.sh", "origin/main"],
        cwd=bench.root,
        env={**environment, "SUPPORTFLOW_REPORT": str(report)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert report.read_text(encoding="utf-8").startswith("<?xml")
