"""Ticket text as HTML that is safe to publish.

The text is hostile: markdown-it renders it, nh3 then keeps what is on the allow-list. Every address goes through
`Scope.resolve`, so that nothing leads to a file or a ticket that is not published, and no picture comes from
another host.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from supportflow.model.names import id_pattern, ticket_name_pattern
from supportflow.site.attachments import media_of

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
        "var",
    ]
)
_DROPPED_WHOLE = frozenset({"script", "style", "template", "svg", "math", "iframe", "noscript", "title", "object"})
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_CLASSES = {
    "a": {"sf-shot"},
    "div": {"sf-scroll"},
    "li": {"sf-task"},
    "td": {"sf-right", "sf-center"},
    "th": {"sf-right", "sf-center"},
}
_VALUES = {"div": {"role": {"region"}, "tabindex": {"0"}, "aria-label": {"Table"}}}
_REL = "nofollow noopener noreferrer"
_ADDRESS = r"https?://[^\s<>\"'`|\\^{}]*[^\s<>\"'`|\\^{}.,:;!?)\]*_~]"
_IMG = re.compile(r"<img\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_IMG_VALUE = re.compile(r"""\b(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_REWRITTEN = frozenset({"text", "image", "link_open", "html_inline"})
_TASK = re.compile(r"\[([ xX])\]\s+")
_ALIGN = {"text-align:right": "sf-right", "text-align:center": "sf-center"}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a text may lead to: the published files by the names that tickets write, the published tickets, and
    how to get from the page to the folder of all tickets.
    """

    id_prefix: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    tickets: Container[str] = ()
    tickets_root: str = "../"

    def ticket_url(self, ticket_id: str) -> str | None:
        """The address of a ticket, where it is published."""
        return f"{self.tickets_root}{ticket_id}/" if ticket_id in self.tickets else None

    def resolve(self, address: str) -> str | None:
        """The address that a link may have on the page, or None."""
        if address.startswith(("https://", "http://", "mailto:")) or address in self.files.values():
            return address
        path = unquote(address.partition("#")[0].partition("?")[0]).removeprefix("./")
        if path in self.files:
            return self.files[path]
        name = path.rstrip("/").rpartition("/")[2]
        found = ticket_name_pattern(self.id_prefix).fullmatch(name) if self.id_prefix else None
        return self.ticket_url(found[1] if found else name)

    def picture(self, address: str) -> str | None:
        """The address of a published picture, or None."""
        url = None if address.startswith(("https://", "http://", "mailto:")) else self.resolve(address)
        return url if url and media_of(url) == "image" else None


class Renderer:
    """Renders the Markdown of one policy's tickets; no heading is of a level above the shallowest."""

    def __init__(self, id_prefix: str, shallowest: int = 3) -> None:
        self._scope = Scope()
        self._shallowest = shallowest
        self._text = re.compile(rf"({_ADDRESS})|(?<![\w/-])({id_pattern(id_prefix).pattern})(?![\w-])")
        self._cleaner = nh3.Cleaner(
            tags=_TAGS | {f"h{level}" for level in range(shallowest, 7)},
            clean_content_tags=set(_DROPPED_WHOLE),
            attributes=_ATTRIBUTES,
            attribute_filter=self._filter,
            link_rel=_REL,
            tag_attribute_values=_VALUES,
            url_schemes={"http", "https", "mailto"},
            allowed_classes=_CLASSES,
        )
        self._parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
        self._parser.core.ruler.after("inline", "supportflow", self._rewrite)
        self._parser.add_render_rule("table_open", _table_open)
        self._parser.add_render_rule("table_close", _table_close)

    def render(self, text: str, scope: Scope) -> Markup:
        """A section's text as HTML."""
        self._scope = scope
        clean = self._cleaner.clean(self._parser.render(text))
        # the search of the theme removes its own attributes from pages by their name, also out of text
        return Markup(clean.replace("data-search-", "data-search&#45;"))  # noqa: S704 - this is the sanitiser

    def _filter(self, _tag: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            return self._scope.resolve(value)
        if attribute == "src":
            return self._scope.picture(value)
        return value

    def _rewrite(self, state: StateCore) -> None:
        tokens = state.tokens
        for index, token in enumerate(tokens):
            if token.type == "inline" and token.children:
                _mark_task(tokens, index)
                if any(child.type in _REWRITTEN for child in token.children):
                    token.children = list(self._inline(token.children))
            elif token.type in ("heading_open", "heading_close"):
                token.tag = f"h{max(self._shallowest, int(token.tag[1:]))}"
            elif token.type in ("th_open", "td_open"):
                _align(token)
            elif token.type == "html_block" and "<img" in token.content.lower():
                token.content = _IMG.sub(self._raw_picture, token.content)

    def _inline(self, children: list[Token]) -> Iterator[Token]:
        links: list[bool] = []
        for token in children:
            if token.type == "link_open":
                links.append(self._scope.resolve(str(token.attrs.get("href", ""))) is not None)
                if links[-1]:
                    yield token
            elif token.type == "link_close":
                if not links or links.pop():
                    yield token
            elif token.type == "image":
                yield from self._picture(str(token.attrs.get("src", "")), token.content, linked=any(links))
            elif token.type == "html_inline" and token.content.lower().startswith("<img"):
                yield from self._picture(*_raw_values(token.content), linked=any(links))
            elif token.type == "text" and not any(links) and self._text.search(token.content):
                yield from self._words(token.content)
            else:
                yield token

    def _words(self, text: str) -> Iterator[Token]:
        done = 0
        for found in self._text.finditer(text):
            url = found[1] or self._scope.ticket_url(found[2])
            if url:
                yield _text(text[done : found.start()])
                yield from _link(url, found[0])
                done = found.end()
        yield _text(text[done:])

    def _picture(self, source: str, alt: str, *, linked: bool) -> Iterator[Token]:
        url = self._scope.picture(source)
        if url:
            image = Token("html_inline", "", 0, content=_img(url, alt))
            yield from [image] if linked else [_open(url, "sf-shot"), image, Token("link_close", "a", -1)]
        elif source.startswith(("https://", "http://")) and not linked:
            yield from _link(source, alt or source)
        else:
            yield _text(alt)

    def _raw_picture(self, found: re.Match[str]) -> str:
        tokens = list(self._picture(*_raw_values(found[0]), linked=False))
        return str(self._parser.renderer.render(tokens, self._parser.options, {}))


def _raw_values(tag: str) -> tuple[str, str]:
    values = {
        name.lower(): Markup(one or two or three).unescape()  # noqa: S704 - it goes back to plain text
        for name, one, two, three in _IMG_VALUE.findall(tag)
    }
    return values.get("src", ""), values.get("alt", "")


def _img(url: str, alt: str) -> str:
    return Markup('<img src="{}" alt="{}" loading="lazy">').format(url, alt)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _open(url: str, css_class: str = "") -> Token:
    return Token("link_open", "a", 1, attrs={"href": url, **({"class": css_class} if css_class else {})})


def _link(url: str, text: str) -> Iterator[Token]:
    yield from (_open(url), _text(text), Token("link_close", "a", -1))


def _align(token: Token) -> None:
    style = token.attrs.pop("style", "")
    if style in _ALIGN:
        token.attrs["class"] = _ALIGN[str(style)]


def _mark_task(tokens: list[Token], index: int) -> None:
    """Turn `[x]` at the start of a list item into a ticked box."""
    if index < 2 or tokens[index - 2].type != "list_item_open" or not tokens[index].children:  # noqa: PLR2004
        return
    first = (tokens[index].children or [_text("")])[0]
    found = _TASK.match(first.content) if first.type == "text" else None
    if found:
        tokens[index - 2].attrs["class"] = "sf-task"
        first.content = ("☐ " if found[1] == " " else "☑ ") + first.content[found.end() :]


def _table_open(*_: object) -> str:
    return '<div class="sf-scroll" role="region" tabindex="0" aria-label="Table"><table>\n'


def _table_close(*_: object) -> str:
    return "</table></div>\n"
