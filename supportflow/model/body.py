"""The text of a ticket, cut into sections."""

from __future__ import annotations

from dataclasses import dataclass, field

from supportflow.model.finding import Span


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level heading of level 2 and what stands below it.

    `name` is the heading as it reads, `key` the form in which names compare; `text` is the Markdown below it
    without what is internal. `internal` says that the section itself is.
    """

    name: str
    key: str
    span: Span
    text: str
    empty: bool
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """The sections of a ticket in order, and the places of what stands outside them."""

    sections: tuple[Section, ...] = ()
    before_first: Span | None = None
    level_one: tuple[Span, ...] = ()
    misplaced_internal: tuple[Span, ...] = ()
    lines: int = field(default=0)

    def section(self, key: str) -> Section | None:
        """The first section of that name (in the form in which names compare)."""
        return next((section for section in self.sections if section.key == key), None)
