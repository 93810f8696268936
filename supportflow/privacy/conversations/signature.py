"""Signatures of mails: what stands below `-- `, lines of a person's post, and what programs and lawyers add."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.folding import fold, word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.persons import person_at
from supportflow.privacy.types import Kind

_DELIMITER: Final = re.compile(
    r"^(?P<mark>[> \t]{0,8})--[ \t]{0,2}\n(?P<block>(?:[> \t]{0,8}[^\n]+(?:\n|\Z)){1,10})", re.MULTILINE
)
_ADDED: Final = re.compile(
    r"^[> \t*_|-]{0,8}(?:sent from my (?:iphone|ipad|android|samsung|galaxy|huawei|mobile|phone|pixel"
    r"|blackberry|windows)[^\n]{0,40}|sent from (?:outlook|yahoo mail|mail for windows|proton ?mail"
    r"|gmail)[^\n]{0,30}|get outlook for (?:ios|android)[^\n]{0,40}|von meinem? (?:iphone|ipad|smartphone"
    r"|handy|samsung|mobiltelefon|android)[^\n]{0,40}(?:gesendet|versendet)[^\n]{0,20}|gesendet (?:von"
    r"|mit) (?:meinem|der|outlook|mail)[^\n]{0,40}|envoyé (?:de|depuis) (?:mon|ma|outlook"
    r"|yahoo)[^\n]{0,40}|enviado desde (?:mi|outlook)[^\n]{0,40}|verstuurd vanaf mijn[^\n]{0,40}"
    r"|verzonden (?:vanaf|met) (?:mijn|outlook)[^\n]{0,40}|enviado (?:do|a partir do|pelo|de) "
    r"meu[^\n]{0,40}|gestuur (?:van|vanaf) my[^\n]{0,40}|inviato (?:da|dal mio)[ ](?:iphone|ipad|il mio"
    r"|mio|android|outlook|cellulare)[^\n]{0,30}|wysłan[eo] z (?:mojego )?(?:iphon|ipad|telefon|android"
    r"|smartfon)[^\n]{0,40}|skickat från min[^\n]{0,40})[ \t]*$"
    r"|^[> \t*_|-]{0,8}(?:this (?:e-?mail|message)(?: and any (?:attachments?|files)[^\n]{0,60})? (?:is"
    r"|are|may (?:be|contain)|contains?)[^\n]{0,60}(?:confidential|privileged)|the information "
    r"(?:contained )?in this (?:e-?mail|message)[^\n]{0,40}confidential|confidentiality notice|diese "
    r"(?:e-?mail|nachricht) (?:enthält|kann|ist)[^\n]{0,60}vertraulich|ce (?:message|courriel"
    r"|mail)[^\n]{0,80}confidentiel|este (?:mensaje|correo|e-?mail)[^\n]{0,80}confidencial|dit (?:bericht"
    r"|e-?mail)[^\n]{0,80}vertrouwelijk|esta? (?:mensagem|e-?mail)[^\n]{0,80}confidencia|hierdie (?:e-?pos"
    r"|boodskap)[^\n]{0,80}vertroulik|if you are not the intended recipient|wenn sie nicht der richtige "
    r"adressat)[^\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
_HINTS: Final = word_set(
    "iphone ipad android samsung galaxy outlook yahoo handy smartphone mobiltelefon confidential "
    "confidentiality privileged vertraulich vertrauliche vertraulichen confidentielle confidencialidad "
    "confidenciales confidentielles vertrouwelijke confidentiel confidencial vertrouwelijk vertroulik "
    "intended "
    "adressat telefon telefone teléfono mobile phone huawei pixel gmail protonmail recipient telefoon "
    "selfoon foon celular telemovel movil portable confidenciais mobil iphona ipada telefonu smartfona"
)
_POST: Final = re.compile(
    r"\b(?:head of|manager|director|engineer|developer|consultant|assistant|officer|ceo|cto|cfo|coo|vp"
    r"|president|founder|owner|lead|specialist|coordinator|administrator|analyst|accountant|advisor"
    r"|representative|executive|supervisor|receptionist|secretary|support|sales|team ?leader"
    r"|geschaftsfuhr\w+|leiter\w*|leitung|referent\w*|sachbearbeit\w+|vertrieb\w*|assistenz|abteilung\w*"
    r"|inhaber\w*|prokurist\w*|buchhalt\w+|sekretariat|directeur|directrice|responsable|gerant\w*"
    r"|charge\w? de|conseill\w+|assistante?|comptable|gerente|director\w*|jefe|jefa|encargad\w"
    r"|administrativ\w|hoofd|medewerk\w+|directeur|beheerder|adviseur|diretor\w*|coordenador\w*|tecnic\w"
    r"|bestuurder|bestuurshoof|kantoor|direttore|direttrice|titolare|kierownik|dyrektor|specjalista|chef"
    r"|ansvarig|handlaggare)\b"
)
_POST_WORDS: Final = word_set(
    "head manager director engineer developer consultant assistant officer ceo cto cfo coo vp president "
    "founder owner lead specialist coordinator administrator analyst accountant advisor representative "
    "executive supervisor receptionist secretary support sales leader leitung assistenz sekretariat"
    " directeur directrice responsable comptable gerente jefe jefa hoofd beheerder adviseur bestuurder "
    "bestuurshoof kantoor direttore direttrice titolare kierownik dyrektor specjalista chef ansvarig "
    "handlaggare charge"
)
_POST_STEMS: Final = (
    "geschaftsfuhr",
    "leiter",
    "referent",
    "sachbearbeit",
    "vertrieb",
    "abteilung",
    "inhaber",
    "prokurist",
    "buchhalt",
    "gerant",
    "conseill",
    "encargad",
    "administrativ",
    "medewerk",
    "diretor",
    "coordenador",
    "tecnic",
    "director",
    "assistant",
)
_CONTACT: Final = re.compile(
    r"(?i)(?:\b(?:t|tel|phone|mobile|mobil|m|f|fax|e|e-?mail|mail|web|www|cell|telefon|tél|móvil|gsm"
    r"|w)[.:]?[ ]?[:|]?[ ]?(?:\+?\d|[\w.+-]+@|www|http)|@[\w-]+\.\w|\bwww\.|\+\d{2})"
)
_CORPORATE: Final = re.compile(
    r"\b(?:GmbH|AG|Ltd|Inc|LLC|B\.?V\.?|S\.?A\.?|S\.?L\.?|Lda|Pty|AB|SARL|plc|e\.V|SpA|Sp\.)(?:\b|$)"
)
_SPLIT: Final = re.compile(r"[ ]*(?:[|·•/–—]|[ ]-[ ]|,)[ ]*")


def find(page: Page) -> Iterator[Match]:
    """Signatures with a name, and lines that only signatures have."""
    if "--" in page.text:
        for found in _DELIMITER.finditer(page.text):
            first = found["block"].lstrip("> \t*_").split("\n")[0]
            person = person_at(first, 0)
            if (person and (person.known or person.size > 1)) or _CONTACT.search(found["block"]):
                yield Match(found.start(), found.end(), Kind.SIGNATURE)
    if page.has(_HINTS):
        for found in _ADDED.finditer(page.text):
            yield Match(*found.span(), Kind.SIGNATURE)
    yield from _posts(page)


def _posts(page: Page) -> Iterator[Match]:
    """A line of a name alone above lines of a post and of ways to reach it; or all of it on one line."""
    if not (page.first_names or page.last_names) or not (
        page.has(_POST_WORDS) or any(word.startswith(_POST_STEMS) for word in page.places)
    ):
        return
    lines = page.text.split("\n")
    place = 0
    for index, line in enumerate(lines):
        bare = line.strip(" \t>*_")
        start = place + (len(line) - len(line.lstrip(" \t>*_")))
        place += len(line) + 1
        if not 4 < len(bare) < 120 or bare.endswith("."):
            continue
        parts = _SPLIT.split(bare)
        person = person_at(parts[0], 0)
        if not person or person.end != len(parts[0]) or person.size < 2 or not person.known:
            continue
        behind = [each.strip(" \t>*_") for each in lines[index + 1 : index + 7]]
        if len(parts) > 1:
            if _POST.search(fold(" ".join(parts[1:]))) and (
                len(parts) > 2 or _CORPORATE.search(bare) or (behind and _CONTACT.search(behind[0]))
            ):
                yield Match(start, start + len(bare), Kind.SIGNATURE)
        elif (
            behind
            and len(behind[0]) < 80
            and _POST.search(fold(behind[0]))
            and not behind[0].endswith(".")
            and ":" not in behind[0]
        ):
            count = next((n for n, each in enumerate(behind) if not each), len(behind))
            yield Match(
                start,
                start + len("\n".join([line.lstrip(" \t>*_"), *lines[index + 1 : index + 1 + count]])),
                Kind.SIGNATURE,
            )
