"""Numbers of payment cards: certain by themselves, by prefix, length and check digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.detectors.samples import is_sample
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_CANDIDATE: Final = re.compile(r"(?<![\w.])(?<!\d[,:])[2-6](?:[ ._/–-]{0,3}\d){11,18}(?!\w)(?![.,:]\d)")
# prefix, lengths
_NETWORKS: Final = (
    (re.compile(r"4"), (13, 16, 19)),
    (re.compile(r"5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"), (16,)),
    (re.compile(r"3[47]"), (15,)),
    (re.compile(r"3(?:0[0-59]|[689])"), (14, 16)),
    (re.compile(r"6011|64[4-9]|65|622[1-9]"), (16, 19)),
    (re.compile(r"62|81"), (16, 17, 18, 19)),
    (re.compile(r"35(?:2[89]|[3-8])"), (16,)),
    (re.compile(r"50|5[6-9]|6304|6759|676[1-3]|67"), (16, 18, 19)),
)
_FEW_DIGITS: Final = 3
_NUMBER_WORDS: Final = re.compile(
    r"(?:order|ticket|invoice|tracking|shipment|transaction|request|trace|correlation|session|batch|event"
    r"|message|reference|bestell|auftrags|rechnungs|vorgangs|sendungs|imei|iccid|serial|timestamp|epoch|id"
    r"|isbn|ean|gtin|sku|nonce)"
    r"[\w-]*(?:[ ]?(?:id|no|nr|number|nummer|num|ref))?[.:#=\"' ]{0,4}$"
)
_SPACED_IN_FOURS: Final = re.compile(r"\d{4}([ .–-])\d{4,6}\1\d{4,5}(?:\1\d{1,4})?")


def find(page: Page) -> Iterator[Match]:
    """Valid numbers, however they are spaced."""
    for found in _candidates(page):
        digits = "".join(each for each in found[0] if each.isdigit())
        if is_card(digits) and not _is_another(page, found) and not is_sample(page, *found.span()):
            yield Match(*found.span(), Kind.CARD)


def _candidates(page: Page) -> Iterator[re.Match[str]]:
    for run in page.numbers:
        if run.end() - run.start() > 11:
            yield from _CANDIDATE.finditer(page.text, run.start(), min(len(page.text), run.end() + 3))


def is_card(digits: str) -> bool:
    """Whether digits have the prefix, the length and the check digit of a card."""
    if len(set(digits)) < _FEW_DIGITS and digits[:4] not in ("4111", "4242", "5555", "4444"):
        return False
    if not any(len(digits) in lengths and prefix.match(digits) for prefix, lengths in _NETWORKS):
        return False
    return luhn(digits)


def luhn(digits: str) -> bool:
    """The check sum of ISO/IEC 7812."""
    doubled = "0246813579"
    return sum(int(doubled[int(d)] if i % 2 else d) for i, d in enumerate(reversed(digits))) % 10 == 0


def _is_another(page: Page, found: re.Match[str]) -> bool:
    """Whether the number is labelled as another, or is a part of an address of the web."""
    if _SPACED_IN_FOURS.fullmatch(found[0]):
        return False
    return bool(_NUMBER_WORDS.search(page.before(found.start(), 40))) or (
        page.in_url(found.start()) and "card" not in page.line(found.start())
    )
