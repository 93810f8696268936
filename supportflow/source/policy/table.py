"""A TOML table that is read key by key, remembers what is wrong and which keys nobody asked for."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from supportflow.model.policy import Window
from supportflow.model.values import parse_duration
from supportflow.source.errors import PolicyProblem

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def dotted(path: str, key: str) -> str:
    """A key below a path, as TOML writes it: in quotes where it is not bare."""
    name = key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
    return f"{path}.{name}" if path else name


class Table:
    """One table of a policy. Every getter gives a usable value and notes what was wrong with the one it found."""

    def __init__(self, data: object, path: str, problems: list[PolicyProblem]) -> None:
        self.path = path
        self._problems = problems
        self._asked: set[str] = set()
        if not isinstance(data, dict):
            self.wrong("", "a table is expected here")
            data = {}
        self._data: dict[str, object] = data

    def wrong(self, key: str, message: str) -> None:
        """Note a problem at a key of this table, or at the table itself for the empty key."""
        self._problems.append(PolicyProblem(dotted(self.path, key) if key else self.path, message))

    def has(self, key: str) -> bool:
        """Whether the table has the key."""
        self._asked.add(key)
        return key in self._data

    def raw(self, key: str) -> object:
        """The value as TOML gives it, or None."""
        self._asked.add(key)
        return self._data.get(key)

    def text(self, key: str, default: str = "") -> str:
        """A string."""
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, str):
            self.wrong(key, f"a text is expected, not {_kind(value)}; put it in quotes")
            return default
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """A boolean."""
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.wrong(key, f"true or false is expected, not {_kind(value)}")
            return default
        return value

    def number(self, key: str, default: float) -> float:
        """An integer or a float."""
        value = self.raw(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(key, f"a number is expected, not {_kind(value)}")
            return default
        return value

    def integer(self, key: str, default: int) -> int:
        """A whole number."""
        value = self.raw(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(key, f"a whole number is expected, not {_kind(value)}")
            return default
        return value

    def duration(self, key: str, default: str) -> timedelta:
        """A length of time; a day of it has 24 hours."""
        text, day = self.text(key, default), timedelta(hours=24)
        try:
            return parse_duration(text).over(day)
        except ValueError as error:
            self.wrong(key, f"{text!r}: {error}")
        except OverflowError:
            self.wrong(key, f"{text} is longer than time is reckoned here; write days, as 3d")
        return parse_duration(default).over(day)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, none of them empty."""
        value = self.raw(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong(key, 'a list of texts is expected, as ["one", "two"]')
            return ()
        if not all(item.strip() for item in value):
            self.wrong(key, "an empty text stands in the list; remove it")
        return tuple(item for item in value if item.strip())

    def items(self, key: str) -> tuple[object, ...]:
        """A list of anything."""
        value = self.raw(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.wrong(key, f"a list is expected, not {_kind(value)}")
            return ()
        return tuple(value)

    def day(self, key: str) -> date | None:
        """A TOML date."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.wrong(key, f"a date without quotes is expected, as 2026-11-25, not {_kind(value)}")
            return None
        return value

    def window(self) -> Window:
        """The keys `effective_from` and `effective_until`."""
        window = Window(self.day("effective_from"), self.day("effective_until"))
        if window.start and window.end and window.end <= window.start:
            self.wrong("effective_until", f"does not lie after effective_from ({window.start})")
        return window

    def sub(self, key: str) -> Table:
        """A table below this one; an empty one where the key is missing."""
        value = self.raw(key)
        return Table({} if value is None else value, dotted(self.path, key), self._problems)

    def same(self, key: str, data: object) -> Table:
        """Other data that stands for the table below a key."""
        return Table(data, dotted(self.path, key), self._problems)

    def at(self, key: str, index: int, data: object) -> Table:
        """A table in a list below this one."""
        return Table(data, f"{dotted(self.path, key)}[{index}]", self._problems)

    def subs(self) -> Iterator[tuple[str, Table]]:
        """Each key of this table as a table."""
        for key in self._data:
            yield key, self.sub(key)

    def names(self) -> tuple[str, ...]:
        """All keys, in their order."""
        self._asked.update(self._data)
        return tuple(self._data)

    def done(self) -> None:
        """Note the keys that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                near = difflib.get_close_matches(key, sorted(self._asked), n=1)
                known = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(self._asked))}"
                self.wrong(key, f"unknown key; {known}")


def _kind(value: object) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "a table",
        date: "a date",
        datetime: "a date with time",
        time: "a time",
    }
    return names.get(type(value), type(value).__name__)
