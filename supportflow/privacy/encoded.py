"""Runs of base64 and of hexadecimal digits that decode to readable text."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.view import View, excerpt

# a body of base64 is broken into lines of 60 to 76 characters; a run on one line has at least 12
_BASE64: Final = re.compile(
    r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{12,}+(?:\r?\n[A-Za-z0-9+/_-]{40,}+)*(?:\r?\n[A-Za-z0-9+/_-]{2,}=)?={0,2}"
)
_HEX: Final = re.compile(r"(?:[0-9a-fA-F]{2}){10,}")
_SPACED_HEX: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ ,:]{1,2}){9,}(?:0x|\\x)?[0-9a-fA-F]{2}(?![0-9A-Za-z])"
)
_NOT_HEX: Final = re.compile(r"0x|\\x|[^0-9a-fA-F]")
_TEXT_BYTES: Final = re.compile(rb"[\t\r\n\x20-\x7e\x80-\xff]*")
READABLE: Final = 0.6
"""How much of a decoded run has to be letters, digits, spaces and @ for it to be a text."""


def encoded_views(view: View) -> Iterator[View]:
    """What the encoded runs of a text say, each standing where its run stands."""
    for found in _BASE64.finditer(view.text):
        for run, start in _runs(found[0], found.start()):
            text = _decoded_hex(run) if _HEX.fullmatch(run) else decoded_base64(run)
            if text:
                yield excerpt(view, start, start + len(run), text)
    # the sign @ among hexadecimal digits that stand apart
    if any(sign in view.text for sign in (" 40 ", ":40:", "0x40")):
        for found in _SPACED_HEX.finditer(view.text):
            text = _decoded_hex(_NOT_HEX.sub("", found[0]))
            if text:
                yield excerpt(view, found.start(), found.end(), text)


def _decoded_hex(digits: str) -> str:
    return _readable(bytes.fromhex(digits[: len(digits) // 2 * 2]))


def _runs(run: str, start: int) -> Iterator[tuple[str, int]]:
    """The run as one text, or else each of its lines."""
    lines = run.splitlines(keepends=True)
    if len(lines) == 1 or decoded_base64(run):
        yield run, start
        return
    for line in lines:
        yield line.rstrip("\r\n"), start
        start += len(line)


def decoded_base64(run: str) -> str:
    """The text that a run of base64 encodes; empty where it encodes none."""
    packed = "".join(run.split()).rstrip("=").translate(str.maketrans("-_", "+/"))
    if len(packed) < 12 or packed.isdigit() or packed.islower() or not _plausible(packed):
        return ""
    packed = packed[: len(packed) - (len(packed) % 4 == 1)]
    try:
        return _readable(base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True))
    except (binascii.Error, ValueError):
        return ""


def _plausible(packed: str) -> bool:
    """Whether the first bytes are text: what costs little, before the whole run is decoded."""
    try:
        return bool(_TEXT_BYTES.fullmatch(base64.b64decode(packed[:12], validate=True)))
    except (binascii.Error, ValueError):
        return False


def _readable(data: bytes) -> str:
    if len(data) < 8 or not _TEXT_BYTES.fullmatch(data):
        return ""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ""
    plain = sum(1 for each in text if each.isalnum() or each in " @\n")
    return text if plain >= READABLE * len(text) else ""
