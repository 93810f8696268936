"""Labels and their values, in the shapes in which people and programs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from supportflow.privacy.folding import fold, word_set

LONGEST_LABEL: Final = 60
LONGEST_VALUE: Final = 300

_SEPARATOR: Final = re.compile(r"[:=|\t][=>]?|[ ](?:[-–—]|->|→)[ ](?=\S)")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+\Z")
_CLOSERS: Final = " \"'*_`“”»])"
_BRACKET: Final = re.compile(r"[ ]?[(\[][^()\[\]\n]{0,30}\Z")
_XML: Final = re.compile(r"<([A-Za-z][\w:.-]{1,40})(?:\s[^<>]{0,100})?>\s{0,20}([^<>\n]{2,200}?)\s{0,20}</")
_START_OF_LABEL: Final = re.compile(r"[.,;|(){}\[\]<>\"\n!?/&][^.,;|(){}\[\]<>\"\n!?/&]*\Z")
_WORD: Final = re.compile(r"[^\W_]+")
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OPENING: Final = re.compile(r"(?:[ \t\"'*_`“”„«:=>|]|\[x?\]|<\w{1,10}>)*")
_END: Final = re.compile(r"[\n|;\t]|\"[,}\s]|'[,}]|</|(?<=\w)[ ]{3}|(?<=[a-z]{3})\.[ ](?=[A-Z])")
_ROW: Final = re.compile(
    r"^[ \t>]*\|?([^\n|]+\|[^\n]*)\n[ \t>]*\|?[ ]*:?-{2,}[^\n]*\n((?:[ \t>]*\|?[^\n|]*\|[^\n]*(?:\n|\Z))+)",
    re.MULTILINE,
)
FILLERS: Final = word_set(
    "the a an del des della dello dos das du vom zum zur di vor ort our your my his her their this that "
    "affected new main and or with by of is was it as der die das den dem"
    " des ein eine einer unser unsere ihr ihre mein meine seine le la les un une notre votre mon ma son "
    "sa el los las una"
    " su mi nuestro nuestra de het een ons onze uw mijn zijn haar o os um uma seu sua meu minha nosso nossa die n ons"
    " sy haar il lo gli nostro mio suo det den en ett min din var der and und et y e i och en with mit avec con met com"
    " primary private personal work business home other affected also"
)


ROLES: Final = word_set(
    "customer customers client guest member user caller owner subscriber patient tenant contact person "
    "account holder payer buyer driver skipper visitor employee passenger kunde kunden kundin gast gastes "
    "nutzer nutzers nutzerin mitglied mitglieds anrufer anrufers besitzer halter kundengerat kundengerats"
    " cliente clienta socio socia usuario usuaria huesped titular abonne abonnee utilisateur membre "
    "demandeur appelant klant gebruiker lid gast beller utilizador utente assinante membro hospede "
    "kliënt klient klienta klientki klientu kund kundens medlem utente cliente ospite"
    " provisional temporary provisorisch provisoria provisorio provisoire tijdelijk tijdelijke vorlaufig "
    "alt neu onsite site vor ort local affected concerned betroffene betroffener afectado afectada "
    "concerne getroffen private privat personal personnel particular mobile"
)
"""Words that say whose a datum is: a label is the same with them."""


class Field(NamedTuple):
    """A label, folded to words with one space between, and where its value stands."""

    label: str
    label_start: int
    start: int
    end: int

    def one_of(self, labels: frozenset[str]) -> bool:
        """Whether the label, with or without words that say whose it is, is one of these."""
        return any(each in labels for each in variants(self.label))

    @property
    def of_person(self) -> bool:
        """Whether the label says whose the datum is."""
        return any(word in ROLES for word in self.label.split())


def fields_of(text: str) -> Iterator[Field]:
    """All labels of a text with their values; a place may be the value of several labels."""
    for found in _SEPARATOR.finditer(text):
        label, label_start = "", 0
        end = _label_end(text, found.start())
        if end and not text.startswith("//", found.end()):
            label, label_start = _label_before(text, end)
        if label:
            start, end = _value_behind(text, found.end())
            if end > start:
                yield Field(label, label_start, start, end)
    if "</" in text:
        for found in _XML.finditer(text):
            yield Field(label_of(found[1].rpartition(":")[2]), found.start(1), found.start(2), found.end(2))
    if "--" in text and "|" in text:
        yield from _tables(text)
    yield from _separated_values(text)


def _label_end(text: str, at: int) -> int:
    """Where a label ends whose value begins behind a place; 0 where the last word before it is none of a label."""
    tail = text[max(0, at - 32) : at]
    bare = tail.rstrip(_CLOSERS)
    if tail.endswith((")", "]")) and (inner := _BRACKET.search(bare)):
        bare = bare[: inner.start()].rstrip(_CLOSERS)
    if bare.endswith(">"):
        bare = bare[: bare.rfind("<")].rstrip(_CLOSERS)
    word = _LAST_WORD.search(bare)
    if not word:
        return 0
    known = fold(word[0]) in last_words() or (not word[0].islower() and not word[0].istitle() and _has_hump(word[0]))
    return max(0, at - 32) + len(bare) if known else 0


@cache
def all_labels() -> frozenset[str]:
    """All labels that a detector looks for."""
    from supportflow.privacy.detectors.labels import LABELS

    return LABELS


@cache
def last_words() -> frozenset[str]:
    """The last words of all labels that a detector looks for: any other label needs no second look."""
    return frozenset(label.rpartition(" ")[2] for label in all_labels()) | ROLES


def _has_hump(word: str) -> bool:
    return bool(_HUMP.search(word)) and fold(_HUMP.split(word)[-1]) in last_words()


def label_of(text: str) -> str:
    """A label as it is looked up: folded words, the humps of camelCase apart, without articles."""
    words = _WORD.findall(fold(_HUMP.sub(" ", text)))
    words = [word for word in words if word != "s"] or words
    while len(words) > 1 and (words[0] in FILLERS or words[0].isdigit() or len(words[0]) == 1):
        del words[0]
    return " ".join(words) if len(words) <= 7 else ""


@lru_cache(maxsize=4096)
def variants(label: str) -> tuple[str, ...]:
    """A label, and what is left of it without the words at its end and at its start that say whose it is."""
    words = label.split()
    end = len(words)
    while end > 1 and (words[end - 1] in ROLES or words[end - 1] in FILLERS):
        end -= 1
    start = 0
    while start < end - 1 and (words[start] in ROLES or words[start] in FILLERS):
        start += 1
    return tuple(dict.fromkeys((label, " ".join(words[:end]), " ".join(words[start:]), " ".join(words[start:end]))))


def _label_before(text: str, at: int) -> tuple[str, int]:
    begin = max(0, at - LONGEST_LABEL)
    window = text[begin:at]
    found = _START_OF_LABEL.search(window)
    offset = found.start() + 1 if found else 0
    if not found and begin > 0:
        return "", 0
    label = window[offset:]
    # several labels on one line, parted by what separates label and value: the last one counts
    cut = max(label.rfind(":"), label.rfind("="), label.rfind("\t"), label.rfind(" - "), label.rfind(" – "))
    return label_of(label[cut + 1 :]), begin + offset + cut + 1


def _value_behind(text: str, at: int) -> tuple[int, int]:
    start = _skip(text, at)
    if start < len(text) and text[start] == "\n":
        # the value stands on the next line, perhaps after an empty one
        after = re.compile(r"(?:\n[ \t>*_-]*){1,2}").match(text, start)
        start = _skip(text, after.end()) if after else start
    stop = min(len(text), start + LONGEST_VALUE)
    found = _END.search(text, start, stop)
    end = found.start() if found else stop
    closers = " \t\r\"'*_`,;“”»" + ("" if "(" in text[start:end] else ")")
    while end > start and text[end - 1] in closers:
        end -= 1
    return start, end


def _skip(text: str, at: int) -> int:
    found = _OPENING.match(text, at, min(len(text), at + 20))
    return found.end() if found else at


def _tables(text: str) -> Iterator[Field]:
    for found in _ROW.finditer(text):
        labels = [label_of(cell) for cell in found[1].strip().strip("|").split("|")]
        place = found.start(2)
        for line in found[2].splitlines(keepends=True):
            yield from _cells(line.rstrip("\n"), place, labels, "|", found.start(1))
            place += len(line)


def _cells(line: str, place: int, labels: list[str], mark: str, header: int) -> Iterator[Field]:
    body = line.lstrip(" \t>")
    place += len(line) - len(body)
    if mark == "|" and body.startswith("|"):
        body, place = body[1:], place + 1
    for label, cell in zip(labels, body.split(mark), strict=False):
        inner = cell.strip(" \t\"'*_`")
        if inner and label:
            start = place + cell.index(inner)
            yield Field(label, header, start, start + len(inner))
        place += len(cell) + 1


_ROWS_READ: Final = 2000
_LONGEST_HEADER: Final = 400


def _separated_values(text: str) -> Iterator[Field]:
    """Values of CSV: a line of labels, then lines with as many marks."""
    mark = next((each for each in ";\t," if each in text), "")
    if not mark:
        return
    place, left = 0, 0
    labels: list[str] = []
    header = 0
    for line in text.split("\n"):
        count = line.count(mark)
        if left and count >= len(labels) - 1:
            yield from _cells(line, place, labels, mark, header)
            left -= 1
        else:
            labels = _header(line, mark) if count and len(line) < _LONGEST_HEADER else []
            left, header = (_ROWS_READ if labels else 0), place
        place += len(line) + 1


def _header(line: str, mark: str) -> list[str]:
    """The labels of a line of CSV that has at least one that is known; else none."""
    cells = line.split(mark)
    if any(len(cell) > 30 for cell in cells):
        return []
    labels = [label_of(cell) for cell in cells]
    return labels if any(each in all_labels() for label in labels for each in variants(label)) else []
