"""Phone numbers: with + and a country code when they are valid; in national writing with a label or a word of calling.

Numbers that authorities keep for fiction, order and ticket numbers, times and measurements pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.detectors.phone_fiction import is_fictional
from supportflow.privacy.detectors.phone_words import ANOTHER, CALL_STEMS, CALL_WORDS, CALLING, LABELS, REGIONS
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_CANDIDATE: Final = re.compile(
    r"(?<![\w.,:/=@#+-])(?:(?:\+|00)[ ]{0,2}(?=[1-9(]))?(?:\(0?\d{0,5}\)[ ]{0,2})?\d(?:[ "
    r"\u00a0]{0,3}[-–./()]{0,2}[ ]{0,2}\d){5,16}(?![\w@])(?!\.\d)(?!\)?-[A-Za-z])"
)
_GLUED: Final = re.compile(
    r"(?:(?<=[:=/,;|\"'>])|(?<=tel:)|(?<=[a-z]=))(?<!\d[:/=])(?:\+|00)?[ ]?\(?\d(?:[ ]?[-./()]{0,2}[ "
    r"]?\d){6,16}(?![\w@])"
)
_DATE_OR_SO: Final = re.compile(
    r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?:[ T.].*)?|\d{1,2}[-./]\d{1,2}[-./]\d{2,4}(?:[ ].*)?"
    r"|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:\.\d{1,3}){3}|\d{4}[ ]?[-–][ ]?\d{4}|0+|\d+\.\d+"
)
_FEWEST: Final = 6
_MOST: Final = 15
_SEQUENCE: Final = "01234567890123456789"


def find(page: Page) -> Iterator[Match]:
    """Numbers in international and in national writing."""
    for run in page.numbers:
        yield from _in_run(page, run.start(), run.end())


def _in_run(page: Page, low: int, high: int) -> Iterator[Match]:
    """Numbers in one run of digits, with the signs that stand before it."""
    low, high = max(0, low - 8), min(len(page.text), high + 2)
    for pattern in (_CANDIDATE, _GLUED):
        taken = False
        for found in pattern.finditer(page.text, low, high):
            if not _DATE_OR_SO.fullmatch(found[0].strip()) and certain(page, found):
                taken = True
                yield Match(*found.span(), Kind.PHONE)
        if taken:
            return


def certain(page: Page, found: re.Match[str]) -> bool:
    """Whether these digits are a phone number."""
    written = found[0].strip()
    digits = "".join(each for each in written if each.isdigit())
    if not _FEWEST <= len(digits) <= _MOST + 2 or _is_nothing(digits) or is_fictional(digits, written):
        return False
    before, behind = page.before(found.start(), 60), page.after(found.end(), 30)
    if _FRENCH.fullmatch(written) and _NUMBER_BEFORE.search(before):
        return True
    called = bool(_is_called(before) or _label_of(page, found.start()) or _CALLED_BEHIND.match(behind))
    if written.startswith("+"):
        full = "+" + "".join(each for each in written.replace("(0)", "") if each.isdigit())
        return is_valid(full) or (called and is_possible(full))
    if ANOTHER.search(before):
        return False
    international = written.startswith("00") and is_valid("+" + digits[2:].replace("(0)", ""))
    if international and (called or len(written) > len(digits)):
        return True
    if not called and not written.startswith("00") and _LOOSE.search(before) and _LOOKS_DIALLED.match(written):
        return is_national(digits, labelled=False)
    labelled = bool(_label_of(page, found.start()) or _STRONG.search(before))
    return called and (is_national(digits, labelled=labelled) or (labelled and bool(_TRUNK.fullmatch(digits))))


def _is_called(before: str) -> bool:
    """Whether what stands before a number speaks of calling."""
    if not any(sign in before for sign in "☎📞📱✆"):
        words = _WORDS.findall(before)
        if not any(word in CALL_WORDS or word.startswith(CALL_STEMS) for word in words):
            return False
    return bool(CALLING.search(before))


def _is_nothing(digits: str) -> bool:
    return len(set(digits)) <= 2 or digits in _SEQUENCE or digits.lstrip("0") in _SEQUENCE


def _label_of(page: Page, at: int) -> str:
    for field in page.fields:
        if field.start <= at < field.end and at - field.start < _NEAR and field.one_of(LABELS):
            return field.label
    return ""


_WORDS: Final = re.compile(r"[^\W\d_]+")
_NEAR: Final = 12
_FRENCH: Final = re.compile(r"0[1-9](?:([ .-])\d\d)(?:\1\d\d){3}")
# a word for phones or for calling back, and other words between it and a number that looks as one that is dialled
_LOOSE: Final = re.compile(
    r"\b(?:tel|\w{0,12}telef\w*|telephone|\w{0,10}phone|mobile|\w{0,8}mobil\w*|handy\w*|whatsapp|selnommer"
    r"|selfoon\w*|callback|call-?back|ring|voicemail|kontak|fone|kom|ruckruf|zuruck\w*"
    r"|rappel\w*|llam\w+|terugbel\w*|ligar|skakel|dzwon\w*|\w*gsm)\b[^\d\n]{1,30}$"
)
_LOOKS_DIALLED: Final = re.compile(r"[(]?0[1-9]|\d{2,4}[ ./-]\d{2,4}[ ./-]\d{2,4}")
_NUMBER_BEFORE: Final = re.compile(r"\b(?:numero|num|number|nummer|n[o°])\b[^\d\n]{0,24}$")
_TRUNK: Final = re.compile(r"0[1-9]\d{7,10}")
_STRONG: Final = re.compile(
    r"\b(?:tel|telef\w*|phone|mobile?|mobil\w*|handy\w*|whatsapp|cell\w*|fax|numero de telephone|rufnummer"
    r"|durchwahl|movil|celular|telemovel|selfoon|cellulare|komorka|komorkowy)\b"
)
_CALLED_BEHIND: Final = re.compile(
    r"[ ]?[(,-]?[ ]?(?:anrufen|zuruckrufen|erreichbar|zu erreichen|(?:tel|mobile?|mobil|cell|home|work"
    r"|office|handy|privat|fax|whatsapp|portable|movil|movel)\b)"
)


def is_valid(number: str) -> bool:
    """Whether a number in international writing exists in its country's plan."""
    import phonenumbers

    try:
        return bool(number) and phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def is_possible(number: str) -> bool:
    """Whether a number in international writing has a length that its country knows."""
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False


def is_national(digits: str, *, labelled: bool) -> bool:
    """Whether digits are a number of some country: of a common one, and behind a label of any."""
    import phonenumbers

    regions = phonenumbers.SUPPORTED_REGIONS if labelled else REGIONS
    for region in (*REGIONS, *sorted(regions)) if labelled else REGIONS:
        try:
            if phonenumbers.is_valid_number_for_region(phonenumbers.parse(digits, region), region):
                return True
        except phonenumbers.NumberParseException:
            continue
    return False
