"""Where the commands run: sub-folders, bare folders, folders that are none."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.cli.support import Cli, plant, spawn, ticket

READING = [("check",), ("list",), ("show", "SF-0001")]
FIFO = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("below", [".", "tickets", "src/deep/er"])
def test_from_any_folder_inside(cli: Cli, tracker: Path, command: tuple[str, ...], below: str) -> None:
    (tracker / below).mkdir(parents=True, exist_ok=True)
    assert cli(tracker / below, *command) == cli(tracker, *command)


def test_paths_are_of_the_repository(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    plant(tmp_path, {"support/desk/tickets/SF-0001.md": ticket(state="closed")})
    ran = cli(tmp_path / "support/desk", "check", "--json")
    assert {path for _, path in ran.findings()} == {"support/desk/tickets/SF-0001.md"}


@pytest.mark.parametrize("command", READING)
def test_no_tickets_folder(cli: Cli, tmp_path: Path, command: tuple[str, ...]) -> None:
    ran = cli(tmp_path, *command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"error: no folder `tickets/` here or above ({tmp_path}); create it: mkdir tickets\n"


@pytest.mark.parametrize("command", READING)
def test_tickets_is_a_link(cli: Cli, tracker: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "tickets").symlink_to(tracker / "tickets")
    ran = cli(other, *command)
    assert (ran.code, ran.out) == (2, "")
    assert "tickets is a symbolic link; make it a folder" in ran.err


@pytest.mark.parametrize("command", READING)
def test_tickets_is_a_file(cli: Cli, tmp_path: Path, command: tuple[str, ...]) -> None:
    plant(tmp_path, {"tickets": "none yet"})
    ran = cli(tmp_path, *command)
    assert (ran.code, ran.out) == (2, "")
    assert "tickets is no folder" in ran.err


def test_a_file_of_that_name_below_the_tracker_is_no_matter(cli: Cli, tracker: Path) -> None:
    plant(tracker, {"src/tickets": "a script"})
    assert cli(tracker / "src", "check").code == 0


def test_empty_tracker(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "tickets").mkdir()
    ran = cli(tmp_path, "check")
    assert (ran.code, ran.out) == (0, "0 tickets checked: 0 errors, 0 warnings\n")
    ran = cli(tmp_path, "list")
    assert (ran.code, ran.out, ran.err) == (0, "", "0 tickets\n")
    assert cli(tmp_path, "list", "--json").data == {"schema_version": 1, "tickets": []}
    ran = cli(tmp_path, "show", "1")
    assert (ran.code, ran.err) == (2, "error: there is no ticket 1; `supportflow list` names all\n")


def test_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = "import os; from supportflow.cli.main import run; os.rmdir(os.getcwd()); run(['check'])"
    ran = spawn(gone, script, command=(sys.executable, "-c"))
    assert ran.returncode == 2
    assert ran.stderr == b"error: the current folder is gone; change to another one\n"


@FIFO
def test_pipe_where_a_ticket_should_be_is_not_opened(tracker: Path) -> None:
    os.mkfifo(tracker / "tickets/SF-0002-pipe.md")
    ran = spawn(tracker, "check", "--output-format", "concise")
    assert ran.returncode == 1
    assert b"tickets/SF-0002-pipe.md:1:1: SF114" in ran.stdout


@FIFO
@pytest.mark.parametrize("name", ["supportflow.toml", "pyproject.toml"])
def test_pipe_where_the_policy_should_be_is_not_opened(tracker: Path, name: str) -> None:
    os.mkfifo(tracker / name)
    ran = spawn(tracker, "check")
    assert ran.returncode == 2
    assert ran.stderr.startswith(f"error: {name}: is no file".encode())


def test_folder_that_is_named_as_a_ticket(cli: Cli, tracker: Path) -> None:
    plant(tracker, {"tickets/SF-0002-folder.md/SF-0003-inside.md": ticket("SF-0003")})
    ran = cli(tracker, "list", "--json")
    assert [row["id"] for row in ran.data["tickets"]] == ["SF-0001", "SF-0003"]
    assert "Traceback" not in cli(tracker, "check").err


def test_file_name_that_is_no_utf8(tracker: Path) -> None:
    name = os.fsencode(tracker / "tickets") + b"/SF-0002-\xff.md"
    with open(name, "wb") as file:  # noqa: PTH123 - a name in bytes
        file.write(ticket("SF-0002").encode())
    for form in ("full", "concise", "json"):
        ran = spawn(tracker, "check", "--output-format", form)
        assert ran.stderr == b""
        ran.stdout.decode("utf-8")
