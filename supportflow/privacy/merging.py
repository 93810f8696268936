"""Hits of several readings and detectors, made one list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from supportflow.privacy.types import WHOLE, Hit, Kind

# of two kinds at one place the earlier one stands
_RANK: Final = {
    kind: rank
    for rank, kind in enumerate(
        (
            *(Kind.TOO_LONG, Kind.DETECTOR_FAILED, Kind.SECRET, Kind.PASSWORD, Kind.IBAN, Kind.CARD, Kind.NATIONAL_ID),
            *(Kind.DEVICE, Kind.BIRTH, Kind.EMAIL, Kind.IP, Kind.COORDINATES, Kind.PLATE, Kind.PHONE, Kind.ADDRESS),
            *(Kind.USER_PATH, Kind.NAME, Kind.SIGNATURE, Kind.CONVERSATION),
        )
    )
}
# what may lie within what, without being the same datum
_HOLDS: Final = {
    Kind.ADDRESS: frozenset({Kind.NAME}),
    Kind.TOO_LONG: frozenset(Kind),
    Kind.DETECTOR_FAILED: frozenset(Kind),
}


def merged(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Hits in order: of one kind none overlaps, and of two kinds of a value at one place only one is left."""
    joined = [hit for kind in Kind for hit in _joined(sorted(hit for hit in hits if hit.kind is kind))]
    kept: list[Hit] = []
    values = sorted((hit for hit in joined if hit.kind not in WHOLE), key=lambda hit: (hit.start, -hit.end))
    open_hits: list[Hit] = []
    for hit in values:
        open_hits = [other for other in open_hits if other.end > hit.start]
        beaten = False
        for other in tuple(open_hits):
            if hit.kind in _HOLDS.get(other.kind, ()) or other.kind in _HOLDS.get(hit.kind, ()):
                continue
            if _stronger(other, hit):
                beaten = True
                break
            open_hits.remove(other)
            kept.remove(other)
        if not beaten:
            open_hits.append(hit)
            kept.append(hit)
    wholes = [hit for hit in joined if hit.kind in WHOLE]
    return tuple(sorted((*(_settled(hit, wholes) for hit in kept), *wholes)))


def _settled(hit: Hit, wholes: list[Hit]) -> Hit:
    """A hit within a conversation is certain: it is what the conversation was with."""
    if hit.certain or not any(whole.certain and whole.start <= hit.start < whole.end for whole in wholes):
        return hit
    return Hit(hit.start, hit.end, hit.kind)


def _stronger(one: Hit, other: Hit) -> bool:
    """Whether the first of two hits at one place is the one to keep."""
    return (one.certain, -_RANK[one.kind], one.end - one.start) >= (
        other.certain,
        -_RANK[other.kind],
        other.end - other.start,
    )


def _joined(hits: list[Hit]) -> list[Hit]:
    """Hits of one kind, in order, those that overlap made one."""
    result: list[Hit] = []
    for hit in hits:
        if result and hit.start < result[-1].end:
            last = result.pop()
            result.append(Hit(last.start, max(last.end, hit.end), hit.kind, last.certain or hit.certain))
        else:
            result.append(hit)
    return result
