"""Each folder of fixtures is a tracker: `bad-*` gives exactly the findings of its expected.json, `ok-*` gives none."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from supportflow.rules.registry import RULES
from tests.rules.support import Checker

HERE = Path(__file__).parent
SHOWN = ("rule", "path", "line", "column", "severity", "message", "help")
CASES = sorted(path for path in HERE.glob("*/*") if path.name.startswith(("ok-", "bad-")))
NO_FOLDER = {
    "not-a-file": "a link or a pipe is made by test_hostile.py: not every system can check one out",
}


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(HERE).as_posix() for path in paths]


@pytest.fixture
def tracker(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the fixture away from this repository, so that paths begin at the tracker."""
    root = tmp_path / "tracker"
    shutil.copytree(request.param, root, ignore=shutil.ignore_patterns("expected.json"))
    return root


@pytest.mark.parametrize(("tracker", "case"), [(path, path) for path in CASES], ids=names(CASES), indirect=["tracker"])
def test_fixture(tracker: Path, case: Path, check: Checker) -> None:
    result = check(tracker)
    found = [{key: finding[key] for key in SHOWN} for finding in result.findings]
    if case.name.startswith("ok-"):
        assert found == []
        assert result.code == 0
        return
    assert found == json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert case.parent.name in result.slugs
    errors = any(finding["severity"] == "error" for finding in found)
    assert result.code == (1 if errors else 0)


@pytest.mark.parametrize("slug", [rule.slug for rule in RULES if not rule.judges_change])
def test_every_rule_has_a_fixture_that_passes_and_one_that_fails(slug: str) -> None:
    kinds = Counter(case.name.partition("-")[0] for case in CASES if case.parent.name == slug)
    assert kinds["ok"]
    assert kinds["bad"] or slug in NO_FOLDER


def test_every_folder_of_fixtures_belongs_to_a_rule() -> None:
    assert {case.parent.name for case in CASES} <= {rule.slug for rule in RULES}
