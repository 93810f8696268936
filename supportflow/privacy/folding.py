"""Letters as they compare: small, without accents."""

from __future__ import annotations

import unicodedata
from typing import Final

_LETTERS: Final = {"ß": "s", "ø": "o", "ł": "l", "đ": "d", "æ": "a", "œ": "o", "ı": "i", "’": "'", "‘": "'", "´": "'"}

WHOSE: Final = (
    r"(?:[ ](?:of|for|du|de|del|de la|do|da|des|der|vom|van|von|di|dla|till)(?:[ ](?:the|la|el|le|het"
    r"|een|de|den|der|dem))?[ ][^\W\d_]{3,16}"
    r"|[ ](?:customer|guest|client\w?|kund\w*|klant|klient\w*|gast|socio|socia|member|user|utente))?"
)
"""What may stand between a label and its value to say whose it is, as a pattern over folded text."""


class _Folds(dict[int, str]):
    """Fills itself with the characters that it meets."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


_FOLDS: Final = _Folds()


def fold(text: str) -> str:
    """Small letters without accents; as long as the text was, so that places stay."""
    text = text.replace("İ", "I").lower()
    return text if text.isascii() else text.translate(_FOLDS)


def _folded(character: str) -> str:
    if character in _LETTERS:
        return _LETTERS[character]
    first = unicodedata.normalize("NFD", character)[:1]
    return first if first.isascii() else character


def word_list(text: str) -> tuple[str, ...]:
    """The words of a text, in order: how this package writes its lists."""
    return tuple(text.split())


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def label_set(text: str) -> frozenset[str]:
    """The labels of a text, parted by `|`."""
    return frozenset(text.split("|"))
