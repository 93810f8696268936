"""The docs tree as a whole: its pages mean the same to every engine, and say what the tickets say."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import markdown  # type: ignore[import-untyped]
import pathspec
import pytest
import yaml
from markdown_it import MarkdownIt

from supportflow.site.docs_tree import one_line, page_url
from tests.site.trees import build, page, ticket

if TYPE_CHECKING:
    from pathlib import Path

    from supportflow.site.docs_tree import DocsTree, NavItem

NASTY = """\
First.

```
def a():

\tb  # {{ secrets }} {% raw %} {# x #}


[TOC]
```

    --8<-- "mkdocs.yml"

~~~ yaml
```
`a` *b* <div markdown="1">
~~~

[TOC]

&lt;b&gt; &amp;amp; `<i>` !!! note

<div>

*not closed*
"""


def body(tree: DocsTree, path: str) -> str:
    """The line of HTML of a page."""
    return page(tree, path).split("---\n", 2)[2].strip()


def front(tree: DocsTree, path: str) -> dict[str, object]:
    loaded = yaml.safe_load(page(tree, path).split("---\n", 2)[1])
    assert isinstance(loaded, dict)
    return loaded


def markdown_pages(tree: DocsTree) -> list[str]:
    return [path for path in tree.files if path.endswith(".md")]


@pytest.fixture(scope="module")
def nasty() -> DocsTree:
    title = """'"{{ 7*7 }} <script>alert(1)</script> & `x` \\u0041 \\t"""
    return build(dict([ticket(1, title=json.dumps(title), text=NASTY), ticket(2, text="See SF-0001.")]))


def test_every_page_passes_through_python_markdown_unchanged(nasty: DocsTree) -> None:
    for path in markdown_pages(nasty):
        line = body(nasty, path)
        assert markdown.markdown(line, extensions=["toc", "tables", "fenced_code", "attr_list", "md_in_html"]) == line


def test_every_page_passes_through_a_commonmark_parser_unchanged(nasty: DocsTree) -> None:
    for path in markdown_pages(nasty):
        line = body(nasty, path)
        assert MarkdownIt("commonmark").render(line).strip() == line


def test_code_reads_as_it_was_written(nasty: DocsTree) -> None:
    class Code(HTMLParser):
        found = ""
        inside = False

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
            self.inside = self.inside or tag == "pre"

        def handle_endtag(self, tag: str) -> None:
            self.inside = self.inside and tag != "pre"

        def handle_data(self, data: str) -> None:
            self.found += data if self.inside else ""

    code = Code()
    code.feed(body(nasty, "tickets/SF-0001.md"))
    assert "def a():\n\n\tb  # {{ secrets }} {% raw %} {# x #}\n\n\n[TOC]\n" in code.found
    assert '--8<-- "mkdocs.yml"' in code.found
    assert '```\n`a` *b* <div markdown="1">' in code.found


VOID = {"img", "br", "hr", "input", "meta", "link"}


class Structure(HTMLParser):
    """What a page is made of: its headings, its ids, and whether every element ends."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.levels: list[int] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.ids.extend(value for name, value in attrs if name == "id" and value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass  # of an SVG

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_page_is_sound(nasty: DocsTree) -> None:
    for path in markdown_pages(nasty):
        structure = Structure()
        structure.feed(body(nasty, path))
        assert structure.open == [], path
        assert structure.levels[0] == 1, path
        assert structure.levels.count(1) == 1, path
        assert all(one <= before + 1 for before, one in pairwise(structure.levels)), path
        assert len(structure.ids) == len(set(structure.ids)), path


def test_no_template_language_finds_anything(nasty: DocsTree) -> None:
    for path in markdown_pages(nasty):
        assert not re.search(r"\{[{%#]", page(nasty, path).replace("search: {exclude: true}", ""))


def test_titles_are_escaped_for_a_theme_that_does_not(nasty: DocsTree) -> None:
    title = str(front(nasty, "tickets/SF-0001.md")["title"])
    assert "<" not in title
    assert '"' not in title
    assert "&lt;script&gt;" in title


def test_pages_need_no_exception_from_a_strict_policy(nasty: DocsTree) -> None:
    for path in markdown_pages(nasty):
        tags = re.findall(r"<[a-z][^>]*>", body(nasty, path))
        assert not [tag for tag in tags if re.search(r"\s(style|on[a-z]+)=|<script|<style", tag)], path
        assert not [tag for tag in tags if re.search(r"""\ssrc="(https?:)?//""", tag)], path


def test_only_tickets_and_the_handbook_are_searched(nasty: DocsTree) -> None:
    searched = {path for path in markdown_pages(nasty) if "search" not in front(nasty, path)}
    assert {"tickets/SF-0001.md", "tickets/SF-0002.md", "handbook/index.md"} <= searched
    assert not searched & {"index.md", "board.md", "sla.md", "tickets/index.md", "stages/evaluated.md"}


def nav_pages(items: list[NavItem]) -> list[str]:
    found = []
    for item in items:
        for value in item.values():
            found.extend([value] if isinstance(value, str) else nav_pages(value))
    return found


def test_the_navigation_and_what_it_leaves_out_are_all_pages() -> None:
    tree = build(dict(ticket(number) for number in range(1, 403)))
    named = nav_pages(tree.nav)
    left_out = pathspec.GitIgnoreSpec.from_lines(tree.not_in_nav.splitlines())
    assert "stages/evaluated/3.md" in tree.files
    for path in markdown_pages(tree):
        assert (path in named) != left_out.match_file(path), path
    assert set(named) <= set(tree.files)


