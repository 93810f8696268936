"""What every test may use, and which tests need a tool that may be missing.

A test that is marked `browser`, `ocr`, `node` or `corpus` is left out where what it needs is missing, and
the last lines of the run say which were. A need that is required (`--require=browser,ocr`, or the same in
SUPPORTFLOW_REQUIRE) is not left out: its tests fail.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

CORPUS = "SUPPORTFLOW_CORPUS"
REQUIRE = "SUPPORTFLOW_REQUIRE"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_program(*names: str) -> str | None:
    """The path of the first of these programs that there is."""
    return next((path for name in names if (path := shutil.which(name))), None)


# Each need is a marker: what it is called, and whether it is at hand.
NEEDS: dict[str, tuple[str, Callable[[], str | None]]] = {
    "browser": ("Chromium", lambda: find_program(*CHROMIUMS)),
    "ocr": ("tesseract", lambda: find_program("tesseract")),
    "node": ("node", lambda: find_program("node")),
    "corpus": ("corpus", lambda: os.environ.get(CORPUS) or None),
}


@dataclass(eq=False)  # pytest puts its plugins into sets
class LeftOut:
    """Collects the tests that were left out, and names them when all else is said."""

    reporter: pytest.TerminalReporter
    tests: list[tuple[str, str]] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if missing := dict(report.user_properties).get("left out"):
            self.tests.append((str(missing), report.nodeid))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self) -> Generator[None]:
        # Outermost, so that it speaks after pytest's own last line, and after the summary of the others.
        yield
        for missing, test in sorted(set(self.tests)):
            self.reporter.write_line(f"left out (no {missing}): {test}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--require",
        default=os.environ.get(REQUIRE, ""),
        metavar="NEEDS",
        help=f"fail, instead of leaving out, what needs one of these (with commas): {', '.join(NEEDS)}",
    )


def required_needs(config: pytest.Config) -> frozenset[str]:
    return frozenset(name.strip() for name in config.getoption("--require").split(",") if name.strip())


@pytest.hookimpl(trylast=True)  # after pytest has made its reporter
def pytest_configure(config: pytest.Config) -> None:
    if unknown := sorted(required_needs(config) - NEEDS.keys()):
        message = f"nothing is needed that is called {', '.join(unknown)}; there are {', '.join(NEEDS)}"
        raise pytest.UsageError(message)
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        config.pluginmanager.register(LeftOut(reporter), "left-out")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for need, (title, find) in NEEDS.items():
        if item.get_closest_marker(need) is None or find() is not None:
            continue
        if need in required_needs(item.config):
            pytest.fail(f"no {title}, and {need} is required", pytrace=False)
        item.user_properties.append(("left out", title))
        pytest.skip(f"no {title}")


@pytest.fixture
def chromium() -> str:
    """The path of the browser; for tests that are marked `browser`."""
    path = find_program(*CHROMIUMS)
    assert path, "a test that uses chromium has to be marked browser"
    return path


@pytest.fixture
def corpus() -> Path:
    """The folder of sample trees, each with its own tickets/; for tests that are marked `corpus`."""
    assert os.environ.get(CORPUS), "a test that uses corpus has to be marked corpus"
    folder = Path(os.environ[CORPUS]).resolve()
    assert folder.is_dir(), f"{CORPUS} names no folder"
    return folder
