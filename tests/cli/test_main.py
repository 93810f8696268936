"""The command line itself: help, versions, names of commands, completion, and what starts with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from supportflow.cli.main import COMMANDS
from tests.cli.support import COMMAND, Cli, clean_environment, plant, spawn

LATE = (
    "yaml", "frontmatter", "ruamel", "markdown_it", "mkdocs", "jinja2", "nh3", "tomllib", "zoneinfo", "difflib",
    "subprocess", "traceback", "supportflow.model", "supportflow.rules", "supportflow.reports", "supportflow.lint",
    "supportflow.lifecycle", "supportflow.sla", "supportflow.site",
)  # fmt: skip
"""What `--help` does without: it has to be there at once."""
LOADED = """
import sys
from supportflow.cli.main import run
try:
    run({arguments!r})
finally:
    print(*sys.modules, file=sys.stderr)
"""


def modules(arguments: list[str], folder: Path) -> set[str]:
    ran = spawn(folder, LOADED.format(arguments=arguments), command=(sys.executable, "-c"))
    return set(ran.stderr.decode().split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []], ids=str)
def test_help_imports_next_to_nothing(tmp_path: Path, arguments: list[str]) -> None:
    loaded = modules(arguments, tmp_path)
    assert "click" in loaded
    assert sorted(loaded.intersection(LATE)) == []


def test_check_imports_nothing_of_the_site(tracker: Path) -> None:
    loaded = modules(["check"], tracker)
    assert "supportflow.rules" in loaded
    assert sorted(loaded.intersection(("mkdocs", "jinja2", "nh3", "ruamel", "supportflow.site"))) == []


def test_help(cli: Cli, tmp_path: Path) -> None:
    ran = cli(tmp_path, "--help")
    assert ran.code == 0
    for name, line in COMMANDS.items():
        assert name in ran.out
        assert line[:40] in " ".join(ran.out.split())
    assert cli(tmp_path, "-h").out == ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_each_command(cli: Cli, tmp_path: Path, name: str) -> None:
    ran = cli(tmp_path, name, "--help", COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: supportflow {name} ")
    assert max(map(len, ran.out.splitlines())) <= 80


def test_version(cli: Cli, tmp_path: Path) -> None:
    ran = cli(tmp_path, "--version")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("supportflow 0.")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chek"], "there is no command 'chek'; did you mean check?"),
        (["frobnicate"], "there is no command 'frobnicate'"),
        (["--colour"], "--colour"),
        (["check", "--formt", "json"], "--formt"),
        (["list", "--state"], "--state"),
    ],
)
def test_usage(cli: Cli, tracker: Path, arguments: list[str], says: str) -> None:
    ran = cli(tracker, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert len(ran.err.strip().splitlines()) <= 4


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(cli: Cli, tmp_path: Path, shell: str) -> None:
    ran = cli(tmp_path, "completion", shell)
    assert ran.code == 0
    assert "_SUPPORTFLOW_COMPLETE" in ran.out
    program = shutil.which(shell)
    if program:
        checked = subprocess.run([program, "-n"], input=ran.out.encode(), capture_output=True, timeout=30, check=False)
        assert (checked.returncode, checked.stderr) == (0, b"")


def test_completion_of_another_shell(cli: Cli, tmp_path: Path) -> None:
    ran = cli(tmp_path, "completion", "tcsh")
    assert ran.code == 2
    assert "'bash', 'zsh', 'fish'" in ran.err


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        ("supportflow ch", {"check"}),
        ("supportflow list --sev", {"--severity"}),
        ("supportflow list --state sch", {"scheduled"}),
        ("supportflow list --severity ", {"severe", "high", "medium", "low", "enhancement", "none"}),
        ("supportflow list --hold d", {"details-needed"}),
        ("supportflow list --waits-on p", {"provider"}),
        ("supportflow show ", {"SF-0001", "SF-0002"}),
        ("supportflow show sf-0002", {"SF-0002"}),
        ("supportflow explain illegal-", {"illegal-transition", "illegal-resolution"}),
        ("supportflow explain SF901", {"SF901"}),
        ("supportflow completion f", {"fish"}),
    ],
)
def test_proposals(broken: Path, words: str, proposed: set[str]) -> None:
    parts = words.split(" ")
    ran = spawn(
        broken, COMP_WORDS=words, COMP_CWORD=str(len(parts) - 1), _SUPPORTFLOW_COMPLETE="bash_complete",
        command=(sys.executable, "-c", "from supportflow.cli.main import run; run()"),
    )  # fmt: skip
    assert ran.stderr == b""
    assert {line.partition(",")[2] for line in ran.stdout.decode().split()} == proposed


@pytest.mark.parametrize("words", ["supportflow show ", "supportflow list --state "])
def test_no_proposals_where_nothing_can_be_read(tmp_path: Path, words: str) -> None:
    for files in ({}, {"tickets/SF-0001.md": "", "supportflow.toml": "broken"}):
        folder = plant(tmp_path / str(len(files)), {"empty": "", **files})
        ran = spawn(folder, COMP_WORDS=words, COMP_CWORD=str(words.count(" ")), _SUPPORTFLOW_COMPLETE="bash_complete")
        assert (ran.stdout.strip(), ran.stderr) == (b"", b"")


def test_bash_completes(broken: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    script = (
        f'supportflow() {{ {" ".join(COMMAND)} "$@"; }}\n'
        'eval "$(supportflow completion bash)"\n'
        "COMP_WORDS=(supportflow show SF) COMP_CWORD=2\n"
        'env() { shift 0; command env "$@"; }\n'
        "_supportflow_completion supportflow SF show\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    ran = subprocess.run(
        [bash, "-c", script], cwd=broken, env=clean_environment(PATH=f"{Path(sys.executable).parent}:/usr/bin:/bin"),
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.stdout.decode().split() == ["SF-0001", "SF-0002"], ran.stderr
