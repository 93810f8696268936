"""`supportflow diff`: what a change does, before it is merged, on a real repository."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

NOW = "2026-07-03T15:00:00Z"
TICKET = """\
---
id: {id}
title: {title}
type: error
state: {state}
{severity}impact: {{users: minority, breakage: isolated}}
{extra}history:
{history}---

## What happens

The spinner stays. {text}

## Steps to reproduce

1. Pay by card.
"""
CONFIRMED = "2026-07-01T09:00:00Z, by: operator, state: error-confirmed"
REPORTED = "2026-07-01T10:00:00Z, by: operator, state: pending-evaluation"
EVALUATED = "2026-07-01T11:00:00Z, by: provider, state: evaluated, severity: high"
LOWERED = "2026-07-02T11:00:00Z, by: provider, severity: medium, reason: only one bank"
SCHEDULED = "2026-07-02T12:00:00Z, by: provider, state: scheduled"
HELD = '2026-07-02T13:00:00Z, by: provider, hold: details-needed, note: "Which bank?"'
CLOSED = "2026-07-02T14:00:00Z, by: operator, state: closed, resolution: withdrawn, note: gone"
EVIL = "a\\x1b[31m | ::error::x <b> @team `"


def ticket(number: int, *entries: str, title: str = "Checkout spins", extra: str = "", text: str = "") -> str:
    history = "".join(f"  - {{at: {entry}}}\n" for entry in entries)
    words = [entry.split("state: ")[1].split(",")[0] for entry in entries if "state: " in entry]
    levels = [entry.split("severity: ")[1].split(",")[0] for entry in entries if "severity: " in entry]
    return TICKET.format(
        id=f"SF-{number:04}",
        title=title,
        state=words[-1],
        severity=f"severity: {levels[-1]}\n" if levels else "",
        extra=extra,
        history=history,
        text=text,
    )


class Tracker:
    """A repository with a branch `main` and one that changes it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")
        (root / "tickets").mkdir()

    def git(self, *arguments: str) -> None:
        who = ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True)

    def write(self, **files: str | None) -> None:
        for name, content in files.items():
            path = self.root / "tickets" / f"{name.replace('_', '-')}.md"
            path.unlink() if content is None else path.write_text(content, encoding="utf-8")

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "a step")

    def run(self, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "supportflow", "diff", "--now", NOW, *arguments]
        environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
        return subprocess.run(
            command, cwd=cwd or self.root, env=environment, text=True, capture_output=True, check=False, timeout=60
        )

    def data(self, *arguments: str) -> Any:
        done = self.run("--base", "main", "--json", *arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    made = Tracker(tmp_path)
    made.write(
        SF_0001=ticket(1, CONFIRMED, REPORTED, EVALUATED),
        SF_0002=ticket(2, CONFIRMED, REPORTED),
        SF_0003=ticket(3, CONFIRMED, REPORTED, CLOSED, extra="resolution: withdrawn\n"),
        SF_0004=ticket(4, CONFIRMED),
        SF_0005=ticket(5, CONFIRMED),
    )
    made.commit()
    made.git("checkout", "--quiet", "-b", "change")
    return made


@pytest.fixture
def change(tracker: Tracker) -> Tracker:
    moved = ticket(1, CONFIRMED, REPORTED, EVALUATED, LOWERED, SCHEDULED, HELD, extra="scheduled_for: 2026-07-08\n")
    tracker.write(
        SF_0001=moved,
        SF_0002=ticket(2, CONFIRMED, REPORTED, CLOSED, extra="resolution: withdrawn\n"),
        SF_0004=None,
        SF_0005=ticket(5, CONFIRMED, title="Another title", text="More."),
        SF_0006=ticket(6, CONFIRMED, REPORTED),
    )
    (tracker.root / "README.md").write_text("hello\n", encoding="utf-8")
    tracker.commit()
    return tracker


def test_text(change: Tracker) -> None:
    done = change.run("--base", "main")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (Path(__file__).parent / "diff.txt").read_text(encoding="utf-8")
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


def test_markdown(change: Tracker) -> None:
    done = change.run("--base", "main", "--output-format", "markdown")
    assert done.stdout == (Path(__file__).parent / "diff.md").read_text(encoding="utf-8")


def test_json(change: Tracker) -> None:
    data = change.data()
    assert data["schema_version"] == 1
    assert data["summary"] == {
        "tickets": 5,
        "new": 1,
        "moved": 1,
        "closed": 1,
        "reopened": 0,
        "edited": 1,
        "deleted": 1,
        "unreadable": 0,
    }
    assert data["other_files"] == ["README.md"]
    moved = data["tickets"][0]
    assert (moved["ticket"], moved["what"], moved["moves"], moved["notes"]) == ("SF-0001", "moved", ["scheduled"], 1)
    assert moved["fields"] == ["scheduled_for"]
    assert moved["before"] | {"title": ""} == {
        "title": "",
        "state": "evaluated",
        "severity": "high",
        "holds": [],
        "waits_on": "provider",
        "sla": "at-risk",
        "due": "2026-07-06T10:00:00Z",
        "promised_for": None,
        "closed": False,
    }
    assert moved["after"]["due"] is None
    assert (moved["after"]["severity"], moved["after"]["holds"]) == ("medium", ["details-needed"])


def test_the_same_twice(change: Tracker) -> None:
    assert change.run("--base", "main").stdout == change.run("--base", "main").stdout


def test_the_work_tree_counts_unless_a_head_is_named(change: Tracker) -> None:
    change.write(SF_0007=ticket(7, CONFIRMED))
    assert change.data()["summary"]["new"] == 2
    assert change.data("--head", "change")["summary"]["new"] == 1


def test_reopened(tracker: Tracker) -> None:
    again = "2026-07-03T10:00:00Z, by: operator, state: pending-evaluation, note: again"
    tracker.write(SF_0003=ticket(3, CONFIRMED, REPORTED, CLOSED, again))
    assert [(one["ticket"], one["what"]) for one in tracker.data()["tickets"]] == [("SF-0003", "reopened")]


def test_renamed(tracker: Tracker) -> None:
    tracker.git("mv", "tickets/SF-0001.md", "tickets/SF-0001-spinner.md")
    tracker.commit()
    (one,) = tracker.data()["tickets"]
    assert (one["path"], one["old_path"], one["what"]) == (
        "tickets/SF-0001-spinner.md",
        "tickets/SF-0001.md",
        "edited",
    )
    assert tracker.data()["other_files"] == []


def test_unreadable(tracker: Tracker) -> None:
    tracker.write(SF_0001="---\nid: [\n---\n")
    (one,) = tracker.data()["tickets"]
    assert (one["ticket"], one["what"], one["after"]) == ("SF-0001", "unreadable", None)
    assert "cannot be read" in tracker.run("--base", "main").stdout


def test_nothing(tracker: Tracker) -> None:
    assert tracker.run("--base", "main").stdout == "No ticket is changed\n"


def test_the_policy_is_the_base_s(tracker: Tracker) -> None:
    (tracker.root / "supportflow.toml").write_text("this is broken", encoding="utf-8")
    assert tracker.data()["other_files"] == ["supportflow.toml"]


def test_from_a_folder_inside(change: Tracker) -> None:
    done = change.run("--base", "main", cwd=change.root / "tickets")
    assert done.stdout == change.run("--base", "main").stdout


@pytest.mark.parametrize("base", ["", "nowhere", "--help "])
def test_a_base_that_is_not_there(tracker: Tracker, base: str) -> None:
    done = tracker.run("--base", base)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_hostile_titles_stay_text(tracker: Tracker) -> None:
    tracker.write(SF_0001=ticket(1, CONFIRMED, REPORTED, EVALUATED, title=f'"{EVIL}"'))
    text = tracker.run("--base", "main").stdout
    assert "\x1b" not in text
    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]
    page = tracker.run("--base", "main", "--output-format", "markdown").stdout
    tokens = MarkdownIt("commonmark").parse(page)
    kinds = {child.type for token in tokens for child in token.children or []}
    assert kinds <= {"text", "code_inline", "strong_open", "strong_close", "softbreak"}


def test_tampered_histories_do_not_stop_it(tracker: Tracker) -> None:
    tracker.write(SF_0001=ticket(1, CONFIRMED), SF_0002=ticket(2, REPORTED, CONFIRMED))
    assert {one["ticket"] for one in tracker.data()["tickets"]} == {"SF-0001", "SF-0002"}


@pytest.mark.parametrize("write", [lambda path: path.unlink(), lambda path: path.write_bytes(b"\xff\xfe")])
def test_whatever_lies_there(tracker: Tracker, write: Callable[[Path], object]) -> None:
    write(tracker.root / "tickets/SF-0001.md")
    assert tracker.data()["summary"]["tickets"] == 1
