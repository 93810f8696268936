"""Who speaks in a chat: a person, or one of the roles that people have there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from supportflow.privacy.folding import fold, word_set
from supportflow.privacy.lexicon import is_first_name
from supportflow.privacy.persons import person_at, small_person_at

ROLES: Final = word_set(
    "accueil adviser advisor agent agente agentin anrufer anruferin asesor asesora assistance assistant "
    "assistente assistenza atendente atendimento balie berater beraterin besoeker besucher besucherin "
    "bezoeker bot caller chatbot client clienta cliente concierge conseiller conseillere counter customer "
    "desk ek empfang eu gast gebruiker guest handlaggare help helpdesk hotline human ich ik io ja jag jij jy "
    "kasse klant klantenservice klient kliente klientka konsultant kund kunde kundenbetreuung kundendienst "
    "kundenservice kundin kundtjanst me medewerker member mitarbeiter mitarbeiterin moi nutzer nutzerin "
    "office ondersteuning onthaal operador operadora operator operatore recepcao recepcion reception rep "
    "representative service sie soporte staff subscriber suporte support support-mitarbeiter supportagent "
    "supporter system team user usuaria usuario utente utilisateur utilisatrice utilizador visitante visiteur "
    "visitor voce vous yo you "
)
"""Those who speak in transcripts without a name of their own."""
_TECHNICAL: Final = re.compile(
    r"(?i)(?:info|warn(?:ing)?|error|debug|trace|fatal|critical|notice|alert|main|kernel|system\w*|sshd?"
    r"|cron\w*|nginx|apache|https?|get|post|put|delete|worker\w*|server|browser|app|api|web|db|database"
    r"|redis|postgres\w*|docker\w*|thread\S*|process\S*|job\S*|task\S*|step\S*|test\S*|note|todo|fixme"
    r"|expected|actual|result|version|status|start\w*|stop\w*|end|build|deploy\w*|release\w*|rollback"
    r"|restart\w*|monitoring|alert\w*|incident|update\w*|summary|title|subject|date|time|url|file|line"
    r"|code|example|output|input|request|response|message|reason|cause|fix\w*|impact|severity|component"
    r"|platform|device|os|environment)(?![\w])"
)
_PHONE: Final = re.compile(r"[+][\d ()-]{8,20}")
_VISITOR: Final = re.compile(
    r"(?i)(?:visitor|guest|user|client|customer|besucher|gast|visiteur|visitante|bezoeker)[ #]?\d+"
)
_BRACKETS: Final = re.compile(r"[ ]?[(\[][^()\[\]]*[)\]]$|^[~@][ ]?")


class Speaker(NamedTuple):
    """A speaker, by a folded name, and what speaks for there being one."""

    name: str
    person: bool
    role: bool
    known: bool = False


@lru_cache(maxsize=1024)
def speaker_of(written: str, *, anybody: bool = False) -> Speaker | None:
    """Who is written there; None where it is no speaker. `anybody`: where the form says that it is one."""
    bare = _BRACKETS.sub("", _BRACKETS.sub("", written)).strip()
    if not bare or len(bare) > 40 or len(bare.split()) > 5:
        return None
    name = fold(bare)
    if _PHONE.fullmatch(bare):
        return Speaker(name, person=True, role=False)
    if (
        name in ROLES
        or _VISITOR.fullmatch(bare)
        or (len(bare.split()) > 1 and (name.split()[-1] in ROLES or name.split()[0] in ROLES))
    ):
        return Speaker(name, person=False, role=True)
    if _TECHNICAL.match(bare):
        return None
    person = person_at(bare, 0)
    if (
        person
        and (person.end == len(bare) or bare[person.end :].lstrip().startswith((",", "(", "|", "/", "@", ".")))
        and (person.known or person.size > 1 or person.titled)
    ):
        return Speaker(name, person=True, role=False, known=person.known or person.titled)
    if small_person_at(bare, 0, len(bare)) or (bare.isalpha() and is_first_name(name)):
        return Speaker(name, person=True, role=False, known=True)
    if re.fullmatch(r"[^\W\d_][\w.'-]{1,20}", bare) and not bare.isupper():
        return Speaker(name, person=bool(person), role=False)
    return Speaker(name, person=False, role=False) if anybody else None
