"""`supportflow explain`."""

from __future__ import annotations

from pathlib import Path

import pytest

from supportflow.rules.registry import FAMILIES, RULES
from tests.cli.support import Cli


@pytest.mark.parametrize("name", ["SF301", "sf301", "illegal-transition"])
def test_page(cli: Cli, tmp_path: Path, name: str) -> None:
    ran = cli(tmp_path, "explain", name)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("SF301 illegal-transition (error)\n\nA ticket moves only along its workflow.\n")
    for heading in ("What it checks", "Why", "Bad", "Good", "How to mend"):
        assert f"\n## {heading}\n" in ran.out


def test_page_as_json(cli: Cli, tmp_path: Path) -> None:
    data = cli(tmp_path, "explain", "SF301", "--json").data
    assert data.keys() == {"rule", "slug", "title", "severity", "page"}
    assert (data["rule"], data["slug"], data["severity"]) == ("SF301", "illegal-transition", "error")


def test_all(cli: Cli, tmp_path: Path) -> None:
    ran = cli(tmp_path, "explain")
    assert ran.code == 0
    for rule in RULES:
        assert f"  {rule.id}  {rule.title}" in ran.out
    families = dict.fromkeys(FAMILIES[rule.id[:3]] for rule in RULES)
    assert [line for line in ran.out.splitlines() if not line.startswith(" ")] == list(families)


def test_all_as_json(cli: Cli, tmp_path: Path) -> None:
    assert [row["rule"] for row in cli(tmp_path, "explain", "--json").data] == [rule.id for rule in RULES]


@pytest.mark.parametrize("family", ["SF3", "sf3"])
def test_family(cli: Cli, tmp_path: Path, family: str) -> None:
    lines = cli(tmp_path, "explain", family).out.splitlines()
    assert lines[0] == "Lifecycle and history"
    assert {line.split()[0][:3] for line in lines[1:]} == {"SF3"}


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("ilegal-transition", "did you mean illegal-transition?"),
        ("Illegal_Transition", "did you mean illegal-transition?"),
        ("SF399", "`supportflow explain SF3` lists its family"),
        ("zzz", "`supportflow explain` lists all"),
    ],
)
def test_unknown(cli: Cli, tmp_path: Path, name: str, mend: str) -> None:
    ran = cli(tmp_path, "explain", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"error: there is no rule {name!r}; {mend}\n"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_its_page(cli: Cli, tmp_path: Path, rule: object) -> None:
    assert cli(tmp_path, "explain", getattr(rule, "slug", "")).code == 0
