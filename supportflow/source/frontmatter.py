"""Cutting a ticket file into front matter and body, by positions of the original text."""

from __future__ import annotations

import re
from typing import NamedTuple

import frontmatter
from frontmatter.default_handlers import BaseHandler

from supportflow.model.finding import FIRST_LINE, Problem, Span
from supportflow.model.node import Mapping, Node
from supportflow.source.yaml_nodes import compose

MAX_FRONT_MATTER = 64 * 1024
MAX_FILE = 1024 * 1024

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"^---[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_CLOSING_CR = re.compile(r"(?:^|(?<=\r)|(?<=\n))---[ \t]*(?:\r\n|\n|\r|\Z)")
_BREAK = re.compile(r"\r\n|\n|\r")


class Parts(NamedTuple):
    """A ticket file in parts. `body_line` is the line of the file that the body begins on."""

    front: Mapping | None
    body: str
    body_line: int
    problems: list[Problem]


class TicketHandler(BaseHandler):
    """Front matter between two lines of `---`, of which the first is the first line of the file.

    python-frontmatter hands its handlers a text that it has stripped, which would shift every line; this one
    splits the text that it was made with.
    """

    FM_BOUNDARY = _OPENING
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, original: str) -> None:
        super().__init__()
        self.original = original
        self.body = original
        self.body_line = 1
        self.node: Node | None = None
        self.problems: list[Problem] = []

    def detect(self, text: str) -> bool:  # noqa: ARG002 - see the class
        """Whether the original text opens with a front matter."""
        return _OPENING.match(self.original) is not None

    def split(self, text: str) -> tuple[str, str]:  # noqa: ARG002 - see the class
        """The front matter and the body, uncut and unstripped."""
        opening = _OPENING.match(self.original)
        start = opening.end() if opening else 0
        pattern = _CLOSING_CR if "\r" in self.original else _CLOSING
        closing = pattern.search(self.original, start)
        if closing is None:
            self.body = ""
            self.problems.append(_unclosed())
            return "", ""
        front = self.original[start : closing.start()]
        self.body = self.original[closing.end() :]
        self.body_line = 1 + len(_BREAK.findall(self.original[: closing.end()]))
        return front, self.body

    def load(self, fm: str, **_: object) -> dict[str, object]:
        """Build the node of the front matter; the result counts as empty for python-frontmatter."""
        if self.problems:
            return {}
        if len(fm.encode("utf-8", "surrogatepass")) > MAX_FRONT_MATTER:
            self.problems.append(_too_long())
            return {}
        self.node, problems = compose(fm, first_line=2)
        self.problems.extend(problems)
        return {}

    def export(self, metadata: dict[str, object], **_: object) -> str:
        """Not ours: files are edited by the line, so that comments and order survive."""
        raise NotImplementedError


def split_text(text: str) -> Parts:
    """Split the text of a ticket file. What is wrong with the front matter stands in `problems`."""
    handler = TicketHandler(text)
    if not handler.detect(text):
        return Parts(None, text, 1, [_absent()])
    frontmatter.parse(text, handler=handler)
    front = handler.node
    problems = handler.problems
    if front is None and not problems:
        problems.append(_no_mapping(FIRST_LINE, "is empty"))
    elif front is not None and not isinstance(front, Mapping):
        problems.append(_no_mapping(front.span, "is no mapping"))
    return Parts(front if isinstance(front, Mapping) else None, handler.body, handler.body_line, problems)


def decode(data: bytes) -> tuple[str, Problem | None]:
    """The text of a file, without its byte order mark; where it is no UTF-8, an empty text and the problem."""
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        # of the data without its byte order mark, which `error.start` does not count
        read: bytes = error.object
        before = read[: error.start]
        line_start = max(before.rfind(b"\n"), before.rfind(b"\r")) + 1
        line = 1 + len(re.findall(rb"\r\n|\n|\r", before))
        column = 1 + len(before[line_start:].decode("utf-8", "replace"))
        span = Span(line, column)
        return "", Problem("encoding", span, f"byte 0x{read[error.start]:02X} is no UTF-8", "save the file as UTF-8")


def begins_with_front_matter(data: bytes) -> bool:
    """Whether a file opens as a front matter does."""
    head = data[:64].removeprefix(b"\xef\xbb\xbf")
    return re.match(rb"---[ \t]*(?:\r|\n|\Z)", head) is not None


def _absent() -> Problem:
    return Problem("front-matter", Span(1, 1), "the file has no front matter", "let the first line be `---`")


def _unclosed() -> Problem:
    return Problem(
        "front-matter", FIRST_LINE, "the front matter has no end", "write `---` on a line of its own after it"
    )


def _too_long() -> Problem:
    return Problem(
        "too-large",
        FIRST_LINE,
        f"the front matter is beyond {MAX_FRONT_MATTER // 1024} KiB",
        "move long text into the body",
    )


def _no_mapping(span: Span, what: str) -> Problem:
    return Problem("front-matter", span, f"the front matter {what}", "write `key: value` lines")
