"""Numbers that are published for tests, where the text says that they are used so."""

from __future__ import annotations

import re
from typing import Final

from supportflow.privacy.folding import fold, word_set
from supportflow.privacy.page import Page

_PUBLISHED: Final = word_set(
    "4111111111111111 4242424242424242 4000000000000002 4000056655665556 4012888888881881 4222222222222 "
    "5555555555554444"
    " 5200828282828210 5105105105105100 378282246310005 371449635398431 6011111111111117 "
    "6011000990139424 30569309025904"
    " 38520000023237 3530111333300000 4000000000009995 4000002500003155 4000000000003220 "
    "4000002760003184 2223003122003222"
    " 4000000000000069 4000000000000127 4000000000000119 4917610000000000 4444333322221111 5454545454545454"
    " DE89370400440532013000 GB29NWBK60161331926819 GB82WEST12345698765432 FR1420041010050500013M02606"
    " ES9121000418450200051332 NL91ABNA0417164300 PT50000201231234567890154 IT60X0542811101000000123456"
    " AT611904300234573201 BE68539007547034 CH9300762011623852957 DE75512108001245126199"
)
_TEST_WORD: Final = re.compile(
    r"\b(?:test|testing|sandbox|dummy|sample|example|fake|stripe|adyen|documentation|fixture|testkarte|testnummer"
    r"|testkonto|beispiel\w*|prueba|essai|exemple|ejemplo|exemplo|teste|toets|testkaart|testkort|testov\w+"
    r"|prova|mock\w*|test\w{0,8})\b"
)


def says_test(page: Page, at: int) -> bool:
    """Whether a word on the line of a place says that something is for tests."""
    return bool(_TEST_WORD.search(fold(page.line(at))))


def is_sample(page: Page, start: int, end: int) -> bool:
    """Whether a number is one that everybody tests with, and a word on its line says so."""
    packed = "".join(each for each in page.text[start:end].upper() if each.isalnum())
    if packed not in _PUBLISHED and not packed.startswith(("400000", "42424242")):
        return False
    return says_test(page, start)
