"""Reading the cases of tests and of the benchmark: texts with their values marked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parent / "cases"
_MARK = re.compile(r"\[\[([a-z-]+)(\??)\|(.*?)\]\](?!\])", re.DOTALL)


class Wanted(NamedTuple):
    """What has to be found."""

    kind: str
    certain: bool
    start: int
    end: int


class Case(NamedTuple):
    """A text and what it holds."""

    text: str
    wanted: tuple[Wanted, ...] = ()


def read(marked: str) -> Case:
    marked = marked.replace("{+}", "")
    text, wanted, done = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[done : found.start()]
        wanted.append(Wanted(found[1], not found[2], len(text), len(text) + len(found[3])))
        text += found[3]
        done = found.end()
    return Case(text + marked[done:], tuple(wanted))


def cases(section: str) -> list[tuple[str, Case]]:
    """All cases of a section, with an id that holds no value: the file and the number."""
    return [
        (f"{path.stem}-{number}", read(text))
        for path in sorted(CASES.glob("*.toml"))
        for number, text in enumerate(tomllib.loads(path.read_text(encoding="utf-8")).get(section, []))
    ]
