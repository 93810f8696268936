"""Undoing spellings: what a text reads as, in views that lead back to the original.

`readings` gives the text with its characters and escapes undone, and further views only where the text holds
something to undo: mark-up between the characters of a word, quoted-printable, backslash escapes of JSON, runs
of base64 or hexadecimal digits. Each step looks at each character a bounded number of times.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_to_bytes

from supportflow.privacy.encoded import encoded_views
from supportflow.privacy.view import Change, View, changed

ROUNDS: Final = 3
"""How deeply escapes may be nested: `%2540` and `&amp;#64;` need two."""

_ESCAPES: Final = re.compile(
    r"&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?"
    r"|(?:%[0-9a-fA-F]{2})+"
    r"|\\u\{?[0-9a-fA-F]{4,6}\}?|\\x[0-9a-fA-F]{2}"
    r"|(?<=\w)\\[@.+-](?=\w)"
)
_MARKS_OF_ESCAPES: Final = re.compile(r"&[#A-Za-z]|%[0-9a-fA-F]{2}|\\[ux@.+-]")
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ODD_CHARACTERS: Final = re.compile(f"[{_INVISIBLE}]|[^\\x00-\\x7f][\u0300-\u036f]*|[A-Za-z][\u0300-\u036f]+")
_FOREIGN_DIGIT: Final = re.compile(r"[^\x00-\x7f](?<=\d)")
_HIDDEN: Final = re.compile(f"[{_INVISIBLE}]")
_MIXED_WORD: Final = re.compile(r"[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_WORD: Final = re.compile(r"[A-Za-z\u0370-\u04ff]+")
# Cyrillic and Greek letters that look Latin, for words that mix the scripts
_LOOKALIKES: Final = str.maketrans(
    "аеорсухіјѕԁԛԝкмтвнАВЕКМНОРСТУХІЈЅαβεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdqwkmtbhABEKMHOPCTYXIJSaBeikvoptuxABEZHIKMNOPTYX",
)
_OTHERS: Final = {"。": ".", "｡": ".", "、": ",", "‐": "-", "‑": "-", "‒": "-", "−": "-", "﹣": "-"}
_TAG: Final = (
    r"</?(?:a|abbr|b|bdi|bdo|big|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup"
    r"|tt|u|var|wbr)"
    r"(?:\s[^<>]{0,200})?/?>"
)
_BETWEEN: Final = re.compile(
    rf"(?:(?<=[\w@+])|(?<=\w\.))(?:{_TAG}|<!--[^<>]{{0,100}}-->|\*{{1,3}}|_{{2,3}}|~~|`)+(?=[\w@+]|\.\w)"
    rf"|(?:{_TAG}){{1,4}}",
    re.IGNORECASE,
)
_SOFT_BREAK: Final = re.compile(r"=[ \t]{0,3}\r?\n")
_QUOTED: Final = re.compile(r"(?:=[0-9A-F]{2})+|=[ \t]{0,3}\r?\n")
_QUOTED_SIGN: Final = re.compile(r"=(?:40|3D|2E|20|09|0A|0D|C[2-9A-F]=[89AB]|E2=8)|[A-Za-z]=\r?\n[a-z]")
_BACKSLASHED: Final = re.compile(r"\\(?:r\\n|n|r|t)|\\[\"/]")
_CELL: Final = re.compile(
    r"</?(?:td|th|tr|p|br|div|li|ul|ol|table|h[1-6]|blockquote|dd|dt|dl)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)


def readings(original: str) -> list[View]:
    """All readings of a text, each with the way back; the first one is the plain one."""
    plain = plain_reading(View(original))
    views = [plain]
    further = (_without_markup(plain), _unquoted(plain), _unbackslashed(plain))
    views += [plain_reading(view) for view in further if view is not plain]
    for view in tuple(views[:2]):
        views += [plain_reading(each) for each in encoded_views(view)]
    return views


def plain_reading(view: View) -> View:
    """Characters in their plain form, escapes of HTML, URLs and programs undone."""
    for _ in range(ROUNDS):
        before = view
        view = changed(view, _characters(view.text))
        view = changed(view, _unescaped(view.text))
        if view is before:
            break
    return view


def _characters(text: str) -> Iterator[Change]:
    if text.isascii():
        return
    if (
        _HIDDEN.search(text)
        or _FOREIGN_DIGIT.search(text)
        or not unicodedata.is_normalized("NFKC", text)
        or _odd_punctuation(text)
    ):
        for found in _ODD_CHARACTERS.finditer(text):
            form = plain_form(found[0])
            if form != found[0]:
                yield Change(found.start(), found.end(), form)
    elif _MIXED_WORD.search(text):
        yield from _lookalikes(text)


def _odd_punctuation(text: str) -> bool:
    return any(each in text for each in _OTHERS)


def _lookalikes(text: str) -> Iterator[Change]:
    for found in _WORD.finditer(text):
        if _MIXED_WORD.search(found[0]):
            yield Change(found.start(), found.end(), found[0].translate(_LOOKALIKES))


@lru_cache(maxsize=4096)
def plain_form(character: str) -> str:
    """The compatibility form of a character with its combining marks; of an invisible one, nothing."""
    if _HIDDEN.fullmatch(character):
        return ""
    if character in _OTHERS:
        return _OTHERS[character]
    digit = unicodedata.decimal(character, None) if len(character) == 1 else None
    if digit is not None:
        return str(digit)
    form = unicodedata.normalize("NFKC", character)
    # what does not join with its letter only hides it; a spacing mark that NFKC takes apart is no letter
    return "".join(each for each in form if not "\u0300" <= each <= "\u036f") or form


def _unescaped(text: str) -> Iterator[Change]:
    if not _MARKS_OF_ESCAPES.search(text):
        return
    for found in _ESCAPES.finditer(text):
        form = _undo(found[0])
        if form != found[0]:
            yield Change(found.start(), found.end(), form)


def _undo(escape: str) -> str:
    if escape[0] == "&":
        return html.unescape(escape) if escape[-1] == ";" or escape[1] == "#" else escape
    if escape[0] == "%":
        try:
            return unquote_to_bytes(escape).decode()
        except UnicodeDecodeError:
            return escape
    if escape[1] in "ux":
        number = int(escape[2:].strip("{}"), 16)
        return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else escape
    return escape[1]


def _without_markup(view: View) -> View:
    """Without mark-up that stands inside a word or a number, and with the cells of HTML on lines of their own."""
    text = view.text
    if "<" not in text and not any(each in text for each in ("*", "__", "~~", "`")):
        return view
    stripped = changed(view, (Change(each.start(), each.end(), "") for each in _BETWEEN.finditer(text)))
    if "<" in stripped.text:
        cells = (Change(each.start(), each.end(), "\n") for each in _CELL.finditer(stripped.text))
        return changed(stripped, cells)
    return stripped if stripped is view else _only_lines_of_changes(stripped)


def _only_lines_of_changes(view: View) -> View:
    """Without the lines that read as they did: those the plain reading has shown."""
    text = view.text
    kept: list[tuple[int, int]] = []
    for place in view.news:
        if kept and place < kept[-1][1]:
            continue
        start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        kept.append((start, len(text) if end < 0 else end + 1))
    cuts = zip((0, *(end for _, end in kept)), (*(start for start, _ in kept), len(text)), strict=True)
    return changed(view, (Change(start, end, "\n\n") for start, end in cuts if end > start))


def _unquoted(view: View) -> View:
    """Quoted-printable undone."""
    if not _QUOTED_SIGN.search(view.text):
        return view
    changes = []
    for found in _QUOTED.finditer(view.text):
        soft = _SOFT_BREAK.fullmatch(found[0])
        try:
            form = "" if soft else bytes.fromhex(found[0].replace("=", "")).decode()
        except UnicodeDecodeError:
            form = bytes.fromhex(found[0].replace("=", "")).decode("latin-1")
        changes.append(Change(found.start(), found.end(), form))
    return changed(view, changes)


def _unbackslashed(view: View) -> View:
    """Line breaks and quotes as JSON and programs write them, undone."""
    if "\\n" not in view.text and '\\"' not in view.text:
        return view
    forms = {"\\t": "\t", '\\"': '"', "\\/": "/"}
    changes = (Change(each.start(), each.end(), forms.get(each[0], "\n")) for each in _BACKSLASHED.finditer(view.text))
    return changed(view, changes)
