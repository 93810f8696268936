"""What the judgement of a change finds, before it becomes a finding."""

from __future__ import annotations

from typing import NamedTuple

from supportflow.model.finding import FIRST_LINE, Span
from supportflow.model.history import Entry
from supportflow.model.node import Mapping, Node, Sequence


class GateProblem(NamedTuple):
    """Something wrong with a change, or that somebody has to approve. `rule` is a slug."""

    rule: str
    path: str
    ticket: str | None
    span: Span
    message: str
    help: str
    awaiting: bool = False


def lines_of(node: Node) -> tuple[int, int]:
    """The first and the last line on which something of a node stands."""
    inner: tuple[Node, ...] = ()
    if isinstance(node, Mapping):
        inner = tuple(part for pair in node.pairs for part in pair)
    elif isinstance(node, Sequence):
        inner = node.items
    return node.span.line, max([node.span.line, *(lines_of(part)[1] for part in inner)])


def place_of(top: Mapping, name: str) -> Span:
    """Where a key of the front matter stands, also one within another (`custom.team`); the opening `---` without it."""
    node: Node | None = top
    for part in name.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return node.span if node is not None else FIRST_LINE


def what(entry: Entry) -> str:
    """An entry in a few words: `the move to scheduled`, `the hold`."""
    return f"the move to {entry.value}" if entry.kind == "state" else f"the {entry.kind} entry"
