"""Markdown for a step summary or a sticky comment: the verdict, a table by status, then each finding with its mend.

Whatever comes from a ticket or a file name stands in code spans, where no Markdown, HTML, link, @mention or issue
number means anything, and never in a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from supportflow.lint.check import Result
from supportflow.model.finding import Finding, Severity, Status
from supportflow.reports.base import Report, counted, place, summary, title, visible

_TICKS = re.compile(r"`+")
_GROUPS = (
    ("Errors", Status.NEW, Severity.ERROR),
    ("Awaiting approval", Status.AWAITING, None),
    ("Warnings", Status.NEW, Severity.WARNING),
    ("There before", Status.EXISTING, None),
)
_MENDS = {Status.NEW: "Mend", Status.AWAITING: "Who has to approve", Status.EXISTING: "Mend"}


def render(report: Report) -> str:
    """The whole page."""
    return "\n".join(_lines(report.result)) + "\n"


def code(text: str) -> str:
    """Untrusted text as a code span."""
    shown = visible(text).strip() or " "
    ticks = "`" * (max((len(run) for run in _TICKS.findall(shown)), default=0) + 1)
    room = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{ticks}{room}{shown}{room}{ticks}"


def _lines(result: Result) -> Iterator[str]:
    yield f"### supportflow: {_verdict(result)}"
    yield ""
    yield f"{summary(result)}."
    if not result.findings:
        return
    yield from ("", "| | findings |", "| --- | ---: |")
    groups = [(name, status, _group(result, status, severity)) for name, status, severity in _GROUPS]
    yield from (f"| {name} | {len(findings)} |" for name, _, findings in groups)
    for name, status, findings in groups:
        if findings:
            yield from ("", f"#### {name}", "")
            for finding in findings:
                yield from _item(finding, _MENDS[status])


def _verdict(result: Result) -> str:
    if result.errors:
        return f"refused, {counted(result.errors, 'error')} to mend"
    if result.awaiting:
        return "waiting for approval"
    return "in order"


def _group(result: Result, status: Status, severity: Severity | None) -> list[Finding]:
    return [
        finding
        for finding in result.findings
        if finding.status is status and (severity is None or finding.severity is severity)
    ]


def _item(finding: Finding, mend: str) -> Iterator[str]:
    yield f"- **{visible(title(finding))}** at {code(place(finding))}  "
    yield f"  {code(finding.message)}  "
    yield f"  {mend}: {code(finding.help)}"
