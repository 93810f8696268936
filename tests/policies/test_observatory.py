"""A process that has nothing in common with the built-in one: the policy alone says what holds."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from supportflow.source.policy.load import default_policy, load_policy
from tests.cli.support import Ran, clean_environment

HERE = Path(__file__).parent / "observatory"
NOW = "2026-07-03T15:00:00Z"
BENCH = "by: technician, state: on-the-bench"
DONE = "state: archived, resolution: mended"

ILLEGAL: dict[str, tuple[str, str, str]] = {
    # what is replaced in OBS-0001, by what, and which rules find it
    "prefix of another policy": ("id: OBS-0001", "id: SF-0001", "bad-id"),
    "type of another policy": ("type: fault", "type: error", "unknown-value"),
    "state of another policy": ("\nstate: archived", "\nstate: closed", "unknown-value"),
    "severity of another policy": ("severity: red\ncomp", "severity: severe\ncomp", "unknown-value"),
    "role of another policy": (BENCH, "by: provider, state: on-the-bench", "unknown-value"),
    "resolution of another policy": (DONE, "state: archived, resolution: fixed", "unknown-value"),
    "impact of another policy": ("users: every-programme", "users: all", "unknown-value"),
    "component of another policy": ("component: dome", "component: checkout", "unknown-value"),
    "hold of another policy": (
        "  - {at: 2026-02-02T23:30",
        "  - {at: 2026-02-02T23:00:00Z, by: technician, hold: on-hold}\n  - {at: 2026-02-02T23:30",
        "unknown-value",
    ),
    "custom key that nobody declared": ("custom: {dome: 2", "custom: {colour: red, dome: 2", "unknown-key"),
    "custom value of a wrong type": ("custom: {dome: 2", "custom: {dome: two", "wrong-type"),
    "custom date": ("seen_on: 2026-02-02", "seen_on: last week", "bad-time"),
    "step left out": (
        "  - {at: 2026-02-02T22:40:00+00:00, by: technician, state: diagnosed, severity: red}\n",
        "",
        "illegal-transition severity-mismatch",
    ),
    "role that may not": ("by: observer, state: archived", "by: technician, state: archived", "wrong-role"),
    "move of a later time": (BENCH, "by: director, state: on-the-bench", "wrong-role"),
    "closed as a state does not allow": (
        "state: first-light}\n  - {at: 2026-02-03T03:00:00+00:00, by: observer, state: archived, resolution: mended}",
        "state: archived, resolution: mended}",
        "illegal-resolution",
    ),
    "severity of no entry": ("state: diagnosed, severity: red", "state: diagnosed", "missing-field"),
    "required section": ("## Symptom", "## What happens", "missing-section unlisted-section"),
    "severity that does not fit": ("users: every-programme, breakage: blind", "users: nobody, breakage: cosmetic",
                                   "unfitting-severity"),
}  # fmt: skip


def run(folder: Path, *arguments: str, **environment: str) -> Ran:
    """The real command, as a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "supportflow", *arguments],
        cwd=folder,
        env=clean_environment(SUPPORTFLOW_NOW=NOW, **environment),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """A copy of the tracker, where nothing else is."""
    return Path(shutil.copytree(HERE, tmp_path / "observatory"))


def test_nothing_is_left_of_the_default() -> None:
    own, default = load_policy(HERE).policy, default_policy()
    for kind in ("roles", "severities", "holds", "resolutions", "excuses", "workflows"):
        assert not {*getattr(own, kind)} & {*getattr(default, kind)}, kind
    states = [{state for flow in policy.workflows.values() for state in flow.states} for policy in (own, default)]
    assert not states[0] & states[1]
    assert not {rule.key for rule in own.sections} & {rule.key for rule in default.sections}


def test_legal(tracker: Path) -> None:
    ran = run(tracker, "check")
    assert (ran.code, ran.out, ran.err) == (0, "4 tickets checked: 0 errors, 0 warnings\n", "")


@pytest.mark.parametrize(("old", "new", "rules"), ILLEGAL.values(), ids=ILLEGAL)
def test_illegal(tracker: Path, old: str, new: str, rules: str) -> None:
    path = tracker / "tickets/OBS-0001-dome-sticks.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    ran = run(tracker, "check", "--json")
    found = {finding["slug"] for finding in ran.data["findings"] if finding["path"].endswith(path.name)}
    assert {*rules.split()} <= found
    assert ran.code == (0 if rules == "unfitting-severity" else 1)


@pytest.mark.parametrize(
    ("old", "new", "slug"),
    [
        ("  dome: 1\n", "", "missing-field"),
        ("## Cause\n\nA scratch in the grating.\n", "", "missing-section"),
        ("A scratch in the grating.\n", "", "missing-section"),
    ],
)
def test_what_is_required_since(tracker: Path, old: str, new: str, slug: str) -> None:
    path = tracker / "tickets/log/OBS-0002-ghost-lines.md"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    ran = run(tracker, "check", "--json")
    assert [finding["slug"] for finding in ran.data["findings"]] == [slug]


