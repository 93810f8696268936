"""How names compare: ids, sections, handles."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DIGITS = r"(?:[0-9]{4}|[1-9][0-9]{4,})"


@lru_cache(maxsize=4096)
def section_key(name: str) -> str:
    """The form in which section names compare: without case, surrounding space, a trailing colon, or spelling
    that only looks different (compatibility forms, zero-width characters).
    """
    text = unicodedata.normalize("NFKC", name)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(text.split()).removesuffix(":").rstrip().casefold()


def handle_key(handle: str) -> str:
    """The form in which handles compare: without case and a leading `@`."""
    return handle.strip().removeprefix("@").casefold()


def id_pattern(prefix: str) -> re.Pattern[str]:
    """Ids of a policy: the prefix, a hyphen and at least four digits, no further leading zero."""
    return re.compile(rf"{re.escape(prefix)}-{_DIGITS}")


def ticket_name_pattern(prefix: str) -> re.Pattern[str]:
    """Names of ticket files: the id, perhaps a slug, `.md`. Group 1 is the id."""
    return re.compile(rf"({re.escape(prefix)}-{_DIGITS})(?:-[a-z0-9-]+)?\.md")
