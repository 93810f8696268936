"""A text without its values: what may be shown, hashed or stored."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from supportflow.privacy.types import WHOLE, Hit, Kind

# a kind that was not looked at hides all of it
_ORDER: Final = (Kind.TOO_LONG, Kind.DETECTOR_FAILED, *sorted(WHOLE))


def mask(text: str, hits: Iterable[Hit]) -> str:
    """The text with `[kind]` in place of each hit; of hits within others only the outermost is named."""
    pieces: list[str] = []
    done = 0
    for start, end, kind in _outermost(hits):
        pieces += (text[done:start], f"[{kind}]")
        done = end
    return "".join((*pieces, text[done:]))


def _outermost(hits: Iterable[Hit]) -> list[tuple[int, int, Kind]]:
    """Stretches that are hidden, in order and apart from each other."""
    stretches: list[tuple[int, int, Kind]] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end, each.kind)):
        if stretches and hit.start < stretches[-1][1]:
            start, end, kind = stretches.pop()
            known = kind if kind in _ORDER or hit.kind not in _ORDER else hit.kind
            stretches.append((start, max(end, hit.end), known))
        else:
            stretches.append((hit.start, hit.end, hit.kind))
    return stretches
