"""What every output format gets to see, and how untrusted text is made harmless."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from supportflow.lint.check import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A result on its way to a reader. `line_of(path, line)` gives a line of source for a snippet, or None where
    none may be shown; `width` is the columns of the terminal; `paint(text, style)` colours a text or leaves it.
    """

    result: Result
    line_of: Callable[[str, int], str | None]
    paint: Callable[[str, str], str]
    width: int


def visible(text: str) -> str:
    """Untrusted text on one line, without anything that a terminal would act on: control and format characters
    and lone surrogates stand as escapes.
    """
    return "".join(" " if char == "\t" else _escape(char) if _acts(char) else char for char in text)


def _acts(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def counted(number: int, noun: str) -> str:
    """`1 error`, `3 errors`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def summary(result: Result) -> str:
    """One line that says how a check went."""
    parts = [counted(result.errors, "error"), counted(result.warnings, "warning")]
    if result.awaiting:
        parts.append(f"{result.awaiting} awaiting approval")
    checked = counted(result.checked, "ticket")
    if result.checked != result.tickets:
        checked = f"{result.checked} of {counted(result.tickets, 'ticket')}"
    return f"{checked} checked: {', '.join(parts)}"
