"""YAML nodes that know where they stand in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from supportflow.model.finding import Span

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """A scalar: its text as written (quotes and folds resolved), and whether it stood without quotes."""

    text: str
    plain: bool
    span: Span

    @property
    def is_null(self) -> bool:
        """Whether the YAML 1.2 core schema reads it as null."""
        return self.plain and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence of nodes."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping in the order of the file. A key that stands twice is kept once, the first time."""

    pairs: tuple[tuple[Scalar, Node], ...]
    span: Span
    _values: dict[str, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_values", {key.text: value for key, value in reversed(self.pairs)})

    def get(self, name: str) -> Node | None:
        """The value of a key, or None where the mapping lacks it."""
        return self._values.get(name)

    def key(self, name: str) -> Scalar | None:
        """The key itself, for its place."""
        return next((key for key, _ in self.pairs if key.text == name), None)

    def place(self, name: str) -> Span:
        """Where the value of a key stands; the mapping's own place where it lacks the key."""
        value = self.get(name)
        return self.span if value is None else value.span

    def __iter__(self) -> Iterator[str]:
        return (key.text for key, _ in self.pairs)


Node = Scalar | Sequence | Mapping


def plain_value(node: Node | None) -> object:
    """A node as plain Python data, every scalar as its text: for comparing what two versions say."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain_value(item) for item in node.items]
        case Mapping():
            return {key.text: plain_value(value) for key, value in node.pairs}
        case _:
            return None
