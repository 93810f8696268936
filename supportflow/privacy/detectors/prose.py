"""Names in running prose: a warning, since nothing but the words speaks for it.

A common first name with a last name, or a name beside what only people do (called, asked, rief an, a appelé, …).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.detectors.salutation import GREETING_WORDS
from supportflow.privacy.folding import fold, word_set
from supportflow.privacy.lexicon import names_nobody, words
from supportflow.privacy.page import Match, Page
from supportflow.privacy.persons import PARTICLE, UPPER, Person, person_at
from supportflow.privacy.types import Kind

_SPEECH: Final = word_set(
    "kann mochte will wollte konnte bat kan wil wilde woont klaagt pediu quer mora telefonou queixou nao "
    "cannot could can quiere vive puede intento se agrees tried noticed sent got lives forgot veut souhaite "
    "arrive habite plaint attend socio socia member membre mitglied lid guest gast parents parent called "
    "calls phoned rang says say said told tells asked asks wrote writes reports reported complains "
    "complained explains explained confirmed claims claimed wants wanted emailed replied answered insists "
    "contacted escalated texted spoke talked according customer guest caller colleague"
    " ruft rief angerufen sagt sagte schreibt schrieb meldet meldete gemeldet berichtet berichtete fragt "
    "fragte gefragt geschrieben gesagt bittet bat beschwert kundin kollege kollegin laut appelle appele "
    "dit ecrit signale demande explique rapporte indique selon collegue cliente"
    " llamo llama dice dijo escribe escribio informa informo pregunta pregunto comenta comento reporto "
    "segun companero companera belt belde gebeld zegt zei schrijft schreef meldt meldde vraagt vroeg "
    "volgens klant collega ligou disse escreveu informou perguntou reclamou relatou segundo colega"
    " gebel gese gevra rapporteer kollega chiamato detto scritto segnalato chiama secondo zadzwonil "
    "zadzwonila napisal napisala zglosil zglosila ringde sager skrev fragade anmalde enligt"
)
_CAPITAL: Final = re.compile(rf"(?<![\w@#/.$\\-])[{UPPER}][^\W\d_]+")
_PAIR: Final = re.compile(rf"(?<![\w@#/.$\\-])(?P<one>[{UPPER}][^\W\d_]+)[ ](?:{PARTICLE}[ ])?[{UPPER}][^\W\d_]")
_REACH: Final = 50
_DOES: Final = re.compile(
    r"[ ](?:\([^()\n]{1,40}\)[ ]|from [A-Z][\w ]{1,25}[ ]|,[^,\n]{1,40},[ ]|at [A-Z]\w+[ ])?(?:has |had "
    r"|just |also |then |hat |a |ha |heeft |tem |het |har |again |today |yesterday |heute |gestern |hier "
    r"|ayer |hoy |gisteren |ontem |vandag )?"
    r"(?:called|calls|phoned|rang|says?|said|told|tells|asked|asks|wrote|writes|reports?|reported"
    r"|complain(?:s|ed)|mention(?:s|ed)|explain(?:s|ed)|confirm(?:s|ed)|claims?|claimed|wants|wanted|needs"
    r"|cannot|can't|could not|couldn't|tried|noticed|sent|emailed|replied|answered|got|lives|was born"
    r"|forgot|insists|thinks|believes|is (?:angry|upset|waiting|unhappy|furious|on leave|away|sick|ill)"
    r"|lost|paid|booked|received|texted|contacted|escalated|came|went"
    r"|ruft|rief|angerufen|sagt|sagte|schreibt|schrieb|meldet|meldete|gemeldet|berichtet|berichtete|fragt"
    r"|fragte|gefragt|geschrieben|gesagt|mochte|will|wollte|kann nicht|konnte|bittet|bat|beschwert"
    r"|beschwerte|erklart|erklarte|bestatigt|wohnt|wartet|ist (?:krank|verargert|im urlaub)|versuchte"
    r"|versucht|bekam|bekommt"
    r"|appelle|appele|dit|ecrit|signale|demande|explique|souhaite|veut|n'arrive|habite|se plaint|attend"
    r"|rapporte|confirme|indique|nous a|m'a|a (?:appele|dit|ecrit|signale|demande|explique|essaye|recu)"
    r"|llamo|llama|dice|dijo|escribe|escribio|informa|informo|pregunta|pregunto|quiere|explica|explico"
    r"|vive|se queja|comenta|comento|reporta|reporto|confirma|confirmo|no puede|llamado|dicho|escrito"
    r"|intento"
    r"|belt|belde|gebeld|zegt|zei|schrijft|schreef|meldt|meldde|gemeld|vraagt|vroeg|wil|wilde|woont|klaagt"
    r"|gezegd|geschreven|kan niet|probeerde"
    r"|ligou|liga|diz|disse|escreve|escreveu|informou|perguntou|quer|explicou|mora|reclamou|relatou"
    r"|queixou-se|nao consegue|telefonou|pediu"
    r"|bel|het gebel|se|vra|kla|gebel|gese|gevra|rapporteer|kan nie"
    r"|ha (?:chiamato|detto|scritto|segnalato|chiesto)|dice|scrive|chiama|vuole|segnala|dzwonil\w*"
    r"|zadzwonil\w*|napisal\w*|mowi|pyta|zglosil\w*|zglasza|twierdzi|ringde|ringer|sager|sa|skrev|fragade"
    r"|vill|anmalde|rapporterade)\b"
)
_PERSON_BEFORE: Final = re.compile(
    r"(?:\b(?:customer|user|guest|member|client|caller|colleague|employee|manager|instructor|teacher"
    r"|parent|mother|father|wife|husband|daughter|son|student|passenger|patient|skipper|owner|driver"
    r"|neighbou?r|boss|receptionist|technician|trainer|coach|friend|kunde|kundin|kunden|nutzer|nutzerin"
    r"|gast|mitglied|kollege|kollegin|kollegen|chef|chefin|mitarbeiter|mitarbeiterin|mutter|vater|tochter"
    r"|sohn|trainerin|anwender|anwenderin|client|cliente|clienta|collegue|collega|companero|companera"
    r"|usuario|usuaria|utilisateur|utilisatrice|utilizador|utilizadora|klant|gebruiker|colega|klient"
    r"|kollega|utente|klientka|uzytkownik|kund|kunden|kollegan|socio|socia|responsable|mere|pere|fille"
    r"|fils|madre|padre|hija|hijo|moeder|vader|dochter|zoon)"
    r"|\b(?:told|asked|called|phoned|met|contacted|emailed|texted|saw|informed|spoke to|spoke with|speak "
    r"to|speak with|talk to|talked to|talked with|according to|heard from|from|by|with|thanks to|asked for"
    r"|ask|call|contact|for|wife of|ping|cc|via|on behalf of|per"
    r"|von|mit|laut|an|bei|durch|fur|fragte|traf|par|avec|selon|chez|pour|a|de|con|segun|para|por|van|met"
    r"|volgens|door|bij|voor|do|da|com|segundo|vir|volgens|deur|di|secondo|od|dla|przez|z|av|med|enligt"
    r"|till))[ ]$"
)
_STRONG_BEFORE: Final = re.compile(
    r"\b(?:customer|guest|caller|colleague|kundin|kollege|kollegin|anrufer|collegue|cliente|clienta"
    r"|companero|companera|klant|collega|colega|kollega|klientka|told|asked|phoned|emailed|texted"
    r"|contacted|according to|heard from|spoke to|spoke with|talked to|talked with|ask|ping|laut|selon"
    r"|segun|volgens|segundo|secondo|enligt)[ ]$"
)
_POSSESSED: Final = re.compile(
    r"(?:'s|’s|s['’])[ ](?:account|phone|number|card|booking|email|e-mail|address|laptop|mailbox|password"
    r"|data|profile|tablet|mobile|iphone|ipad|boat|pass|subscription|payment|invoice|order|husband|wife"
    r"|screen|login|computer|machine|reservation|membership|contract|child|son|daughter|team|ticket|desk"
    r"|office)\b"
)
_TECHNICAL: Final = re.compile(
    r"[ ]?(?:algorithm|distance|theorem|law|test|method|filter|transform|sort|search|number|sequence"
    r"|cipher|curve|server|api|library|framework|street|road|river|lake|island|bridge|stadium|tower|award"
    r"|license|licence|font|sans|serif|mono|park|avenue|hotel|museum|airport|station|university|school|cup"
    r"|edition|theme|hospital|foundation|inc|ltd|gmbh|llc|s\.a|ag)\b"
)


def find(page: Page) -> Iterator[Match]:
    """Names for which the words around them speak."""
    done = 0
    for at in sorted(set(_candidates(page))):
        if at < done or (page.begins(at) and _first_word(page, at) in GREETING_WORDS):
            continue
        person = person_at(page.text, at)
        if person and (person.known or person.size > 1) and _speaks(page, person):
            done = person.end
            yield Match(person.start, person.end, Kind.NAME, certain=False)


def _candidates(page: Page) -> Iterator[int]:
    """Where a name may begin: common first names, and two capital letters near what people do."""
    text = page.text
    for at in page.at(page.first_names):
        before = text[at - 1] if at else " "
        if text[at].isupper() and not (before.isalnum() or before in "_@#/.$\\-"):
            yield at
    for at in page.at(_SPEECH):
        for found in _PAIR.finditer(text, max(0, at - _REACH), min(len(text), at + _REACH)):
            if not names_nobody(fold(found["one"])):
                yield found.start()


def _first_word(page: Page, at: int) -> str:
    found = _CAPITAL.match(page.text, at)
    return fold(found[0]) if found else ""


def _speaks(page: Page, person: Person) -> bool:
    """Whether enough speaks for a person."""
    if (
        page.in_code(person.start)
        or page.in_url(person.start)
        or fold(page.text[person.start : person.end]) in page.allow.terms
    ):
        return False
    behind = page.after(person.end, 60)
    if _TECHNICAL.match(behind) or behind[:1] in ("_", "(", "@", "/", "\\") or re.match(r"\.\w|-\w|:\w", behind):
        return False
    before = page.before(person.start, 40)
    acts = bool(_DOES.match(behind))
    if person.first and person.size > 1:
        known = fold(page.text[person.start : person.end].split()[0]) not in words("words_too")
        return (
            person.last
            or acts
            or bool(_POSSESSED.match(behind))
            or (known and (person.whole or bool(_PERSON_BEFORE.search(before))))
        )
    if person.first:
        return acts or bool(_STRONG_BEFORE.search(before)) or bool(_POSSESSED.match(behind))
    return person.size > 1 and (
        (acts and bool(_PERSON_BEFORE.search(before)))
        or (person.last and (acts or bool(_STRONG_BEFORE.search(before))))
        or bool(_STRONG_BEFORE.search(before))
    )
