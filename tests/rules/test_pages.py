"""Each rule has a page, and what the page calls bad and good is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from supportflow.rules.base import Page, Rule
from supportflow.rules.registry import FAMILIES, RULES, find_rule, pages
from tests.rules.support import TICKET, Checker, ticket_text, write

SECTIONS = ["What it checks", "Why", "Bad", "Good", "How to mend"]
PAGES = pages()
NOT_RUN = {
    "encoding": "the page cannot hold bytes that are no UTF-8",
    "too-large": "the page would be too large itself",
    "attachment-size": "the example stands for a file of 140 MiB",
}
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (\S+\.(?:md|toml))\n")


def cut(page: Page, name: str) -> str:
    """A section of a page; `## ` inside a fence ends none."""
    parts = re.split(r"^```", page.text, flags=re.MULTILINE)
    marked = "```".join(part.replace("\n## ", "\n\x00## ") if number % 2 else part for number, part in enumerate(parts))
    return marked.partition(f"\n## {name}\n")[2].partition("\n## ")[0].replace("\x00", "")


def build(root: Path, text: str) -> None:
    """Make the tracker that an example describes: front matter, text, policy, or a listing of files."""
    files: dict[str, str | bytes] = {}
    links: dict[str, str] = {}
    for kind, block in _FENCE.findall(text):
        named = _FILE.match(block)
        name = named[1] if named else TICKET
        content = block[named.end() :] if named else block
        if kind == "yaml":
            files[name] = ticket_text(content, path=name)
        elif kind == "markdown":
            files[name] = content if content.startswith("---\n") else ticket_text(body=f"\n{content}")
        elif kind == "toml":
            files[name] = content
        else:
            for line in content.splitlines():
                path, _, target = line.partition(" -> ")
                if target:
                    links[path] = target
                else:
                    files.setdefault(path, ticket_text(path=path) if path.endswith(".md") else "a file")
    if not any(name.endswith(".md") for name in (*files, *links)):
        files[TICKET] = ticket_text()
    write(root, files)
    for path, target in links.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).symlink_to(target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.rule.slug)
class TestPage:
    def test_begins_with_one_sentence(self, page: Page) -> None:
        summary, blank, _ = page.text.split("\n", 2)
        assert summary.endswith(".")
        assert not summary.startswith("#")
        assert blank == ""

    def test_has_all_sections_in_order(self, page: Page) -> None:
        outside = _FENCE.sub("(an example)", page.text)
        assert re.findall(r"^#+ (.*)$", outside, re.MULTILINE) == SECTIONS
        assert all(part.strip() for part in re.split(r"^## .*$", outside, flags=re.MULTILINE)[1:])

    def test_shows_a_bad_and_a_good_example(self, page: Page) -> None:
        bad, good = (_FENCE.findall(cut(page, name)) for name in ("Bad", "Good"))
        assert bad
        assert good
        assert bad != good

    def test_fits_on_a_terminal(self, page: Page) -> None:
        assert max(len(line) for line in _FENCE.sub("", page.text).splitlines()) <= 80

    def test_is_found_by_number_and_by_name(self, page: Page) -> None:
        assert find_rule(page.rule.id) == page
        assert find_rule(f" {page.rule.slug.upper()} ") == page


RUN = [page for page in PAGES if page.rule.slug not in NOT_RUN and not page.rule.judges_change]
"""Pages about changes are run in tests/lint/test_gate_pages.py."""


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.rule.slug)
def test_the_bad_example_is_found(page: Page, tmp_path: Path, check: Checker) -> None:
    build(tmp_path, cut(page, "Bad"))
    assert check(tmp_path).of(page.rule.slug)


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.rule.slug)
def test_the_good_example_is_good(page: Page, tmp_path: Path, check: Checker) -> None:
    build(tmp_path, cut(page, "Good"))
    assert check(tmp_path).findings == []


def test_ids_and_slugs_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len({rule.slug for rule in RULES}) == len(RULES)


def test_rules_stand_in_the_order_of_their_numbers() -> None:
    assert [rule.id for rule in RULES] == sorted(rule.id for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_number_is_of_a_family(rule: Rule) -> None:
    assert re.fullmatch(r"SF[1-9][0-9]{2}", rule.id)
    assert rule.id[:3] in FAMILIES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_rule_looks_at_tickets_or_at_the_tree_or_at_changes(rule: Rule) -> None:
    assert rule.judges_change or (rule.ticket is None) != (rule.tree is None)


def test_families_hold_what_they_say() -> None:
    """The contract says which family reports what."""
    expected = {
        "front-matter": "SF1",
        "unknown-key": "SF1",
        "duplicate-key": "SF1",
        "not-a-file": "SF1",
        "misnamed-file": "SF2",
        "broken-link": "SF2",
        "illegal-transition": "SF3",
        "lost-cycle": "SF3",
        "missing-section": "SF5",
        "misplaced-internal": "SF5",
        "attachment-file": "SF5",
        "second-policy": "SF9",
    }
    found = {rule.slug: rule.id[:3] for rule in RULES if rule.slug in expected}
    assert found == expected


def test_nothing_is_left_out_that_does_not_exist() -> None:
    assert set(NOT_RUN) <= {rule.slug for rule in RULES}
