"""The docs tree: what the generator writes and an engine renders."""

from __future__ import annotations

import html as html_module
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from supportflow.model.ticket import Audience

NavItem: TypeAlias = "dict[str, str | list[NavItem]]"
"""One entry of MkDocs' `nav`: a title with a page, or with a list of entries."""

CSS = "assets/supportflow.css"
JAVASCRIPT = "assets/supportflow.js"
"""Paths in the docs tree that the engine lists under `extra_css` and `extra_javascript`."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_CONTROL_BYTES = bytes(code for code in range(32) if code != ord("\n"))
_TEMPLATE_MARKS = ("{{", "{%", "{#")
_SPACE = " \t\r\f\v"


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """What the builder of a site decides. `user_templates` is a folder that overrides ours file by file;
    `repo_url` and `edit_uri` lead to the form in which a forge edits a file.
    """

    site_name: str
    audience: Audience = "stakeholders"
    repo_url: str = ""
    edit_uri: str = ""
    user_templates: Path | None = None


@dataclass(frozen=True, slots=True)
class DocsTree:
    """Every file of the docs tree by its path, and what the engine's configuration says of them.

    `not_in_nav` holds gitignore-style patterns. `unreadable` names what could not become a page, and why.
    `overrides` are the files of the theme's `custom_dir`, and `extra` is what these read from the engine's
    configuration.
    """

    files: Mapping[str, bytes]
    nav: list[NavItem]
    not_in_nav: str
    unreadable: tuple[tuple[str, str], ...] = ()
    overrides: Mapping[str, bytes] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)


class Files(Mapping[str, bytes]):
    """Files by their path in the docs tree. Attachments are read when they are asked for, and not kept."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._made: dict[str, bytes] = {}
        self._sources: dict[str, str] = {}

    def add(self, path: str, data: bytes) -> None:
        """Add a file that was made."""
        self._made[path] = data

    def add_source(self, path: str, source: str) -> None:
        """Add a file that is copied from the repository."""
        self._sources[path] = source

    def __getitem__(self, path: str) -> bytes:
        return self._made[path] if path in self._made else self._read(self._sources[path])

    def __iter__(self) -> Iterator[str]:
        return iter(sorted((*self._made, *self._sources)))

    def __len__(self) -> int:
        return len(self._made) + len(self._sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page before it is written: its path in the docs tree, and its content as HTML."""

    path: str
    title: str
    html: str
    description: str = ""
    hide: tuple[str, ...] = ("toc",)
    searchable: bool = False


def page_bytes(page: Page) -> bytes:
    """A page as a Markdown file: front matter, then one line of HTML.

    On a single line nothing of it can be taken for Markdown, by no engine: a raw HTML block ends at a blank line
    or at the end of its outermost element. The theme prints titles and descriptions as they are, so they are
    escaped here.
    """
    front = [f"title: {_quoted(page.title)}"]
    if page.description:
        front.append(f"description: {_quoted(page.description)}")
    if page.hide:
        front.append(f"hide: {json.dumps(list(page.hide))}")
    if not page.searchable:
        front.append("search: {exclude: true}")
    text = "\n".join(("---", *front, "---", "", one_line(page.html), ""))
    return text.encode("utf-8", "replace").translate(None, _CONTROL_BYTES)


def one_line(html: str) -> str:
    """HTML on one line, which means the same, and in which no template language finds anything of its own.

    Line breaks and tabs of preformatted text become character references, since they mean something there.
    """
    first, *others = html.split("<pre")
    parts = [_joined(first)]
    for other in others:
        kept, end, rest = other.partition("</pre>")
        parts.append("<pre" + kept.replace("\n", "&#10;").replace("\t", "&#9;") + end + _joined(rest))
    line = "".join(parts)
    for mark in _TEMPLATE_MARKS:
        line = line.replace(mark, mark.replace("{", "&#123;"))
    return line


def _joined(html: str) -> str:
    """The lines of HTML as one, with a single space for each break."""
    return " ".join(line for text in html.split("\n") if (line := text.strip(_SPACE))).replace("\t", " ")


def page_url(path: str) -> str:
    """The address of a page, from the top of the site: `tickets/SF-0042.md` becomes `tickets/SF-0042/`."""
    stem = path.removesuffix(".md")
    if stem == "index":
        return ""
    return f"{stem.removesuffix('/index')}/"


def _quoted(text: str) -> str:
    """A text as a double-quoted YAML scalar, escaped for HTML."""
    plain = " ".join(_CONTROL.sub(" ", text).split())
    escaped = html_module.escape(plain).replace("{", "&#123;")
    return json.dumps(escaped, ensure_ascii=False)
