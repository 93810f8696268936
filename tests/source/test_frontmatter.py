from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportflow.model.node import plain_value
from supportflow.source.frontmatter import MAX_FRONT_MATTER, begins_with_front_matter, decode, split_text

BREAKS = ["\n", "\r\n", "\r"]


@pytest.mark.parametrize("newline", BREAKS, ids=["lf", "crlf", "cr"])
class TestLineEnds:
    def test_front_and_body_are_cut(self, newline: str) -> None:
        parts = split_text(newline.join(["---", "a: b", "c: d", "---", "body", "", "end"]))
        assert plain_value(parts.front) == {"a": "b", "c": "d"}
        assert parts.body == newline.join(["body", "", "end"])
        assert parts.body_line == 5
        assert parts.problems == []

    def test_lines_of_keys_count_from_the_file(self, newline: str) -> None:
        parts = split_text(newline.join(["---", "a: 😀", "", "# note", "c: é", "---", ""]))
        assert parts.front
        assert [key.span.line for key, _ in parts.front.pairs] == [2, 5]

    def test_a_rule_in_the_body_is_no_end(self, newline: str) -> None:
        parts = split_text(newline.join(["---", "a: b", "---", "x", "---", "y"]))
        assert parts.body == newline.join(["x", "---", "y"])

    def test_an_end_at_the_end_of_the_file(self, newline: str) -> None:
        parts = split_text(newline.join(["---", "a: b", "---"]))
        assert (plain_value(parts.front), parts.body, parts.problems) == ({"a": "b"}, "", [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file has no front matter"),
        ("a: b\n", "the file has no front matter"),
        ("\n---\na: b\n---\n", "the file has no front matter"),
        (" ---\na: b\n---\n", "the file has no front matter"),
        ("----\na: b\n---\n", "the file has no front matter"),
        ("--- # a\na: b\n---\n", "the file has no front matter"),
        ("---", "the front matter has no end"),
        ("---\n", "the front matter has no end"),
        ("---\na: b\n ---\n", "the front matter has no end"),
        ("---\na: b\n----\n", "the front matter has no end"),
        ("---\na: b\n--- # end\n", "the front matter has no end"),
        ("---\n---\n", "the front matter is empty"),
        ("---\n# a\n---\n", "the front matter is empty"),
        ("---\n- a\n---\n", "the front matter is no mapping"),
        ("---\na\n---\n", "the front matter is no mapping"),
    ],
)
def test_what_is_no_front_matter(text: str, message: str) -> None:
    parts = split_text(text)
    assert parts.front is None
    assert [(found.rule, found.message) for found in parts.problems] == [("front-matter", message)]


@pytest.mark.parametrize("text", ["---  \na: b\n---\t\nbody", "---\na: b\n---\nbody"])
def test_space_after_the_dashes_is_fine(text: str) -> None:
    parts = split_text(text)
    assert (plain_value(parts.front), parts.body) == ({"a": "b"}, "body")


def test_dashes_inside_a_text_do_not_end_it() -> None:
    parts = split_text("---\na: |\n  ---\n  b\n---\nbody")
    assert (plain_value(parts.front), parts.body_line) == ({"a": "---\nb\n"}, 6)


@pytest.mark.parametrize(("more", "rules"), [(0, []), (1, ["too-large"])])
def test_the_limit_counts_bytes(more: int, rules: list[str]) -> None:
    front = "a: " + "é" * ((MAX_FRONT_MATTER - 4) // 2) + "x" * more + "\n"
    assert len(front.encode()) == MAX_FRONT_MATTER + more
    assert [found.rule for found in split_text(f"---\n{front}---\n").problems] == rules


class TestDecode:
    def test_a_byte_order_mark_is_no_text(self) -> None:
        assert decode(b"\xef\xbb\xbfa") == ("a", None)

    @pytest.mark.parametrize(
        ("data", "line", "column", "byte"),
        [
            (b"\xff", 1, 1, "0xFF"),
            (b"ab\xff", 1, 3, "0xFF"),
            (b"\xef\xbb\xbfab\xfe", 1, 3, "0xFE"),
            ("😀é\n".encode() + "e\u0301😀".encode() + b"\x80", 2, 4, "0x80"),
            (b"a\r\nb\r\n\xc0", 3, 1, "0xC0"),
            (b"a\rb\r\xc0", 3, 1, "0xC0"),
            (b"a\xe2\x82", 1, 2, "0xE2"),
            (b"\xed\xa0\x80", 1, 1, "0xED"),
            (b"\xff\xfe-\x00", 1, 1, "0xFF"),
        ],
    )
    def test_a_wrong_byte_has_a_place(self, data: bytes, line: int, column: int, byte: str) -> None:
        text, problem = decode(data)
        assert text == ""
        assert problem
        assert problem.rule == "encoding"
        assert (problem.span.line, problem.span.column) == (line, column)
        assert byte in problem.message

    @given(st.binary(max_size=200))
    def test_no_bytes_raise(self, data: bytes) -> None:
        text, problem = decode(data)
        assert (problem is None) or text == ""


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (b"---\n", True),
        (b"---\r\n", True),
        (b"---\r", True),
        (b"---", True),
        (b"--- \t\n", True),
        (b"\xef\xbb\xbf---\n", True),
        (b"", False),
        (b"----\n", False),
        (b"\n---\n", False),
        (b"# a\n", False),
        (b"\xff\xfe-\x00-\x00-\x00", False),
    ],
)
def test_how_a_file_begins(data: bytes, begins: bool) -> None:
    assert begins_with_front_matter(data) is begins


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from(BREAKS))
def test_no_text_raises_and_none_of_the_body_is_lost(text: str, newline: str) -> None:
    parts = split_text(text)
    assert text.endswith(parts.body)
    whole = split_text(f"---{newline}a: b{newline}---{newline}{text}")
    assert (whole.body, whole.body_line) == (text, 4)


@given(st.text(st.sampled_from("-a: \n\r"), max_size=40))
def test_the_line_of_the_body_is_where_it_stands(text: str) -> None:
    parts = split_text(text)
    before = text[: len(text) - len(parts.body)].replace("\r\n", "\n").replace("\r", "\n")
    if not any(found.message.endswith("no end") for found in parts.problems):
        assert parts.body_line == before.count("\n") + 1
