from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportflow.privacy.normalise import plain_form, plain_reading, readings
from supportflow.privacy.view import Change, View, changed, excerpt

TEXTS = st.lists(
    st.text(st.characters(codec="utf-8"), max_size=6)
    | st.sampled_from(
        ["&#64;", "%40", "%C3%A9", "=40", "\\u0040", "**", "a<b>c", "\u200b", "\u00ad", "ﬁ", "１", "QUJDREVGR0hJSks="]
    ),
    max_size=12,
).map("".join)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_the_way_back_is_in_order_and_in_the_text(text: str) -> None:
    for view in readings(text):
        last = 0
        for at in range(len(view.text)):
            start, end = view.original(at, at + 1)
            assert 0 <= start <= end <= len(text)
            assert start >= last
            last = start


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_what_is_unchanged_stands_where_it_stood(text: str) -> None:
    view = plain_reading(View(text))
    for at, character in enumerate(view.text):
        start, end = view.original(at, at + 1)
        assert character == text[start:end] or end - start != 1 or plain_form(text[start]) != text[start]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ａｂｃ１２３", "abc123"),
        ("٣٤٥", "345"),
        ("a\u200bb\u00adc\u2060d\u202ee", "abcde"),
        ("e\u0301x\u0336", "éx"),
        ("a&#64;b &amp;#64; &commat;", "a@b @ @"),
        ("%2540 %C3%BC %ff", "@ ü %ff"),
        ("\\u0040 \\x40 a\\@b", "@ @ a@b"),
        ("Раssword", "Password"),
        ("C:\\Users\\nina\\x", "C:\\Users\\nina\\x"),
        ("Müller, größer, naïve", "Müller, größer, naïve"),
        ("100 % of a & b; x=40px", "100 % of a & b; x=40px"),
    ],
)
def test_spellings_are_undone(written: str, plain: str) -> None:
    assert plain_reading(View(written)).text == plain


@pytest.mark.parametrize(
    ("written", "reading"),
    [
        ("an=40b=2Ede=\nfg=3D", "an@b.defg="),
        ("a**@**b", "a@b"),
        ('"one\\ntwo"', '"one\ntwo"'),
        ("cHNzdCwgbm9ib2R5IHJlYWRzIHRoaXM=", "psst, nobody reads this"),
        ("707373742c206e6f626f6479207265616473", "psst, nobody reads"),
    ],
)
def test_encodings_give_readings_of_their_own(written: str, reading: str) -> None:
    assert reading in [view.text.strip() for view in readings(written)]


@pytest.mark.parametrize(
    "text", ["plain words only", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", "iVBORw0KGgoAAAANSUhEUgAAAAUA"]
)
def test_what_hides_nothing_has_one_reading(text: str) -> None:
    assert len(readings(text)) == 1


def test_a_change_counts_as_a_whole() -> None:
    view = changed(View("a&amp;b"), [Change(1, 6, "&")])
    assert view.text == "a&b"
    assert view.original(1, 2) == (1, 6)
    assert view.original(0, 3) == (0, 7)


def test_an_excerpt_stands_where_its_run_stands() -> None:
    view = excerpt(View("xx QUJD yy"), 3, 7, "ABC")
    assert view.original(1, 2) == (3, 7)
