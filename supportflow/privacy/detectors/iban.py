"""International bank account numbers: certain by themselves, by country, length and check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.detectors.samples import is_sample
from supportflow.privacy.folding import word_set
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_CANDIDATE: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ._-]?\d[ ._-]?\d(?:[ ._/-]{0,2}[A-Za-z0-9]){11,30}")
_SHORTEST: Final = 15
_COUNTRIES: Final = word_set(
    "ad ae al at az ba be bg bh bi br by ch cr cy cz de dj dk do ee eg es fi fk fo fr gb ge gi gl gr gt hn "
    "hr hu ie il iq is it"
    " jo kw kz lb lc li lt lu lv ly mc md me mk mn mr mt mu ni nl no om pk pl ps pt qa ro rs ru sa sc sd "
    "se si sk sm so st sv"
    " tl tn tr ua va vg xk ye"
)


def find(page: Page) -> Iterator[Match]:
    """Valid numbers; a longer run of characters is cut back to the length that its country has."""
    for at in page.at(_COUNTRIES):
        found = _CANDIDATE.match(page.text, at)
        if not found:
            continue
        end = valid_end(page.text, *found.span())
        if end and not is_sample(page, found.start(), end):
            yield Match(found.start(), end, Kind.IBAN)


def valid_end(text: str, start: int, end: int) -> int:
    """Where the valid number ends that starts at a place; 0 where there is none."""
    from stdnum import iban

    places = [at for at in range(start, end) if text[at].isalnum()]
    packed = "".join(text[at] for at in places).upper()
    for size in range(min(len(packed), 34), _SHORTEST - 1, -1):
        following = places[size] if size < len(places) else None
        apart = following is None or following > places[size - 1] + 1
        if apart and iban.is_valid(packed[:size], check_country=False):
            return places[size - 1] + 1
    return 0
