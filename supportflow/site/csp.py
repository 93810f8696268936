"""Finishing the pages: a Content Security Policy that names exactly the inline scripts of the theme.

The 404 page holds the scripts of the theme and no text of a ticket. What stands inline on another page and not
there gets no hash, so that no browser runs it: a script that slips through the sanitiser stays dead.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

TRUSTED_PAGE = "404.html"
"""The page whose inline scripts are trusted."""

_DIRECTIVES = (
    "default-src 'self'",
    "script-src 'self'{scripts}",
    "style-src 'self'{styles}",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)
_TAG = b'<meta http-equiv="Content-Security-Policy"'
_INLINE = re.compile(rb"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_NOT_RUN = re.compile(rb"""\bsrc\s*=|\btype\s*=\s*["']?application/(?:ld\+)?json\b""", re.IGNORECASE)
# what differs between pages in a script of the theme: the way up to the top of the site
_WAY_UP = re.compile(rb'new URL\("[^"\\<]*"')
_CHARSET = b'<meta charset="utf-8">'
_HEAD = re.compile(rb"<head\b[^>]*>", re.IGNORECASE)

_Inline = tuple[bytes, bytes]
"""The kind of an inline element, `script` or `style`, and its text."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How many pages got their policy, and which hold an inline script or style that it does not allow."""

    pages: int
    refused: tuple[str, ...]


def finish_site(folder: Path, *, reloads: bool = False, on_page: Callable[[int, int], None] | None = None) -> Finished:
    """Give every page of a built site its policy. `reloads`: a server will add inline scripts of its own."""
    paths = sorted(_pages(folder))
    finisher = Finisher(_trusted(folder), reloads=reloads)
    refused = []
    for number, path in enumerate(paths, start=1):
        page = path.read_bytes()
        done, clean = finisher.finish(page)
        if done is not page:
            path.write_bytes(done)
        if not clean:
            refused.append(path.relative_to(folder).as_posix())
        if on_page:
            on_page(number, len(paths))
    return Finished(len(paths), tuple(refused))


class Finisher:
    """Puts the policy into pages; `trusted` is a page that holds no text of a ticket."""

    def __init__(self, trusted: bytes, *, reloads: bool = False) -> None:
        self._trusted = {_general(element) for element in _inline(trusted)}
        self._reloads = reloads
        self._known: dict[tuple[_Inline, ...], bytes] = {}

    def finish(self, page: bytes) -> tuple[bytes, bool]:
        """The page with its policy, and whether all that stands inline in it is allowed."""
        elements = tuple(_inline(page))
        allowed = tuple(element for element in elements if _general(element) in self._trusted)
        clean = len(allowed) == len(elements)
        place = _place(page)
        if place is None or _TAG in page[: page.find(b"</head>")]:
            return page, clean
        if allowed not in self._known:
            self._known[allowed] = self._meta(allowed)
        return page[:place] + self._known[allowed] + page[place:], clean

    def _meta(self, allowed: tuple[_Inline, ...]) -> bytes:
        scripts = " 'unsafe-inline'" if self._reloads else _hashes(allowed, b"script")
        policy = "; ".join(_DIRECTIVES).format(scripts=scripts, styles=_hashes(allowed, b"style"))
        return _TAG + f' content="{policy}">'.encode()


def _hashes(elements: tuple[_Inline, ...], kind: bytes) -> str:
    digests = dict.fromkeys(hashlib.sha256(text).digest() for found, text in elements if found == kind)
    return "".join(f" 'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _inline(page: bytes) -> Iterator[_Inline]:
    """Scripts and styles whose text stands in the page and that a browser would obey."""
    for found in _INLINE.finditer(page):
        kind, attributes, text = found.groups()
        if not _NOT_RUN.search(attributes):
            yield kind.lower(), text


def _general(element: _Inline) -> _Inline:
    """The element as it is the same on all pages."""
    kind, text = element
    return kind, _WAY_UP.sub(b'new URL("."', text)


def _place(page: bytes) -> int | None:
    """Where the policy goes: before everything that it rules, after the charset."""
    charset = page.find(_CHARSET)
    if charset >= 0:
        return charset + len(_CHARSET)
    head = _HEAD.search(page)
    return head.end() if head else None


def _trusted(folder: Path) -> bytes:
    page = folder / TRUSTED_PAGE
    return page.read_bytes() if page.is_file() else b""


def _pages(folder: Path) -> Iterator[Path]:
    for where, _, names in os.walk(folder):
        for name in names:
            if name.endswith((".html", ".htm")):
                yield Path(where, name)
