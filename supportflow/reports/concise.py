"""One line a finding: `path:line:column: SF301 illegal-transition: message`."""

from __future__ import annotations

from supportflow.model.finding import Finding
from supportflow.reports.base import Report, place, summary, title, visible, weight


def render(report: Report) -> str:
    """The findings, a line each, and a line that sums them up."""
    lines = [line_of(finding) for finding in report.result.findings]
    return "\n".join([*lines, summary(report.result)]) + "\n"


def line_of(finding: Finding) -> str:
    """A finding on one line."""
    return f"{place(finding)}: {visible(f'{title(finding)} ({weight(finding)}): {finding.message}')}"
