"""Names in salutations ("Dear Mrs Weber,") and behind titles ("Herr Weber"), in ten languages.

Salutations of teams, roles and everybody pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.folding import fold, word_set
from supportflow.privacy.lexicon import is_first_name
from supportflow.privacy.page import Match, Page
from supportflow.privacy.persons import Person, person_at
from supportflow.privacy.types import Kind

_GREETING: Final = re.compile(
    r"(?P<word>Dear|Hi(?: there)?|Hello(?: again)?|Hey|Hiya|Good (?:morning|afternoon|evening|day)"
    r"|Greetings|G'day|Morning|Thanks|Thank you|Many thanks|Thx"
    r"|Sehr geehrter?|Sehr verehrter?|Werter?|Hallo|Liebe[rs]?|Guten (?:Tag|Morgen|Abend)|Moin(?: Moin)?"
    r"|Servus|Grüezi|Grüß (?:Gott|dich)|Hoi|Salü|Danke|Vielen Dank|Besten Dank"
    r"|Bonjour|Bonsoir|Ch(?:er|ère)s?|Salut|Coucou|Merci|Madame|Monsieur|Hola|Estimad[oa]|Querid[oa]|Apreciad[oa]"
    r"|Buen(?:os días|as tardes|as noches)|Muy señor mío|Gracias"
    r"|Beste|Geachte|Goede(?:morgen|middag|navond|ndag)|Dag|Lieve|Ha|Hé|Bedankt|Dank je(?: wel)?|Dank u"
    r"|Olá|Oi|Car[oa]|Prezad[oa]|Bom dia|Boa (?:tarde|noite)|Exm[oa]\.?|Obrigad[oa]"
    r"|Geagte|Goeie ?(?:môre|middag|dag|naand)|Liewe|Hallo daar|Dankie|Ciao|Gentile|Gent\.ma|Egregio"
    r"|Buon(?:giorno|asera)|Salve|Spett\.le|Grazie"
    r"|Szanown[ya]|Szanowna|Cześć|Dzień dobry|Witam|Witaj|Drog[ia]|Hejka|Dziękuję|Hej(?:san)?|Bästa"
    r"|Käre?a?|God (?:morgon|dag|kväll)|Tjena|Tack(?: så mycket)?)(?P<comma>,)?[ ]{1,3}(?=\S)",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"[ ]*(?:$|[,!:.;\n–—-]|\)|\"|“|”|and |und |et |y |en |e |&|/|I |ich |wir |we |je |thanks |danke |can "
    r"|could |kannst |könnt|how |wie |please |bitte|the |our |my )"
)
_FORMULA: Final = re.compile(
    r"(?:Liebe|Beste|Goeie|Vielen|Best)[ ](?:Gr(?:ü|ue)(?:ß|ss)|Gru|Wens|Groet|Saludos|Regards|Dank)", re.IGNORECASE
)
_OTHERS: Final = re.compile(r"[ ]?(?:,|&|/|and|und|et|y|en|e|i|och)[ ]")
GREETING_WORDS: Final = word_set(
    "dear hi hello hey hiya good greetings g morning thanks thank many thx sehr werter werte hallo liebe "
    "lieber liebes guten moin servus gruezi gruss gruse hoi salu danke vielen besten bonjour bonsoir chere "
    "cher salut coucou merci madame monsieur"
    " hola estimado estimada querido querida apreciado apreciada buenos buenas muy gracias beste geachte "
    "goede goedemorgen goedemiddag goedenavond goedendag dag lieve ha he bedankt dank ola oi caro cara "
    "prezado prezada bom boa exmo exma obrigado obrigada"
    " goeiedag goeiemore goeienaand geagte goeie liewe dankie ciao gentile gent egregio buongiorno "
    "buonasera salve spett grazie "
    "szanowny szanowna czesc dzien witam witaj drogi droga hejka dziekuje hej hejsan basta kara kare god "
    "tjena tack"
)
_TITLE_WORDS: Final = word_set(
    "senor signore doutor doutora doctora dottore dottoressa dottssa mr mrs ms mx miss dr prof sir madam "
    "herr herrn frau fraulein monsieur madame mademoiselle mme mlle m senor senora sr sra srta don dona "
    "senhor senhora dhr mevr mevrouw mevrou meneer heer mw mnr mev mej"
    " signor signora sig pan pani pana panu fru hr professor doktor doctor ing rev dra mag dott"
)
_WEAK_TITLES: Final = re.compile(
    r"(?:M|Me|Fr|Mag|Ing|Don|Pan|Pana|Panu|Pani|Sir|Mw|Hr|heer|Sig|Dr|Prof|Professor|Doctor|Doktor|Gentile|Rev)\.?[ ]"
)
_THANKS: Final = word_set(
    "thanks thank danke vielen besten merci gracias bedankt dank obrigado obrigada dankie grazie tack "
    "dziekuje morning ha many thx"
)
_EPONYMS: Final = word_set("watson robot pepper oetker martens bean bean's who strange house")
_CODE_BEHIND: Final = re.compile(r"[ ]?[=(\[{]|\.\w|\w*::")


def find(page: Page) -> Iterator[Match]:
    """Who is greeted, and who is titled."""
    for at in page.at(GREETING_WORDS):
        found = _GREETING.match(page.text, at) if page.begins(at) else None
        if found:
            yield from _greeted(page, found)
    for at in page.at(_TITLE_WORDS):
        if at and (page.text[at - 1].isalnum() or page.text[at - 1] in "_.@/"):
            continue
        person = person_at(page.text, at)
        if person and person.titled and _is_titled(page, at, person):
            yield Match(person.start, person.end, Kind.NAME)


def _greeted(page: Page, found: re.Match[str]) -> Iterator[Match]:
    at = found.end()
    for _ in range(6):
        person = person_at(page.text, at, strong=True)
        if not person or not _is_greeted(page, found, person) or _FORMULA.match(page.text, found.start("word")):
            small = _small_name(page, found, at)
            if small:
                yield small
            return
        yield Match(person.start, person.end, Kind.NAME)
        other = _OTHERS.match(page.text, person.end)
        if not other:
            return
        at = other.end()


def _small_name(page: Page, found: re.Match[str], at: int) -> Match | None:
    """`hi anna,` as it is typed in chats: a common first name and a comma."""
    word = re.compile(r"([a-zà-ÿ]{3,15})(?=[ ]{0,1}[,!\n]|$)").match(page.text, at)
    if word and is_first_name(fold(word[1])) and fold(found["word"]).split()[0] not in _THANKS:
        return Match(*word.span(1), Kind.NAME)
    return None


def _is_greeted(page: Page, found: re.Match[str], person: Person) -> bool:
    name = fold(page.text[person.start : person.end])
    if name in page.allow.terms or _CODE_BEHIND.match(page.text, person.end):
        return False
    if person.titled:
        return True
    word = fold(found["word"]).split()[0]
    ends = bool(_BEHIND.match(page.text, person.end))
    if word in _THANKS or found["comma"] or word in ("beste", "dag", "caro", "cara", "hoi", "dear", "ha"):
        return (person.first and ends) or (
            word in ("beste", "dear", "caro", "cara") and ends and page.text[person.end : person.end + 1] in ",!\n:"
        )
    return person.first or (
        ends
        and page.text[person.end : person.end + 1] in ",!:\n;–—-"
        and not page.text[person.start : person.end].isupper()
    )


def _is_titled(page: Page, at: int, person: Person) -> bool:
    if page.in_url(at) or fold(page.text[person.start : person.end]).split()[0] in _EPONYMS:
        return False
    if _WEAK_TITLES.match(page.text, at):
        if (
            page.text[at] == "M"
            and not page.text.startswith("M. ", at)
            and not page.text.startswith(("Mag", "Mw", "Me "), at)
        ):
            return False
        return (
            person.known
            or (page.text[at : at + 2] in ("Dr", "Pr", "Si") and not page.in_code(at))
            or page.text.startswith("M. ", at)
        )
    return not page.in_code(at) or person.known
