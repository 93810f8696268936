"""What every output format gets to see, and how untrusted text is made harmless."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from supportflow.lint.check import Result
from supportflow.model.finding import Finding, Severity, Status

PRIVACY = "SF4"
_LINE_COMMAND = re.compile(r"(?m)(^|\s)::(?=\S)")
_INLINE_COMMAND = re.compile(r"##(?=[A-Za-z]*\[)")


@dataclass(frozen=True, kw_only=True)
class Report:
    """A result on its way to a reader. `line_of(path, line)` gives a line of source, or None where there is none;
    formats ask `quote` instead, which keeps back what may not be shown. `width` is the columns of the terminal;
    `paint(text, style)` colours a text or leaves it.
    """

    result: Result
    line_of: Callable[[str, int], str | None]
    paint: Callable[[str, str], str]
    width: int

    def quote(self, finding: Finding) -> str | None:
        """The line of source that a finding may show: none at a privacy finding, and none of a file that holds
        one. Of a conversation every word is the datum, and where it ends nobody can say for certain; so the
        whole file is kept back, whichever rule's finding would quote it.
        """
        if finding.span is None or finding.commit or finding.path in self._kept_back:
            return None  # the lines of a past commit are not those of the tree
        return self.line_of(finding.path, finding.span.line)

    @cached_property
    def _kept_back(self) -> frozenset[str]:
        return frozenset(finding.path for finding in self.result.findings if finding.rule.startswith(PRIVACY))


def visible(text: str) -> str:
    """Untrusted text on one line, without anything that a terminal or the log of a CI would act on: control and
    format characters and lone surrogates stand as escapes, and so does the first sign of `::command` and `##[…]`.
    """
    if text.isascii() and text.isprintable():
        return defused(text)
    return defused("".join(" " if char == "\t" else _escape(char) if _acts(char) else char for char in text))


def defused(text: str) -> str:
    """A text, of any number of lines, that no CI reads a command from."""
    return _INLINE_COMMAND.sub(r"#\\x23", _LINE_COMMAND.sub(r"\1\\x3a:", text))


def _acts(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004


def json_text(data: object) -> str:
    """Data as JSON that any terminal and any encoding takes: whatever is not plain ASCII is escaped."""
    return json.dumps(data, indent=1).replace("\x7f", "\\u007f") + "\n"


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def cut(text: str, room: int) -> str:
    """A text in at most so many columns; what is left out at its end is an ellipsis."""
    if columns(text) <= room:
        return text
    taken = 0
    for index, char in enumerate(text):
        taken += columns(char)
        if taken > room - 1:
            return f"{text[:index]}…" if room > 0 else ""
    return text


def cut_before(text: str, room: int) -> str:
    """A text in at most so many columns; what is left out at its beginning is an ellipsis."""
    if columns(text) <= room:
        return text
    taken = 0
    for index in range(len(text) - 1, -1, -1):
        taken += columns(text[index])
        if taken > room - 1:
            return f"…{text[index + 1 :]}" if room > 0 else ""
    return text


def counted(number: int, noun: str) -> str:
    """`1 error`, `3 errors`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def weight(finding: Finding) -> str:
    """What a finding counts for: its severity where it is new, else its status."""
    return finding.severity.value if finding.status is Status.NEW else finding.status.value


def blocks(finding: Finding) -> bool:
    """Whether a finding fails the check."""
    return finding.status is Status.NEW and finding.severity is Severity.ERROR


def title(finding: Finding) -> str:
    """The name of a finding's rule: `SF301 illegal-transition`."""
    return f"{finding.rule} {finding.slug}"


def place(finding: Finding) -> str:
    """Where a finding stands: `path:line:column`, or the path alone; and in which commit, where that is past."""
    spot = f":{finding.span.line}:{finding.span.column}" if finding.span else ""
    return f"{visible(finding.path)}{spot}{_commit(finding)}"


def said(finding: Finding) -> str:
    """The message of a finding for formats that show no place beside it."""
    return visible(f"{finding.message}{_commit(finding)}")


def _commit(finding: Finding) -> str:
    """The past commit that a finding lies in, unless its path names it already."""
    named = finding.commit and not finding.path.startswith("commit:")
    return f" (in commit {(finding.commit or '')[:12]})" if named else ""


def summary(result: Result) -> str:
    """One line that says how a check went."""
    parts = [counted(result.errors, "error"), counted(result.warnings, "warning")]
    if result.awaiting:
        parts.append(f"{result.awaiting} awaiting approval")
    checked = counted(result.checked, "ticket")
    if result.checked != result.tickets:
        checked = f"{result.checked} of {counted(result.tickets, 'ticket')}"
    return f"{checked} checked: {', '.join(parts)}"
