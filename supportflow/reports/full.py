"""Findings as a compiler shows them: the line, a caret below it, and the mend."""

from __future__ import annotations

import textwrap

from supportflow.model.finding import Finding, Severity
from supportflow.reports.base import Report, columns, summary, visible

_ELLIPSIS = "…"


def render(report: Report) -> str:
    """The findings, one block each, and a line that sums them up."""
    blocks = [_block(finding, report) for finding in report.result.findings]
    style = "error" if report.result.errors else "warning" if report.result.warnings else "good"
    return "\n".join([*blocks, report.paint(summary(report.result), style)]) + "\n"


def _block(finding: Finding, report: Report) -> str:
    weight = finding.severity.value if finding.status == "new" else finding.status.value
    style = "error" if finding.severity is Severity.ERROR and finding.status == "new" else "warning"
    head = f"{report.paint(f'{weight}[{finding.rule}]', style)} {finding.slug}"
    lines = [*_wrapped(f"{weight}[{finding.rule}] {finding.slug}: ", visible(finding.message), report.width)]
    lines[0] = lines[0].replace(f"{weight}[{finding.rule}] {finding.slug}", head, 1)
    span = finding.span
    gutter = len(str(span.line)) if span else 1
    place = f":{span.line}:{span.column}" if span else ""
    lines.append(f"{' ' * gutter}{report.paint('-->', 'frame')} {visible(finding.path)}{place}")
    source = report.line_of(finding.path, span.line) if span else None
    if span and source is not None:
        lines.extend(_snippet(source, span.line, span.column, span.length, report))
    pad = " " * gutter
    lines.extend(_wrapped(f"{pad} = help: ", visible(finding.help), report.width))
    lines.append(f"{pad} = more: supportflow explain {finding.rule}")
    return "\n".join(lines) + "\n"


def _snippet(source: str, line: int, column: int, length: int, report: Report) -> list[str]:
    """The line with a caret below it; a long line is cut to what stands around the caret."""
    gutter = len(str(line))
    bar = report.paint("|", "frame")
    before, marked, after = (
        visible(source[: column - 1]),
        visible(source[column - 1 : column - 1 + length]),
        visible(source[column - 1 + length :]),
    )
    room = max(20, report.width - gutter - 3)
    if columns(before + marked + after) > room:
        before, marked, after = _cut(before, marked, after, room)
    caret = "^" * max(1, columns(marked))
    number = report.paint(str(line), "frame")
    under = f"{' ' * gutter} {bar} {' ' * columns(before)}{report.paint(caret, 'caret')}"
    return [f"{' ' * gutter} {bar}", f"{number} {bar} {before}{marked}{after}", under]


def _cut(before: str, marked: str, after: str, room: int) -> tuple[str, str, str]:
    marked = marked if columns(marked) <= room // 2 else marked[: room // 2 - 1] + _ELLIPSIS
    left = max(0, room - columns(marked) - min(columns(after), room // 4) - 1)
    if columns(before) > left:
        while before and columns(before) > left - 1:
            before = before[1:]
        before = _ELLIPSIS + before
    right = max(0, room - columns(before) - columns(marked))
    if columns(after) > right:
        while after and columns(after) > right - 1:
            after = after[:-1]
        after = after + _ELLIPSIS if right else ""
    return before, marked, after


def _wrapped(label: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width=max(40, width),
        initial_indent=label,
        subsequent_indent=" " * min(len(label), 12),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [label.rstrip()]
