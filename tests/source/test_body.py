from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportflow.model.body import Body
from supportflow.model.finding import Span
from supportflow.source import body
from supportflow.source.body import parse_body, plain_text

INTERNAL = frozenset({"internal notes"})
SECRET = "S3CRET"


def parse(text: str) -> Body:
    return parse_body(text, 10, INTERNAL)


class TestSections:
    def test_texts_and_places(self) -> None:
        cut = parse("\n## One\n\na\n\nb\n\n  ##  Two: ##\nc\n")
        assert [(section.name, section.key, section.text) for section in cut.sections] == [
            ("One", "one", "a\n\nb"),
            ("Two:", "two", "c"),
        ]
        assert [section.span for section in cut.sections] == [Span(11, 1, 6), Span(17, 3, 11)]

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("One\n---\na", ["One"]),
            ("One\ntwo\n---\na", ["One two"]),
            ("## One ##\n", ["One"]),
            ("## One \\##\n", ["One ##"]),
            ("##\tOne\t\n", ["One"]),
            ("##\n", [""]),
            ("## ##\n", [""]),
            ("##One\n", []),
            ("    ## One\n", []),
            ("\\## One\n", []),
            ("```\n## One\n```\n", []),
            ("~~~\n## One\n", []),
            ("<!--\n## One\n-->\n", []),
            ("<div>\n## One\n</div>\n", []),
            ("<div>\n\n## One\n\n</div>\n", ["One"]),
            ("> ## One\n", []),
            ("- ## One\n", []),
            ("1. a\n\n   ## One\n", []),
            ("- a\n## One\n", ["One"]),
            ("> a\n## One\n", ["One"]),
            ("a\n## One\n", ["One"]),
            ("## *One* `two` [three](x) ![four](y) &amp; &#53;\n", ["One two three four & 5"]),
            ("## One<br>two\n", ["One two"]),
            ("| a |\n|---|\n| ## One |\n", []),
            ("[a]: b\n## One\n", ["One"]),
            ("a\n===\n", []),
        ],
    )
    def test_a_section_is_a_top_level_heading_of_level_2(self, text: str, names: list[str]) -> None:
        assert [section.name for section in parse(text).sections] == names

    @pytest.mark.parametrize(
        ("text", "empty"),
        [
            ("", True),
            ("\n   \n\t\n", True),
            ("<!-- a -->", True),
            ("<!-- a\n\nb -->\n\n<!-- c -->", True),
            ("<p>\n</p>", True),
            ("```\n```", True),
            ("-\n-", True),
            ("*", True),
            ("1.\n2)", True),
            (">\n> >", True),
            ("[a]: https://example.com", True),
            ("### Internal notes\na", True),
            ("# Title\na", True),
            ("a", False),
            ("<!-- a -->\n\nb", False),
            ("<p>a</p>", False),
            ('<img src="a.png">', False),
            ("![](a.png)", False),
            ("```\na\n```", False),
            ("    a", False),
            ("- a", False),
            ("- [ ] a", False),
            ("> a", False),
            ("| a |\n|---|", False),
            ("### a", False),
            ("0", False),
        ],
    )
    def test_what_counts_as_empty(self, text: str, empty: bool) -> None:
        assert parse(f"## One\n\n{text}\n\n## Two\n").sections[0].empty is empty


class TestInternal:
    """From a heading that reads as an internal section up to the next section nothing is in any text."""

    @pytest.mark.parametrize(
        "heading",
        [
            "## Internal notes",
            "# Internal notes",
            "### INTERNAL  NOTES:",
            "###### Internal notes ######",
            "Internal notes\n---",
            "Internal\nnotes\n===",
            "> ## Internal notes",
            "- # Internal notes",
            "- a\n\n  1. > #### Internal notes",
            "<h1>Internal notes</h1>",
            "<H6 class=a >internal Notes:</H6>",
            "<h2>Internal\nnotes",
            "<h2>\nInternal\nnotes\n</h2>",
            "<h2>\n\nInternal\n\nnotes\n\n</h2>",
            "<h2><em>Int</em>ernal <b>notes</b></h2>",
            "<h2>Internal&nbsp;notes</h2>",
            "<h2>Internal<br>notes</h2>",
            "<h2>Internal<!-- a --> notes</h2>",
            "<h2>Internal notes",
            "<div><h2>Internal notes</h2></div>",
            "a <h3>Internal notes</h3>",
            "> <h3>Internal notes</h3>",
            "- <h3>Internal notes</h3>",
            "<h4>a</h4>\n\nb <script> c\n\n<h4>Internal notes</h4>",
            "<h4>a</h4>\n\n<style>\n\n<h4>Internal notes</h4>\n\n</style>",
            "### **Internal** _notes_",
            "### [Internal notes](https://example.com)",
            "### ![Internal notes](a.png)",
            "### `Internal notes`",
            "### Internal&#x20;notes",
            "### Internal\\\u0020notes".replace("\\ ", " "),
            "### Internal\u200b notes",
            "### Ｉｎｔｅｒｎａｌ notes",
            "### Internal\u00a0notes",
            "### Internal<br/>notes",
        ],
    )
    def test_nothing_of_it_is_in_a_text(self, heading: str) -> None:
        text = f"## One\n\nseen\n\n{heading}\n\n{SECRET}\n\n### More\n\n{SECRET}\n\n## Two\n\nend\n"
        cut = parse(text)
        assert not any(SECRET in section.text for section in cut.sections)
        assert cut.sections[0].text.startswith("seen")
        assert cut.sections[-1].text == "end"
        level_2 = [section for section in cut.sections if section.internal]
        assert len(level_2) + len(cut.misplaced_internal) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "### Internal notes of the bank",
            "Internal notes",
            "**Internal notes**",
            "```\n## Internal notes\n```",
            "    ## Internal notes",
            "<!-- <h2>Internal notes</h2> -->",
            "`<h2>Internal notes</h2>`",
            "\\<h2>Internal notes\\</h2>",
            "<p>Internal notes</p>",
            "\\### Internal notes",
        ],
    )
    def test_what_is_no_heading_hides_nothing(self, text: str) -> None:
        cut = parse(f"## One\n\n{text}\n\nseen\n")
        assert cut.sections[0].text == f"{text}\n\nseen"
        assert cut.misplaced_internal == ()

    def test_the_place_is_that_of_the_heading(self) -> None:
        cut = parse("## One\n\n> a\n>\n> ### Internal notes\n\n<h3>\ninternal notes\n</h3>\n")
        assert cut.misplaced_internal == (Span(14, 1, 20), Span(16, 1, 4))


