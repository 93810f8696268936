"""SARIF, JUnit and GitLab's code quality, read by packages that others made for them."""

from __future__ import annotations

import json
import subprocess
import sys
import typing
from pathlib import Path
from typing import Any

import junitparser
import pytest
from gitlab_cq import GitLabCodeQuality  # type: ignore[import-untyped]
from sarif import loader  # type: ignore[import-untyped]

from supportflow.reports.base import Report
from supportflow.reports.registry import FORMATS
from supportflow.rules.registry import find_rule


@pytest.fixture
def sarif_file(mixed: Report, tmp_path: Path) -> Path:
    path = tmp_path / "supportflow.sarif"
    path.write_text(FORMATS["sarif"](mixed), encoding="utf-8")
    return path


def test_sarif_tools_reads_it(sarif_file: Path) -> None:
    read = loader.load_sarif_file(str(sarif_file))
    assert read.get_distinct_tool_names() == ["supportflow"]
    records = read.get_records()
    assert [(record["Location"], int(record["Line"]), record["Severity"]) for record in records] == [
        ("mkdocs.yml", 1, "error"),
        ("tickets/SF-0007.md", 5, "error"),
        ("tickets/SF-0042-spinner.md", 5, "error"),
        ("tickets/SF-0042-spinner.md", 5, "note"),
        ("tickets/SF-0042-spinner.md", 30, "warning"),
    ]
    assert {record["Code"] for record in records} == {"SF301", "SF303", "SF505", "SF902"}
    assert records[2]["Description"].startswith("evaluated -> qa-testing is not a move")


def test_sarif_describes_its_rules(sarif_file: Path) -> None:
    read = loader.load_sarif_file(str(sarif_file))
    (rule,) = read.get_rules_by_id("SF301")
    page = find_rule("SF301")
    assert page
    assert rule["help"] == {"text": page.text, "markdown": page.text}
    assert rule["shortDescription"]["text"] == page.rule.title
    (run,) = read.runs
    for result in run.get_results():
        assert run.run_data["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_says_what_the_base_has(sarif_file: Path) -> None:
    results = loader.load_sarif_file(str(sarif_file)).get_results()
    assert [result["baselineState"] for result in results] == ["new", "unchanged", "new", "new", "new"]
    assert [len(result["suppressions"]) for result in results] == [0, 1, 0, 0, 0]


def test_sarif_tools_makes_code_quality_of_it(sarif_file: Path, mixed: Report, tmp_path: Path) -> None:
    """Their converter and our own format agree on what is wrong where."""
    out = tmp_path / "theirs.json"
    command = [sys.executable, "-m", "sarif", "codeclimate", str(sarif_file), "-o", str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    theirs = json.loads(out.read_text(encoding="utf-8"))
    ours = json.loads(FORMATS["gitlab"](mixed))
    assert [places(issue) for issue in theirs] == [places(issue) for issue in ours]


def test_junitparser_reads_it(mixed: Report, tmp_path: Path) -> None:
    path = tmp_path / "supportflow.xml"
    path.write_text(FORMATS["junit"](mixed), encoding="utf-8")
    read = junitparser.JUnitXml.fromfile(str(path))
    assert (read.tests, read.failures, read.skipped, read.errors) == (5, 2, 2, 0)
    (suite,) = read
    kinds = [[type(result).__name__ for result in case.result] for case in suite]
    assert kinds == [["Failure"], ["Skipped"], ["Failure"], ["Skipped"], []]
    third = list(suite)[2]
    assert third.name == "SF301 illegal-transition at tickets/SF-0042-spinner.md:5:8"
    assert third.result[0].message == "evaluated -> qa-testing is not a move of the error workflow"
    assert third.result[0].text == "From evaluated: scheduled (provider; needs scheduled_for)"
    assert list(suite)[3].result[0].message.startswith("awaiting: ")
    before = (suite.tests, suite.failures, suite.skipped)
    suite.update_statistics()  # type: ignore[no-untyped-call]
    assert (suite.tests, suite.failures, suite.skipped) == before


def test_gitlab_cq_reads_it(mixed: Report, tmp_path: Path) -> None:
    """It adds the findings of another linter to a report of ours, as it does to one of its own."""
    path = tmp_path / "gl-code-quality-report.json"
    path.write_text(FORMATS["gitlab"](mixed), encoding="utf-8")
    command = [sys.executable, "-m", "gitlab_cq", "--output", str(path), "--merge", "mypy"]
    subprocess.run(command, check=True, capture_output=True, timeout=60, input=b"\n")
    read = json.loads(path.read_text(encoding="utf-8"))
    assert [issue["severity"] for issue in read] == ["major", "info", "major", "info", "minor"]
    assert [issue["location"]["lines"]["begin"] for issue in read] == [1, 5, 5, 5, 30]
    for issue in read:
        assert fits(issue, GitLabCodeQuality.Issue), issue
        ours = issue["fingerprint"]
        GitLabCodeQuality.add_fingerprint(issue)  # finds the place in it
        assert issue["fingerprint"] != ours


def places(issue: dict[str, Any]) -> tuple[str, int]:
    return issue["location"]["path"], int(issue["location"]["lines"]["begin"])


def fits(value: object, kind: Any) -> bool:
    """Whether data is of a type of the package: typed dictionaries, literals, lists, unions."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if typing.is_typeddict(kind) or hasattr(kind, "__required_keys__"):
        names = {"GitLabCodeQuality": GitLabCodeQuality, "Literal": typing.Literal}
        hints = typing.get_type_hints(kind, None, {**vars(sys.modules["gitlab_cq"]), **names})
        return (
            isinstance(value, dict)
            and kind.__required_keys__ - optional(kind) <= value.keys() <= hints.keys()
            and all(fits(value[key], hints[key]) for key in value)
        )
    if origin is typing.Literal:
        return value in args
    if origin is list:
        return isinstance(value, list) and all(fits(item, args[0]) for item in value)
    if args:
        return any(fits(value, arg) for arg in args)
    return isinstance(value, kind)


def optional(kind: Any) -> set[str]:
    return {name for name, hint in kind.__annotations__.items() if "NotRequired" in str(hint)}
