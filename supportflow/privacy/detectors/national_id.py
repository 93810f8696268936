"""Numbers by which states know people: only behind their label, and only when their check digits are right.

Passports, identity cards and driving licences have no check digit that all share: behind their label a value of the
right form is one. A number that stands for tests (12345678…, all digits alike) passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Final

from supportflow.privacy.detectors.national_labels import GENERIC, GROUPS, SHAPES, UNCHECKED, WORDS
from supportflow.privacy.detectors.samples import says_test
from supportflow.privacy.folding import WHOSE, word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_BEHIND: Final = re.compile(
    # a few words more may stand between, where a colon says that the label goes on
    r"\.?(?:/[a-z]{2,8})?(?:(?:[ ][a-z]{1,12}){1,3}(?=:))?"
    + WHOSE
    + r"[ ]?(?:\([^()\n]{1,24}\))?[\"'`*_]{0,3}(?:[ ]?(?:no|nr|num|number|numero|nummer|nommer|numer|n[°º]"
    r"|n\.[°ºo]|is|was|ist|lautet|est|es|e|on|file|of|the|customer|guest|value|with|mit|sein|his"
    r"|her)\b\.?(?:'s)?){0,4}[ ]?[:=#|>–-]{0,2}[ \t]?(?:\n[ ]{0,4})?[\"'`*_|]{0,3}[ ]?"
)
_VALUE: Final = re.compile(
    r"(?:[A-Za-z]{1,6}[ .-]?)?\d(?:[ .·/-]{0,2}[A-Za-z0-9]){3,22}|[A-Za-z]{6}\d\d[A-Za-z]\d\d[A-Za-z]\d{3}[A-Za-z]"
)
_DIGITS: Final = re.compile(r"\d[\w ./·-]{0,4}\d")
_REACH: Final = 90
_FISCAL: Final = re.compile(
    r"(?<![A-Za-z0-9])[A-Za-z]{6}[ ]?\d\d[A-EHLMPR-T][ ]?\d\d[ ]?[A-Z]\d{3}[A-Z](?![A-Za-z0-9])"
)
_TESTS: Final = re.compile(r"[A-Za-z]*(?:0?1234567(?:8(?:90?)?)?|9?8765432(?:10?)?|(\d)\1{6,}|0{7,}\d{0,3})[A-Za-z]?")
_LABEL: Final = re.compile(
    "(?:" + "|".join(f"(?P<g{number}>{labels})" for number, (labels, _) in enumerate(GROUPS)) + ")(?![a-z])"
)


def find(page: Page) -> Iterator[Match]:
    """Numbers behind their label."""
    for at in page.at(WORDS):
        # what follows has to hold digits, before the labels are gone through
        if _DIGITS.search(page.folded, at, at + _REACH) and not (at and page.folded[at - 1].isalnum()):
            yield from _labelled(page, at)
    yield from _unlabelled(page)


def _labelled(page: Page, at: int) -> Iterator[Match]:
    found = _LABEL.match(page.folded, at)
    if found and not _means_another(page, at, found):
        behind = _BEHIND.match(page.folded, found.end())
        value = _VALUE.match(page.text, behind.end() if behind else found.end())
        end = _valid_end(value, GROUPS[int((found.lastgroup or "g0")[1:])][1]) if value else 0
        if value and end and not (_TESTS.fullmatch(value[0].strip()) and says_test(page, at)):
            yield Match(value.start(), end, Kind.NATIONAL_ID)


def _means_another(page: Page, at: int, found: re.Match[str]) -> bool:
    """Whether a short label is a word of something else: `sin(x)`, `run 12`, `order id`."""
    if found[0] in _AMBIGUOUS and not page.text[at : found.end()].isupper():
        return True
    return found[0].startswith("id") and bool(_OTHER_IDS.search(page.before(at, 30)))


_AMBIGUOUS: Final = word_set("sin nas tin pan run rg ci cc fin nik nip cf nie spi rrn taj nino pps rfc tc")
_OTHER_IDS: Final = re.compile(
    r"(?:order|ticket|booking|request|session|trace|customer|invoice|transaction|product|item|user|device"
    r"|event|message|job|process|thread|build|payment|article|correlation|tracking|account|client|span|run"
    r"|task|batch|kunden|bestell|auftrags|vorgangs|buchungs|sitzungs|commande|pedido|bestelling)(?:s|e)?[ "
    r"_-]{0,2}$"
)


def _unlabelled(page: Page) -> Iterator[Match]:
    """The Italian fiscal code has a form that nothing else has; without label it is a warning."""
    for token in page.tokens:
        found = _FISCAL.search(token[0])
        if found and is_valid("it.codicefiscale", found[0]):
            yield Match(token.start() + found.start(), token.start() + found.end(), Kind.NATIONAL_ID, certain=False)


def _valid_end(found: re.Match[str], checks: str) -> int:
    """Where the value ends that one of the checks takes: the whole, or what is left when words are cut off."""
    value = found[0]
    names = tuple(name for check in checks.split() for name in (GENERIC if check == "*" else (check,)))
    ends = [len(value)] + [at.start() for at in reversed(list(re.finditer(r"[ /·-]", value)))]
    for end in ends:
        packed = re.sub(r"[^A-Za-z0-9]", "", value[:end])
        if sum(each.isdigit() for each in packed) < 4 or len(set(packed)) < 3:
            continue
        chosen = [name for name in names if name not in UNCHECKED] if _TESTS.fullmatch(packed) else names
        if any(is_valid(name, value[:end]) or is_valid(name, packed) for name in chosen):
            return found.start() + end
    return 0


def is_valid(name: str, value: str) -> bool:
    """Whether a value is a number of this kind: a module of python-stdnum, or a form that has no check digit."""
    if name in SHAPES:
        return bool(SHAPES[name].fullmatch(re.sub(r"[ .·/-]", "", value).upper()))
    return _validator(name)(value)


@cache
def _validator(name: str) -> Callable[[str], bool]:
    check: Callable[[str], bool] = import_module(f"stdnum.{name}").is_valid

    def safe(value: str) -> bool:
        # some modules throw at what is far from their form
        try:
            return check(value)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return False

    return safe
