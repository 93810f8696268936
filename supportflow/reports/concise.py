"""One line a finding: `path:line:column: SF301 illegal-transition: message`."""

from __future__ import annotations

from supportflow.model.finding import Finding
from supportflow.reports.base import Report, summary, visible


def render(report: Report) -> str:
    """The findings, a line each, and a line that sums them up."""
    lines = [line_of(finding) for finding in report.result.findings]
    return "\n".join([*lines, summary(report.result)]) + "\n"


def line_of(finding: Finding) -> str:
    """A finding on one line."""
    place = f":{finding.span.line}:{finding.span.column}" if finding.span else ""
    weight = finding.severity if finding.status == "new" else finding.status
    text = f"{finding.rule} {finding.slug} ({weight}): {finding.message}"
    return f"{visible(finding.path)}{place}: {visible(text)}"
