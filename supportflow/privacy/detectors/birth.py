"""Dates of birth: a date behind a label or a word of being born. Days that stand for none (1900-01-01) pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from supportflow.privacy.folding import WHOSE, label_set, word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            (
                "january jan januar janner janvier janv enero ene januari janeiro januarie gennaio gen "
                "stycznia styczen sty"
            ),
            "february feb februar fevrier fevr febrero februari fevereiro fev februarie febbraio lutego luty",
            "march mar marz maerz mrz mars marzo maart mrt marco marca marzec",
            "april apr avril avr abril abr april aprile kwietnia kwiecien",
            "may mai mayo maj mei maio maggio maja",
            "june jun juni juin junio juni junho junie giugno czerwca czerwiec",
            "july jul juli juillet juil julio julho julie luglio lipca lipiec",
            "august aug aout agosto ago augustus augusti sierpnia sierpien",
            "september sep sept septiembre setembro set septembre settembre wrzesnia wrzesien",
            "october oct oktober okt octobre octubre oktober outubro out ottobre pazdziernika",
            "november nov novembre noviembre novembro listopada listopad",
            "december dec dezember dez decembre diciembre dic dezembro desember des dicembre grudnia grudzien",
        ),
        1,
    )
    for name in names.split()
}
_MONTH: Final = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE: Final = re.compile(
    rf"(?P<y>(?:19|20)\d\d)[-./](?P<m>\d\d?)[-./](?P<d>\d\d?)(?!\d)|(?P<a>\d\d?)[ ]?[-./][ ]?(?P<b>\d\d?)[ "
    rf"]?[-./][ ]?(?P<c>(?:19|20)?\d\d)(?!\d)"
    rf"|(?P<d2>\d\d?)(?:st|nd|rd|th|\.|er|o|º)?[ ,-]{{0,2}}(?:of |de |d')?(?P<m2>{_MONTH})\.?,?[ -](?:de "
    rf"|del |van )?(?P<y2>(?:19|20)\d\d|'?\d\d(?!\d))"
    rf"|(?P<m3>{_MONTH})\.?[ ](?P<d3>\d\d?)(?:st|nd|rd|th)?,?[ ](?P<y3>(?:19|20)\d\d)"
    r"|(?P<packed>(?:19|20)\d{6})(?!\d)"
)
_LABEL: Final = (
    r"date of birth|birth ?date|birthdate|birthday|birth|d\.?o\.?b\.?|b-?day|born(?: on)?|geburtsdatum"
    r"|geburtstag|geb\.?(?:-?datum|-?dat\.)?|geboren(?: am| op)?|\*"
    r"|date de naissance|naissance|nee? le|ne\(e\) le|anniversaire|ddn|fecha de nacimiento|f\. ?nac\.?"
    r"|fec\.? nac\.?|fecha nac\.?|nacid[oa](?: el)?|nacio(?: el)?|nacimiento|cumpleanos"
    r"|geboortedatum|geboorte|geb\. ?datum|verjaardag|gebore(?: op)?|data de nascimento|data nasc\.?"
    r"|nascid[oa](?: a| em)?|nasceu(?: a| em)?|dn|d\.n\.|nascimento|aniversario|geboortedag"
    r"|data di nascita|nat[oa](?: il| a)?|nascita|compleanno|data urodzenia|ur\.|urodzon[yae](?: dnia)?"
    r"|urodziny|fodelsedatum|fodelsedag|fodd(?: den)?|fodt"
)
_LABELLED: Final = re.compile(
    rf"(?<![\w])(?:{_LABEL}){WHOSE}(?:[ ]?\([^()\n]{{1,20}}\))?(?:[\"'`*_|> ]{{0,4}}(?:[:=|>–-]{{1,2}}|is"
    rf"|was|ist|war|est|es|on|the|am|le|el|il|e|op|em|a|den|to|of)?){{0,4}}[\"'`*_|> ]{{0,4}}(?:\n[ >"
    rf"|]{{0,4}})?$"
)
_WORDS: Final = word_set(
    "birth birthdate birthday dob born bday geburtsdatum geburtstag geb geboren naissance ne nee "
    "anniversaire ddn nacimiento nac nacido nacida nacio cumpleanos geboortedatum geboorte"
    " verjaardag gebore nascimento nasc nascido nascida nasceu aniversario geboortedag nascita nato nata "
    "compleanno urodzenia ur urodzony urodzona urodzone urodziny fodelsedatum fodelsedag"
    " fodd fodt birthdate dateofbirth birthdaydate dn geburt"
)
_BORN_BEHIND: Final = re.compile(
    r"[ ]?[),]{0,2}[ ]?(?:is (?:his|her|their|my) (?:date of birth|birthday|dob)|geboren\b|gebore\b)"
)
FIELD_LABELS: Final = label_set(
    "date of birth|birth date|birthdate|birthday|dateofbirth|geburtsdatum|geburtstag|date de naissance"
    "|fecha de nacimiento|geboortedatum|data de nascimento|data di nascita|data urodzenia|fodelsedatum"
    "|date naissance|nacimiento|born|geboren|dob|geb|geb datum|verjaardag|naissance|customer dob|patient dob"
    "|birth"
)
_NO_DAYS: Final = frozenset((date(1900, 1, 1), date(1970, 1, 1), date(1899, 12, 30), date(1901, 1, 1)))


def find(page: Page) -> Iterator[Match]:
    """Dates that someone was born on."""
    if not page.has(_WORDS) and "d.o.b" not in page.folded and "d.n." not in page.folded and "(*" not in page.text:
        return
    folded = page.folded
    starts = [(field.start, field.end) for field in page.fields if field.one_of(FIELD_LABELS)]
    for found in _DATE.finditer(folded):
        before = folded[max(0, found.start() - 60) : found.start()]
        labelled = _LABELLED.search(before) or any(
            0 <= found.start() - start < 8 and found.end() <= end + 1 for start, end in starts
        )
        if (labelled or _BORN_BEHIND.match(folded, found.end())) and _is_day(found):
            yield Match(*found.span(), Kind.BIRTH)


def _is_day(found: re.Match[str]) -> bool:
    """Whether it is a day on which a living person may have been born."""
    for year, month, day in _readings(found):
        try:
            born = date(year, month, day)
        except ValueError:
            continue
        if born not in _NO_DAYS and date(1900, 1, 1) < born < date(2040, 1, 1):
            return True
    return False


def _readings(found: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    each = found.groupdict()
    if each["packed"]:
        yield int(each["packed"][:4]), int(each["packed"][4:6]), int(each["packed"][6:])
    elif each["y"]:
        yield int(each["y"]), int(each["m"]), int(each["d"])
        yield int(each["y"]), int(each["d"]), int(each["m"])
    elif each["c"]:
        yield _year(each["c"]), int(each["b"]), int(each["a"])
        yield _year(each["c"]), int(each["a"]), int(each["b"])
    elif each["y2"]:
        yield _year(each["y2"].lstrip("'")), _MONTHS[each["m2"]], int(each["d2"])
    else:
        yield int(each["y3"]), _MONTHS[each["m3"]], int(each["d3"])


def _year(written: str) -> int:
    year = int(written)
    return year if year > 99 else year + (1900 if year > 26 else 2000)
