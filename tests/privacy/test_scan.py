from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportflow.privacy import plugins
from supportflow.privacy import scan as module
from supportflow.privacy.mask import mask
from supportflow.privacy.normalise import readings
from supportflow.privacy.page import Find, Match, Page
from supportflow.privacy.registry import DETECTORS
from supportflow.privacy.scan import scan
from supportflow.privacy.types import RULES, WHOLE, AllowList, Hit, Kind
from tests.privacy.support import cases

MAIL = "lena.vogt@gmx.de"
ALPHABET = st.characters(codec="utf-8") | st.sampled_from("@.:+-/\\[](){}<>&%=*_`'\"\n\t 0123456789\u200b\u00ad\uff11")
PIECES = st.sampled_from(
    [
        MAIL,
        "+49 171 2345678",
        "Customer: Lena Vogt\n",
        "> ",
        "[10:15] Lena: hi\n",
        "password: Xk2Lp9Zr",
        "%40",
        "&#64;",
        "=\n",
        "\\n",
        "**",
    ]
)
TEXTS = st.lists(st.text(ALPHABET, max_size=20) | PIECES, max_size=12).map("".join)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_scan_never_raises_and_its_places_are_in_the_text(text: str) -> None:
    hits = scan(text)
    assert list(hits) == sorted(hits)
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.kind is not Kind.DETECTOR_FAILED


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_hits_of_one_kind_do_not_overlap(text: str) -> None:
    for kind in Kind:
        mine = [hit for hit in scan(text) if hit.kind is kind]
        assert all(one.end <= other.start for one, other in pairwise(mine))


def test_nothing_of_a_hit_holds_the_text() -> None:
    for name, case in cases("found"):
        for hit in scan(case.text):
            value = case.text[hit.start : hit.end]
            if len(value) > 3:
                assert value not in repr(hit) + str(hit), name
    assert set(Hit.__slots__) == {"start", "end", "kind", "certain"}


def test_a_page_and_a_view_do_not_show_their_text() -> None:
    assert MAIL not in repr(readings(MAIL))
    assert MAIL not in repr(Page(MAIL))


def test_every_kind_has_a_rule_of_its_own() -> None:
    assert set(RULES) == set(Kind)
    assert len(set(RULES.values())) == len(Kind)
    assert Hit(0, 1, Kind.EMAIL).rule == "SF401"


def failing(page: Page) -> Iterator[Match]:
    raise ValueError(page.text)


def lying(page: Page) -> Iterator[Match]:
    yield Match(0, len(page.text) + 7, Kind.EMAIL)


@pytest.mark.parametrize("detector", [failing, lying])
def test_a_detector_that_fails_is_a_hit(detector: Find) -> None:
    text = f"write to {MAIL}"
    assert scan(text, detectors=[detector]) == (Hit(0, len(text), Kind.DETECTOR_FAILED),)


