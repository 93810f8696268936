"""A text as it reads once a spelling is undone, with the way back to the places of the original."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Change(NamedTuple):
    """Characters `start` to `end` of a text read as `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class View:
    """A reading of a text. Equal to its parent but for its changes; without a parent it is the original.

    Of change number i, `news[i]` is where it starts in this text, `olds[i]` its place in the parent's.
    """

    text: str = field(repr=False)
    parent: View | None = None
    news: tuple[int, ...] = field(default=(), repr=False)
    lengths: tuple[int, ...] = field(default=(), repr=False)
    olds: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where characters `start` to `end` of this text stand in the original."""
        view: View | None = self
        while view is not None and view.parent is not None:
            start, end = view.step(start, end)
            view = view.parent
        return start, end

    def step(self, start: int, end: int) -> tuple[int, int]:
        """Where characters of this text stand in the parent's; a change counts as a whole."""
        if end <= start:
            place = self._place(start)[0]
            return place, place
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, at: int) -> tuple[int, int]:
        """The characters of the parent from which the character at a place was made."""
        index = bisect_right(self.news, at) - 1
        # a change may be empty: then its neighbour stands at the same place
        if index < 0:
            return at, at + 1
        inside = at - self.news[index]
        if inside < self.lengths[index]:
            return self.olds[index]
        shifted = self.olds[index][1] + inside - self.lengths[index]
        return shifted, shifted + 1


def changed(parent: View, changes: Iterable[Change]) -> View:
    """The view after changes, which are in order and do not overlap; the parent itself where there is none."""
    pieces: list[str] = []
    news: list[int] = []
    lengths: list[int] = []
    olds: list[tuple[int, int]] = []
    done = length = 0
    for change in changes:
        kept = parent.text[done : change.start]
        pieces += (kept, change.text)
        length += len(kept)
        news.append(length)
        lengths.append(len(change.text))
        olds.append((change.start, change.end))
        length += len(change.text)
        done = change.end
    if not olds:
        return parent
    pieces.append(parent.text[done:])
    return View("".join(pieces), parent, tuple(news), tuple(lengths), tuple(olds))


def excerpt(parent: View, start: int, end: int, text: str) -> View:
    """A view of what a stretch of a text encodes; all of it stands where the stretch stands."""
    return View(text, parent, (0,), (len(text),), ((start, end),))