def test_long_listings_are_cut_into_pages() -> None:
    tree = build(dict(ticket(number) for number in range(1, 252)))
    assert body(tree, "tickets/index.md").count("<tr") == 201
    assert body(tree, "tickets/2.md").count("<tr") == 52
    assert 'href="../../tickets/"' in body(tree, "tickets/2.md")
    assert 'href="../tickets/2/"' in body(tree, "tickets/index.md")


def test_the_same_tickets_give_the_same_bytes() -> None:
    contents = dict(ticket(number, text=f"See SF-{number % 7 + 1:04}.") for number in range(1, 12))
    first, second = build(contents), build(dict(reversed(contents.items())))
    assert dict(first.files) == dict(second.files)
    assert (first.nav, first.not_in_nav) == (second.nav, second.not_in_nav)


def test_no_tickets_at_all_still_make_a_site() -> None:
    tree = build({})
    assert "No tickets yet" in body(tree, "index.md")
    assert "There are no tickets yet." in body(tree, "tickets/index.md")


def test_what_cannot_be_read_is_named_and_the_rest_has_its_page() -> None:
    contents = {
        **dict([ticket(1)]),
        "tickets/SF-0002-secret-slug.md": "---\nid: [\n---\n",
        "tickets/again/SF-0001.md": ticket(1)[1],
        "tickets/SF-0003.md": ticket(3)[1].replace("type: error", "type: eror"),
    }
    tree = build(contents)
    assert "tickets/SF-0001.md" in tree.files
    assert sorted(path for path, _ in tree.unreadable) == [
        "tickets/SF-0002-secret-slug.md",
        "tickets/SF-0003.md",
        "tickets/again/SF-0001.md",
    ]
    assert "3 files could not be read" in body(tree, "index.md")
    assert "SF-0002" in body(tree, "index.md")
    assert "secret-slug" not in body(tree, "index.md")
    assert "secret-slug" in body(build(contents, audience="staff"), "index.md")


def test_links_show_in_both_tickets() -> None:
    tree = build(dict([ticket(1, more="links: {duplicates: [SF-0002, SF-0009]}\n"), ticket(2)]))
    assert "Duplicate of" in body(tree, "tickets/SF-0001.md")
    assert "SF-0009" not in body(tree, "tickets/SF-0001.md")
    assert "Duplicated by" in body(tree, "tickets/SF-0002.md")


def test_next_moves_give_the_exact_command() -> None:
    html = body(build(dict([ticket(1)])), "tickets/SF-0001.md")
    assert "supportflow move SF-0001 scheduled --set scheduled_for=YYYY-MM-DD" in html
    assert "supportflow hold SF-0001 details-needed" in html


def test_a_ticket_without_true_figures_says_so() -> None:
    path, text = ticket(1)
    tree = build({path: text.replace("2026-01-05T11:00:00Z", "2026-01-04T11:00:00Z")})
    assert "no figure would be true" in body(tree, "tickets/SF-0001.md")


def test_robots_are_kept_out_unless_the_policy_lets_them_in() -> None:
    assert b"Disallow: /" in build({}).files["robots.txt"]
    assert "robots.txt" not in build({}, policy={"publishing": {"index": True}}).files


def test_every_rule_has_its_page_in_the_handbook() -> None:
    tree = build({})
    assert "illegal-transition" in body(tree, "handbook/rules/SF301.md")
    assert 'href="../../handbook/rules/SF301/"' in body(tree, "handbook/rules/index.md")


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<p>a\n  b</p>\n\n<p>c</p>", "<p>a b</p> <p>c</p>"),
        ("<pre><code>a\n\n\tb\n</code></pre>\n<p>c</p>", "<pre><code>a&#10;&#10;&#9;b&#10;</code></pre><p>c</p>"),
        ("{{ x }} {% y %} {# z #} {{{", "&#123;&#123; x }} &#123;% y %} &#123;# z #} &#123;&#123;{"),
    ],
)
def test_html_on_one_line(html: str, line: str) -> None:
    assert one_line(html) == line


@pytest.mark.parametrize(
    ("path", "url"),
    [("index.md", ""), ("board.md", "board/"), ("tickets/index.md", "tickets/"), ("tickets/2.md", "tickets/2/")],
)
def test_addresses_of_pages(path: str, url: str) -> None:
    assert page_url(path) == url


def test_a_user_s_folder_overrides_the_templates_file_by_file(tmp_path: Path) -> None:
    for name, text in {
        "badge.html": "<i>{{ one.title }}</i>",
        "assets/supportflow.css": "body { color: teal }",
        "assets/own.png": "PNG",
        "overrides/main.html": '{% extends "base.html" %}',
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    tree = build(dict([ticket(1)]), user_templates=tmp_path)
    assert "<i>High</i>" in body(tree, "tickets/SF-0001.md")
    assert tree.files["assets/supportflow.css"] == b"body { color: teal }"
    assert {"assets/own.png", "assets/supportflow.js"} <= set(tree.files)
    assert tree.overrides["main.html"] == b'{% extends "base.html" %}'
    assert "partials/copyright.html" in tree.overrides
