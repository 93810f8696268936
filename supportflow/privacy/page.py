"""One reading of a text before its detectors: what several of them look at is worked out once, when first asked.

Most detectors do not read the text. They look up words that they need in `places`, or go over the runs of digits or
the long tokens, and read only what stands around those: that keeps a scan fast.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from supportflow.privacy.fields import Field, fields_of
from supportflow.privacy.folding import fold
from supportflow.privacy.lexicon import words
from supportflow.privacy.lines import Line, lines_of
from supportflow.privacy.types import NOTHING_ALLOWED, AllowList, Kind

_WORDS: Final = re.compile(r"[^\W\d_]+")
_FENCE: Final = re.compile(r"^[ \t>]{0,8}(`{3,}|~{3,})", re.MULTILINE)
_INLINE: Final = re.compile(r"`[^`\n]{1,300}`")
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,15}://[^\s<>\"'`)\]}]{3,2000}")
_NUMBERS: Final = re.compile(r"\d(?:[ .·/()–-]{0,4}\d){5,39}")
_MARKS: Final = 16
_TOKENS: Final = re.compile(r"[A-Za-z0-9+/_~=-][A-Za-z0-9+/_~.=:?&@%-]{11,2000}")


class Match(NamedTuple):
    """A place in a reading of a text, and what lies there."""

    start: int
    end: int
    kind: Kind
    certain: bool = True


class Page:
    """A reading of a text, as the detectors see it."""

    def __init__(self, text: str, allow: AllowList = NOTHING_ALLOWED) -> None:
        self.text = text
        self.allow = allow

    @cached_property
    def folded(self) -> str:
        """The text in small letters without accents, place by place."""
        return fold(self.text)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """All words of the folded text, and where each starts."""
        places: dict[str, list[int]] = {}
        for found in _WORDS.finditer(self.folded):
            places.setdefault(found[0], []).append(found.start())
        return places

    def has(self, words: frozenset[str]) -> bool:
        """Whether one of these words (folded) is in the text."""
        return not words.isdisjoint(self.places)

    def at(self, words: frozenset[str]) -> Iterator[int]:
        """Where these words (folded) stand."""
        for word in words.intersection(self.places):
            yield from self.places[word]

    @cached_property
    def first_names(self) -> frozenset[str]:
        """The words that are common first names."""
        return words("first_names").intersection(self.places)

    @cached_property
    def last_names(self) -> frozenset[str]:
        """The words that are common last names."""
        return words("surnames").intersection(self.places)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """What stands behind a label: `Label: value`, cells of a table, values of JSON, XML and CSV."""
        return tuple(fields_of(self.text))

    @cached_property
    def lines(self) -> list[Line]:
        """The lines, without marks of quoting."""
        return lines_of(self.text)

    @cached_property
    def numbers(self) -> list[re.Match[str]]:
        """Runs of six digits and more, however they are parted."""
        return list(_NUMBERS.finditer(self.text))

    @cached_property
    def tokens(self) -> list[re.Match[str]]:
        """Long stretches without a space that are no word: with a digit, or in capital letters."""
        return [found for found in _TOKENS.finditer(self.text) if not found[0].isalpha() or found[0].isupper()]

    @cached_property
    def code(self) -> tuple[tuple[int, int], ...]:
        """Where fenced code and code in backticks stand."""
        if "`" not in self.text and "~~~" not in self.text:
            return ()
        fences = list(_FENCE.finditer(self.text))
        blocks = [(each.start(), other.end()) for each, other in zip(fences[::2], fences[1::2], strict=False)]
        if len(fences) % 2:
            blocks.append((fences[-1].start(), len(self.text)))
        return tuple(blocks + [found.span() for found in _INLINE.finditer(self.text)])

    @cached_property
    def urls(self) -> tuple[tuple[int, int], ...]:
        """Where addresses of the web stand."""
        return tuple(found.span() for found in _URL.finditer(self.text)) if "://" in self.text else ()

    def in_code(self, at: int) -> bool:
        """Whether a place is code."""
        return any(start <= at < end for start, end in self.code)

    def in_url(self, at: int) -> bool:
        """Whether a place is inside an address of the web."""
        return any(start <= at < end for start, end in self.urls)

    def line_start(self, at: int) -> int:
        """Where the line of a place starts."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line of a place ends."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def line(self, at: int, reach: int = 400) -> str:
        """The line of a place, so far as `reach` goes to either side."""
        low, high = max(0, at - reach), min(len(self.text), at + reach)
        end = self.text.find("\n", at, high)
        return self.text[max(low, self.text.rfind("\n", low, at) + 1) : high if end < 0 else end]

    def before(self, at: int, reach: int = 60) -> str:
        """What stands before a place on its line, folded."""
        low = max(0, at - reach)
        return self.folded[max(low, self.text.rfind("\n", low, at) + 1) : at]

    def after(self, at: int, reach: int = 40) -> str:
        """What stands behind a place on its line, folded."""
        high = min(len(self.text), at + reach)
        end = self.text.find("\n", at, high)
        return self.folded[at : high if end < 0 else end]

    def begins(self, at: int) -> bool:
        """Whether a place is where a line or a sentence begins, but for marks of quoting and emphasis."""
        low = max(0, at - _MARKS)
        start = max(low, self.text.rfind("\n", low, at) + 1)
        ahead = self.text[start:at].rstrip(" \t>*_|-\"“„«'`")
        if ahead:
            return ahead[-1] in ":;.!?,"
        return start == 0 or self.text[start - 1] == "\n"


Find = Callable[[Page], Iterable[Match]]


def words_of(text: str) -> frozenset[str]:
    """The words of a short text, folded."""
    return frozenset(_WORDS.findall(fold(text)))
