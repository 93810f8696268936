"""What the README says to do can be done, and gives what it shows."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from tests.cli.support import clean_environment

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
ELSEWHERE = ("make ", ". .venv", "python3 ", "~/supportflow", "export ")
"""Commands that set up a machine: they have tests of their own."""


def section(title: str) -> str:
    """The text of a section."""
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def blocks(text: str, language: str) -> list[str]:
    """The blocks of code in one language, without their indent."""
    return [dedent(code) for _, kind, code in BLOCK.findall(text) if kind == language]


def steps(text: str) -> list[tuple[str, str]]:
    """Each command of a text, with the output that is shown below it."""
    found = []
    for block in blocks(text, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((re.sub(r"\s{2,}#.*", "", command), output))
    return [(command, output) for command, output in found if not command.startswith(ELSEWHERE)]


def run(command: str, folder: Path, now: str) -> subprocess.CompletedProcess[str]:
    shell = shutil.which("bash")
    assert shell
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    return subprocess.run(
        [shell, "-c", command],
        cwd=folder,
        env=clean_environment(PATH=path, SUPPORTFLOW_NOW=now, COLUMNS="100"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_tour(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tickets", tmp_path / "tickets")
    (tmp_path / "site_docs").mkdir()
    for name in ("supportflow.toml", "mkdocs.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    tour = section("A tour of two minutes")
    found = re.search(r"export SUPPORTFLOW_NOW=(\S+)", tour)
    assert found
    done = [(command, output, run(command, tmp_path, found[1])) for command, output in steps(tour)]
    assert [command for command, _, _ in done if command.startswith("supportflow")] != []
    for command, output, ran in done:
        assert ran.returncode == (1 if "error[" in output else 0), (command, ran.stdout)
        if output:
            assert ran.stdout.split() == output.split()
    assert (tmp_path / "site/index.html").is_file()
    assert not [*tmp_path.glob("tickets/**/*.bak")]


@pytest.mark.slow
def test_tracker_of_ones_own(tmp_path: Path) -> None:
    own = section("A tracker of your own")
    (ticket,) = blocks(own, "markdown")
    named = re.search(r"`(tickets/SF-\S+\.md)`", own)
    assert named
    folder = tmp_path
    now = "2026-07-03T15:00:00Z"
    for command, _ in steps(own):
        if command.startswith("cd "):
            folder = folder / command.removeprefix("cd ")
            (folder / named[1]).write_text(ticket, encoding="utf-8")
            continue
        ran = run(command, folder, now)
        assert ran.returncode == 0, (command, ran.stdout)
        if command == "supportflow check":
            assert ran.stdout == "1 ticket checked: 0 errors, 0 warnings\n"
    assert (folder / "site/tickets/SF-0001/index.html").is_file()
    assert "SF-0001" in run("supportflow show 1", folder, now).stdout


def test_policy_in_short(tmp_path: Path) -> None:
    (tmp_path / "tickets").mkdir()
    (policy,) = blocks(section("The policy in short"), "toml")
    (tmp_path / "supportflow.toml").write_text(policy, encoding="utf-8")
    ran = run("supportflow check && supportflow schema policy && supportflow completion bash", tmp_path, "")
    assert ran.returncode == 0, ran.stdout
