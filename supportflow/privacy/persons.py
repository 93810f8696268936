"""What looks like the name of a person, and how much speaks for it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from supportflow.privacy.folding import fold, word_set
from supportflow.privacy.lexicon import is_first_name, is_last_name, is_word_too, names_nobody

UPPER: Final = "A-ZÀ-ÖØ-Þ" + "".join(
    chr(code) for code in (*range(0x100, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)) if chr(code).isupper()
)
PARTICLE: Final = (
    r"(?:van (?:der|den|de|het|'t)|van|von (?:der|dem|und zu)|von|vom|zu|zur|de la|de los|de las|de|del"
    r"|della|dello|degli|dei"
    r"|der|den|di|da|das|do|dos|du|des|le|la|el|al|bin|ibn|ben|ter|ten|te|af|av|y|e|i|'t)"
)
_TOKEN: Final = (
    rf"(?:(?:[dDlL]['’]|[OD]['’]|Mc|Mac|Al-|El-)?[{UPPER}][^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?(?:-[{UPPER}]?[^\W\d_]+)*)"
)
_INITIAL: Final = rf"(?:[{UPPER}]\.(?:[ ]?-?[{UPPER}]\.)*)"
TITLE: Final = (
    r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Ing|Dipl\.?-?Ing|Mag|Rev|Sr|Sra|Srta|Sig|Dott|[Dd]hr|[Mm]evr|Mw|[Mm]nr"
    r"|[Mm]ev|Mej|Mme|Mlle|Me|Hr|Fr)\.?"
    r"|Miss|Sir|Madam|Herrn?|Frau|Fräulein|Monsieur|Madame|Mademoiselle|M\.|Señora?|Señorita|Don|Doña|Senhora?|Doutora?"
    r"|Dra?\.|[Mm]evrouw?|[Mm]eneer|[Dd]e heer|Signora?|Sig\.ra|Dott\.ssa|Gentile|Pan(?:ie|i|a|u|ią)?"
    r"|[Ss]e[ñn]ora?|[Ss]enhora?|[Ss]ignora?|monsieur|madame|[Dd]outora?|[Dd]octora?|[Dd]ott(?:\.ssa|or"
    r"|oressa|\.)|Fru|Herr|Prof\.|Professor"
    r"|Doktor|Doctor|heer|mevr\.|dhr\.|mw\.)"
)
# what may follow a title at once: not what an article may be, as in `Herr der Lage`
_TITLED_PARTICLE: Final = r"(?:van (?:der|den|de)|van|von der|von|de la|de|del|di|da|dos|du|ter|ten|te|al|bin|ben)"
NAME: Final = re.compile(
    rf"(?P<title>(?:{TITLE}[ ]{{1,2}}){{1,3}})?"
    rf"(?P<name>(?(title)(?:{_TITLED_PARTICLE}[ ])?)(?:{_INITIAL}|{_TOKEN}|[{UPPER}](?=[ ][{UPPER}]\w))"
    rf"(?:[ ]{{1,2}}(?:{PARTICLE}[ ]{{1,2}}){{0,2}}(?:{_TOKEN}|{_INITIAL})(?![\w@])){{0,4}})"
    rf"(?:,[ ](?P<first>{_TOKEN}(?:[ ]{_TOKEN})?)(?=[ ]*(?:$|[\n,;|(<\"])))?",
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LOWER_NAME: Final = re.compile(r"[^\W\d_]{2,20}(?:[ ._][^\W\d_]{2,20}){0,2}(?![\w@])")
PLACEHOLDERS: Final = frozenset(
    (
        "john doe",
        "jane doe",
        "max mustermann",
        "erika mustermann",
        "joe bloggs",
        "foo bar",
        "martin luther",
        "test user",
        "jan modaal",
    )
)


class Person(NamedTuple):
    """Where a name stands, of how many words, and whether its first or last name is a common one."""

    start: int
    end: int
    size: int
    first: bool
    last: bool
    titled: bool
    whole: bool

    @property
    def known(self) -> bool:
        """Whether one of its words is known to be a name."""
        return self.first or self.last


def person_at(text: str, at: int, end: int | None = None, *, strong: bool = False) -> Person | None:
    """The name that starts at a place; None where nobody is named. `strong`: where only a name can stand."""
    found = NAME.match(text, at, len(text) if end is None else end)
    if not found:
        return None
    words = [word for word in _WORD.finditer(text, *found.span("name")) if len(word[0]) > 1]
    folded = [fold(word[0]) for word in words]
    if " ".join(folded[:2]) in PLACEHOLDERS:
        return None
    if not strong and folded and is_first_name(folded[0]) and names_nobody(folded[0]) and not is_last_name(folded[-1]):
        return None
    count = _names_only(folded, strong=strong)
    if not count:
        return None
    cut = count < len(words)
    swapped = bool(found["first"]) and not cut and _is_swapped(folded, fold(found["first"]))
    stop = words[count - 1].end() if cut else found.end() if swapped else found.end("name")
    titled = found.start("name") > found.start()
    kept = [each for each in folded[:count] if not _is_particle(each)]
    if not kept or (not titled and all(word[0].isupper() and len(word[0]) < 5 for word in words[:count])):
        return None
    first = is_first_name(kept[0]) or (swapped and is_first_name(fold(found["first"]).split()[0]))
    initial = any(len(part.rstrip(".")) == 1 for part in found["name"].split())
    last = (len(kept) > 1 or titled) and is_last_name(kept[-1])
    return Person(found.start("name"), stop, len(kept) + swapped + initial, first, last, titled, not cut)


def _is_swapped(last: list[str], first: str) -> bool:
    """Whether what stands behind a comma is the first name of the one word before it."""
    words = [word for word in last if not _is_particle(word)]
    return len(words) == 1 and not any(names_nobody(word) for word in first.split())


def _names_only(folded: list[str], *, strong: bool) -> int:
    """How many words from the left are a name: a known first name may be followed by what is none.

    A first name that is a word besides (August, Victoria) is one beside a last name, or in a strong position.
    """
    for index, word in enumerate(folded):
        if (
            index
            and names_nobody(word)
            and is_last_name(word)
            and is_first_name(folded[0])
            and not is_word_too(folded[0])
        ):
            continue
        if (
            names_nobody(word)
            and not _is_particle(word)
            and not (index == 0 and is_first_name(word) and (strong or len(folded) > 1))
        ):
            return index if index and is_first_name(folded[0]) else 0
    return len(folded)


def _is_particle(word: str) -> bool:
    return word in _PARTICLES


_PARTICLES: Final = word_set(
    "van der den de het von dem zu zur vom la los las del della dello degli dei di da das do dos du des le "
    "el al bin ibn"
    " ben ter ten te af av und"
)


def small_person_at(text: str, at: int, end: int) -> Person | None:
    """A name in small letters, or as a user name (anna.schmidt): only where its first name is a common one."""
    found = _LOWER_NAME.match(text, at, end)
    if not found:
        return None
    words = fold(found[0]).replace(".", " ").replace("_", " ").split()
    if " ".join(words[:2]) in PLACEHOLDERS or not is_first_name(words[0]) or any(names_nobody(word) for word in words):
        return None
    whole = found.end() == end or text[found.end()] in ",;(<|\n"
    return Person(found.start(), found.end(), len(words), first=True, last=False, titled=False, whole=whole)
