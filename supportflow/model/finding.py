"""A finding: what is wrong, where, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A place on one line of a file: line and column from 1, in code points; `length` is what a caret underlines."""

    line: int
    column: int
    length: int = 1


FIRST_LINE = Span(1, 1, 3)
"""The opening `---`: where a key is reported that the front matter lacks."""


class Severity(StrEnum):
    """How much a finding weighs: an error fails a check, a warning never does."""

    ERROR = "error"
    WARNING = "warning"


class Status(StrEnum):
    """Whether the change brought the finding, found it there, or needs somebody's approval."""

    NEW = "new"
    EXISTING = "existing"
    AWAITING = "awaiting"


class Problem(NamedTuple):
    """Something that a reader could not accept, before a rule makes a finding of it.

    `rule` is the slug of the rule that reports it; `help` says how to mend it.
    """

    rule: str
    span: Span
    message: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One violation of one rule, at one place. `path` is relative to the repository, with `/`; `commit` names the
    past commit that the finding lies in, and is None for what lies in the tree.
    """

    rule: str
    slug: str
    severity: Severity
    path: str
    span: Span | None
    ticket: str | None
    message: str
    help: str
    status: Status = Status.NEW
    help_uri: str = ""
    commit: str | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of every output: path, line, column, rule, then the message so that ties are settled."""
        line, column = (self.span.line, self.span.column) if self.span else (0, 0)
        return (self.path, line, column, self.rule, self.message)
