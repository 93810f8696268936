"""JUnit's XML: a test case a finding.

A new error is a failure. What awaits approval, and what the base has already, is skipped, with the message saying
why: CIs show that as pending, not as failed. A warning passes and speaks in `system-out`. Nothing found is one
test case that passes, since some CIs take an empty suite for an error.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from supportflow.model.finding import Finding, Status
from supportflow.reports.base import Report, blocks, place, summary, title, visible

_NAME = "supportflow"


def render(report: Report) -> str:
    """One XML document. Without times, so that the same findings give the same bytes."""
    cases = [_case(finding) for finding in report.result.findings]
    counts = {
        "tests": str(len(cases) or 1),
        "failures": str(sum(1 for finding in report.result.findings if blocks(finding))),
        "errors": "0",
        "skipped": str(sum(1 for finding in report.result.findings if finding.status is not Status.NEW)),
    }
    root = ET.Element("testsuites", {"name": _NAME, **counts, "time": "0"})
    suite = ET.SubElement(root, "testsuite", {"name": _NAME, **counts, "time": "0"})
    suite.extend(cases or [ET.Element("testcase", {"classname": _NAME, "name": summary(report.result), "time": "0"})])
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _case(finding: Finding) -> ET.Element:
    attributes = {"classname": visible(finding.path), "name": visible(f"{title(finding)} at {place(finding)}")}
    case = ET.Element("testcase", {**attributes, "file": visible(finding.path), "time": "0"})
    if finding.span:
        case.set("line", str(finding.span.line))
    message = visible(finding.message)
    if blocks(finding):
        failure = ET.SubElement(case, "failure", {"type": finding.rule, "message": message})
        failure.text = visible(finding.help)
    elif finding.status is Status.NEW:
        ET.SubElement(case, "system-out").text = f"warning: {message}; {visible(finding.help)}"
    else:
        skipped = ET.SubElement(case, "skipped", {"type": finding.rule, "message": f"{finding.status}: {message}"})
        skipped.text = visible(finding.help)
    return case
