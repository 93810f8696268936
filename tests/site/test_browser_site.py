"""The sample site in a real browser: no error, no request to another host, no page wider than a phone."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.site.trackers import SUPPORTFLOW, run, sample_tracker

pytestmark = pytest.mark.browser

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = (
    "",
    "board/",
    "sla/",
    "tickets/",
    "stages/closed/",
    "severities/severe/",
    "waiting/provider/",
    "handbook/",
    "handbook/rules/",
    "handbook/rules/SF301/",
    "tickets/SF-0003/",
    "tickets/SF-0010/",
)
DESKTOP, PHONE, SMALL_PHONE = (1280, 900), (390, 844), (360, 740)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain file server that says nothing."""

    def log_message(self, *_: object) -> None: ...


@dataclass
class Watch:
    """What a page did that it should not."""

    host: str
    wrong: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        page.on("console", self.on_console)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", self.on_request)
        page.on("requestfailed", lambda request: self.wrong.append(f"failed: {request.url} {request.failure}"))
        page.on("response", self.on_response)

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):  # a violation of the policy is an error
            self.wrong.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def on_request(self, request: Request) -> None:
        if not request.url.startswith((self.host, "data:")):
            self.wrong.append(f"another host: {request.url}")

    def on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status}: {response.url}")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a plain file server for a folder."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample site."""
    folder = tmp_path_factory.mktemp("host") / "desk"
    root = sample_tracker(tmp_path_factory.mktemp("sample"))
    result = run(SUPPORTFLOW, "build", "--site-dir", folder, cwd=root)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The sample site, below a path of its server."""
    with served(site.parent) as top:
        yield f"{top}{site.name}/"


@pytest.fixture
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


def context(browser: Browser, size: tuple[int, int], scheme: str = "light") -> BrowserContext:
    width, height = size
    dark = scheme == "dark"
    return browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(
    ("size", "scheme"),
    [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark"), (SMALL_PHONE, "light")],
)
def test_pages_open_without_an_error(address: str, browser: Browser, size: tuple[int, int], scheme: str) -> None:
    watch, wide = Watch(address), []
    with context(browser, size, scheme) as ctx:
        page = ctx.new_page()
        watch.attach(page)
        for path in PAGES:
            page.goto(address + path, wait_until="networkidle")
            assert page.locator("h1").count() == 1, path
            if too_much := overflow(page):
                wide.append(f"{path or 'dashboard'}: {too_much} px")
            shade = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (shade == "rgb(255, 255, 255)") == (scheme == "light"), (path, shade)
    assert watch.wrong == []
    assert wide == []


@pytest.mark.parametrize("words", ["berth planner", "SF-0010"])
def test_search_finds_a_ticket(address: str, browser: Browser, words: str) -> None:
    watch = Watch(address)
    with context(browser, DESKTOP) as ctx:
        page = ctx.new_page()
        watch.attach(page)
        page.goto(address + "sla/", wait_until="networkidle")
        page.locator("input.md-search__input").click()
        page.keyboard.type(words)
        page.locator(".md-search-result__link[href*='tickets/SF-0010/']").first.click()
        page.wait_for_url("**/tickets/SF-0010/**")
        assert "SF-0010" in page.locator("h1").inner_text()
    assert watch.wrong == []


def test_theme_can_be_switched_and_is_kept(address: str, browser: Browser) -> None:
    watch = Watch(address)
    with context(browser, DESKTOP) as ctx:
        page = ctx.new_page()
        watch.attach(page)
        page.goto(address, wait_until="networkidle")
        for expected in ("default", "slate"):
            page.locator("form[data-md-component=palette] label:not([hidden])").click()
            page.wait_for_function(f"document.body.dataset.mdColorScheme == '{expected}'")
        page.goto(address + "tickets/SF-0010/", wait_until="networkidle")
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert watch.wrong == []


def test_menu_opens_on_a_phone(address: str, browser: Browser) -> None:
    watch = Watch(address)
    with context(browser, PHONE) as ctx:
        page = ctx.new_page()
        watch.attach(page)
        page.goto(address, wait_until="networkidle")
        page.locator("label.md-header__button[for=__drawer]").click()
        page.locator(".md-sidebar--primary .md-nav__link", has_text="SLA").first.click()
        page.wait_for_url("**/sla/")
    assert watch.wrong == []


def test_page_that_is_missing_says_so(site: Path, browser: Browser) -> None:
    with served(site) as top, context(browser, DESKTOP) as ctx:  # its links start at the root of the host
        watch = Watch(top)
        page = ctx.new_page()
        watch.attach(page)
        page.goto(f"{top}404.html", wait_until="networkidle")
        assert "404" in page.locator("h1").inner_text()
        page.locator(".md-tabs__link", has_text="SLA").click()
        page.wait_for_url("**/sla/")
    assert watch.wrong == []


def test_everything_is_there_without_javascript(address: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as ctx:
        page = ctx.new_page()
        page.goto(address)
        assert "2026" in page.locator("main").inner_text()
        page.goto(address + "tickets/SF-0010/")
        assert page.locator("h1").is_visible()
