"""GitLab's Code Quality report: a list of issues that a merge request shows beside its lines.

New errors are `major` (`critical` where they are about personal data), warnings `minor`; what awaits approval and
what the base has already are `info`. The fingerprint survives that lines move, so that GitLab can tell what a
merge request brings and what it mends.
"""

from __future__ import annotations

from supportflow.model.finding import Finding, Severity, Status
from supportflow.reports.base import PRIVACY, Report, json_text, said, title, visible
from supportflow.reports.fingerprints import with_fingerprints


def render(report: Report) -> str:
    """One JSON list."""
    return json_text([_issue(finding, mark) for finding, mark in with_fingerprints(report.result.findings)])


def _issue(finding: Finding, fingerprint: str) -> dict[str, object]:
    line = finding.span.line if finding.span and not finding.commit else 1
    status = "" if finding.status is Status.NEW else f" ({finding.status})"
    return {
        "type": "issue",
        "check_name": title(finding),
        "description": f"{visible(title(finding))}{status}: {said(finding)}",
        "content": {"body": visible(finding.help)},
        "categories": ["Security" if finding.rule.startswith(PRIVACY) else "Bug Risk"],
        "severity": _severity(finding),
        "fingerprint": fingerprint,
        "location": {"path": visible(finding.path), "lines": {"begin": line, "end": line}},
    }


def _severity(finding: Finding) -> str:
    if finding.status is not Status.NEW:
        return "info"
    if finding.severity is Severity.WARNING:
        return "minor"
    return "critical" if finding.rule.startswith(PRIVACY) else "major"
