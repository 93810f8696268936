"""People who are mentioned in a chat: `@Anna Weber`, `<@U02AB3CD4>`, `@anna.weber`.

A handle of a forge, a decorator, a scope of npm and a rule of CSS pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.folding import fold
from supportflow.privacy.lexicon import is_first_name
from supportflow.privacy.page import Match, Page
from supportflow.privacy.persons import person_at
from supportflow.privacy.types import Kind

_AT: Final = re.compile(r"(?<![\w.@/`\\-])@(?=[^\W\d_])")
_SLACK: Final = re.compile(r"<@[UW][A-Z0-9]{6,12}(?:\|[\w. -]{1,40})?>")
_USER: Final = re.compile(r"([^\W\d_]{2,20})[._]([^\W\d_]{2,25})(?![\w./(@-]*[/(@])")


def find(page: Page) -> Iterator[Match]:
    """Mentions of people."""
    if "@" not in page.text:
        return
    for found in _SLACK.finditer(page.text):
        yield Match(*found.span(), Kind.NAME)
    for found in _AT.finditer(page.text):
        if page.in_code(found.start()) or page.in_url(found.start()):
            continue
        person = person_at(page.text, found.end())
        user = _USER.match(page.text, found.end())
        if person and person.size > 1 and person.known:
            yield Match(person.start, person.end, Kind.NAME)
        elif user and is_first_name(fold(user[1])):
            yield Match(*user.span(), Kind.NAME)
        elif (
            person
            and person.first
            and person.size == 1
            and re.match(r"[ ,:!?]", page.text[person.end : person.end + 1])
        ):
            yield Match(person.start, person.end, Kind.NAME, certain=False)
