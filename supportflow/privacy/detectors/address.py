"""Postal addresses of many countries: a street with its number, and what makes a whole address of it.

A street and a number together with a postcode and a town, or behind a label, are certain; in a sentence they may be
a warning. Addresses of the web and of memory are labelled so too, and pass by their form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from supportflow.privacy.detectors.address_forms import (
    BOX,
    BOX_WORDS,
    LABELS,
    LIVING,
    PLAIN,
    PLAIN_HINT,
    POSTCODE_TOWN,
    PREPOSED,
    PREPOSITIONS,
    STREET,
    STREET_ENDINGS,
    STREET_WORDS,
    WEAK,
)
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_NEAR: Final = 90
_BEFORE: Final = 80
_BEHIND: Final = 90
_LEAD: Final = 20
_NUMBER: Final = re.compile(r"\d")
_NO_STREET: Final = re.compile(r"https?:|@|0x|[{}<>=\\]|^\d+(?:\.\d+)+|^/|::")
_SHORTEST: Final = 8
_UPPER_START: Final = re.compile(r"(?:[^\W\d_]|\d)")


def find(page: Page) -> Iterator[Match]:
    """Addresses with and without label."""
    covered: list[tuple[int, int]] = []
    for each in _labelled(page):
        covered.append((each.start, each.end))
        yield each
    for pattern, low, high in _stretches(page):
        for found in pattern.finditer(page.text, low, high):
            if not any(start <= found.start() < end for start, end in covered) and not page.in_url(found.start()):
                covered.append(found.span())
                yield from _free(page, found)


def _stretches(page: Page) -> Iterator[tuple[re.Pattern[str], int, int]]:
    """Around what words an address may stand: those of streets, with a number near."""
    done = 0
    words = [at for word in page.places if _is_of_street(word) for at in page.places[word]]
    words += [at for at in page.at(PREPOSITIONS) if PREPOSED.match(page.text, at)]
    for at in sorted(words):
        low, high = max(done, page.line_start(at), at - _BEFORE), min(page.line_end(at), at + _BEHIND)
        if at >= done and _NUMBER.search(page.text, low, high):
            yield STREET, low, high
            done = high
    for found in PLAIN_HINT.finditer(page.text):
        yield PLAIN, max(page.line_start(found.start()), found.start() - _BEFORE), found.end() + 1
    for at in page.at(BOX_WORDS):
        yield BOX, max(0, at - _LEAD), min(len(page.text), at + _LEAD * 2)


@lru_cache(maxsize=16384)
def _is_of_street(word: str) -> bool:
    return word in STREET_WORDS or word.endswith(STREET_ENDINGS)


def _free(page: Page, found: re.Match[str]) -> Iterator[Match]:
    """An address without label: certain where postcode and town stand beside it."""
    text = page.text
    behind = POSTCODE_TOWN.search(text, found.end(), min(len(text), found.end() + _NEAR))
    if behind and text.count("\n", found.end(), behind.start()) <= 2:
        yield Match(found.start(), behind.end(), Kind.ADDRESS)
        return
    ahead = list(POSTCODE_TOWN.finditer(text, max(0, found.start() - 50), found.start()))
    if ahead and found.start() - ahead[-1].end() < 4:
        yield Match(ahead[-1].start(), found.end(), Kind.ADDRESS)
        return
    lived_at = bool(LIVING.search(page.before(found.start(), 80)))
    if lived_at or not WEAK.match(found[0]):
        yield Match(found.start(), found.end(), Kind.ADDRESS, certain=lived_at or BOX.fullmatch(found[0]) is not None)


def _labelled(page: Page) -> Iterator[Match]:
    for field in page.fields:
        if not field.one_of(LABELS):
            continue
        value = page.text[field.start : field.end]
        street = STREET.search(value) or BOX.search(value)
        town = POSTCODE_TOWN.search(value)
        if street or (town and len(value) >= _SHORTEST) or _reads_as_address(value):
            end = _block_end(page.text, field.end) if street or town else field.end
            yield Match(field.start, end, Kind.ADDRESS)


def _reads_as_address(value: str) -> bool:
    """Whether a labelled value has words, a number of a house or a postcode, and nothing of a program."""
    if _NO_STREET.search(value) or len(value) < _SHORTEST or len(value) > 160:
        return False
    words = [word for word in re.findall(r"[^\W\d_]{2,}", value) if word[0].isupper()]
    return len(words) >= 2 and bool(re.search(r"(?<![\w.])\d{1,6}[a-zA-Z]?(?![\w.]\d)", value)) and "," in value


def _block_end(text: str, end: int) -> int:
    """The end of an address that goes on below: a line with postcode and town."""
    behind = POSTCODE_TOWN.search(text, end, min(len(text), end + _NEAR))
    if behind and text.count("\n", end, behind.start()) <= 2 and not text[end : behind.start()].strip(" \t\r\n,>|-*"):
        return behind.end()
    return end
