"""GitHub's workflow commands: an annotation a finding, and a group that lists them all with their places.

Errors are `::error`, warnings `::warning`; what awaits approval and what the base has already are `::notice`.
GitHub shows ten annotations of each kind a step; the group below them is always complete.
"""

from __future__ import annotations

from supportflow.model.finding import Finding, Severity, Status
from supportflow.reports import concise
from supportflow.reports.base import Report, said, summary, title, visible


def render(report: Report) -> str:
    """The annotations, then the findings in a group that the log shows folded, then the line that sums them up."""
    findings = report.result.findings
    line = summary(report.result)
    lines = [_annotation(finding) for finding in findings]
    if findings:
        lines += [f"::group::{data(line)}", *(concise.line_of(finding) for finding in findings), "::endgroup::"]
    return "\n".join([*lines, line]) + "\n"


def data(text: str) -> str:
    """A text as the data of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def prop(text: str) -> str:
    """A text as a property of a workflow command."""
    return data(text).replace(":", "%3A").replace(",", "%2C")


def _annotation(finding: Finding) -> str:
    properties = {"file": visible(finding.path)}
    if finding.span and not finding.commit:
        properties["line"] = str(finding.span.line)
        properties["col"] = str(finding.span.column)
        properties["endColumn"] = str(finding.span.column + finding.span.length)
    status = "" if finding.status is Status.NEW else f" ({finding.status})"
    properties["title"] = visible(f"{title(finding)}{status}")
    named = ",".join(f"{name}={prop(value)}" for name, value in properties.items())
    text = f"{said(finding)}\n{visible(finding.help)}"
    return f"::{_command(finding)} {named}::{data(text)}"


def _command(finding: Finding) -> str:
    if finding.status is not Status.NEW:
        return "notice"
    return "error" if finding.severity is Severity.ERROR else "warning"
