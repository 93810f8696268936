"""The policy of the pages allows what the theme needs, and nothing that slipped through."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from supportflow.site.csp import Finisher, finish_site

SCOPE = '<script>__md_scope=new URL("{up}",location)</script>'
PAGE = (
    '<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>'
    + SCOPE
    + '<script src="bundle.js"></script></head><body>{body}</body></html>'
)


def page(up: str = ".", body: str = "", title: str = "A page") -> bytes:
    return PAGE.format(up=up, body=body, title=title).encode()


def sha(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def directives(done: bytes) -> dict[str, str]:
    text = done.decode()
    start = text.index('http-equiv="Content-Security-Policy" content="') + 46
    policy = text[start : text.index('">', start)]
    return {row.split()[0]: " ".join(row.split()[1:]) for row in policy.split("; ")}


def test_policy_names_the_inline_script_and_no_more() -> None:
    done, clean = Finisher(page()).finish(page())
    assert clean
    script = '__md_scope=new URL(".",location)'
    assert directives(done)["script-src"] == f"'self' {sha(script)}"
    assert "unsafe" not in done.decode()


def test_the_script_may_differ_by_its_way_up() -> None:
    done, clean = Finisher(page()).finish(page(up="../.."))
    assert clean
    assert sha('__md_scope=new URL("../..",location)') in directives(done)["script-src"]


@pytest.mark.parametrize(
    "smuggled",
    [
        "<script>alert(1)</script>",
        "<SCRIPT >alert(1)</SCRIPT >",
        '<script type="module">alert(1)</script>',
        "<style>body{display:none}</style>",
    ],
)
def test_what_the_trusted_page_does_not_hold_is_not_allowed(smuggled: str) -> None:
    finisher = Finisher(page())
    done, clean = finisher.finish(page(body=smuggled))
    assert not clean
    assert directives(done) == directives(finisher.finish(page())[0])


@pytest.mark.parametrize("data", ["application/json", "application/ld+json"])
def test_data_is_no_script(data: str) -> None:
    done, clean = Finisher(page()).finish(page(body=f'<script id="x" type="{data}">{{"a": 1}}</script>'))
    assert clean
    assert directives(done)["script-src"].count("sha256") == 1


def test_style_of_the_theme_is_allowed() -> None:
    styled = page(body="<style>:root{--x:1}</style>")
    done, clean = Finisher(styled).finish(styled)
    assert clean
    assert directives(done)["style-src"] == f"'self' {sha(':root{--x:1}')}"


def test_policy_stands_before_all_that_it_rules() -> None:
    done, _ = Finisher(page()).finish(page(title="x"))
    assert done.index(b"Content-Security-Policy") < done.index(b"<title>") < done.index(b"<script")
    done, _ = Finisher(b"").finish(b"<html><head><script>x</script></head></html>")
    assert done.startswith(b'<html><head><meta http-equiv="Content-Security-Policy"')


def test_what_is_no_page_is_left_alone() -> None:
    assert Finisher(b"").finish(b"<p>a fragment</p>") == (b"<p>a fragment</p>", True)


def test_policy_is_put_in_once() -> None:
    finisher = Finisher(page())
    once, _ = finisher.finish(page())
    assert finisher.finish(once) == (once, True)


def test_text_that_looks_like_a_policy_does_not_replace_it() -> None:
    tricky = page(title="&lt;meta http-equiv=&quot;Content-Security-Policy&quot;")
    body = page(body='<p>http-equiv="Content-Security-Policy"</p>')
    for text in (tricky, body):
        assert b"default-src 'self'" in Finisher(page()).finish(text)[0]


def test_server_may_add_a_script_of_its_own() -> None:
    done, _ = Finisher(page(), reloads=True).finish(page())
    assert directives(done)["script-src"] == "'self' 'unsafe-inline'"
    assert directives(done)["style-src"] == "'self'"


def test_every_page_of_a_site_is_finished(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "404.html").write_bytes(page("/"))
    (tmp_path / "a/b/index.html").write_bytes(page("../.."))
    (tmp_path / "a/bad.html").write_bytes(page("..", body="<script>alert(1)</script>"))
    (tmp_path / "a/data.json").write_bytes(b"{}")
    finished = finish_site(tmp_path)
    assert (finished.pages, finished.refused) == (3, ("a/bad.html",))
    for path in tmp_path.rglob("*.html"):
        assert b"Content-Security-Policy" in path.read_bytes()
    assert (tmp_path / "a/data.json").read_bytes() == b"{}"


def test_without_a_trusted_page_nothing_inline_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(page())
    assert finish_site(tmp_path).refused == ("index.html",)
    assert directives((tmp_path / "index.html").read_bytes())["script-src"] == "'self'"
