"""SARIF 2.1.0, as code scanning takes it.

A new error has level `error`, a warning `warning`, what awaits approval `note`. `baselineState` says what the base
has already; that is suppressed as well, for readers that know no baseline. Only rules that found something are
described, each with its page. No source is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from supportflow import __version__
from supportflow.model.finding import Finding, Severity, Status
from supportflow.reports.base import Report, json_text, said, visible
from supportflow.reports.fingerprints import with_fingerprints
from supportflow.rules.base import Page
from supportflow.rules.registry import pages

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LINK = re.compile(r"(?<!\\)\](?=\()")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")
_ABSOLUTE = re.compile(r"https?://")


def render(report: Report) -> str:
    """One SARIF log with one run."""
    findings = report.result.findings
    names = sorted({finding.rule for finding in findings})
    driver: dict[str, object] = {
        "name": "supportflow",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(name, findings) for name in names],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "The top of the repository."}}},
        "invocations": [{"executionSuccessful": True}],
        "results": [_result(finding, names.index(finding.rule), mark) for finding, mark in with_fingerprints(findings)],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, object]:
    existing = finding.status is Status.EXISTING
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": "note" if finding.status is Status.AWAITING else finding.severity.value,
        "message": {"text": f"{_message(said(finding))}\n{_message(visible(finding.help))}"},
        "locations": [{"physicalLocation": _location(finding)}],
        "partialFingerprints": {"supportflow/v1": fingerprint},
        "baselineState": "unchanged" if existing else "new",
        "suppressions": [{"kind": "external", "justification": "the base has it as well"}] if existing else [],
        "properties": {
            "status": finding.status.value,
            "severity": finding.severity.value,
            "ticket": finding.ticket,
            "commit": finding.commit,
        },
    }


def _location(finding: Finding) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": _uri(finding.path), "uriBaseId": "%SRCROOT%"}}
    if finding.span and not finding.commit:
        start, length = finding.span.column, finding.span.length
        location["region"] = {"startLine": finding.span.line, "startColumn": start, "endColumn": start + length}
    return location


def _rule(name: str, findings: Iterable[Finding]) -> dict[str, object]:
    first = next(finding for finding in findings if finding.rule == name)
    page = next((page for page in pages() if page.rule.id == name), None)
    severity = page.rule.severity if page else first.severity
    about: dict[str, object] = {
        "id": name,
        "name": "".join(part.capitalize() for part in first.slug.split("-")),
        "shortDescription": {"text": page.rule.title if page else first.slug},
        "help": _help(name, page),
        "defaultConfiguration": {"level": "error" if severity is Severity.ERROR else "warning"},
        "properties": {"tags": [first.slug]},
    }
    if _ABSOLUTE.match(first.help_uri):
        about["helpUri"] = first.help_uri
    return about


def _help(name: str, page: Page | None) -> dict[str, str]:
    text = page.text if page else f"See: supportflow explain {name}"
    return {"text": text, "markdown": text}


def _message(text: str) -> str:
    """A message in which nothing is a link or a placeholder."""
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(r"\\]", text))


def _uri(path: str) -> str:
    """A path as a relative reference; a name that is no text keeps its bytes."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "surrogatepass")
    uri = quote(raw, safe="/")
    return f"./{uri}" if uri.startswith("/") else uri