class TestOutside:
    def test_text_before_the_first_section(self) -> None:
        assert parse("<!-- a -->\n\n  é😀 text\n\n## One\n").before_first == Span(12, 3, 7)
        assert parse("\n\n## One\n\ntext\n").before_first is None
        assert parse("text").before_first == Span(10, 1, 4)

    def test_a_title_is_no_text_and_what_follows_it_is(self) -> None:
        cut = parse("# Title\n\na\n\n## One\n")
        assert (cut.level_one, cut.before_first) == ((Span(10, 1, 7),), Span(12, 1, 1))

    def test_what_follows_a_title_inside_a_section_is_not_its_text(self) -> None:
        cut = parse("## One\n\na\n\n# Title\n\nb\n")
        assert (cut.sections[0].text, cut.level_one) == ("a", (Span(14, 1, 7),))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(newline: str) -> None:
    text = "## One\n\na\n\n> ### Internal notes\n\nTwo\n---\n\nb"
    assert parse(text.replace("\n", newline)) == parse(text)


@pytest.mark.parametrize(
    ("inline", "text"),
    [("a", "a"), ("*a* __b__ ~~c~~", "a b c"), ("a\\*", "a*"), ("<b>a</b>", "a"), ("a<br>b", "a b"), ("&lt;", "<")],
)
def test_inline_markdown_as_a_reader_sees_it(inline: str, text: str) -> None:
    assert plain_text(inline) == text


LINE = """\
## One|# Internal notes|### internal notes:|> ## Internal notes|- a|  - # b|text|||---|===|```|~~~|<!--|-->|<h3>|</h3>
Internal notes|<h2>Internal notes</h2>|    code|[a]: b|<div>|</div>|\ta|## *Two* ##|*|>|#|a `b` <br> c|\\# a|<script>
1. a
""".replace("\n", "|").split("|")
LINES = st.lists(st.sampled_from([*LINE, "| a |", "|---|"]), max_size=14).map("\n".join)
FLAT = st.text(st.sampled_from("#ab \t\n\\`*_&.:1)-+>|=~[]!\u00a0é😀"), max_size=60)


@given(LINES | FLAT | st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_raises_and_every_place_exists(text: str) -> None:
    cut = parse_body(text, 1, INTERNAL)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spans = [*(section.span for section in cut.sections), *cut.level_one, *cut.misplaced_internal]
    for span in [*spans, *([cut.before_first] if cut.before_first else [])]:
        assert 1 <= span.line <= len(lines)
        assert lines[span.line - 1][span.column - 1 : span.column - 1 + span.length].strip() or span.length == 1


FENCED = st.lists(
    st.sampled_from(
        [
            "```",
            "~~~",
            "````",
            "``` py",
            "```a`b",
            "   ```",
            "    ```",
            "```\t",
            "~~~~ x",
            "- ```",
            "> ~~~",
            "  a",
            "",
            "a",
            "## One",
            "# b",
            "## Internal notes",
            " ",
            "- a",
            "---",
            "\u00a0",
        ]
    ),
    max_size=12,
).map("\n".join)


@settings(max_examples=500)
@given(LINES | FLAT | FENCED)
def test_the_quick_way_says_what_the_parser_says(text: str) -> None:
    """Where `parse_body` takes the quick way, it comes to the same as the parser."""
    quick = parse_body(text, 1, INTERNAL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(body, "is_deep", lambda _: True)
        assert quick == parse_body(text, 1, INTERNAL)


@given(LINES)
def test_no_text_of_a_section_holds_an_internal_heading(text: str) -> None:
    for section in parse_body(text, 1, INTERNAL).sections:
        again = parse_body(f"## Section\n\n{section.text}\n", 1, INTERNAL)
        assert again.misplaced_internal == ()
        assert not any(other.internal for other in again.sections)
