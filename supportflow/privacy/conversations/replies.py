"""Quoted replies and forwarded mails: lines of attribution, blocks of headers, marks of forwarding, ten languages.

Quotes of logs, of documentation and of commits pass, and so do headers of mails that machines send.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.folding import fold, word_set
from supportflow.privacy.lines import Line, is_speech
from supportflow.privacy.page import Match, Page
from supportflow.privacy.persons import person_at
from supportflow.privacy.types import Kind

_WROTE: Final = (
    r"(?:wrote|writes|schrieb|schreibt|hat (?:Folgendes |folgendes )?geschrieben|a écrit|écrit|escribió"
    r"|escribio|schreef|schrijft|escreveu|escreve|geskryf|skryf|ha scritto|scrive|napisał\(?a?\)?|napisała"
    r"|pisze|skrev|skriver)"
)
_ATTRIBUTION: Final = re.compile(
    rf"^[> \t*_|-]{{0,12}}(?:On|Am|A|Le|El|Op|Em|No dia|Na|Il(?: giorno)?|W dniu|Dnia|Den|På)[ "
    rf"](?=[^:]{{0,200}}\d)[^\n]{{4,180}}?(?:\n[> \t]{{0,8}}[^\n]{{0,120}}?){{0,2}}(?<!\w)(?:{_WROTE}|het "
    rf"[^\n]{{2,60}}geskryf)(?:[ ][^\n]{{0,80}}?)?(?:\n[> \t]{{0,8}}[^\n]{{0,60}}?)?[ ]?:[*_ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_SPOKE: Final = (
    r"(?:said|says|asked|asks|replied|answered|meinte|sagte|sagt|fragte|antwortete|a dit|dit|répond|a "
    r"répondu|demande|dijo|dice|respondió|preguntó|zei|zegt|vroeg"
    r"|antwoordde|disse|diz|respondeu|perguntou|sê|vra|ha detto|dice|risponde|odpisał\(?a?\)?|säger|sa|svarade)"
)
_SAID: Final = re.compile(
    rf"^[> \t*_|-]{{0,12}}(?P<who>[^\n:>]{{2,90}}?)[ ,]{{1,2}}(?:{_WROTE}|{_SPOKE})[^\n:]{{0,40}}[ ]?:[*_ \t]*\n"
    r"(?P<quote>(?:[ \t]*\n)?[ \t]*(?:>|[\"“„«]))",
    re.MULTILINE,
)
_DATED_SAID: Final = re.compile(
    rf"^[> \t*_|-]{{0,12}}(?:\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{1,4}}|\d{{1,2}} \w+ "
    rf"\d{{4}})[^\n]{{2,120}}(?:<[^<>\n]+@[^<>\n]+>|{_WROTE})[^\n]{{0,20}}:[ \t]*$",
    re.MULTILINE,
)
_FORWARD: Final = re.compile(
    r"^[> \t*_|]{0,8}(?:[-_=─]{2,}[ ]?(?:original message|original appointment|forwarded message"
    r"|forwarded by[^\n]{0,60}|reply message|ursprüngliche nachricht|originalnachricht|weitergeleitete "
    r"nachricht|message d['’]origine|message original|message transféré|message initial|mensaje original"
    r"|mensaje reenviado|forwarded|oorspronkelijk bericht|doorgestuurd bericht|mensagem original|mensagem "
    r"encaminhada|mensagem reencaminhada"
    r"|oorspronklike boodskap|aangestuurde boodskap|messaggio originale|messaggio inoltrato|wiadomość "
    r"oryginalna|oryginalna wiadomość|treść oryginalnej wiadomości|przekazana wiadomość|wiadomość "
    r"przekazana dalej|ursprungligt meddelande|vidarebefordrat meddelande)[ ]?[-_=─:]*"
    r"|(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:réexpédié"
    r"|transféré)|inicio del mensaje reenviado|begin doorgestuurd bericht|início da mensagem "
    r"(?:reencaminhada|encaminhada)|inizio messaggio inoltrato|początek przekazywanej wiadomości"
    r"|vidarebefordrat brev|begin aangestuurde boodskap)[ ]?:)[ \t*_]*$",
    re.MULTILINE | re.IGNORECASE,
)
_HEADERS: Final = {
    **dict.fromkeys(
        word_set(
            "from von de van da od fran expediteur remitente afzender remetente sender mittente nadawca "
            "avsandare absender emisor "
        ),
        "from",
    ),
    **dict.fromkeys(
        word_set(
            "to an a para aan vir do till destinataire destinatario recipient empfanger ontvanger naar "
            "adresat mottagare "
        ),
        "to",
    ),
    **dict.fromkeys(
        word_set(
            "sent date gesendet datum envoye enviado enviada fecha verzonden data gestuur inviato wyslano "
            "skickat received dato dag "
        ),
        "date",
    ),
    **dict.fromkeys(
        word_set("subject betreff objet asunto onderwerp assunto oggetto temat amne betr re "),
        "subject",
    ),
    **dict.fromkeys(
        word_set("cc bcc kopie kopia copie copia cco kopi dw udw "),
        "cc",
    ),
    **dict.fromkeys(("reply-to", "antwort an", "repondre a", "responder a"), "reply"),
}
_RAW: Final = re.compile(
    r"(?:received|return-path|message-id|delivered-to|dkim-signature|mime-version|x-mailer"
    r"|x-originating-ip|in-reply-to|references|authentication-results|list-unsubscribe|reply-to"
    r"|envelope-to|x-spam-\w+)"
)
_HEADER_LINE: Final = re.compile(
    r"[*_]{0,3}(?P<label>[^\W\d_][\w -]{0,18}?)[ ]?[*_]{0,3}[ ]?:[*_]{0,3}[ \t]+(?P<value>\S[^\n]*)"
)
_MACHINE: Final = re.compile(
    r"(?i)no-?_?\.?reply|do-?not-?reply|bot\b|mailer|notification|@[\w.-]*\.?(?:example|test|invalid)\b"
    r"|@example\.|\{\{|<[A-Z_ ]+>|\$\{"
)
_PEOPLE: Final = re.compile(
    r"\b(?:customer|client|subscriber|user|guest|member|caller|kunde|kundin|nutzer|gast|cliente"
    r"|utilisateur|abonne|usuario|klant|gebruiker|utilizador|klient|he|she|they|er|sie|il|elle|hij|zij|ele"
    r"|ela)\b"
)
_ENOUGH: Final = 3
_WROTE_WORDS: Final = word_set(
    "wrote writes schrieb schreibt geschrieben ecrit escribio schreef schrijft escreveu escreve geskryf "
    "skryf scritto scrive napisal napisala pisze skrev skriver"
)
_FORWARD_WORDS: Final = word_set(
    "original originale forwarded forward reply nachricht originalnachricht message mensaje bericht mensagem "
    "boodskap messaggio wiadomosc wiadomosci meddelande brev"
)
_HEADER_WORDS: Final = word_set(
    "subject betreff objet asunto onderwerp assunto oggetto temat amne sent date gesendet datum envoye "
    "enviado enviada verzonden gestuur inviato wyslano skickat received path dkim mime"
)


def find(page: Page) -> Iterator[Match]:
    """Replies, forwarded mails and their headers, each to the end of what is quoted."""
    for words, pattern in ((_WROTE_WORDS, _ATTRIBUTION), (_FORWARD_WORDS, _FORWARD)):
        if page.has(words):
            for found in pattern.finditer(page.text):
                yield Match(found.start(), _quote_end(page.lines, found.end()), Kind.CONVERSATION)
    yield from _said(page)
    if page.has(_HEADER_WORDS):
        yield from _whole_lines(page, _header_blocks(page.lines))
    if ">>" in page.text or "> >" in page.text:
        yield from _whole_lines(page, _nested(page.lines))


def _said(page: Page) -> Iterator[Match]:
    """Attributions without the words of a mail program: `Name wrote:` above a quote, a date and an address."""
    wrote = page.has(_WROTE_WORDS)
    quoted = ">" in page.text or wrote
    for found in _SAID.finditer(page.text) if quoted else ():
        if _is_somebody(found["who"]):
            yield Match(found.start(), _quote_end(page.lines, found.end()), Kind.CONVERSATION)
    for found in _DATED_SAID.finditer(page.text) if wrote or "@" in page.text else ():
        yield Match(found.start(), _quote_end(page.lines, found.end()), Kind.CONVERSATION)


def _whole_lines(page: Page, matches: Iterator[Match]) -> Iterator[Match]:
    """The same, with the marks of quoting before the first line."""
    for each in matches:
        yield Match(page.line_start(each.start), each.end, each.kind, each.certain)


def _is_somebody(who: str) -> bool:
    who = who.strip("*_> ")
    person = person_at(who, 0)
    return bool(person and (person.known or person.size > 1)) or bool(_PEOPLE.search(fold(who))) or "@" in who


def _quote_end(lines: list[Line], at: int) -> int:
    """The end of what follows: the lines that are quoted, or else the paragraphs up to the next heading."""
    end, quoted, seen = at, None, 0
    for line in lines:
        if line.end <= at or seen > 200:
            continue
        if not line.text:
            continue
        if quoted is None:
            quoted = line.depth > 0
        if (quoted and not line.depth) or line.text.startswith("#"):
            break
        end, seen = line.end, seen + 1
    return max(end, at)


def _header_blocks(lines: list[Line]) -> Iterator[Match]:
    index = 0
    while index < len(lines):
        kinds: dict[str, int] = {}
        machine, last = False, index
        for ahead in range(index, min(index + 14, len(lines))):
            found = _HEADER_LINE.fullmatch(lines[ahead].text)
            label = fold(found["label"]).strip() if found else ""
            kind = _HEADERS.get(label) or (label if _RAW.fullmatch(label) else "")
            if not found or not kind:
                if ahead - last > 1 or ahead == index:
                    break
                continue
            if kind == "from" and _MACHINE.search(found["value"]):
                machine = True
            kinds.setdefault(kind, ahead)
            last = ahead
        if _is_block(kinds) and not machine:
            yield Match(lines[index].start, _quote_end(lines, lines[last].end), Kind.CONVERSATION)
            index = last
        index += 1


def _is_block(kinds: dict[str, int]) -> bool:
    raw = sum(bool(_RAW.fullmatch(kind)) for kind in kinds)
    return (
        "from" in kinds and len(kinds) >= _ENOUGH and bool({"subject", "date", "to"} & kinds.keys())
    ) or raw >= _ENOUGH


def _nested(lines: list[Line]) -> Iterator[Match]:
    """Quotes within quotes in which people speak."""
    index = 0
    while index < len(lines):
        start = index
        while index < len(lines) and lines[index].depth:
            index += 1
        block = lines[start:index]
        depths = {line.depth for line in block if line.text}
        if (
            len(depths) > 1
            and sum(is_speech(line.text) for line in block) > 1
            and len({line.depth for line in block if is_speech(line.text)}) > 1
        ):
            yield Match(block[0].start, block[-1].end, Kind.CONVERSATION)
        index += 1
