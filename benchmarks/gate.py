"""Measure the gate: the real command on pull requests in trees of invented tickets, and an audit of a long history.

python benchmarks/gate.py [--repeat 3]

Prints a Markdown table. A pull request of so many tickets moves or edits half of them and adds the others. The whole
tree is checked in the same run, so that the ratio means something on any machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.trees import NOW, write_tree

SUPPORTFLOW = str(Path(sys.executable).parent / "supportflow")
GATES = ((1, 1_000), (20, 10_000))
COMMITS = 5_000
WHO = "A <a@example.com>"
POLICY = '[roles.operator]\nmembers = ["op-anna"]\n\n[roles.provider]\nmembers = ["dev-ben"]\n'
PATH = (
    ("operator", "state: error-confirmed"),
    ("operator", "state: pending-evaluation"),
    ("provider", "state: evaluated, severity: medium"),
    ("provider", "state: scheduled, scheduled_for: 2026-09-01"),
)
BODY = "## What happens\n\nThe list stays empty.\n\n## Steps to reproduce\n\nOpen the list.\n"
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Run git with nobody's settings."""
    own = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    own |= {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "A"), ("EMAIL", "a@example.com"), ("DATE", NOW))}  # fmt: skip
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, env=own, input=stdin, capture_output=True, check=True)
    return done.stdout.decode().strip()


def seconds(folder: Path, *arguments: str) -> tuple[float, str]:
    """How long a command takes, and its last line; it has to find nothing that blocks."""
    begin = time.perf_counter()
    done = subprocess.run([SUPPORTFLOW, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - begin
    if done.returncode not in (0, 3):
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stdout[-2000:]}{done.stderr}")
    return wall, done.stdout.rstrip().rpartition("\n")[2]


def entry(number: int, at: datetime) -> str:
    """An entry of a ticket's way."""
    by, what = PATH[number]
    return f"  - {{at: {at.isoformat()}, by: {by}, {what}}}\n"


def ticket(number: int, steps: int, at: datetime) -> str:
    """A small error that has made so many steps."""
    rated = "severity: medium\n" if steps > 2 else ""  # noqa: PLR2004 - the third step rates it
    state = PATH[steps - 1][1].partition(",")[0]
    head = f"id: SF-{number:04}\ntitle: The list stays empty\ntype: error\n{state}\n{rated}"
    impact = "impact: {users: few, breakage: isolated}\n"
    history = "".join(entry(step, at + timedelta(minutes=step)) for step in range(steps))
    return f"---\n{head}{impact}history:\n{history}---\n\n{BODY}"


def gate_rows(changed: int, size: int, repeat: int) -> Iterator[str]:
    """A pull request in a tree, and the whole of the tree."""
    with tempfile.TemporaryDirectory(prefix="supportflow-bench-") as name:
        folder = Path(name)
        write_tree(folder, size)
        (folder / "supportflow.toml").write_text(POLICY)
        git(folder, "init", "-q", "-b", "main", ".")
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "The tree")
        git(folder, "checkout", "-q", "-b", "change")
        files = sorted(folder.glob("tickets/*/*.md"))
        edited = changed - changed // 2
        for file in files[: edited * 7 : 7]:
            file.write_text(file.read_text() + "\nMore of it.\n")
        for number in range(size + 1, size + 1 + changed - edited):
            (folder / "tickets" / f"SF-{number:04}.md").write_text(
                ticket(number, 1, datetime(2026, 7, 3, 9, tzinfo=UTC))
            )
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "The change")
        options = ("check", "--base", "main", "--actor", "op-anna", "--now", NOW)
        gate = [seconds(folder, *options) for _ in range(repeat)]
        whole = [seconds(folder, "check", "--now", NOW) for _ in range(repeat)]
    middle, all_of_it = (statistics.median(wall for wall, _ in runs) for runs in (gate, whole))
    ratio = f"{all_of_it / middle:.1f} × faster than the whole"
    yield f"| gate on {changed} of {size:,} tickets | {middle:.2f} s | {ratio} |"
    yield f"| check of all {size:,} tickets | {all_of_it:.2f} s | |"


def history() -> bytes:
    """A stream for fast-import: a commit for each step of each ticket."""
    parts = [_commit(0, "supportflow.toml", POLICY)]
    for number in range(1, COMMITS):
        which, step = divmod(number - 1, len(PATH))
        path = f"tickets/{which // 500:02}/SF-{which + 1:04}.md"
        parts.append(_commit(number, path, ticket(which + 1, step + 1, BEGIN + timedelta(minutes=which * len(PATH)))))
    return "".join(parts).encode()


def _commit(number: int, path: str, text: str) -> str:
    at = int((BEGIN + timedelta(minutes=number + 1)).timestamp())
    head = f"commit refs/heads/main\ncommitter {WHO} {at} +0000\ndata 4\nStep\n"
    return f"{head}M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n"


def audit_rows(repeat: int) -> Iterator[str]:
    """The audit of a long history, and a second run of it."""
    with tempfile.TemporaryDirectory(prefix="supportflow-bench-") as name:
        folder = Path(name)
        git(folder, "init", "-q", "-b", "main", ".")
        git(folder, "fast-import", "--quiet", stdin=history())
        fresh = [seconds(folder, "audit", "--restart")[0] for _ in range(repeat)]
        seconds(folder, "audit")
        again = [seconds(folder, "audit")[0] for _ in range(repeat)]
    wall = statistics.median(fresh)
    yield f"| audit of {COMMITS:,} commits | {wall:.2f} s | {COMMITS / wall:,.0f} commits a second |"
    yield f"| the same again | {statistics.median(again):.2f} s | |"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="Measure the gate and the audit.")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each, of which the median counts")
    repeat = parser.parse_args().repeat
    asked = subprocess.run([SUPPORTFLOW, "--version"], capture_output=True, text=True, check=True)
    print(f"{asked.stdout.strip()}, Python {platform.python_version()}, {git(Path.cwd(), '--version')}, "
          f"{os.cpu_count()} processors; median of {repeat} runs\n")  # fmt: skip
    print("| what | time | |\n| --- | ---: | --- |")
    for changed, size in GATES:
        for line in gate_rows(changed, size, repeat):
            print(line, flush=True)
    for line in audit_rows(repeat):
        print(line, flush=True)


if __name__ == "__main__":
    main()
