"""Word lists: common first and last names as evidence, and words that name nobody."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list of `data/`; lines that begin with `#` are remarks."""
    text = files("supportflow.privacy").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def is_first_name(word: str) -> bool:
    """Whether a folded word is a common first name; of `Anna-Lena` it is enough that Anna is one."""
    known = words("first_names")
    return (
        word in known or (len(word) > 6 and word.endswith(_PLACES)) or ("-" in word and word.partition("-")[0] in known)
    )


def is_word_too(word: str) -> bool:
    """Whether a first name is a word besides (Grace, Will, Max): alone it says nothing."""
    return word in words("words_too") or word in words("not_names")


def is_last_name(word: str) -> bool:
    """Whether a folded word is a common last name, or ends as last names alone do."""
    return word in words("surnames") or word.endswith(_ENDINGS)


def names_nobody(word: str) -> bool:
    """Whether a folded word is one of those that stand where a name could, and are none."""
    known = words("not_names")
    return word in known or ("-" in word and any(part in known for part in word.split("-")[1:]))


_PLACES = (
    "bad",
    "werke",
    "verein",
    "schule",
    "hafen",
    "verband",
    "zentrum",
    "bank",
    "gesellschaft",
    "center",
    "centre",
    "school",
    "club",
    "haven",
)
_ENDINGS = (
    *("sson", "wicz", "wski", "wska", "nski", "nska", "mann", "berger", "bauer", "maier", "meyer", "huber", "stra"),
    *("inga", "escu", "opoulos", "ovic", "ovich", "enko", "chuk", "shvili", "yan", "oglu", "quist", "qvist", "gaard"),
)
