"""All formats carry the same findings, in the same order, and the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from supportflow.model.finding import Finding, Severity, Span, Status
from supportflow.reports.base import Report
from supportflow.reports.registry import FORMATS, format_name

REPORTS = Path(__file__).parents[2] / "supportflow/reports"
PLANTED = "From: a.person@example.com wrote to us"


@pytest.mark.parametrize("name", FORMATS)
def test_every_finding_is_there_in_order(name: str, mixed: Report) -> None:
    text = FORMATS[name](mixed)
    assert FORMATS[name](mixed) == text
    assert text.endswith("\n")
    for finding in mixed.result.findings:
        assert finding.rule in text
        assert finding.path in text
    if name != "markdown":  # grouped by status there
        places = [text.index(path) for path in sorted({finding.path for finding in mixed.result.findings})]
        assert places == sorted(places)


@pytest.mark.parametrize("name", FORMATS)
def test_a_finding_in_a_past_commit_names_it(
    name: str, finding: Callable[..., Finding], report: Callable[..., Report]
) -> None:
    text = FORMATS[name](report(finding(commit="0123456789abcdef"), source="not the line of then"))
    assert "0123456789ab" in text
    assert "not the line" not in text
    assert ",line=" not in text


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found_is_said(name: str, report: Callable[..., Report]) -> None:
    assert FORMATS[name](report()).strip()


@pytest.mark.parametrize("name", FORMATS)
def test_no_source_is_quoted_near_personal_data(
    name: str, finding: Callable[..., Finding], report: Callable[..., Report]
) -> None:
    datum = finding(rule="SF401", slug="personal-data", message="an e-mail address", help="take it out")
    other = finding(rule="SF302", span=Span(6, 1, 3))
    text = FORMATS[name](report(datum, other, source=PLANTED))
    assert "example.com" not in text
    assert "wrote" not in text


def test_source_is_quoted_where_no_personal_data_is(
    finding: Callable[..., Finding], report: Callable[..., Report]
) -> None:
    datum = finding(rule="SF401", path="tickets/SF-0001.md")
    assert PLANTED in FORMATS["full"](report(datum, finding(), source=PLANTED))


def test_only_one_place_knows_what_may_be_quoted() -> None:
    users = [path.name for path in REPORTS.glob("*.py") if ".line_of(" in path.read_text(encoding="utf-8")]
    assert sorted(users) == ["base.py", "github.py"]  # there it is the line of the concise format


def test_github(mixed: Report) -> None:
    lines = FORMATS["github"](mixed).splitlines()
    assert lines[0].startswith("::error file=mkdocs.yml,title=SF902 protected-file::")
    assert lines[2] == (
        "::error file=tickets/SF-0042-spinner.md,line=5,col=8,endColumn=18,title=SF301 illegal-transition::"
        "evaluated -> qa-testing is not a move of the error workflow%0A"
        "From evaluated: scheduled (provider; needs scheduled_for)"
    )
    assert [line.split(" ")[0] for line in lines[:5]] == ["::error", "::notice", "::error", "::notice", "::warning"]
    assert lines[5] == "::group::3 of 52 tickets checked: 2 errors, 1 warning, 1 awaiting approval"
    assert lines[-2] == "::endgroup::"
    assert len(lines) == 5 + 5 + 3


def test_github_escapes_properties(finding: Callable[..., Finding], report: Callable[..., Report]) -> None:
    text = FORMATS["github"](report(finding(path="tickets/a,b:c%.md", message="100 %: a, b")))
    assert "file=tickets/a%2Cb%3Ac%25.md," in text
    assert "::100 %25: a, b%0A" in text


def test_markdown(mixed: Report) -> None:
    assert FORMATS["markdown"](mixed) == (Path(__file__).parent / "mixed.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("statuses", "verdict"),
    [
        ([], "in order"),
        ([Status.EXISTING], "in order"),
        ([Status.AWAITING], "waiting for approval"),
        ([Status.AWAITING, Status.NEW], "refused, 1 error to mend"),
    ],
)
def test_markdown_verdict(
    statuses: list[Status], verdict: str, finding: Callable[..., Finding], report: Callable[..., Report]
) -> None:
    text = FORMATS["markdown"](report(*(finding(status=status) for status in statuses)))
    assert text.startswith(f"### supportflow: {verdict}\n")


def test_markdown_warning_alone_is_in_order(finding: Callable[..., Finding], report: Callable[..., Report]) -> None:
    text = FORMATS["markdown"](report(finding(severity=Severity.WARNING)))
    assert text.startswith("### supportflow: in order\n")


@pytest.mark.parametrize("name", ["gitlab", "sarif"])
def test_fingerprints_survive_moved_lines_and_are_unique(
    name: str, finding: Callable[..., Finding], report: Callable[..., Report]
) -> None:
    def marks(*findings: Finding) -> list[str]:
        data = json.loads(FORMATS[name](report(*findings)))
        if name == "gitlab":
            return [issue["fingerprint"] for issue in data]
        return [result["partialFingerprints"]["supportflow/v1"] for result in data["runs"][0]["results"]]

    here = marks(finding(), finding(span=Span(9, 1)), finding(message="another"))
    assert len(set(here)) == 3
    assert marks(finding(span=Span(50, 2)), finding(span=Span(90, 1)), finding(message="another")) is not None
    assert set(marks(finding(span=Span(50, 2)), finding(span=Span(90, 1)))) <= set(here)


@pytest.mark.parametrize(
    ("wanted", "environment", "to_file", "name"),
    [
        ("auto", {}, False, "full"),
        ("auto", {}, True, "full"),
        ("auto", {"CI": "true"}, False, "full"),
        ("auto", {"GITHUB_ACTIONS": "true"}, False, "github"),
        ("auto", {"GITHUB_ACTIONS": "true"}, True, "github"),
        ("auto", {"GITHUB_ACTIONS": ""}, False, "full"),
        ("auto", {"GITLAB_CI": "true"}, False, "full"),
        ("auto", {"GITLAB_CI": "true"}, True, "gitlab"),
        ("json", {"GITHUB_ACTIONS": "true"}, False, "json"),
    ],
)
def test_auto_knows_the_ci(wanted: str, environment: dict[str, str], to_file: bool, name: str) -> None:
    assert format_name(wanted, environment, to_file=to_file) == name
