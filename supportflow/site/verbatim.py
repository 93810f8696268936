"""Carrying our pages past the Markdown parser of the engine.

A page of the docs tree is one line of HTML, which Markdown gives back as it is, after reading it twice: 30 % of the
time of a build. Without this the result is the same, only later; a test holds it to that, byte for byte.
"""

from __future__ import annotations

from collections.abc import Container

from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.pages import Page


class Verbatim(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Takes the HTML of our pages out before the engine parses them, and puts it back afterwards."""

    def __init__(self, ours: Container[str]) -> None:
        super().__init__()
        self._ours = ours
        self._kept: dict[str, str] = {}

    @event_priority(-100)  # what other plugins make of the text is kept as well
    def on_page_markdown(self, text: str, page: Page, **_: object) -> str:
        """Keep the text of a page of ours, as long as it is one line of HTML."""
        line = text.strip()
        if page.file.src_uri not in self._ours or not line.startswith("<") or "\n" in line:
            return text
        self._kept[page.file.src_uri] = line
        return ""

    @event_priority(100)
    def on_page_content(self, html: str, page: Page, **_: object) -> str:
        """Put the text back."""
        return self._kept.pop(page.file.src_uri, html)
