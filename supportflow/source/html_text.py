"""What HTML inside a Markdown text says to a reader: its headings, and whether it shows anything."""

from __future__ import annotations

from html.parser import HTMLParser

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class HtmlHeadings(HTMLParser):
    """Collects the text of `<h1>` … `<h6>` that is written as HTML, also over several blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, int]] = []
        self.open: list[str] | None = None
        self.line = 0
        self.opened_at = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Note where a heading opens."""
        if tag in _HEADINGS:
            self.finish()
            self.open = []
            self.opened_at = self.line
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        """Note where one closes."""
        if tag in _HEADINGS:
            self.finish(closed=True)

    def set_cdata_mode(self, elem: str, **_: object) -> None:
        """Nothing hides a heading, not even a script that is never closed."""

    def handle_data(self, data: str) -> None:
        """Collect the words of an open heading."""
        if self.open is not None:
            self.open.append(data)

    def finish(self, *, closed: bool = False) -> None:
        """Close a heading. One that nothing closes ends with the section, and may be meant to end with its line."""
        if self.open is not None:
            text = "".join(self.open)
            lines = [] if closed else [line for line in text.splitlines() if line.strip()][:3]
            starts = (" ".join(lines[:count]) for count in range(1, len(lines) + 1))
            self.found.extend((" ".join(name.split()), self.opened_at) for name in (text, *starts))
            self.open = None


class _Visible(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data.strip())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("img", "video", "audio", "svg"):
            self.text.append(tag)


def visible_text(html: str) -> str:
    """The words of a piece of HTML, and the names of what shows a picture; empty where a reader sees nothing."""
    parser = _Visible()
    parser.feed(html)
    parser.close()
    return "".join(parser.text)
