"""YAML 1.2 nodes from libyaml's events: iterative, with places, and nothing that would have to be guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supportflow.model.finding import Problem, Span
from supportflow.model.node import Mapping, Node, Scalar, Sequence
from supportflow.source.errors import UsageError

try:
    from yaml._yaml import CParser
except ImportError as error:  # pragma: no cover - a PyYAML built without libyaml
    message = "PyYAML was installed without libyaml; install a wheel of it: pip install --force-reinstall PyYAML"
    raise UsageError(message) from error

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 32
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class Refused(Exception):  # noqa: N818 - it leaves this module only as a value
    """What ends the reading of one front matter."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.rule)


class _Builder:
    """Puts nodes together as events come; containers that are still open wait on a stack."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.root: Node | None = None
        self.stack: list[tuple[Span, list[Node]]] = []
        self.kinds: list[type[Mapping | Sequence]] = []
        self.documents = 0

    def span(self, event: yaml.Event) -> Span:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:  # libyaml sets both; only the stubs allow for less
            return Span(self.first_line, 1)
        length = end.column - start.column
        if length < 1 or end.line != start.line:
            length = 1
        return Span(start.line + self.first_line, start.column + 1, length)

    def refuse(self, rule: str, span: Span, text: str, mend: str) -> None:
        self.problems.append(Problem(rule, span, text, mend))

    def add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1][1].append(node)
        else:
            self.root = node

    def on_scalar(self, event: yaml.ScalarEvent) -> None:
        span = self.span(event)
        if event.anchor or event.tag:
            self._refuse_extras(event, span)
        node = Scalar(event.value, not event.style, span)
        if self.stack:
            self.stack[-1][1].append(node)
        else:
            self.root = node

    def on_open(self, event: yaml.CollectionStartEvent) -> None:
        span = self.span(event)
        self._refuse_extras(event, span)
        if len(self.stack) >= MAX_DEPTH:
            text = f"the front matter is nested deeper than {MAX_DEPTH} levels"
            raise Refused(Problem("too-large", span, text, "keep the values flat; long text belongs in the body"))
        self.stack.append((span, []))
        self.kinds.append(Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence)

    def on_close(self, _event: yaml.Event) -> None:
        span, items = self.stack.pop()
        if self.kinds.pop() is Sequence:
            self.add(Sequence(tuple(items), span))
        else:
            self.add(self._mapping(items, span))

    def _mapping(self, items: list[Node], span: Span) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.refuse("yaml-feature", key.span, "a key is a list or a mapping", "write a plain word as the key")
            elif key.plain and key.text == "<<":
                self.refuse("yaml-feature", key.span, "a merge key (<<)", "write the keys out")
            elif key.text in pairs:
                first = pairs[key.text][0].span
                self.refuse(
                    "duplicate-key",
                    key.span,
                    f"the key `{key.text}` stands twice",
                    f"keep one of the two; the first is on line {first.line}",
                )
            else:
                pairs[key.text] = (key, value)
        return Mapping(tuple(pairs.values()), span)

    def on_alias(self, event: yaml.AliasEvent) -> None:
        span = self.span(event)
        self.refuse("yaml-feature", span, "an alias (*name)", "write the value out")
        self.add(Scalar("", plain=True, span=span))

    def on_document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if event.explicit or event.version or event.tags or self.documents > 1:
            self._document_marker(event)

    def on_document_end(self, event: yaml.DocumentEndEvent) -> None:
        if event.explicit:
            self._document_marker(event)

    def _document_marker(self, event: yaml.Event) -> None:
        text = "a document marker or directive inside the front matter"
        raise Refused(Problem("yaml-feature", self.span(event), text, "remove the line; a ticket has one front matter"))

    def _refuse_extras(self, event: yaml.NodeEvent, span: Span) -> None:
        if event.anchor:
            self.refuse("yaml-feature", span, "an anchor (&name)", "remove it and write each value out")
        if getattr(event, "tag", None):
            self.refuse("yaml-feature", span, "a tag (!name)", "remove it; the format knows the type of each key")


def compose(text: str, first_line: int) -> tuple[Node | None, list[Problem]]:
    """Build the node of one YAML document.

    `first_line` is the line of the file that `text` begins on. Gives the node (None where the text is empty or
    broken) and the problems: syntax, duplicate keys, anchors, aliases, tags, merge keys, depth, characters.
    """
    builder = _Builder(first_line)
    bad = _FORBIDDEN.search(text)
    if bad:
        return None, [_forbidden(text, bad, first_line)]
    handlers: dict[type[yaml.Event], Callable[..., None]] = {
        yaml.ScalarEvent: builder.on_scalar,
        yaml.MappingStartEvent: builder.on_open,
        yaml.SequenceStartEvent: builder.on_open,
        yaml.MappingEndEvent: builder.on_close,
        yaml.SequenceEndEvent: builder.on_close,
        yaml.AliasEvent: builder.on_alias,
        yaml.DocumentStartEvent: builder.on_document,
        yaml.DocumentEndEvent: builder.on_document_end,
    }
    parser = CParser(text)
    try:
        while True:
            event = parser.get_event()
            handler = handlers.get(type(event)) if event else None
            if handler:
                handler(event)
            elif type(event) is yaml.StreamEndEvent:
                return builder.root, builder.problems
    except Refused as refused:
        return None, [*builder.problems, refused.problem]
    except yaml.MarkedYAMLError as error:
        return None, [*builder.problems, _syntax(error, first_line)]
    except yaml.YAMLError:
        unreadable = Problem(
            "yaml-syntax", Span(first_line, 1), "the front matter is no YAML", "write `key: value` lines"
        )
        return None, [*builder.problems, unreadable]


def _syntax(error: yaml.MarkedYAMLError, first_line: int) -> Problem:
    mark = error.problem_mark or error.context_mark
    if error.context_mark and "end of stream" in (error.problem or ""):
        mark = error.context_mark  # where the quote begins, not where the file ends
    span = Span(mark.line + first_line, mark.column + 1) if mark else Span(first_line, 1)
    text = f"the front matter is no YAML: {error.problem or 'it cannot be read'}"
    return Problem("yaml-syntax", span, text, _mend(error.problem or ""))


def _mend(problem: str) -> str:
    mends = {
        "mapping values are not allowed": 'put a text that holds ": " in quotes',
        "cannot start any token": "indent with spaces, and quote a text that begins with @, ` or %",
        "unexpected end of stream": "close the quote",
        "unknown escape character": "write a backslash in single quotes, or twice",
        "invalid Unicode character escape": "write the character itself; half of a surrogate pair is none",
        "did not find expected key": "check the indentation, and the quotes and brackets of the line above",
        "could not find expected ':'": "write `key: value`",
    }
    return next((mend for part, mend in mends.items() if part in problem), "check indentation, quotes and brackets")


def _forbidden(text: str, bad: re.Match[str], first_line: int) -> Problem:
    before = re.split(r"\r\n|\n|\r", text[: bad.start()])
    span = Span(first_line + len(before) - 1, len(before[-1]) + 1)
    return Problem(
        "encoding",
        span,
        f"the character U+{ord(bad[0]):04X} may not stand in a front matter",
        "remove it, or write it as an escape in double quotes",
    )
