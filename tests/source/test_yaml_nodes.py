from __future__ import annotations

import json
from collections.abc import Mapping as Map

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportflow.model.finding import Span
from supportflow.model.node import Mapping, Node, Scalar, Sequence, plain_value
from supportflow.source.yaml_nodes import MAX_DEPTH, compose

# Whatever may stand in a front matter; half of a surrogate pair is no text at all.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
YAMLISH = st.text(st.sampled_from("ab: -[]{},#&*!|>'\"%@`?~\n\r\t\\x0u1😀\u0301\x85\u2028\ufeff<="), max_size=60)
PRINTABLE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\u2028\u2029\ufeff"), max_size=20
)
DATA = st.recursive(
    PRINTABLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PRINTABLE, inner, max_size=4),
    max_leaves=20,
)


def read(text: str) -> Node:
    node, problems = compose(text, 2)
    assert problems == []
    assert node is not None
    return node


def write(data: object) -> str:
    """Data as YAML in flow style, every scalar in double quotes."""
    if isinstance(data, Map):
        return "{" + ", ".join(f"? {write(key)} : {write(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(write(item) for item in data) + "]"
    return json.dumps(data, ensure_ascii=False)


def nodes(node: Node) -> list[Node]:
    match node:
        case Sequence():
            return [node, *(below for item in node.items for below in nodes(item))]
        case Mapping():
            below = [part for key, value in node.pairs for part in (key, value)]
            return [node, *(deeper for part in below for deeper in nodes(part))]
        case _:
            return [node]


class TestValues:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("a: no", {"a": "no"}),
            ("a: 1.10", {"a": "1.10"}),
            ("a: 0o17", {"a": "0o17"}),
            ("a: 2026-01-05", {"a": "2026-01-05"}),
            ("a: {note: Which bank?}", {"a": {"note": "Which bank?"}}),
            ("a: [b, c]", {"a": ["b", "c"]}),
            ("a:\n- b\n- c: d\n", {"a": ["b", {"c": "d"}]}),
            ("a: >\n  b\n  c\n", {"a": "b c\n"}),
            ("a: |-\n  b\n  c\n", {"a": "b\nc"}),
            ('a: "\\u00fc\\t"', {"a": "ü\t"}),
            ("a: 'it''s'", {"a": "it's"}),
            ("a: # nothing\nb: c", {"a": "", "b": "c"}),
            ("a: b # c", {"a": "b"}),
            ("a: b#c", {"a": "b#c"}),
            ("provider:@ben: x", {"provider:@ben": "x"}),
        ],
    )
    def test_a_scalar_is_its_text(self, text: str, value: object) -> None:
        assert plain_value(read(text)) == value

    @pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
    def test_nothing_is_no_node(self, text: str) -> None:
        assert compose(text, 2) == (None, [])

    @pytest.mark.parametrize(
        ("text", "null"), [("~", True), ("null", True), ("NULL", True), ("'~'", False), ("no", False)]
    )
    def test_only_the_words_of_the_core_schema_are_null(self, text: str, null: bool) -> None:
        node = read(f"a: {text}")
        assert isinstance(node, Mapping)
        value = node.get("a")
        assert isinstance(value, Scalar)
        assert value.is_null is null

    def test_order_is_the_order_of_the_file(self) -> None:
        node = read("z: 1\na: 2\nm: 3\n")
        assert isinstance(node, Mapping)
        assert list(node) == ["z", "a", "m"]

    @given(st.dictionaries(PRINTABLE, DATA, max_size=6))
    def test_what_is_written_is_read(self, data: dict[str, object]) -> None:
        assert plain_value(read(write(data))) == data

    @given(st.dictionaries(PRINTABLE, DATA, max_size=6))
    def test_what_is_read_is_the_same_when_written_again(self, data: dict[str, object]) -> None:
        once = plain_value(read(write(data)))
        assert plain_value(read(write(once))) == once


