"""Ticket text is hostile, and still reads as its author meant it."""

from __future__ import annotations

import pytest

from supportflow.site.markdown import Renderer, Scope

SCOPE = Scope("SF", {"SF-0042/spin ner.png": "files/spin%20ner.png", "SF-0042/log.txt": "files/log.txt"}, {"SF-0031"})


def render(text: str) -> str:
    return str(Renderer("SF").render(text, SCOPE))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<iframe src='https://evil.example'></iframe>",
        "<p style='background:url(https://evil.example/x)'>x</p>",
        "<b onclick='alert(1)'>x</b>",
        "<form action='https://evil.example'><input name=q></form>",
        "<style>body{display:none}</style>",
        "<details ontoggle=alert(1) open>x</details>",
        "<math><mtext><script>alert(1)</script></mtext></math>",
        "<base href='https://evil.example/'>",
        "<object data='https://evil.example/x'></object>",
        "<link rel=stylesheet href='https://evil.example/x.css'>",
    ],
)
def test_nothing_active_survives(text: str) -> None:
    html = render(text).lower()
    for trace in (
        "script",
        "onerror",
        "onclick",
        "ontoggle",
        "javascript:",
        "data:",
        "<iframe",
        "style",
        "<form",
        "<input",
        "<svg",
        "<math",
        "<base",
        "<object",
        "<link",
        "evil.example/x'",
    ):
        assert trace not in html.replace("[x](javascript:alert(1))", "").replace("[x](data:", "")


@pytest.mark.parametrize(
    "text",
    [
        "![shot](https://evil.example/x.png)",
        "<img src='https://evil.example/x.png' alt=shot>",
        "<p><img alt=shot src=https://evil.example/x.png></p>",
        "a <img src='https://evil.example/x.png' alt=shot> b",
    ],
)
def test_a_picture_from_another_host_becomes_a_link(text: str) -> None:
    html = render(text)
    assert "<img" not in html
    assert '<a href="https://evil.example/x.png" rel="nofollow noopener noreferrer">shot</a>' in html


@pytest.mark.parametrize(
    "source",
    ["//evil.example/x.png", "/x.png", "../x.png", "SF-0042/other.png", "data:image/png;base64,AA", "SF-0042/log.txt"],
)
def test_a_picture_that_is_not_published_becomes_its_text(source: str) -> None:
    html = render(f"before ![shot]({source}) after")
    assert "<img" not in html
    assert "<a" not in html
    assert "shot" in html


@pytest.mark.parametrize("source", ["<SF-0042/spin ner.png>", "SF-0042/spin%20ner.png", "./SF-0042/spin%20ner.png"])
def test_a_published_picture_is_shown_from_its_published_place(source: str) -> None:
    assert '<img src="files/spin%20ner.png" alt="shot" loading="lazy">' in render(f"![shot]({source})")


def test_links_lead_to_what_is_published_and_to_other_hosts() -> None:
    assert 'href="files/log.txt"' in render("[log](SF-0042/log.txt)")
    assert 'href="../SF-0031/"' in render("[that](../2025/SF-0031-spinner.md)")
    assert 'href="mailto:desk@example.com"' in render("<desk@example.com>")
    assert "<a" not in render("[gone](SF-0042/gone.txt) [other](SF-0099.md) [up](../../secrets)")


def test_ids_of_published_tickets_become_links_outside_code() -> None:
    html = render(
        "SF-0031, (SF-0031) and `SF-0031`; SF-00310 SF-0099 XSF-0031\n\n    SF-0031\n\n[SF-0031](https://a.example)"
    )
    assert html.count('href="../SF-0031/"') == 2


def test_bare_addresses_become_links_without_their_full_stop() -> None:
    assert '<a href="https://a.example/b_c?d=1&amp;e"' in render("(see https://a.example/b_c?d=1&e).")


def test_headings_stay_below_those_of_the_page() -> None:
    html = render("# One\n\n> ## Two\n\n### Three\n\n<h1>Raw</h1>")
    assert "<h3>One</h3>" in html
    assert "<h3>Two</h3>" in html
    assert "<h1" not in html
    assert "<h2" not in html


def test_no_id_and_no_class_of_the_author_s_is_kept() -> None:
    html = render('<div id="sf-main" class="md-header sf-breached">x</div>')
    assert "sf-main" not in html
    assert "md-header" not in html
    assert "sf-breached" not in html


def test_github_s_markdown_is_understood() -> None:
    html = render("- [x] done\n- [ ] open\n\n~~gone~~\n\n| a | b |\n|--:|---|\n| 1 | 2 |")
    assert '<li class="sf-task">☑ done</li>' in html
    assert "☐ open" in html
    assert "<s>gone</s>" in html
    assert '<td class="sf-right">1</td>' in html
    assert '<div class="sf-scroll" role="region" tabindex="0" aria-label="Table">' in html


def test_comments_are_dropped_and_harmless_html_stays() -> None:
    html = render("<!-- NOT-SHOWN -->\n\n<details><summary>More</summary>\n\ntext\n\n</details>\n\n<kbd>F5</kbd>")
    assert "NOT-SHOWN" not in html
    assert "<summary>More</summary>" in html
    assert "<kbd>F5</kbd>" in html


def test_text_that_looks_like_an_attribute_of_the_search_is_kept() -> None:
    assert 'data-search&#45;exclude="x"' in render('`data-search-exclude="x"`')
