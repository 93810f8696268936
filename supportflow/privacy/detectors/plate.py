"""Licence plates, behind their label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.folding import word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_LABELLED: Final = re.compile(
    r"(?<!\w)(?i:licen[cs]e plates?|number plates?|licence|plate(?: (?:no\.?|number))?|registration plate"
    r"|reg(?:istration)?(?: (?:no\.?|number|nr\.?|mark))|vehicle reg(?:istration)?|car reg(?:istration)?"
    r"|vrn|tag number"
    r"|(?:kfz|auto|amtliches |pkw)?-?kennzeichen|nummernschild|(?:plaque|numéro) d['’ ]immatriculation"
    r"|immatriculation|plaque|immatriculée?|matr[ií]cula|placas?|patente|kenteken(?:plaat|nummer)?"
    r"|nummerplaat|chapa de matrícula|nommerplaat|registrasienommer"
    r"|targa|(?:numer|nr) rejestracyjny|tablica rejestracyjna|rejestracj\w+|registreringsn(?:umme)?r"
    r"|reg\.?-?n(?:umme)?r\.?)(?!\w)"
    r"(?:[ ](?:of|for|du|de la|de|del|des|der|van|von|vom|do|da|di)[ ][\w ]{2,24})?[ ]?(?:is|was|ist"
    r"|lautet|est|es|é|on "
    r"file|:|=|\||#|-|–)?[\"'`*: |]{0,5}(?P<value>[A-ZÄÖÜ0-9]{1,4}[ ·:-]{0,2}[A-Z0-9]{1,5}(?:[ "
    r"·-]{0,2}[A-Z0-9]{1,4})?(?:[ ·-]{0,2}[A-Z]{1,3})?)(?![\w])",
)
_WORDS: Final = word_set(
    "plate plates registration reg vrn kennzeichen kfzkennzeichen autokennzeichen nummernschild "
    "immatriculation plaque immatricule immatriculee matricula placa placas patente kenteken kentekenplaat "
    "kentekennummer nummerplaat nommerplaat registrasienommer targa"
    " rejestracyjny rejestracyjna rejestracja rejestracji registreringsnummer registreringsnr regnr tag licence"
)
_SHORTEST: Final = 4


def find(page: Page) -> Iterator[Match]:
    """Plates of vehicles."""
    if not page.has(_WORDS):
        return
    for found in _LABELLED.finditer(page.text):
        packed = "".join(each for each in found["value"] if each.isalnum())
        if _SHORTEST <= len(packed) <= 10 and any(map(str.isdigit, packed)) and any(map(str.isalpha, packed)):
            yield Match(*found.span("value"), Kind.PLATE)