class TestPlaces:
    """Lines and columns count from 1, in code points, from the line that the text begins on."""

    @pytest.mark.parametrize(
        ("text", "key", "span"),
        [
            ("a: b", "a", Span(2, 4, 1)),
            ("a:   bcd", "a", Span(2, 6, 3)),
            ("x: y\na: b", "a", Span(3, 4, 1)),
            ("x: y\r\na: b\r\n", "a", Span(3, 4, 1)),
            ("x: y\ra: b", "a", Span(3, 4, 1)),
            ("{x: 😀, a: b}", "a", Span(2, 11, 1)),
            ("{x: 😀𝒳, a: b}", "a", Span(2, 12, 1)),
            ("{x: e\u0301, a: b}", "a", Span(2, 12, 1)),
            ("{x: 👩‍👩‍👧, a: b}", "a", Span(2, 15, 1)),
            ("{x: \u202eü, a: b}", "a", Span(2, 12, 1)),
            ("{x: '\t', a: b}", "a", Span(2, 13, 1)),
            ("a: '😀é'", "a", Span(2, 4, 4)),
            ("a: |\n  b\n", "a", Span(2, 4, 1)),
            ("a: [b]", "a", Span(2, 4, 1)),
            ("a:\n  b: c\n", "a", Span(3, 3, 1)),
            ("a:\n  - b\n", "a", Span(3, 3, 1)),
            ("a:", "a", Span(2, 3, 1)),
        ],
    )
    def test_a_value_knows_where_it_stands(self, text: str, key: str, span: Span) -> None:
        node = read(text)
        assert isinstance(node, Mapping)
        assert node.place(key) == span

    def test_a_key_knows_where_it_stands(self) -> None:
        node = read("x: 😀\n  \n😀é: b\n")
        assert isinstance(node, Mapping)
        key = node.key("😀é")
        assert key
        assert key.span == Span(4, 1, 2)

    def test_a_key_that_is_missing_stands_where_its_mapping_does(self) -> None:
        node = read("a: b")
        assert isinstance(node, Mapping)
        assert (node.get("c"), node.key("c"), node.place("c")) == (None, None, Span(2, 1, 1))

    @given(st.lists(PRINTABLE, min_size=1, max_size=5), st.integers(1, 50))
    def test_a_plain_place_cuts_the_text_out_again(self, texts: list[str], first: int) -> None:
        lines = [f"{write(text)}: {write(text)}" for text in dict.fromkeys(texts)]
        node, _ = compose("\n".join(lines), first)
        assert isinstance(node, Mapping)
        for key, value in node.pairs:
            for part in (key, value):
                assert isinstance(part, Scalar)
                line, column, length = part.span
                assert lines[line - first][column - 1 : column - 1 + length] == write(part.text)

    @given(YAMLISH)
    def test_every_place_lies_in_the_text(self, text: str) -> None:
        node, problems = compose(text, 1)
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        spans = [problem.span for problem in problems] + [part.span for part in (nodes(node) if node else [])]
        for span in spans:
            assert 1 <= span.line <= len(lines) + 1
            assert span.column >= 1
            assert span.length >= 1
            if span.line <= len(lines):
                assert span.column <= len(lines[span.line - 1]) + 1


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "rule", "line", "column"),
        [
            ("a: 1\nb: 2\na: 3", "duplicate-key", 4, 1),
            ("a: {b: 1, 'b': 2}", "duplicate-key", 2, 11),
            ("a: &x 1", "yaml-feature", 2, 4),
            ("a: &x [1]", "yaml-feature", 2, 4),
            ("&x a: 1", "yaml-feature", 2, 1),
            ("a: *x", "yaml-feature", 2, 4),
            ("a: !!str 1", "yaml-feature", 2, 4),
            ("a: !x {b: 1}", "yaml-feature", 2, 4),
            ("a: ! 1", "yaml-feature", 2, 4),
            ("<<: {a: 1}", "yaml-feature", 2, 1),
            ("[a]: 1", "yaml-feature", 2, 1),
            ("? {a: 1}\n: 2", "yaml-feature", 2, 3),
            ("a: 1\n...\n", "yaml-feature", 3, 1),
            ("a: 1\n---\nb: 2", "yaml-feature", 3, 1),
            ("a: b: c", "yaml-syntax", 2, 5),
            ("😀é: [b", "yaml-syntax", 3, 1),
            ("a: 'b\n\nc: d\n", "yaml-syntax", 2, 4),
            ('a: "\\ud800"', "yaml-syntax", 2, 7),
            ('a: "\\U00110000"', "yaml-syntax", 2, 7),
            ("a: b\0", "encoding", 2, 5),
            ("x: 😀\r\na: e\u0301\x07", "encoding", 3, 6),
            ("a: \ufeff", "encoding", 2, 4),
            ("a: \x85", "encoding", 2, 4),
            ("a: \u2029", "encoding", 2, 4),
            ("a: \uffff", "encoding", 2, 4),
            ("a: \ud800", "encoding", 2, 4),
        ],
    )
    def test_it_is_a_problem_with_a_place(self, text: str, rule: str, line: int, column: int) -> None:
        _, problems = compose(text, 2)
        assert [(found.rule, found.span.line, found.span.column) for found in problems] == [(rule, line, column)]
        assert all(found.message and found.help for found in problems)

    def test_the_first_of_two_keys_is_kept(self) -> None:
        node, _ = compose("a: 1\na: 2\na: 3\n", 2)
        assert plain_value(node) == {"a": "1"}

    def test_all_that_is_refused_in_one_text_is_named(self) -> None:
        _, problems = compose("a: &x 1\nb: *x\nc: !t 2\na: 3\n<<: {}\n", 2)
        assert [(found.rule, found.span.line) for found in problems] == [
            ("yaml-feature", 2),
            ("yaml-feature", 3),
            ("yaml-feature", 4),
            ("duplicate-key", 5),
            ("yaml-feature", 6),
        ]

    @pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
    def test_nesting_ends_at_the_limit(self, opening: str) -> None:
        node, problems = compose(opening * 100_000, 2)
        assert node is None
        assert [found.rule for found in problems] == ["too-large"]

    def test_the_limit_itself_is_fine(self) -> None:
        assert compose("[" * MAX_DEPTH + "]" * MAX_DEPTH, 2)[1] == []
        assert [found.rule for found in compose("[" * (MAX_DEPTH + 1), 2)[1]] == ["too-large"]


@given(TEXT | YAMLISH)
def test_no_text_raises(text: str) -> None:
    node, problems = compose(text, 2)
    assert node is None or isinstance(node, Scalar | Sequence | Mapping)
    assert all(found.message and found.help for found in problems)


@given(st.text(max_size=50))
def test_not_even_half_of_a_surrogate_pair(text: str) -> None:
    compose(text + "\udc80", 2)
