"""The command as a process: pipes that close, interruptions, full disks, and never a traceback."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.support import COMMAND, clean_environment, plant, spawn, ticket

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")
BOOM = """
import sys
import {module} as module
def boom(*_, **__): raise {error}
module.{name} = boom
from supportflow.cli.main import run
run(sys.argv[1:])
"""


def many(root: Path, number: int) -> Path:
    """A tracker of so many tickets, each with an error."""
    return plant(
        root, {f"tickets/SF-{one:04}.md": ticket(f"SF-{one:04}", state="evaluated") for one in range(1, number + 1)}
    )


@POSIX
@pytest.mark.parametrize(
    ("command", "code"), [("check", 1), ("check --json", 1), ("list", 0), ("list --json", 0), ("explain", 0)]
)
def test_a_reader_that_goes_away(tmp_path: Path, command: str, code: int) -> None:
    bash = shutil.which("bash")
    assert bash
    many(tmp_path, 60)
    line = f"{sys.executable} -m supportflow {command} | true; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(
        [bash, "-c", line], cwd=tmp_path, env=clean_environment(), capture_output=True, timeout=60, check=False
    )
    assert ran.stdout.decode().split()[-1] == str(code)
    assert b"Traceback" not in ran.stderr
    assert b"Broken" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr


@POSIX
def test_both_streams_into_a_pipe_that_is_closed(tracker: Path) -> None:
    read, wrote = os.pipe()
    os.close(read)
    with subprocess.Popen(
        [*COMMAND, "list"], cwd=tracker, env=clean_environment(), stdout=wrote, stderr=wrote
    ) as process:
        os.close(wrote)
        assert process.wait(timeout=30) == 0


@POSIX
def test_streams_that_are_closed_from_the_start(broken: Path) -> None:
    bash = shutil.which("bash")
    assert bash
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        line = f"{sys.executable} -m supportflow check {closed}"
        ran = subprocess.run([bash, "-c", line], cwd=broken, env=clean_environment(), timeout=60, check=False)
        assert ran.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("command", ["check", "list", "explain", "show 1"])
def test_no_room_is_said(tracker: Path, command: str) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*COMMAND, *command.split()], cwd=tracker, env=clean_environment(), stdout=full,
            stderr=subprocess.PIPE, timeout=30, check=False,
        )  # fmt: skip
    assert ran.returncode == 2
    assert (
        ran.stderr == b"error: standard output cannot be written: No space left on device; make room, or name a file\n"
    )


@POSIX
@pytest.mark.parametrize("command", ["check", "list"])
def test_interrupted(tmp_path: Path, command: str) -> None:
    """In the middle: a script stands in for a large tree, so that the moment is certain."""
    many(tmp_path, 3)
    script = (
        "import sys, time, supportflow.source.repository as module\n"
        "before = module.read_file\n"
        "def slow(*given):\n"
        "    print('reading', file=sys.stderr, flush=True)\n"
        "    time.sleep(20)\n"
        "    return before(*given)\n"
        "module.read_file = slow\n"
        "from supportflow.cli.main import run\nrun(sys.argv[1:])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, command, *(["--output-file", "report.txt"] if command == "check" else [])],
        cwd=tmp_path,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == b"reading\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=15)
    assert (process.returncode, out) == (130, b"")
    assert err.strip() == b"interrupted"
    assert not (tmp_path / "report.txt").exists()


@pytest.mark.parametrize(
    ("module", "name", "command"),
    [
        ("supportflow.lint.check", "check_tree", "check"),
        ("supportflow.source.repository", "read_document", "list"),
        ("supportflow.lifecycle.replay", "replay", "show 1"),
        ("supportflow.source.policy.load", "load_policy", "check"),
    ],
)
@pytest.mark.parametrize("error", ["KeyError('secret')", "RecursionError('secret')", "MemoryError('secret')"])
def test_a_bug_of_ours_is_one_line_without_a_value(
    tracker: Path, module: str, name: str, command: str, error: str
) -> None:
    script = BOOM.format(module=module, name=name, error=error)
    ran = spawn(tracker, *command.split(), command=(sys.executable, "-c", script))
    assert (ran.returncode, ran.stdout) == (2, b"")
    (line,) = ran.stderr.decode().splitlines()
    assert line.startswith(f"error: supportflow has a bug: {error.partition('(')[0]} at <string>:")
    assert "SUPPORTFLOW_DEBUG=1" in line
    assert "secret" not in line


def test_debugging_shows_the_traceback(tracker: Path) -> None:
    script = BOOM.format(module="supportflow.lint.check", name="check_tree", error="KeyError('secret')")
    ran = spawn(tracker, "check", command=(sys.executable, "-c", script), SUPPORTFLOW_DEBUG="1")
    assert ran.returncode == 2
    assert b"Traceback" in ran.stderr


def test_a_refusal_of_the_system_is_one_line_without_a_name(tracker: Path) -> None:
    error = "OSError(5, 'Input/output error', '/home/secret')"
    script = BOOM.format(module="supportflow.lint.check", name="check_tree", error=error)
    ran = spawn(tracker, "check", command=(sys.executable, "-c", script))
    assert ran.returncode == 2
    assert ran.stderr == b"error: the system refuses: Input/output error; SUPPORTFLOW_DEBUG=1 shows where\n"
