"""Mails and transcripts as help desks make them: their templates, in seven languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.folding import word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.persons import person_at
from supportflow.privacy.types import Kind

_TEMPLATE: Final = re.compile(
    r"^[> \t*_|]{0,8}(?:[#=\-–—*_]{2,}[ ]?(?:please (?:type|write) your reply above this line|(?:please "
    r")?reply above this line|write above this line to reply|bitte (?:geben|schreiben) sie ihre antwort "
    r"(?:über|oberhalb)[^\n]{0,30}|antwort(?:en)? (?:bitte )?(?:über|oberhalb) dieser (?:linie"
    r"|zeile)[^\n]{0,20}|(?:veuillez )?(?:saisir|répondre|écrire|saisissez)[^\n]{0,30}(?:au-dessus"
    r"|ci-dessus)[^\n]{0,30}|(?:por favor,? )?(?:escriba|responda) [^\n]{0,30}(?:encima|arriba)[^\n]{0,30}"
    r"|(?:typ|antwoord|schrijf) [^\n]{0,30}boven deze (?:regel|lijn)[^\n]{0,20}|(?:por favor,? "
    r")?(?:escreva|digite|responda)[^\n]{0,30}acima desta linha[^\n]{0,20}|tik [^\n]{0,30}bo(?:kant)? "
    r"hierdie lyn[^\n]{0,20})[^\n]{0,20}"
    r"|you (?:are|were) (?:registered as a )?cc['’]?d? on this (?:support )?(?:request|ticket)[^\n]*|your "
    r"request \(#?\d+\) has been (?:received|updated|solved)[^\n]*|ihre anfrage \(#?\d+\) wurde[^\n]*"
    r"|votre demande \(#?\d+\) a été[^\n]*|su solicitud \(#?\d+\) (?:ha sido|se ha|fue)[^\n]*|uw "
    r"(?:verzoek|aanvraag) \(#?\d+\)[^\n]*|(?:a )?sua solicitação \(#?\d+\)[^\n]*|u versoek "
    r"\(#?\d+\)[^\n]*"
    r"|this email is a service from [^\n]{2,60}|delivered by zendesk[^\n]*|\[[A-Z0-9]{6}-[A-Z0-9]{4,6}\]"
    r"|powered by (?:intercom|zendesk|freshdesk|help scout|zoho desk)[^\n]*"
    r"|(?:chat|conversation|live chat|call) transcript[ ]?(?:from|with|of|:|-)[^\n]*|chat[- ]?(?:verlauf"
    r"|protokoll)[ ]?(?:mit|vom|:)[^\n]*|transcription (?:du|de la) (?:chat|conversation)[^\n]*"
    r"|transcripción del? (?:chat|conversación)[^\n]*|chatgesprek (?:met|van)[^\n]*|transcrição d[ao] "
    r"(?:chat|conversa)[^\n]*"
    r"|(?:chat|conversation) (?:started|began|opened)(?: (?:on|at|with)|:)[^\n]*\d[^\n]*|served by[ "
    r"]?:[^\n]+|(?:chat|conversation) (?:rating|ended)[ ]?:?[^\n]*\d[^\n]*)[ \t]*$"
    r"|^[> \t*_|(\[]{0,8}(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[ ]?[AP]M)?[\])]?[ ]{0,2}[-–]?[ "
    r"]?)?(?:\*{2,3}[ ]?)?[^\W\d_][\w .'’-]{1,40} (?:has )?(?:joined|left|entered|exited) (?:the )?(?:chat"
    r"|conversation|this conversation|room)\b[^\n]{0,30}$"
    r"|^[> \t*_|(\[]{0,8}[^\W\d_][\w .'’-]{1,40} (?:hat (?:den chat|das gespräch|die unterhaltung) "
    r"(?:betreten|verlassen|beendet)|ist (?:dem chat|der unterhaltung) beigetreten|a (?:rejoint|quitté) "
    r"(?:le chat|la conversation)|se ha unido al? (?:chat|la conversación)|ha (?:abandonado|salido de) "
    r"(?:el chat|la conversación)|neemt (?:nu )?deel aan (?:de chat|het gesprek)|heeft (?:de chat|het "
    r"gesprek) verlaten|entrou n[ao] (?:chat|conversa)|saiu d[ao] (?:chat|conversa))[^\n]{0,30}$",
    re.MULTILINE | re.IGNORECASE,
)
_HINTS: Final = word_set(
    "reply request zendesk intercom freshdesk transcript chat conversation antwort antworten anfrage "
    "chatverlauf chatprotokoll demande repondre saisir transcription solicitud escriba responda "
    "transcripcion verzoek aanvraag antwoord typ chatgesprek solicitacao escreva digite"
    " transcricao conversa versoek tik served joined scout zoho gesprach unterhaltung gesprek "
    "conversacion conversation protokoll verlauf saisissez ecrire schrijf"
)


_COMMENT_DATE: Final = re.compile(
    r"(?:\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2}\.? \w{3,9}\.? \d{4}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d)(?:,| at| um| à| a las| om| às)? "
    r"\d{1,2}[:h]\d\d(?::\d\d)?(?: ?[AP]M)?(?: [A-Z]{2,4}(?:[+-]\d+)?)?(?: \([\w ]+\))?"
)


def _comments(page: Page) -> Iterator[Match]:
    """A line of a name, one of a date and time, and what was said: as help desks print comments."""
    for before, line in zip(page.lines, page.lines[1:], strict=False):
        if line.text[:1].isalnum() and before.text and len(before.text) < 60 and _COMMENT_DATE.fullmatch(line.text):
            person = person_at(before.text, 0)
            if person and (person.end == len(before.text) or before.text[person.end :].lstrip().startswith("(")):
                end = page.text.find("\n\n", line.end)
                yield Match(before.start, len(page.text) if end < 0 else end, Kind.CONVERSATION)


def find(page: Page) -> Iterator[Match]:
    """Lines of such templates, to the end of their paragraph."""
    yield from _comments(page)
    if not page.has(_HINTS):
        return
    for found in _TEMPLATE.finditer(page.text):
        if not page.in_code(found.start()) or found[0].lstrip("> ").startswith(("#", "=", "-", "[")):
            end = page.text.find("\n\n", found.end())
            yield Match(found.start(), found.end() if end < 0 or end - found.end() > 600 else end, Kind.CONVERSATION)
