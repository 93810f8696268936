"""The lines of a text, without the marks of quoting that stand before them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from supportflow.privacy.folding import fold

_MARK: Final = re.compile(r"[ \t]*(?:(?:>[ ]?|\|[ ](?![^\n]*\|))+|[*+-][ ]+|\d{1,2}\.[ ]+(?=\S))?[ \t]*")
SPEECH: Final = re.compile(
    r"\b(?:i|i'm|i've|i'll|i'd|im|my|me|mine|you|your|we|our|us|please|thanks|thank|hi|hello|hey|sorry"
    r"|okay|sure|yes|yeah|nope|ich|mir|mich|mein\w*|du|dir|dich|dein\w*|sie|ihnen|ihr\w*|wir|uns\w*|bitte"
    r"|danke|hallo|moin|ja|nein|klar|gerne"
    r"|je|j'ai|moi|mon|ma|mes|vous|votre|vos|tu|ton|nous|merci|bonjour|salut|oui|non|yo|mi|mis|me|usted|su"
    r"|tu|nosotros|gracias|hola|si|ik|mijn|mij|jij|je|jouw|u|uw|wij|ons|bedankt|hallo|hoi|ja|nee|eu|meu"
    r"|minha|voce|voces|tu|obrigad[oa]|ola|oi|sim|nao"
    r"|ek|my|jy|jou|julle|ons|dankie|asseblief|io|mio|mia|lei|grazie|ciao|buongiorno|ja|moj|moja|pan|pani"
    r"|prosze|dziekuje|czesc|jag|min|mitt|du|din|ni|vi|tack|hej)\b"
)
SIGNS: Final = re.compile(r"[?!]|[:;]-?[()DP]|😀|🙂|👍|😢|❤")


class Line(NamedTuple):
    """A line: where its text starts and ends, the text, and how deep it is quoted."""

    start: int
    end: int
    text: str
    depth: int


def lines_of(text: str) -> list[Line]:
    """All lines."""
    lines: list[Line] = []
    place = 0
    for written in text.split("\n"):
        mark = 0
        if written[:1] in _MARKS:
            found = _MARK.match(written)
            mark = found.end() if found else 0
        depth = written.count(">", 0, mark) if mark else 0
        lines.append(Line(place + mark, place + len(written), written[mark:].rstrip(), depth))
        place += len(written) + 1
    return lines


_MARKS: Final = frozenset(" \t>|*+-0123456789")


def is_speech(text: str) -> bool:
    """Whether somebody speaks: with words for oneself and the other, of courtesy, with a question."""
    return is_addressed(text) or bool(SIGNS.search(text[:400]))


def is_addressed(text: str) -> bool:
    """Whether somebody speaks to another: with words for oneself and the other, or of courtesy."""
    return bool(SPEECH.search(fold(text[:400])))