def test_mends_speak_the_words_of_this_policy(tracker: Path) -> None:
    path = tracker / "tickets/log/OBS-0002-ghost-lines.md"
    path.write_text(path.read_text().replace("state: on-the-bench", "state: first-light"))
    (finding,) = run(tracker, "check", "--json").data["findings"]
    assert finding["message"] == "diagnosed -> first-light is not a move of the fault workflow"
    assert "on-the-bench (technician or director; needs ## Cause)" in finding["help"]
    assert "archived as no-fault-found (technician; needs note)" in finding["help"]


def test_list(tracker: Path) -> None:
    ran = run(tracker, "list", "--json")
    rows = {row["id"]: (row["state"], row["severity"], row["waits_on"]) for row in ran.data["tickets"]}
    assert rows == {
        "OBS-0001": ("archived", "red", None),
        "OBS-0002": ("on-the-bench", "amber", "technician"),
        "OBS-0003": ("spotted", None, "technician"),
        "OBS-10000": ("wished", None, "director"),
    }
    assert list(rows) == sorted(rows, key=lambda name: int(name[4:]))


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--type", "time"], ["OBS-10000"]),
        (["--state", "spotted", "--state", "wished"], ["OBS-0003", "OBS-10000"]),
        (["--severity", "red"], ["OBS-0001"]),
        (["--hold", "spare-parts"], ["OBS-0002"]),
        (["--waits-on", "director"], ["OBS-10000"]),
        (["--closed"], ["OBS-0001"]),
    ],
)
def test_filters(tracker: Path, arguments: list[str], ids: list[str]) -> None:
    ran = run(tracker, "list", "--json", *arguments)
    assert [row["id"] for row in ran.data["tickets"]] == ids


def test_words_of_the_default_are_unknown(tracker: Path) -> None:
    ran = run(tracker, "list", "--severity", "severe")
    assert ran.code == 2
    assert "known are red, amber, green, none" in ran.err


def test_show(tracker: Path) -> None:
    ran = run(tracker, "show", "2")
    assert ran.code == 0
    assert re.search(r"^  state +on-the-bench, on hold: spare-parts$", ran.out, re.MULTILINE)
    assert re.search(r"^  custom +dome: 1, filters: H-alpha, O III, code: 0017$", ran.out, re.MULTILINE)
    assert ran.out.endswith(
        "Next\n  first-light: technician\n  archived as no-fault-found: technician; needs resolution, note\n"
    )


def test_schema_of_a_ticket(tracker: Path) -> None:
    schema = run(tracker, "schema", "ticket").data
    assert schema["properties"]["severity"] == {"enum": ["red", "amber", "green"]}
    assert schema["properties"]["custom"]["properties"].keys() == {"dome", "remote", "seen_on", "filters", "code"}


@pytest.mark.slow
def test_build(tracker: Path) -> None:
    ran = run(tracker, "build", "--strict")
    assert ran.code == 0, ran.err
    site = tracker / "site"
    page = (site / "tickets/OBS-0002/index.html").read_text(encoding="utf-8")
    assert "Ghost lines in the red arm" in page
    assert "On the bench" in page
    for state in ("spotted", "diagnosed", "on-the-bench", "first-light", "archived", "wished", "answered"):
        assert (site / f"stages/{state}/index.html").is_file()
    for level in ("red", "amber", "green"):
        assert (site / f"severities/{level}/index.html").is_file()
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in (".html", ".json", ".xml", ".md", ".csv", ".ics", ".svg"):
            text = path.read_text(encoding="utf-8")
            assert "Kicked it" not in text, path
            assert "Night log" not in text or "handbook" in path.parts, path


@pytest.mark.slow
def test_no_page_speaks_of_the_default(tracker: Path) -> None:
    assert run(tracker, "build").code == 0
    words = re.compile(
        r"\b(error-confirmed|pending-evaluation|Pending evaluation|QA testing|monitor-and-close|Platform (?:Operator"
        r"|Provider)|cannot-reproduce|not-an-error|Steps to reproduce|Workaround|details-needed)\b"
    )
    found: dict[str, set[str]] = {}
    for path in (tracker / "site").rglob("*.html"):
        name = path.relative_to(tracker / "site").as_posix()
        if not name.startswith("handbook/rules/"):  # the pages of the rules have examples, in the built-in words
            found.setdefault(name, set()).update(words.findall(path.read_text(encoding="utf-8")))
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_json_is_plain(tracker: Path) -> None:
    assert json.loads(run(tracker, "show", "OBS-10000", "--json").out)["ticket"]["next_moves"] == [
        {"to": "answered", "resolutions": ["granted", "refused"], "by": ["director"], "needs": ["resolution"],
         "sections": []}
    ]  # fmt: skip
