"""Sections of a ticket's text, as a CommonMark parser sees them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from supportflow.model.body import Body, Section
from supportflow.model.finding import Span
from supportflow.model.names import section_key
from supportflow.source.html_text import HtmlHeadings, visible_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# Each alternative looks at what a line begins with. They begin with the line break themselves (a text is searched
# with one before it): the search then leaps from line to line, which halves its cost against `^`.
_DEEP = re.compile(
    r"""\n(?:
        [ \t>*+\-\d.)]*(?:`{3}|~{3}|<|\[[^\]\n]*\]:)  # a fence, HTML or a link definition, in whatever container
      | [ \t>*+\-\d.)]+\#                              # a heading that is indented or in a container
      | [ \t>]*(?:-+|=+)[ \t]*(?=\n|\Z)                 # the underline of a setext heading
      | [ \t]*(?:[>*+\-]|\d+[.)])[ \t>*+\-\d.)]*(?=\n|\Z)  # nothing but the marks of containers
    )""",
    re.VERBOSE,
)
_HTML_HEADING = re.compile(r"<[hH]")
INDENTED = 4
"""So many spaces make a line of code of it."""

_ATX = re.compile(r"#{1,6}(?=[ \t]|\Z)")
_MARKUP = re.compile(r"[\\`*_\[\]<>&!~]")


@cache
def _blocks() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - most bodies do without it, and it takes 50 ms

    md = MarkdownIt("commonmark").enable("table")
    md.core.ruler.enableOnly(["normalize", "block"])
    return md


@cache
def _inlines() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - as above

    return MarkdownIt("commonmark").enable("strikethrough")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading wherever it stands; lines count from 0 in the body."""

    name: str
    line: int
    end: int
    level: str
    top: bool


@dataclass(slots=True)
class Cut:
    """What the parse says about the body."""

    headings: list[Heading] = field(default_factory=list)
    content: list[tuple[int, bool]] = field(default_factory=list)


def parse_body(text: str, first_line: int, internal: frozenset[str]) -> Body:
    """Cut a body into sections.

    `first_line` is the line of the file that the body begins on, `internal` the keys of the internal sections.
    Internal text runs from a heading that reads as an internal section, of any level and in any container, up to
    the next section; it stands in no section's `text`.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    masked = mask_fences(lines)
    flat = masked is not None and not is_deep("\n".join(masked))
    cut = scan_flat(masked) if masked is not None and flat else scan(text)
    sections = [heading for heading in cut.headings if heading.top and heading.level == "h2"]
    hidden = [heading for heading in cut.headings if section_key(heading.name) in internal]
    ones = [heading for heading in cut.headings if heading.top and heading.level == "h1"]
    starts = [heading.line for heading in sections] + [len(lines)]
    stops = sorted(heading.line for heading in (*hidden, *ones))
    seen = [line for line, shown in cut.content if shown]
    if not flat:
        seen = sorted(_first_text(lines, line) for line in seen)
    built = []
    for heading, end in zip(sections, starts[1:], strict=True):
        is_internal = section_key(heading.name) in internal
        last = min(end, _after(stops, heading.line + 1, end))
        built.append(
            Section(
                name=heading.name,
                key=section_key(heading.name),
                span=_span(lines, heading.line, first_line),
                text="" if is_internal else "\n".join(lines[heading.end : last]).strip("\n"),
                empty=_after(seen, heading.end, last) >= last,
                internal=is_internal,
            )
        )
    titles = {heading.line for heading in ones}
    texts = (line for line in seen if line not in titles and lines[line].strip())
    before = next((line for line in texts if line < starts[0]), None)
    away = [heading for heading in hidden if not (heading.top and heading.level == "h2")]
    return Body(
        sections=tuple(built),
        before_first=None if before is None else _span(lines, before, first_line),
        level_one=tuple(_span(lines, heading.line, first_line) for heading in ones),
        misplaced_internal=tuple(_span(lines, heading.line, first_line) for heading in away),
        lines=len(lines),
    )


def _first_text(lines: list[str], line: int) -> int:
    """The line itself, or the next that is not blank: the parser lets a paragraph begin with a no-break space."""
    while line < len(lines) and (not lines[line] or lines[line].isspace()):
        line += 1
    return line


def is_deep(text: str) -> bool:
    """Whether something in a body may hide a heading or make one of another line, so that it has to be parsed."""
    return _DEEP.search(f"\n{text}") is not None or _HTML_HEADING.search(text) is not None


def _after(numbers: list[int], start: int, default: int) -> int:
    """The first of the sorted numbers from `start` on."""
    index = bisect_left(numbers, start)
    return numbers[index] if index < len(numbers) else default


def _span(lines: list[str], line: int, first_line: int) -> Span:
    text = lines[line]
    stripped = text.strip()
    return Span(first_line + line, len(text) - len(text.lstrip()) + 1, max(1, len(stripped)))


