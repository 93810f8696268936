"""Scanning a text: every reading of it before every detector, in pieces of bounded size.

The time is linear in the length of the text. What is too long to be scanned, and a detector that fails, are hits of
their own kinds: a text is never clean by accident, and no exception leaves that could hold a part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from supportflow.privacy.merging import merged
from supportflow.privacy.normalise import readings
from supportflow.privacy.page import Find, Match, Page
from supportflow.privacy.plugins import plugged_in
from supportflow.privacy.registry import DETECTORS
from supportflow.privacy.types import NOTHING_ALLOWED, AllowList, Hit, Kind

PIECE: Final = 32_768
"""How much is looked at in one go."""
OVERLAP: Final = 2_048
"""How much of a piece the next one repeats, so that nothing is cut in two."""
LONGEST_LINE: Final = 1 << 20
"""What of a line is scanned; the rest of a longer one is a hit."""
LONGEST_TEXT: Final = 1 << 25
"""What of a text is scanned; the rest of a longer one is a hit."""


class _Piece(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


def scan(text: str, *, allow: AllowList = NOTHING_ALLOWED, detectors: Iterable[Find] | None = None) -> tuple[Hit, ...]:
    """What a text holds, in order; hits of one kind do not overlap. Without `detectors`: all, those of plug-ins too."""
    chosen = (*DETECTORS, *plugged_in()) if detectors is None else tuple(detectors)
    pieces, skipped = _pieces(text)
    hits = {Hit(start, end, Kind.TOO_LONG) for start, end in skipped}
    for start, end in pieces:
        for hit in _scan_piece(text[start:end], chosen, allow):
            hits.add(Hit(start + hit.start, start + hit.end, hit.kind, hit.certain))
    return merged(hits)


def _pieces(text: str) -> tuple[list[_Piece], list[_Piece]]:
    """The stretches that are scanned, and those that are not."""
    pieces: list[_Piece] = []
    skipped: list[_Piece] = []
    whole = min(len(text), LONGEST_TEXT)
    start = 0
    while start < whole:
        end = min(whole, start + PIECE)
        if end < whole:
            end = _cut(text, start + OVERLAP, end)
        pieces.append(_Piece(start, end))
        line_start, line_end = text.rfind("\n", max(0, end - LONGEST_LINE - 1), end), end
        if line_start < 0 and end - LONGEST_LINE > 0:
            line_end = text.find("\n", end)
            line_end = len(text) if line_end < 0 else line_end
            skipped.append(_Piece(end, line_end))
        if line_end >= whole:
            break
        start = line_end if line_end > end else max(start + 1, _back(text, end))
    if len(text) > whole and (not skipped or skipped[-1].end < len(text)):
        skipped.append(_Piece(whole, len(text)))
    return pieces, skipped


def _cut(text: str, low: int, high: int) -> int:
    """Where a piece may end: after a line, else after a word."""
    for mark in ("\n", " "):
        found = text.rfind(mark, low, high)
        if found > low:
            return found + 1
    return high


def _back(text: str, end: int) -> int:
    """Where the next piece begins: at the start of a line before the end of this one."""
    found = text.find("\n", end - OVERLAP, end - 1)
    return found + 1 if 0 <= found < end - 1 else end - OVERLAP


def _scan_piece(text: str, detectors: tuple[Find, ...], allow: AllowList) -> Iterator[Hit]:
    try:
        views = readings(text)
    except Exception:  # noqa: BLE001  whatever fails is a hit; its words stay here
        yield Hit(0, len(text), Kind.DETECTOR_FAILED)
        return
    for view in views:
        page = Page(view.text, allow)
        for detector in detectors:
            for match in _found(detector, page):
                start, end = view.original(match.start, match.end)
                yield Hit(start, end, match.kind, match.certain)


def _found(detector: Find, page: Page) -> tuple[Match, ...]:
    """What a detector finds; one that throws finds that it failed, over all that it was given."""
    try:
        return tuple(match for match in detector(page) if _is_in(match, page))
    except Exception:  # noqa: BLE001  whatever fails is a hit; its words stay here
        return (Match(0, len(page.text), Kind.DETECTOR_FAILED),)


def _is_in(match: Match, page: Page) -> bool:
    if 0 <= match.start < match.end <= len(page.text):
        return True
    raise ValueError
