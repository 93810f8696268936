"""`supportflow sla --as-of`: a report of the past, byte for byte."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.sla_tree import HISTORIES, REQUEST, tree
from tests.cli.support import Cli, clean_environment, plant
from tests.sla.tickets import at, text_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path / "tracker", tree())


FORMATS = [(), ("--json",), ("--csv",), ("SF-0005", "--explain"), ("--severity", "severe"), ("--since", "2026-06-02")]


def truncated(folder: Path, now: str) -> Path:
    """The tracker as it was at an instant."""
    files: dict[str, str | bytes] = {}
    for name, text in tree().items():
        assert isinstance(text, str)
        number = int(name[11:15])
        lines = REQUEST if number == 6 else HISTORIES[number - 1]
        cut = "\n".join(line for line in lines.splitlines() if at(" ".join(line.split()[:2])) <= at(now))
        kind, top = ("request", "severity: enhancement") if number == 6 else ("error", "")
        title = text.split("title: ")[1].split("\n")[0]
        if cut:
            files[name] = text_of(cut, number=number, title=title, kind=kind, top=top)
    return plant(folder, files)


@pytest.mark.parametrize("now", ["06-01 10:00", "06-08 11:00", "06-30 17:00", "07-03 12:00"])
@pytest.mark.parametrize("arguments", FORMATS, ids=" ".join)
def test_as_of_an_instant_is_the_report_of_then_byte_for_byte(
    cli: Cli, root: Path, tmp_path: Path, now: str, arguments: tuple[str, ...]
) -> None:
    instant = at(now).isoformat()
    then = cli(truncated(tmp_path / "then", now), "sla", *arguments, "--now", instant)
    # the clock of today moves nothing
    assert cli(root, "sla", *arguments, "--as-of", instant, SUPPORTFLOW_NOW=instant) == then


def test_as_of_needs_no_now(cli: Cli, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.cli.support.NOW", "")
    data = cli(root, "sla", "--json", "--as-of", "2026-06-08T11:00:00Z").data
    assert (data["as_of"], [row["state"] for row in data["tickets"]]) == (
        "2026-06-08T11:00:00Z",
        ["closed", "evaluated"],
    )


def test_as_of_a_commit(cli: Cli, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*arguments: str) -> None:
        stamp = {"GIT_COMMITTER_DATE": "2026-07-01T12:00:00Z", "GIT_AUTHOR_DATE": "2026-07-01T12:00:00Z"}
        names = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
        named = ("-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *named, *arguments], cwd=root, env=clean_environment(**stamp, **names), check=True)

    (root / "tickets" / "SF-0002.md").unlink()
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "x")):
        git(*arguments)
    expected = cli(root, "sla", "--json", "--now", "2026-07-01T12:00:00Z")
    plant(root, {**tree(), "supportflow.toml": 'calendars.default = "always"\n'})
    monkeypatch.setattr("tests.cli.support.NOW", "")
    assert cli(root, "sla", "--json", "--as-of", "HEAD") == expected
    other = cli(root, "sla", "--json", "--as-of", "HEAD", "--now", "2026-07-02T12:00:00Z").data
    assert other["as_of"] == "2026-07-02T12:00:00Z"
