"""Names under a closing formula ("Kind regards, …"), in ten languages. Teams that sign pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.folding import fold, word_set
from supportflow.privacy.lexicon import is_first_name
from supportflow.privacy.page import Match, Page
from supportflow.privacy.persons import UPPER, Person, person_at
from supportflow.privacy.types import Kind

CLOSING: Final = (
    r"(?:(?:with )?(?:best|kind|kindest|warm|warmest|many|friendly|sunny)?[ ]?(?:wishes|regards)|best"
    r"|cheers|thanks(?: (?:again|a lot|so much|very much|in advance|and regards|& regards|a million))?"
    r"|many thanks|thank you(?: (?:again|very much|so much|in advance))?|thx|ta|rgds|br|kr|sincerely(?: "
    r"yours)?|yours(?: (?:sincerely|faithfully|truly))?|respectfully|take care|all the best|have a (?:nice"
    r"|great|good) (?:day|weekend|evening)|love|talk soon|signed"
    r"|mit (?:freundlichen|besten|herzlichen|lieben|vielen) (?:grüßen|gruessen|grüssen)|(?:mit "
    r")?freundliche(?:n|m)? gr(?:üße|uesse|üsse|uß|üßen|uss)n?|(?:viele|liebe|beste|schöne|herzliche"
    r"|sonnige|freundliche) gr(?:üße|uesse|üsse)(?: (?:aus|von) \w+)?|(?:lieben|besten|schönen"
    r"|herzlichen)? ?gruß|grüße|gruss|hochachtungsvoll|mfg|m\.f\.g\.|lg|vg|bg|danke(?: (?:im voraus|schön"
    r"|vorab|und gruß|sehr))?|vielen dank(?: (?:im voraus|und (?:viele |beste |liebe )?gr(?:üße|uß)))?"
    r"|besten dank|gez\.?|es grüßt|ciao"
    r"|(?:bien )?cordialement|(?:bien )?à (?:vous|toi)|amicalement|sincèrement|sincères salutations"
    r"|salutations(?: distinguées)?|meilleures salutations|cdlt|cdt|bien amicalement|bonne (?:journée"
    r"|soirée|réception)|merci(?: (?:d['’]avance|beaucoup|par avance|bien))?|respectueusement"
    r"|(?:un )?(?:cordial |atento )?saludos?(?: cordiales)?|atentamente|atte\.?|cordialmente|muchas "
    r"gracias|gracias(?: (?:de antemano|por todo))?|un abrazo|abrazos|reciba un cordial saludo|quedo "
    r"atento|hasta luego"
    r"|(?:met )?(?:vriendelijke|hartelijke|beste|warme) groet(?:en)?|groet(?:en|jes)?|gr\.?|mvg"
    r"|hoogachtend|bedankt(?: alvast)?|alvast bedankt|dank je(?: wel)?|dank u(?: wel)?"
    r"|atenciosamente|att\.?|cumprimentos|com os melhores cumprimentos|melhores cumprimentos|cordiais "
    r"saudações|abraços?|um abraço|obrigad[oa](?: (?:desde já|pela atenção))?|com estima|saudações"
    r"|grat[oa]"
    r"|vriendelike groete|(?:beste |hartlike )?groete|die uwe|dankie(?: by voorbaat)?|baie dankie|met dank|geteken"
    r"|(?:cordiali|distinti|un cordiale) salut[io]|cordialmente|saluti|grazie(?: (?:mille|in anticipo))?"
    r"|a presto|un saluto"
    r"|pozdrawiam(?: serdecznie)?|serdecznie pozdrawiam|z poważaniem|z wyrazami szacunku|dziękuję|pozdrowienia"
    r"|(?:med )?(?:vänlig|vänliga|bästa|varma) hälsning(?:ar)?|hälsningar|hälsn\.?|mvh|vh|tack(?: på "
    r"förhand| så mycket)?)"
)
_CLOSED: Final = re.compile(
    rf"(?P<formula>{CLOSING})(?:,?[ ](?:e|und|and|y|et|en|och|&)[ ](?:{CLOSING}))?"
    r"(?:[ ](?:aus|uit|från)[ ][\w-]+|[ ](?:van|von|from|de|da|desde)[ ](?-i:[a-zà-ÿ]+)|[ ](?:van|von|from|de|da))?[ ]?"
    r"[,.!–—-]{0,2}[*_]{0,2}[ \t]*(?:(?P<same>(?<=[,.!–—-])[ ]|[ ]|(?<=[ ]))"
    r"|(?P<lines>(?:\n[ \t>*_–—-]*){1,3}))(?=\S)",
    re.IGNORECASE,
)
_FIRST_WORDS: Final = word_set(
    "with best kind kindest warm warmest many friendly sunny wishes regards cheers thanks thank thx ta rgds "
    "br kr sincerely yours respectfully take all have love talk signed"
    " mit freundliche freundlichen freundlicher viele liebe beste schone herzliche sonnige lieben besten "
    "schonen herzlichen gruss gruse gruesse hochachtungsvoll mfg m lg vg bg danke vielen gez es ciao"
    " bien cordialement a amicalement sinceres sincerement salutations meilleures cdlt cdt bonne merci "
    "respectueusement un cordial atento saludo saludos atentamente atte cordialmente muchas gracias "
    "abrazo abrazos reciba quedo hasta"
    " met vriendelijke hartelijke warme groet groeten groetjes gr mvg hoogachtend bedankt alvast dank "
    "atenciosamente att cumprimentos com melhores cordiais abraco abracos um obrigado obrigada saudacoes "
    "grato grata"
    " groete hartlike die dankie baie geteken vriendelike cordiali distinti saluto saluti grazie "
    "pozdrawiam serdecznie z dziekuje pozdrowienia med vanlig vanliga basta varma halsning halsningar "
    "halsn mvh vh tack grus gruess"
)
_DASH: Final = re.compile(rf"(?:--|[—–~]|//|/)[ ]{{0,2}}(?=[{UPPER}][\w. '’-]{{1,40}}$)", re.MULTILINE)
_END: Final = re.compile(r"[ ]*(?:$|[,.|;!\n(/–—-]|\*|<|`|\")", re.MULTILINE)
_SMALL: Final = re.compile(r"([a-zà-ÿ]{3,15})[ .]*$", re.MULTILINE)
_PLACE: Final = re.compile(r"[ ]?(?:aus|from|de|von|desde|depuis|vanuit)[ ]")


def find(page: Page) -> Iterator[Match]:
    """Who signs."""
    for at in page.at(_FIRST_WORDS):
        if page.begins(at):
            found = _CLOSED.match(page.text, at)
            match = _signed(page, found) if found else None
            if match:
                yield match
    for found in _DASH.finditer(page.text):
        before = page.text[found.start() - 1 : found.start()]
        person = person_at(page.text, found.end())
        if (
            before in ("", " ", "\n", ".", "!", "?", ",")
            and person
            and person.first
            and page.line_end(person.end) == person.end
        ):
            yield Match(person.start, person.end, Kind.NAME)


def _signed(page: Page, found: re.Match[str]) -> Match | None:
    at = found.end()
    person = person_at(page.text, at, strong=True)
    if not person:
        small = _SMALL.match(page.text, at)
        if small and is_first_name(fold(small[1])):
            return Match(*small.span(1), Kind.NAME)
        return None
    if not _END.match(page.text, person.end) or fold(page.text[person.start : person.end]) in page.allow.terms:
        return None
    if found["same"] and not person.first and not (person.whole and _takes_any(page, found, person)):
        return None
    if not person.whole and not person.first:
        return None
    return Match(person.start, person.end, Kind.NAME)


def _takes_any(page: Page, found: re.Match[str], person: Person) -> bool:
    """Whether any name may stand on the line of the formula: `Kind regards, X Y`, `Cheers, X`."""
    formula = fold(found["formula"])
    if formula.split()[0] in _THANKS:
        return False
    alone = page.line_end(person.end) - person.end < 2
    return alone and ("," in page.text[found.end("formula") : found.end()] or (person.size > 1 and len(formula) > 10))


_THANKS: Final = word_set(
    "thanks thank thx ta many danke vielen besten merci gracias muchas bedankt alvast dank obrigado obrigada "
    "dankie baie grazie dziekuje tack love best signed"
)
