"""Secrets: keys, tokens and signatures of known form, key blocks, connection strings, and what is labelled as one.

Documentation keys that call themselves EXAMPLE, placeholders, hashes and ids pass.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.detectors.secret_forms import BLOCK, CONNECTIONS, FORMS, HINTS, LABELLED, VALUES
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_PLACEHOLDER: Final = re.compile(
    r"(?i)^(?:[x*.•_-]+|<.*|\$\{?.*|%.*%|\{\{?.*|\[.*|null|none|nil|undefined|true|false|string|token"
    r"|secret|password|passwort|pass|passwd|pw|pwd|changeme|change-me|change_me|your[-_ ]?.*"
    r"|my[-_]?(?:secret|token|key|password|api).*|redacted.*|masked.*|hidden.*|example.*|dummy.*"
    r"|placeholder.*|sample.*|fake.*|insert.*|todo.*|process\.env.*|os\.environ.*|env\..*|.*\(.*|test"
    r"|testing|test[-_]?(?:token|key|secret|password)?|foo|bar|foobar|user|root|admin|postgres|mysql|guest"
    r"|s3cr3t|abc|abc123|p@ssw0rd|hunter2?|\.\.\..*|…)$|EXAMPLE|(?i:x{4,}|\*{3,}|\.{3}|redacted"
    r"|placeholder|your[-_]|<[a-z_-]+>)"
)
_ORDINARY: Final = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[a-z]+(?:[-_./][a-z]+)*|[A-Z]+(?:_[A-Z]+)*"
    r"|[A-Za-z]+(?:[-_.][A-Za-z]+)*|\d+(?:\.\d+)*|(?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*"
    r"|[A-Z]?[a-z]+(?:[A-Z][a-z]+)+\d?|(?:/[\w.-]+)+",
    re.ASCII,
)
_ENOUGH: Final = 2.9


def find(page: Page) -> Iterator[Match]:
    """Secrets of known form, and labelled values that are random enough."""
    for token in page.tokens:
        if _RUN.search(token[0]):
            yield from _formed(page, token.start(), token.end())
            yield from _labelled(page, token.start(), token.end())
    if "-----BEGIN" in page.text or "PuTTY-User-Key" in page.text:
        for found in BLOCK.finditer(page.text):
            yield Match(*found.span(), Kind.SECRET)
    yield from _connections(page)


def _formed(page: Page, start: int, end: int) -> Iterator[Match]:
    """Keys and tokens that their form betrays."""
    if HINTS.search(page.text, start, end):
        for found in FORMS.finditer(page.text, start, end):
            # a form with one character repeated is a placeholder
            if not is_placeholder(found[0]) and entropy(found[0]) > 2.5:
                yield Match(*found.span(), Kind.SECRET)


def _connections(page: Page) -> Iterator[Match]:
    """Passwords in strings that connect to a service, and on command lines."""
    for hints, pattern in CONNECTIONS:
        if all(any(each in page.folded for each in hint) for hint in hints):
            for found in pattern.finditer(page.text):
                if not is_placeholder(found["value"]):
                    yield Match(*found.span("value"), Kind.SECRET)


def _labelled(page: Page, start: int, end: int) -> Iterator[Match]:
    """A random value behind a label; the label may be glued to it (`api_key=…`)."""
    low = max(0, start - _LABEL_REACH)
    for value in VALUES.finditer(page.text, start, end):
        if is_random(value[0]) and LABELLED.search(page.folded, low, value.start()):
            yield Match(*value.span(), Kind.SECRET)


_RUN: Final = re.compile(r"(?=[A-Za-z_-]*\d|[A-Za-z_-]{16})[A-Za-z0-9_+-]{11}")
_LABEL_REACH: Final = 70


def is_placeholder(value: str) -> bool:
    """Whether a value stands for a secret and is none."""
    return bool(_PLACEHOLDER.search(value))


def is_random(value: str) -> bool:
    """Whether a labelled value looks as only a secret does."""
    value = value.strip("\"'`")
    if is_placeholder(value) or _ORDINARY.fullmatch(value):
        return False
    kinds = sum((any(map(str.isdigit, value)), any(map(str.islower, value)), any(map(str.isupper, value))))
    if not any(map(str.isdigit, value)) and len(value) < 20:
        return False
    return kinds > 1 and entropy(value) > _ENOUGH


def entropy(value: str) -> float:
    """Bits of each character, by how often each occurs."""
    counts = Counter(value)
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts.values())
