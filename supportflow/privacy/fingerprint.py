"""Fingerprints of findings, by which a waiver names one without its value."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

from supportflow.privacy.mask import mask
from supportflow.privacy.types import Hit

LENGTH: Final = 16


def fingerprint(rule: str, masked_line: str) -> str:
    """The first 16 hexadecimal digits of SHA-256 over rule, line feed and masked line, its spaces made one."""
    line = " ".join(masked_line.split())
    return hashlib.sha256(f"{rule}\n{line}".encode()).hexdigest()[:LENGTH]


def fingerprint_of(text: str, hit: Hit, hits: Iterable[Hit]) -> str:
    """The fingerprint of a hit: of the line on which it starts, with every hit on that line masked."""
    start = text.rfind("\n", 0, hit.start) + 1
    end = text.find("\n", hit.start)
    end = len(text) if end < 0 else end
    on_line = (
        Hit(max(each.start, start) - start, min(each.end, end) - start, each.kind, each.certain)
        for each in hits
        if each.start < end and each.end > start
    )
    return fingerprint(hit.rule, mask(text[start:end], on_line))
