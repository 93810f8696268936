"""The findings as data: schema version 1, every key always there."""

from __future__ import annotations

from supportflow.model.finding import Finding
from supportflow.reports.base import Report, json_text

SCHEMA_VERSION = 1


def render(report: Report) -> str:
    """One JSON document, indented, in the order of every output."""
    result = report.result
    data = {
        "schema_version": SCHEMA_VERSION,
        "summary": {
            "tickets": result.tickets,
            "checked": result.checked,
            "errors": result.errors,
            "warnings": result.warnings,
            "awaiting": result.awaiting,
        },
        "findings": [as_data(finding) for finding in result.findings],
    }
    return json_text(data)


def as_data(finding: Finding) -> dict[str, object]:
    """A finding as plain data."""
    data: dict[str, object] = {
        "rule": finding.rule,
        "slug": finding.slug,
        "severity": finding.severity.value,
        "status": finding.status.value,
        "path": finding.path,
        "line": finding.span.line if finding.span else None,
        "column": finding.span.column if finding.span else None,
        "ticket": finding.ticket,
        "message": finding.message,
        "help": finding.help,
        "help_uri": finding.help_uri,
    }
    if finding.commit:
        data["commit"] = finding.commit
    return data
