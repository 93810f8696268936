"""Findings as a compiler shows them: the line, a caret below it, and the mend."""

from __future__ import annotations

import textwrap

from supportflow.model.finding import Finding
from supportflow.reports.base import Report, blocks, columns, cut, cut_before, defused, place, summary, visible, weight


def render(report: Report) -> str:
    """The findings, one block each, and a line that sums them up."""
    shown = [_block(finding, report) for finding in report.result.findings]
    style = "error" if report.result.errors else "warning" if report.result.warnings else "good"
    return defused("\n".join([*shown, report.paint(summary(report.result), style)]) + "\n")


def _block(finding: Finding, report: Report) -> str:
    label = f"{weight(finding)}[{finding.rule}]"
    lines = _wrapped(f"{label} {finding.slug}: ", visible(finding.message), report.width)
    lines[0] = lines[0].replace(label, report.paint(label, "error" if blocks(finding) else "warning"), 1)
    span = finding.span
    gutter = len(str(span.line)) if span else 1
    lines.append(f"{' ' * gutter}{report.paint('-->', 'frame')} {place(finding)}")
    source = report.quote(finding)
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
    marked = cut(marked, room // 2)
    before = cut_before(before, max(0, room - columns(marked) - min(columns(after), room // 4)))
    return before, marked, cut(after, max(0, room - columns(before) - columns(marked)))


def _wrapped(label: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width=max(40, width),
        initial_indent=label,
        subsequent_indent=" " * min(len(label), 12),
        break_long_words=False,
        break_on_hyphens=False,
    ) or [label.rstrip()]
