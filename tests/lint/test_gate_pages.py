"""Each rule about changes has a page, and what the page calls bad and good is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from supportflow.rules.base import Page
from supportflow.rules.registry import pages
from tests.lint.gate_support import POLICY, START, TICKET, Gate, Repo
from tests.rules.support import Run, ticket_text
from tests.rules.test_pages import cut

PAGES = [page for page in pages() if page.rule.judges_change]
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SIDE = re.compile(r"# (before|after)(?:: (\S+))?\n")


def judge(gate: Gate, path: Path, text: str) -> Run:
    """Make the change that an example describes, and judge it as its command line says."""
    sides: dict[str, dict[str, str]] = {"before": {"supportflow.toml": POLICY}, "after": {}}
    options: list[str] = []
    for kind, block in _FENCE.findall(text):
        if kind == "console":
            options = shlex.split(block.removeprefix("$ supportflow check"))
            continue
        side = _SIDE.match(block)
        assert side, block
        name, content = side[2] or TICKET, block[side.end() :]
        sides[side[1]][name] = ticket_text(content, path=name) if kind == "yaml" else content
    repo = Repo.at(path)
    repo.commit("main", sides["before"])
    gone = {name: None for name in sides["before"] if name not in sides["after"] and name.endswith(".md")}
    repo.commit("head", {**sides["after"], **gone}, parents=["main"], at=_moment(options))
    now = [] if "--now" in options else ["--now", "2026-01-06T00:00:00Z"]
    return gate.command(path, "check", "--json", "--head", "head", *options, *now).run


def _moment(options: list[str]) -> str:
    return options[options.index("--now") + 1] if "--now" in options else START.isoformat()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.rule.slug)
def test_the_bad_example_is_found(page: Page, tmp_path: Path, gate: Gate) -> None:
    found = judge(gate, tmp_path / "repo", cut(page, "Bad"))
    assert page.rule.slug in found.slugs
    assert found.code == (3 if all(one["status"] == "awaiting" for one in found.findings) else 1)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.rule.slug)
def test_the_good_example_is_good(page: Page, tmp_path: Path, gate: Gate) -> None:
    found = judge(gate, tmp_path / "repo", cut(page, "Good"))
    assert found.findings == []
    assert found.code == 0
