"""Reading YAML nodes as typed values: what does not fit is a problem and counts as absent."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from supportflow.model.finding import FIRST_LINE, Problem, Span
from supportflow.model.history import FieldValue, Impact
from supportflow.model.node import Mapping, Node, Scalar, Sequence
from supportflow.model.schema import FieldType
from supportflow.model.values import DATE_FORM, INSTANT_FORM, parse_date, parse_instant

T = TypeVar("T")
_WHAT: dict[type[Scalar | Sequence | Mapping], str] = {
    Scalar: "a text",
    Sequence: "a list",
    Mapping: "a mapping",
}


class Reader:
    """One mapping of a front matter, read key by key. `where` names it in messages; what it lacks is reported at
    `parent`, the key that it is the value of (or, of an entry in a list, where the entry stands).
    """

    def __init__(self, node: Mapping, where: str, problems: list[Problem], parent: Span | None = None) -> None:
        self.node = node
        self.parent = parent or node.span
        self.required: tuple[str, ...] = ()
        self.where = where
        self.problems = problems

    def problem(self, rule: str, span: Span, message: str, mend: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(rule, span, message, mend))

    def wrong_type(self, key: str, node: Node, mend: str) -> None:
        """Note that a value is of another kind than its key wants, or that nothing stands there."""
        if isinstance(node, Scalar) and node.is_null:
            self.empty(key, node)
        else:
            self.problem("wrong-type", node.span, f"`{key}` is {_WHAT[type(node)]}", mend)

    def wrong_item(self, key: str, node: Node, mend: str) -> None:
        """Note that an item of a list is of another kind than the list wants, or that nothing stands there."""
        if isinstance(node, Scalar) and node.is_null:
            self.problem("empty-value", node.span, f"`{key}` holds an empty item", mend)
        else:
            self.problem("wrong-type", node.span, f"an item of `{key}` is {_WHAT[type(node)]}", mend)

    def empty(self, key: str, node: Node) -> None:
        """Note that a key has no value; one that is required cannot be removed instead."""
        mend = f"give `{key}` a value" + ("" if key in self.required else " or remove the key")
        self.problem("empty-value", node.span, f"`{key}` is empty", mend)

    def scalar(self, key: str) -> Scalar | None:
        """The scalar of a key that has a text; an empty one is a problem."""
        node = self.node.get(key)
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.wrong_type(key, node, f"write `{key}: …` with one value")
            return None
        if node.is_null or not node.text.strip():
            self.empty(key, node)
            return None
        return node

    def text(self, key: str) -> str | None:
        """A text, as written."""
        node = self.scalar(key)
        return node.text if node else None

    def parsed(self, key: str, parse: Callable[[str], T], form: str) -> T | None:
        """A text in a strict form."""
        node = self.scalar(key)
        if node is None:
            return None
        try:
            return parse(node.text)
        except (ValueError, OverflowError) as error:
            self.problem("bad-time", node.span, f"`{key}` cannot be read: {error}", f"write it as {form}")
            return None

    def instant(self, key: str) -> datetime | None:
        """An instant with its offset."""
        return self.parsed(key, parse_instant, INSTANT_FORM)

    def day(self, key: str) -> date | None:
        """A date."""
        return self.parsed(key, parse_date, DATE_FORM)

    def impact(self, key: str) -> Impact | None:
        """`{users: …, breakage: …}`."""
        inner = self.mapping(key, ("users", "breakage"), required=("users", "breakage"))
        if inner is None:
            return None
        users, breakage = inner.text("users"), inner.text("breakage")
        return Impact(users, breakage) if users and breakage else None

    def field(self, key: str, kind: FieldType) -> FieldValue | None:
        """A field that moves may require."""
        match kind:
            case FieldType.DATE:
                return self.day(key)
            case FieldType.INSTANT:
                return self.instant(key)
            case FieldType.IMPACT:
                return self.impact(key)
            case _:
                return self.text(key)

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a list."""
        node = self.node.get(key)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.wrong_type(key, node, f"write a list: `{key}: […]`")
            return ()
        return node.items

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        found = []
        for item in self.items(key):
            if isinstance(item, Scalar) and not item.is_null and item.text.strip():
                found.append(item.text)
            elif isinstance(item, Scalar):
                self.problem("empty-value", item.span, f"`{key}` holds an empty item", "give it a text or remove it")
            else:
                self.wrong_item(key, item, f"write a list of texts: `{key}: [one, two]`")
        return tuple(found)

    def mapping(self, key: str, known: Iterable[str], required: Iterable[str] = ()) -> Reader | None:
        """A mapping below this one, with the keys that it may and must have."""
        node = self.node.get(key)
        if node is None:
            return None
        if not isinstance(node, Mapping):
            form = ", ".join(f"{name}: …" for name in known) or "…"
            self.wrong_type(key, node, f"write a mapping: `{key}: {{{form}}}`")
            return None
        name = self.node.key(key)
        inner = Reader(node, key, self.problems, name.span if name else None)
        inner.check_keys(known, required)
        return inner

    def rows(self, key: str, known: Iterable[str], required: Iterable[str]) -> list[Reader]:
        """The mappings of a list."""
        rows = []
        for item in self.items(key):
            if isinstance(item, Mapping):
                row = Reader(item, key, self.problems)
                row.check_keys(known, required)
                rows.append(row)
            else:
                self.wrong_item(key, item, f"write each as {{{', '.join(f'{name}: …' for name in required)}}}")
        return rows

    def check_keys(self, known: Iterable[str], required: Iterable[str] = ()) -> None:
        """Note unknown and missing keys."""
        names = tuple(known)
        self.required = tuple(required)
        for key, _ in self.node.pairs:
            if key.text not in names:
                self.unknown_key(key, names)
        for name in self.required:
            if self.node.get(name) is None:
                message = f"`{name}` is missing in `{self.where}`" if self.where else f"`{name}` is missing"
                self.problem("missing-key", self.parent if self.where else FIRST_LINE, message, f"add `{name}: …`")

    def unknown_key(self, key: Scalar, known: Iterable[str]) -> None:
        """Note a key that nothing here reads."""
        names = tuple(known)
        near = difflib.get_close_matches(key.text, names, n=1)
        mend = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(names) or 'none'}"
        where = f" in `{self.where}`" if self.where else ""
        self.problem("unknown-key", key.span, f"the key `{key.text}` is not known{where}", mend)
