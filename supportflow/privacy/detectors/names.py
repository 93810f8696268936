"""Names behind a label: `Customer: …`, `Reported by …`, `Kunde: …`, cells of a table, keys of JSON and CSV.

The label is what speaks: behind one that always names a person (Reported by, Ansprechpartner) any word that may be
a name is one; behind one that names other things as well (Name, Contact, From) it takes two words or a common first
name. Teams, roles, products and companies pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.detectors.name_labels import HEADERS, STRONG, VERB_WORDS, VERBS, WEAK
from supportflow.privacy.fields import Field
from supportflow.privacy.folding import fold, word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.persons import Person, person_at, small_person_at
from supportflow.privacy.types import Kind

_BEHIND: Final = re.compile(r"[ ]*(?:$|[\n,;|()<>\[\]/.:\"'&+–—-]|\d|and |und |et |y |en |e )")
_COMPANY: Final = re.compile(
    r"[ ,]*(?:GmbH|AG|KG|Ltd|Inc|LLC|BV|B\.V|NV|SA|S\.A|SL|S\.L|Lda|Pty|AB|SARL|plc|Corp|e\.V)\b"
)
_BY_VERB: Final = re.compile(rf"(?:{fold(VERBS)})[ ]{{1,2}}(?=\S)")
_FURTHER: Final = re.compile(r"[ ]*(?:,|;|/|&|and|und|et|y|en|e|i|och)[ ]+")
NAMES: Final = STRONG | WEAK
NAME_WORDS: Final = word_set("name nom nombre naam nome namn imie")
_MOST: Final = 8


def find(page: Page) -> Iterator[Match]:
    """Names behind labels and behind verbs that name who did something."""
    for each in page.fields:
        if each.one_of(NAMES):
            yield from _names_of(page, each)
    for at in page.at(VERB_WORDS):
        found = _BY_VERB.match(page.folded, at)
        if not found or page.text[found.end()].islower():
            continue
        person = person_at(page.text, found.end())
        if person and _fits_verb(page, person):
            yield Match(person.start, person.end, Kind.NAME)


def _fits_verb(page: Page, person: Person) -> bool:
    if _COMPANY.match(page.text, person.end) or fold(page.text[person.start : person.end]) in page.allow.terms:
        return False
    return person.first or person.titled or (person.size > 1 and person.whole and not page.in_code(person.start))


def _names_of(page: Page, field: Field) -> Iterator[Match]:
    at = field.start
    for _ in range(_MOST):
        person = person_at(page.text, at, field.end, strong=field.one_of(STRONG)) or small_person_at(
            page.text, at, field.end
        )
        if not person or not _fits(page, field, person):
            return
        yield Match(person.start, person.end, Kind.NAME)
        further = _FURTHER.match(page.text, person.end, field.end)
        if not further:
            return
        at = further.end()


def _fits(page: Page, field: Field, person: Person) -> bool:
    text = page.text
    if _COMPANY.match(text, person.end) or fold(text[person.start : person.end]) in page.allow.terms:
        return False
    if person.titled or (person.first and person.size > 1):
        return True
    ends = person.end >= field.end or bool(_BEHIND.match(text, person.end))
    if field.label in HEADERS:
        return (person.first and ends) or (person.size > 1 and ends and _in_header(page, field))
    if field.one_of(STRONG) or (field.of_person and field.one_of(NAME_WORDS)):
        return ends and (person.first or not text[person.start : person.end].isupper() or person.size > 1)
    if person.first:
        return ends
    return person.whole and person.size > 1 and ends and not page.in_url(person.start)


def _in_header(page: Page, field: Field) -> bool:
    """Whether a `From:` stands among other lines of a mail's header, or has an address behind the name."""
    line = page.line(field.start)
    if "@" in line or "mailto" in line:
        return True
    around = page.text[max(0, field.label_start - 300) : field.end + 300]
    others = {each.label for each in page.fields if abs(each.label_start - field.label_start) < 300} & _HEADER_LABELS
    return len(others) >= 2 and "\n" in around


_HEADER_LABELS: Final = HEADERS | word_set(
    "subject sent date betreff gesendet datum objet envoye asunto enviado fecha onderwerp verzonden assunto "
    "enviada"
    " onderwerp gestuur oggetto inviato data temat wyslano amne skickat"
)
