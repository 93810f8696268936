"""Passwords and PINs in prose and behind labels, in ten languages. What only speaks of a password passes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from supportflow.privacy.detectors.secret import is_placeholder
from supportflow.privacy.folding import word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_NOUN: Final = (
    r"(?:(?:password|passwd|passphrase|passcode|passwort|kennwort|losungswort|mot de passe|mdp|contrasena"
    r"|clave|wachtwoord|toegangscode|senha|palavra-passe|palavra passe|password|parola d'ordine|wagwoord|haslo"
    r"|losenord|wpa2? ?key|wifi key|wlan-schlussel)|pwd?|psw|pass|pw|kw)"
)
_COLON: Final = re.compile(
    rf"(?P<noun>{_NOUN})(?:[ ]?\([^()\n]{{1,24}}\))?[\"'`*_]{{0,3}}(?:[ ](?:for|fur|pour|para|voor|vir|per"
    rf"|do|til|of)[ ][\w@. -]{{2,30}}?|[ ](?:provis\w+|temp\w*|tijdelijk\w*|vorlauf\w+|neu\w?|new|actual"
    rf"|atual|actuel|initial\w*|standard))?[ ]?(?::=|=>|[:=|])[ ]{{0,3}}(?P<value>\S[^\s]{{2,63}})"
)
_VERB: Final = re.compile(
    rf"(?P<noun>{_NOUN})(?:[ ](?:for|fur|pour|para|voor|vir|of)[ ][\w@. -]{{2,30}}?)?[ ](?:is|was|are|ist"
    rf"|war|lautet|est|es|era|e|era|was|luidt|foi|to jest|to|ar|var|changed to|set to|reset to|geandert auf"
    rf"|zuruckgesetzt auf|gesetzt auf|gezet op|ingesteld op|now|jetzt|nun)(?:[ ](?:now|currently|still|set "
    rf"to|reset to|jetzt|nun|noch|currently|maintenant|ahora|nu|agora|nou|ora|teraz))?[ ]?:?[ "
    rf"](?P<value>\S[^\s]{{2,63}})"
)
_WITH: Final = re.compile(
    rf"(?:with|using|use|mit|avec|con|met|com|med|entering|typed|try|tried|log in with|verwendet|password "
    rf"reset to|tijdelijke|temporary|initial|temp|neues|new|nouveau|nueva|nieuw|nova)[ ](?:the |a |her "
    rf"|his |their |my |das |dem |ihr |le |la |el |het |o |a )?(?:temporary |temp |initial |default |new "
    rf"|old )?{_NOUN}[ ](?P<value>\S[^\s]{{3,63}})"
)
_BARE: Final = re.compile(
    rf"(?P<noun>{_NOUN})[ ][\"'`„“«]{{0,2}}(?P<value>(?=\S*\d)(?=\S*[^\W\d_])(?=\S*[^\w\s.,:;/()\"'`’-])\S{{6,40}})"
)
_QUOTED: Final = re.compile(
    rf"(?P<noun>{_NOUN})[ ][\"'`„“«](?P<value>(?=[^\s\"'`”“»]*\d)[^\s\"'`”“»]{{6,40}})[\"'`”“»]"
)
_STRONG_PAIR: Final = re.compile(
    r"(?<![\w/.:-])[\w.@+-]{2,40}[ ]?[/:][ "
    r"]?(?P<value>(?=\S*\d)(?=\S*[a-z])(?=\S*[!#$%&*?+=])[^\s/:\"'`()<>]{7,30})(?![\w/:(=])"
)
_PIN: Final = re.compile(
    r"(?:pin|pin[ -]?code|pin-nummer|pin number|code pin|codigo pin|pincode|puk|tan|cvv|cvc|cvc2|cvv2"
    r"|card pin|security code|prufziffer|sicherheitscode)(?:[ ](?:is|was|ist|lautet|est|es"
    r"|e))?[\"'`*]{0,2}[ ]?[:=]?[ ][\"'`*]{0,2}(?P<value>\d{3,8})(?![\w.]|[ ]?(?:digits|stellen|px|times))"
    r"|(?:pin|puk|cvv|cvc)[:=](?P<v2>\d{3,8})(?!\w)"
)
_PAIR: Final = re.compile(
    r"(?:login|log-in|credentials?|creds?|zugangsdaten|anmeldedaten|logindaten|identifiants?|credenciales?"
    r"|acceso|inloggegevens|credenciais|credenziali|aanmeldbesonderhede|dane logowania|inloggning|username"
    r"|user|account)(?:[ ](?:is|are|sind|sont|son|zijn|sao))?[ ]?[:=]?[ ](?P<user>[\w.@+-]{2,60})(?:[ "
    r"]{0,2}[/:|,][ ]{0,2}|[ ](?:und|and|et|y|e|en)[ ])(?:pw |pass |password "
    r")?(?P<value>[^\s,;\"'`]{6,40})"
)
_NOUN_WORDS: Final = word_set(
    "password passwd passphrase passcode passwort kennwort losungswort mot mdp contrasena clave wachtwoord "
    "toegangscode senha palavra parola wagwoord haslo losenord wpa wifi wlan pwd pw psw pass kw"
)
_ENDINGS: Final = ("password", "passwort", "kennwort", "passwd", "wachtwoord", "passphrase")
_WITH_WORDS: Final = word_set(
    "with using use mit avec con met com med entering typed try tried log verwendet password tijdelijke "
    "temporary initial temp neues new nouveau nueva nieuw nova"
)
_PIN_WORDS: Final = word_set("pin pincode puk tan cvv cvc code codigo card security prufziffer sicherheitscode")
_PAIR_WORDS: Final = word_set(
    "login log credential credentials creds zugangsdaten anmeldedaten logindaten identifiant identifiants "
    "credencial credenciales acceso inloggegevens credenciais credenziali aanmeldbesonderhede dane "
    "inloggning username user account"
)
_NO_VALUE: Final = re.compile(
    r"(?i)(?:is|was|are|not|no|nicht|the|a|an|das|der|le|la|el|het|de|o|und|and|or|oder|reset|field|feld"
    r"|must|should|cannot|can|will|required|incorrect|wrong|invalid|expired|correct|forgotten|changed"
    r"|empty|blank|missing|visible|hidden|rejected|accepted|refused|too|policy|manager|input|screen|page"
    r"|link|prompt|protected|based|less|only|rules?|length|minimum|string|text|number|bool(?:ean)?|str|any"
    r"|object|null|none|undefined|true|false|yes|n/?a|unknown|confidential|see|sent|stored|encrypted"
    r"|hashed|bcrypt\S*|sha\S*|md5\S*|argon2\S*|request|response|post|get|put|login|user\w*|e?mail|token"
    r"|key|new|old|current|confirm\w*|in|on|at|to|for|with|from|when|after|before|by|that|this|it|as|but"
    r"|if|still|again|then|also|never|always|works?|fails?|longer|shorter|falsch|richtig|abgelaufen"
    r"|ungultig|vergessen|leer|erforderlich|zu|kein|keine|nie|immer|incorrect\w*|expire\w*|oublie\w*"
    r"|requis|obligatoire|incorrecta|caducada|olvidada|obligatoria|vacia|verlopen|onjuist|vereist|vergeten"
    r"|leeg|incorreta|expirada|obrigatoria|vazia|verkeerd|verval|nodig|errata|scaduta|obbligatoria|fel"
    r"|felaktigt|kravs|niepoprawne|wymagane|wygaslo|ok|same|different|plain\w*|disabled|enabled|optional"
    r"|autocomplete\S*|type\S*|name\S*)[.,;:!?)\]}\"'`*]*"
)
_CODE: Final = re.compile(
    r"[()<>{}\[\]]|=>|::|^\w+\.\w+\.?\w*\(|^[a-z]+(?:\.[a-z]\w*)+$|^[a-z]+(?:[A-Z][a-z]+)+[;,]?$"
    r"|^[A-Z][A-Z_]{3,}[;,]?$|^/|^https?:|^\d+(?:px|ms|s|%)?[,;.]?$|^[a-z_]+[;,]$|^\*+$|^[-–—|]+$"
)
_TRAIL: Final = ".,;:!?)\"'`*_»”“"


def find(page: Page) -> Iterator[Match]:
    """Values that are passwords."""
    nouns = list(_nouns(page))
    for at in nouns:
        for pattern in (_COLON, _VERB, _BARE, _QUOTED):
            found = pattern.match(page.folded, at)
            if found:
                named = pattern in (_COLON, _QUOTED) and found["noun"] not in ("pass", "pw", "pwd", "kw", "clave")
                yield from _judged(page, *found.span("value"), labelled=named)
    for at in page.at(_WITH_WORDS) if nouns else ():
        found = _WITH.match(page.folded, at)
        if found:
            yield from _judged(page, *found.span("value"), labelled=False)
    yield from _pins(page)
    yield from _pairs(page)


def _pins(page: Page) -> Iterator[Match]:
    """Digits behind PIN, TAN, CVV."""
    for at in page.at(_PIN_WORDS):
        found = _PIN.match(page.folded, at)
        group = "value" if found and found["value"] else "v2"
        if found and not _glued(page, at) and len(set(found[group])) > 1 and found[group] not in _NO_PINS:
            yield Match(*found.span(group), Kind.PASSWORD)


def _pairs(page: Page) -> Iterator[Match]:
    """`login: name / password`, and a pair that looks so on a line that speaks of signing in."""
    for at in page.at(_PAIR_WORDS):
        found = _PAIR.match(page.folded, at)
        strong = _STRONG_PAIR.search(page.folded, page.line_start(at), page.line_end(at))
        if found and not _glued(page, at) and not found["user"].isdigit() and "/" not in found["value"]:
            yield from _judged(page, *found.span("value"), labelled=False)
        elif strong:
            yield from _judged(page, *strong.span("value"), labelled=False)


_NO_PINS: Final = ("1234", "12345", "123456", "0000")


def _nouns(page: Page) -> Iterator[int]:
    """Where a word for a password begins, or ends a longer one (dbpassword)."""
    for word, places in page.places.items():
        offset = _noun_in(word)
        if offset >= 0:
            yield from (at + offset for at in places if offset or not page.text.startswith(("/", "@"), max(0, at - 1)))


@lru_cache(maxsize=16384)
def _noun_in(word: str) -> int:
    """Where in a word the word for a password begins; -1 where it has none."""
    if word in _NOUN_WORDS:
        return 0
    ending = next((each for each in _ENDINGS if word.endswith(each)), "")
    return len(word) - len(ending) if ending else -1


def _glued(page: Page, at: int) -> bool:
    return at > 0 and (page.text[at - 1].isalnum() or page.text[at - 1] in "_-/")


def _judged(page: Page, start: int, end: int, *, labelled: bool) -> Iterator[Match]:
    start, end = _trimmed(page.text, start, end)
    if is_password(page.text[start:end], labelled=labelled) and not _NO_VALUE.fullmatch(page.folded, start, end):
        yield Match(start, end, Kind.PASSWORD)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in "\"'`*_„«“(":
        start += 1
    while (
        end > start + 1
        and text[end - 1] in _TRAIL
        and not (text[end - 1] in "!?*_" and text[end - 2].isalnum() and end - start > 5)
    ):
        end -= 1
    return start, end


def is_password(value: str, *, labelled: bool) -> bool:
    """Whether a value is a password and not a word about one; behind a label with a colon less is asked of it."""
    if len(value) < 4 or is_placeholder(value) or _CODE.search(value):
        return False
    digits, upper = any(map(str.isdigit, value)), any(map(str.isupper, value))
    signs = any(not each.isalnum() and each not in ".'’-_/:," for each in value)
    lower = any(map(str.islower, value))
    if digits and (upper or lower or signs):
        return True
    if signs and lower:
        return True
    if labelled:
        return digits or (lower and any(map(str.isupper, value[1:]))) or (len(value) > 5 and value.count("-") > 1)
    return False
