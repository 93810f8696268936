"""What the pages do in a real browser: counting, filtering, folding into a phone, colours that can be read."""

from __future__ import annotations

import functools
import http.server
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from supportflow.site.docs_tree import CSS, JAVASCRIPT, SiteOptions
from supportflow.site.generator import overrides_dir
from supportflow.site.settings import FORCED_THEME, THEME
from supportflow.site.templates import template_folder
from tests.site.trees import build, ticket

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = """\
<script>document.title = "PWNED"</script><img src=x onerror="document.title = 'PWNED'">

| a | b |
|---|---|
| a-very-long-word-that-does-not-break-and-runs-on-and-on-and-on | another-one-that-is-quite-as-long-as-that |

```
a line of code that is much wider than any telephone, and has to be scrolled inside of its own box
```
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A built site below a path of a plain file server."""
    root = tmp_path_factory.mktemp("pages")
    tickets = dict(ticket(number, title=f"Trouble of kind {number}") for number in range(1, 9))
    tree = build({**tickets, **dict([ticket(9, title="<b>Bold</b>", text=HOSTILE)])})
    for path, data in tree.files.items():
        file = root / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    options = SiteOptions("Test")
    config = {
        "site_name": "Test",
        "docs_dir": "docs",
        "site_dir": "top/below",
        "theme": {**THEME, **FORCED_THEME, "custom_dir": str(overrides_dir(options))},
        "plugins": ["search"],
        "extra_css": [CSS],
        "extra_javascript": [JAVASCRIPT],
        "extra": dict(tree.extra),
        "nav": tree.nav,
        "not_in_nav": tree.not_in_nav,
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(root / "mkdocs.yml")]
    subprocess.run(command, check=True, capture_output=True)
    handler = functools.partial(Quiet, directory=str(root / "top"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/below/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    from tests.conftest import CHROMIUMS, find_program  # noqa: PLC0415

    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=find_program(*CHROMIUMS), args=flags)
        yield browser
        browser.close()


def opened(browser: Any, url: str, *, now: str = "2026-01-09T13:00:00Z", width: int = 1280) -> Any:
    page = browser.new_context(viewport={"width": width, "height": 800}, timezone_id="UTC").new_page()
    page.clock.set_fixed_time(now)
    page.goto(url, wait_until="networkidle")
    return page


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 800, 1280])
def test_hostile_text_breaks_neither_the_page_nor_its_width(site: str, browser: Any, width: int) -> None:
    page = opened(browser, site + "tickets/SF-0009/", width=width)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.title() != "PWNED"


@pytest.mark.browser
def test_what_is_left_is_counted_anew(site: str, browser: Any) -> None:
    at_build = opened(browser, site, now="2026-01-09T12:00:00Z").locator(".sf-count").first.inner_text()
    later = opened(browser, site, now="2026-01-11T12:00:00Z")
    assert later.locator(".sf-count").first.inner_text() != at_build
    assert "2 d ago" in later.locator(".sf-asof").inner_text()
    weeks_later = opened(browser, site, now="2026-03-01T12:00:00Z")
    assert weeks_later.locator(".sf-count").first.inner_text() == at_build
    before = opened(browser, site, now="2026-01-01T12:00:00Z")
    assert before.locator(".sf-count").first.inner_text() == at_build


@pytest.mark.browser
def test_without_javascript_everything_is_there(site: str, browser: Any) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site)
    assert re.search(r"\d+ (d|h|min)", page.locator(".sf-count").first.inner_text())
    assert "9 Jan 2026, 12:00 UTC" in page.locator(".sf-asof").inner_text()
    page.goto(site + "tickets/")
    assert page.locator("table tbody tr").count() == 9
    assert not page.locator(".sf-filter").is_visible()


@pytest.mark.browser
def test_the_list_of_tickets_can_be_filtered(site: str, browser: Any) -> None:
    page = opened(browser, site + "tickets/")
    page.get_by_label("Find").fill("kind 3")
    assert page.locator("table tbody tr").count() == 1
    assert "1 of 9 tickets" in page.locator(".sf-filter-count").inner_text()
    assert page.locator("tbody a").get_attribute("href") == "../tickets/SF-0003/"
    page.get_by_label("Find").fill("bold")
    assert page.locator("tbody a").inner_text() == "SF-0009 <b>Bold</b>"
    page.get_by_label("Find").fill("no such thing")
    assert page.locator("tbody tr").count() == 0
    page.get_by_label("Find").fill("")
    assert page.locator("tbody tr").count() == 9


@pytest.mark.browser
def test_the_first_tab_stop_leads_to_the_content(site: str, browser: Any) -> None:
    page = opened(browser, site + "tickets/SF-0001/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#sf-main"


@pytest.mark.browser
def test_robots_are_told_to_stay_away(site: str, browser: Any) -> None:
    page = opened(browser, site)
    assert "noindex" in page.locator("meta[name=robots]").get_attribute("content")


# ---- colours: no browser needed ----


def tokens(scheme: str) -> dict[str, str]:
    css = (template_folder() / "assets" / "supportflow.css").read_text(encoding="utf-8")
    selector = ":root" if scheme == "light" else r'\[data-md-color-scheme="slate"\]'
    block = re.search(selector + r" \{(.*?)\}", css, re.DOTALL)
    assert block
    return dict(re.findall(r"--sf-([a-z-]+): (#[0-9a-f]{3,6});", block[1]))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
    parts = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *((name, f"{name}-ground") for name in ("red", "amber", "blue", "green", "violet", "grey")),
    *((text, ground) for text in ("ink", "soft", "link", "red", "amber", "grey") for ground in ("raised", "ground")),
    ("solid-ink", "solid"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_colours_of_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    found = tokens(scheme)
    assert contrast(found[text], found[ground]) >= 4.5


def test_nothing_of_ours_comes_from_another_host() -> None:
    for path in sorted(Path(template_folder()).rglob("*")):
        if path.is_file() and path.name != "copyright.html":
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"(src|href|url|import|fetch)\W{1,3}(https?:)?//", text), path
