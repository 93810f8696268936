"""Plain tables for a terminal: the last column takes what room is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from supportflow.reports.base import columns, cut, visible


def render_table(
    head: Sequence[str], rows: Sequence[Sequence[str]], width: int, paint: Callable[[str, str], str], least: int = 20
) -> str:
    """A head and rows in columns, at most `width` wide, with at least so much room for the last one. Nothing for no
    rows.
    """
    if not rows:
        return ""
    shown = [[visible(cell) for cell in row] for row in rows]
    wide = [max(columns(row[index]) for row in (list(head), *shown)) for index in range(len(head) - 1)]
    room = max(least, width - sum(wide) - 2 * len(wide))
    lines = [paint(_line(head, wide), "strong")]
    lines += [_line([*row[:-1], shorten(row[-1], room)], wide) for row in shown]
    return "\n".join(lines) + "\n"


def shorten(text: str, room: int) -> str:
    """A text in at most so many columns."""
    return cut(text, room)


def _line(cells: Sequence[str], wide: Sequence[int]) -> str:
    padded = [cell + " " * (size - columns(cell)) for cell, size in zip(cells, wide, strict=False)]
    return "  ".join([*padded, cells[-1]]).rstrip()
