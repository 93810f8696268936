"""Hardware addresses and serial numbers of somebody's device.

Locally administered, multicast, broadcast and documentation addresses pass, and what is of a test or shared device.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.detectors.card import luhn
from supportflow.privacy.folding import word_set
from supportflow.privacy.page import Match, Page, words_of
from supportflow.privacy.types import Kind

_MAC: Final = re.compile(
    r"(?<![0-9A-Za-z:.-])(?:[0-9A-Fa-f]{2}([:-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}"
    r"|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![0-9A-Za-z]|[:.-][0-9A-Fa-f])"
)
_BARE_MAC: Final = re.compile(r"\b[Mm][Aa][Cc](?:[ -]?[Aa]ddr\w*)?\b[^\w\n]{1,4}([0-9A-Fa-f]{12})(?![0-9A-Za-z])")
_SERIAL: Final = re.compile(
    r"(?<!\w)(?:serial(?:[ _-]?(?:no|nr|number|num|#)\b\.?)?|serialnumber|s/n|sn|seriennummer"
    r"|serien-?nr\.?|serie-?nr\.?|ger[aä]tenummer|numéro de série|n[°º] de série|num(?:éro)? série|número "
    r"de série|número de serie|n\.?[ºo°]\.? de s[eé]rie|nº serie"
    r"|serienummer|reeksnommer|serienommer|numero di serie|matricola dispositivo|numer seryjny|nr seryjny"
    r"|serienummer|imei(?:[ ]?(?:[12](?!\d)|no\.?|number|nummer))?|meid|iccid|imsi|udid|android[ _]id|idfa"
    r"|gaid|advertising id|device[ _]?id|geräte-?id|asset tag|service tag)"
    r"(?![A-Za-z])(?:[ ](?:des|der|of|du|de la|del|do|da|van|van de|von)[ ](?:the |her |his "
    r")?[^\W\d_]{3,18})?[ ]?(?:\([^()\n]{1,20}\))?[ ]?(?:is|was|ist|est|es|é|lautet|:|=|#|\||-)?[\"'`*: "
    r"|]{0,5}(?P<value>[A-Za-z0-9][A-Za-z0-9-]{4,40}(?:[ ]\d{2,6}){0,3})",
    re.IGNORECASE,
)
_IMEI: Final = re.compile(r"\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d")
_SERIAL_WORDS: Final = word_set(
    "serial serialnumber sn n seriennummer seriennr serie serien serienummer reeksnommer serienommer seryjny "
    "imei meid iccid imsi udid android idfa gaid advertising device tag geratenummer gerate matricola "
    "serialno"
)
_SHARED: Final = word_set(
    "test tests testing tester testgerat testgerats lab demo shared kiosk pool loan loaner spare sample "
    "staging simulator emulator emulated virtual vm printer router switch terminal till scanner turnstile "
    "server gateway reader kasse drucker leihgerat vorfuhrgerat"
    " geteilt gemeinsam gemeinsames prueba pruebas compartido compartida partage partagee partages "
    "testtoestel gedeeld gedeelde teste testes partilhado compartilhado toets gedeelde delad delade "
    "testowy wspolny condiviso prova essai dummy fixture office company"
    " docker bridge container hypervisor qemu virtualbox vmware certificate cert zertifikat certificat "
    "soa zone dns ssl tls ca rack sensor beacon camera gate barrier display"
)
_VIRTUAL: Final = (
    "000000",
    "001122",
    "005056",
    "000c29",
    "080027",
    "001c42",
    "00163e",
    "00155d",
    "00005e",
    "ffffff",
    "001234",
    "abcdef",
    "123456",
)
_ANOTHER_SERIAL: Final = re.compile(
    r"(?:port|primary|number|console|cable|killer|version|output|monitor|device|numbers|bigserial"
    r"|interface|null|none|unknown|missing|field|column|required|invalid|uint|int\d*|string|queue"
    r"|execution|key)\b",
    re.IGNORECASE,
)
_FEWEST_DIGITS: Final = 3


def find(page: Page) -> Iterator[Match]:
    """Hardware addresses, and labelled serial numbers."""
    for found in _addresses(page):
        if _is_somebodys(found[0]) and not _is_shared(page, found.start()):
            yield Match(*found.span(), Kind.DEVICE)
    if page.has(_SERIAL_WORDS):
        for found in _SERIAL.finditer(page.text):
            if _is_serial(found["value"]) and not _is_shared(page, found.start()):
                yield Match(*found.span("value"), Kind.DEVICE)
    if "mac" in page.places:
        for found in _BARE_MAC.finditer(page.text):
            if _is_somebodys(found[1]) and not _is_shared(page, found.start()):
                yield Match(*found.span(1), Kind.DEVICE)


def _addresses(page: Page) -> Iterator[re.Match[str]]:
    for token in page.tokens:
        if any(token[0].count(mark) >= count for mark, count in ((":", 5), ("-", 5), (".", 2))):
            yield from _MAC.finditer(page.text, token.start(), token.end())


def _is_somebodys(written: str) -> bool:
    packed = re.sub(r"[^0-9a-f]", "", written.lower())
    first = int(packed[:2], 16)
    if first & 3 or len(set(packed)) <= 2:
        return False
    return not packed.startswith(_VIRTUAL)


def _is_serial(value: str) -> bool:
    if _ANOTHER_SERIAL.match(value) or re.fullmatch(
        r"(?:x+|0+|1234\d*|[A-Z]{0,4}-?0*1234\d*|(\w)\1+|test.*|demo.*|.*-?x{3,}.*)", value, re.IGNORECASE
    ):
        return False
    digits = sum(each.isdigit() for each in value)
    if _IMEI.fullmatch(value):
        return luhn("".join(each for each in value if each.isdigit()))
    return digits >= _FEWEST_DIGITS and len(value) >= 6


def _is_shared(page: Page, at: int) -> bool:
    """Whether the line speaks of a device for tests or of one that many use."""
    return not _SHARED.isdisjoint(words_of(page.line(at, 120)))