def test_a_reading_that_fails_is_a_hit(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> list[object]:
        raise RuntimeError(text)

    monkeypatch.setattr(module, "readings", broken)
    assert scan(MAIL) == (Hit(0, len(MAIL), Kind.DETECTOR_FAILED),)


def test_other_hits_stand_beside_a_failed_detector() -> None:
    kinds = {hit.kind for hit in scan(MAIL, detectors=[failing, *DETECTORS])}
    assert kinds == {Kind.EMAIL, Kind.DETECTOR_FAILED}


class Point:
    """An entry point."""

    def __init__(self, name: str, *, broken: bool) -> None:
        self.name = name
        self.broken = broken

    def load(self) -> Find:
        if self.broken:
            raise ImportError(MAIL)
        return lambda page: [Match(0, 3, Kind.PLATE)] if page.text.startswith("cow") else []


@pytest.mark.parametrize(("broken", "kind"), [(False, Kind.PLATE), (True, Kind.DETECTOR_FAILED)])
def test_detectors_of_other_packages_run(monkeypatch: pytest.MonkeyPatch, broken: bool, kind: Kind) -> None:
    plugins.plugged_in.cache_clear()
    monkeypatch.setattr(plugins, "entry_points", lambda group: [Point(group, broken=broken)])
    try:
        assert [hit.kind for hit in scan("cow")] == [kind]
    finally:
        plugins.plugged_in.cache_clear()


def test_own_roles_and_products_may_be_allowed() -> None:
    text = "Write to support@acme.de or lena@acme.de. Dear Lorena,"
    allow = AllowList(domains=frozenset({"acme.de"}), terms=frozenset({"lorena"}))
    assert [text[hit.start : hit.end] for hit in scan(text, allow=allow)] == ["lena@acme.de"]
    assert len(scan(text)) == 3


def test_a_value_is_found_wherever_pieces_are_cut() -> None:
    for distance in (0, 7, 15, 16):
        text = "x " * ((module.PIECE - distance) // 2) + MAIL + " y" * 3000
        assert [(hit.kind, text[hit.start : hit.end]) for hit in scan(text)] == [(Kind.EMAIL, MAIL)]


def test_a_long_text_of_lines_is_scanned_whole() -> None:
    text = "the app is slow today\n" * 6000 + f"mail {MAIL}\n"
    assert [(hit.kind, text[hit.start : hit.end]) for hit in scan(text)] == [(Kind.EMAIL, MAIL)]


def test_what_is_too_long_to_scan_is_a_hit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_LINE", 100_000)
    text = "a" * 300_000 + "\nnext " + MAIL
    hits = scan(text)
    assert [hit.kind for hit in hits] == [Kind.TOO_LONG, Kind.EMAIL]
    assert hits[0].end == 300_000
    assert hits[0].start <= 100_000 + module.PIECE


def test_a_text_that_is_too_long_is_scanned_so_far_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_TEXT", 100_000)
    text = f"{MAIL}\n" + "all is well here\n" * 10_000
    hits = scan(text)
    assert [hit.kind for hit in hits] == [Kind.EMAIL, Kind.TOO_LONG]
    assert (hits[1].start, hits[1].end) == (100_000, len(text))


BAD = {
    "letters": "a" * 4_000,
    "digits": "1 2-3." * 700,
    "dots": "a." * 2_000,
    "at": "a@" * 2_000,
    "colons": "a: " * 1_300,
    "quotes": "> " * 2_000,
    "brackets": "[10:15 " * 600,
    "capitals": "Lena Vogt " * 400,
    "greetings": "Hi Lena, " * 450,
    "spelt": "anna at " * 500,
    "dotted": "at dot " * 600,
    "escapes": "%40&#64;=40" * 370,
    "base64": "QUJDREVG" * 500,
    "hex": "61 62 " * 700,
    "tables": "| a " * 1_000,
    "csv": "name,phone,mail\n" * 260,
    "spaces": " " * 4_000,
    "newlines": "\n" * 4_000,
    "streets": "Am 5 Ring 3 " * 340,
    "passwords": "password is " * 340,
    "headers": "From: a\n" * 500,
    "wrote": "On 1 wrote\n" * 370,
    "ids": "id no 12 34 " * 340,
    "stars": "**a" * 1_300,
    "tags": "<b>a" * 1_000,
    "keys": "token=a1b2c3 " * 300,
    "dashes": "-- \n" * 1_000,
    "zeros": "0." * 2_000,
    "hyphens": "-----BEGIN RSA PRIVATE KEY-----" * 130,
}


@pytest.mark.parametrize("name", BAD)
def test_time_is_linear(name: str) -> None:
    unit = BAD[name]
    small, large = unit * 2, unit * 8
    scan(small)

    def seconds(text: str) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            scan(text)
            best = min(best, time.process_time() - start)
        return best

    # four times the text: four times the time, with room for a busy machine
    assert seconds(large) <= 9 * max(seconds(small), 0.004)


def test_masking_leaves_no_value() -> None:
    for name, case in cases("found"):
        masked = mask(case.text, scan(case.text))
        for wanted in case.wanted:
            value = case.text[wanted.start : wanted.end]
            if len(value) > 5:
                assert value not in masked, name


def test_a_conversation_is_masked_as_a_whole() -> None:
    text = f"before\n\nOn 12/03/2024 10:15, Lena Vogt wrote:\n> mail {MAIL}\n"
    assert mask(text, scan(text)) == "before\n\n[conversation]\n"
    assert Kind.CONVERSATION in WHOLE


def test_a_name_in_a_conversation_is_certain() -> None:
    text = "On 12/03/2024 10:15, Lena Vogt wrote:\n> it fails"
    assert all(hit.certain for hit in scan(text))