def mask_fences(lines: list[str]) -> list[str] | None:
    """The lines with fenced code at the left margin blanked out, for `is_deep` and `scan_flat`; None where a fence is
    not as plain as that.

    What stands in such a fence is code, whatever it looks like, and the fence stands in no container, since it is not
    indented. Its first line stays as a word where the code holds anything, so that its section is not empty.
    """
    if not any(line.startswith(("```", "~~~")) for line in lines):
        return lines
    masked = list(lines)
    fence = ""
    start = 0
    for number, line in enumerate(lines):
        if fence:
            masked[number] = ""
            if line.strip():
                rest = line.lstrip(" ")
                if (
                    len(line) - len(rest) < INDENTED
                    and rest.startswith(fence)
                    and not rest.strip(" \t").strip(fence[0])
                ):
                    fence = ""
                else:
                    masked[start] = "code"
        elif line.startswith(("```", "~~~")):
            fence = line[: len(line) - len(line.lstrip(line[0]))]
            if fence[0] in line[len(fence) :] and fence[0] == "`":
                return None
            start = number
            masked[number] = ""
    return masked


def scan_flat(lines: list[str]) -> Cut:
    """What the parser would say of a body in which nothing can hide a heading or make one of another line.

    Without HTML, setext underlines, and fences and headings in containers (`is_deep` finds them all), the block
    structure of CommonMark comes down to this: a line that begins with one to six `#` and a space is a heading
    at the top, whatever stands around it. Most bodies are like this, and it takes a tenth of the time; a property
    test holds it against the parser.
    """
    cut = Cut(content=[(number, True) for number, line in enumerate(lines) if line and not line.isspace()])
    for number, line in enumerate(lines):
        if line[:1] == "#" and (opening := _ATX.match(line)):
            name = " ".join(plain_text(_without_closing(line[opening.end() :].strip(" \t"))).split())
            cut.headings.append(Heading(name, number, number + 1, f"h{opening.end()}", top=True))
    return cut


def _without_closing(text: str) -> str:
    """The text of a heading without the `#` that may close it."""
    rest = text.rstrip("#")
    return rest.rstrip(" \t") if not rest or rest[-1] in " \t" else text


def scan(text: str) -> Cut:
    """What the CommonMark parser says of a body: its headings wherever they stand, and where text stands."""
    cut = Cut()
    html: HtmlHeadings | None = None
    tokens = _blocks().parse(text)
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.map:
            top = token.level == 0
            if html and top and token.tag == "h2":
                html.finish()
            name = " ".join(plain_text(tokens[index + 1].content).split())
            cut.headings.append(Heading(name, token.map[0], token.map[1], token.tag, top))
        html = _follow_html(html, token, tokens[index - 1] if index else None)
        cut.content.extend(_content(token))
    if html:
        html.finish()
        cut.headings.extend(Heading(name, line, line + 1, "html", top=False) for name, line in html.found)
    return cut


def _follow_html(html: HtmlHeadings | None, token: Token, before: Token | None) -> HtmlHeadings | None:
    """Feed a token to the HTML parser, which exists only from the first `<h` on."""
    if token.type == "html_block" or (token.type == "inline" and "<" in token.content):
        if html is None and "<h" not in token.content.lower():
            return None
        html = html or HtmlHeadings()
        lines = token.map or (before.map if before else None) or [0, 0]
        html.line = lines[0]
        _feed(html, token)
    elif html and html.open is not None and token.type in ("inline", "fence", "code_block"):
        html.handle_data(plain_text(token.content) + "\n")
    return html


def _feed(html: HtmlHeadings, token: Token) -> None:
    """Feed the HTML of a token; within a line, only what the parser takes for HTML, which code is not."""
    children = _inlines().parseInline(token.content)[0].children if token.type == "inline" else None
    for child in children or [token]:
        if child.type in ("html_inline", "html_block"):
            html.feed(child.content)
            html.close()
        else:
            html.handle_data(" " if child.type in ("softbreak", "hardbreak") else child.content)
    html.handle_data("\n")


def _content(token: Token) -> Iterator[tuple[int, bool]]:
    """Lines on which something stands, and whether a reader would see it. A heading alone is seen as well."""
    if not token.map or token.type.endswith("_close"):
        return
    if token.type == "html_block":
        yield token.map[0], bool(visible_text(token.content))
    elif token.type in ("inline", "fence", "code_block", "hr"):
        yield token.map[0], token.type == "hr" or bool(token.content.strip())


def plain_text(inline: str) -> str:
    """The text of inline Markdown as a reader sees it."""
    if not _MARKUP.search(inline):
        return inline
    parts = []
    for token in _inlines().parseInline(inline)[0].children or []:
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(token.content)
        elif token.type == "html_inline" and token.content.lower().startswith("<br"):
            parts.append(" ")
    return "".join(parts)
