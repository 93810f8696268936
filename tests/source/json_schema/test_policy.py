"""The schema of the policy takes what the loader takes, and knows the keys that the loader reads."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from supportflow.source.json_schema.policy import policy_schema
from supportflow.source.policy.load import default_data, policy_from
from supportflow.source.policy.table import Table
from tests.source.policy.support import SMALLEST

ROOT = Path(__file__).parents[3]
POLICIES = [*ROOT.glob("tests/policies/*/supportflow.toml"), ROOT / "supportflow.toml"]
FULL = """
[roles.desk]
[excuses]
weather = "Weather"
[holds.parts]
[resolutions.mended]
[sections.Symptom]
[custom.dome]
[entries]
note = ["desk"]
[severities.high]
target = [{range = ["1d", "2d"]}]
[calendars]
default = {hours = {mon = [["09:00", "17:00"]]}}
[workflows.task]
states = {begun = {}, done = {closed = true}}
moves = [
    {from = ["(new)"], to = "begun", by = ["desk"]},
    {from = ["begun"], to = "done", by = ["desk"], requires = [{field = "note"}]},
]
"""


def plain(value: object) -> object:
    """TOML as an editor hands it to a schema: dates are texts."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def minded(data: object) -> list[str]:
    validator: Any = Draft202012Validator(policy_schema(), format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(plain(data))]


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(policy_schema())
    assert json.loads(json.dumps(policy_schema())) == policy_schema()


def test_default() -> None:
    assert minded(default_data()) == []


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.parent.name)
def test_policies_of_the_project(path: Path) -> None:
    assert minded(tomllib.loads(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        SMALLEST,
        FULL,
        'extends = "default"',
        '[calendars]\ndefault = "always"',
        '[calendars.default]\nhours = "always"\nholidays = [2026-12-25]',
        (
            '[[calendars.default]]\nhours = "always"\neffective_until = 2026-01-01\n'
            '[[calendars.default]]\nhours = {mon = [["00:00", "24:00"]]}\neffective_from = 2026-01-01'
        ),
        '[severities.high]\ntarget = "1d 4h"',
        '[severities.high]\ntarget = ["1.5d", "3d"]',
        '[severities.high]\ntarget = {range = ["1h", "2h"], effective_from = 2026-01-01}',
        "[severities.high]\ntarget = []",
    ],
)
def test_what_the_loader_takes(text: str) -> None:
    data = tomllib.loads(text)
    policy_from(data, "supportflow.toml")
    assert minded(data) == []


@pytest.mark.parametrize(
    "text",
    [
        'id_prfix = "SF"',
        "id_prefix = 3",
        'id_prefix = "S-F"',
        'clock_skew = "soon"',
        'extends = "builtin"',
        'maintainers = "lead"',
        'maintainers = [""]',
        'roles = ["desk"]',
        "[severities.high]\nrank = 1.5",
        '[severities.high]\ntarget = ["1d"]',
        '[severities.high]\ntarget = ["1d", "soon"]',
        "[severities.high]\neffective_from = true",
        "[severities.high]\ntarget = 3",
        '[holds.parts]\nwait_on = "x"',
        "[excuses]\nweather = 3",
        '[resolutions.mended]\ncounts = "yes"',
        "[sections.Symptom]\ntypes = 3",
        '[custom.dome]\ntype = "float"',
        "[workflows.task]",
        "[workflows.task]\nstates = {}\nmoves = []",
        "[workflows.task]\nstates = {begun = {closed = 1}}\nmoves = [{}]",
        '[workflows.task]\nstates = {begun = {}}\nmoves = [{from = "(new)", to = "begun", by = ["desk"]}]',
        '[workflows.task]\nstates = {begun = {}}\nmoves = [{from = ["(new)"], to = "begun", by = []}]',
        '[workflows.task]\nstates = {a = {}}\nmoves = [{from = ["(new)"], to = "a", by = ["b"], requires = ["nte"]}]',
        '[calendars]\ndefault = "allways"',
        "[calendars]\ndefault = []",
        '[calendars.default]\ntimezone = "UTC"',
        '[calendars.default]\nhours = {monday = [["09:00", "17:00"]]}',
        '[calendars.default]\nhours = {mon = [["24:00", "24:00"]]}',
        '[calendars.default]\nhours = {mon = [["09:00", "25:00"]]}',
        '[calendars.default]\nhours = {mon = [["09:00"]]}',
        '[calendars.default]\nhours = "always"\nholidays = ["Christmas"]',
        "[sla]\nwarn_at = 80",
        '[attachments]\nmax_size = "25 megabytes"',
        '[publishing]\nnotes = "no"',
    ],
)
def test_what_the_loader_refuses(text: str) -> None:
    data = tomllib.loads(text)
    assert minded(data)
    with pytest.raises(Exception, match=r"supportflow\.toml: "):
        policy_from(data, "supportflow.toml")


def keys_of(schema: Any) -> Iterator[frozenset[str]]:
    """The sets of keys that the tables of a schema may have."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield frozenset(schema["properties"])
        for value in schema.values():
            yield from keys_of(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from keys_of(value)


def test_the_loader_reads_the_keys_of_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    read: set[frozenset[str]] = set()
    done = Table.done

    def listen(self: Table) -> None:
        read.add(frozenset(self._asked))
        done(self)

    monkeypatch.setattr(Table, "done", listen)
    policy_from(tomllib.loads(FULL), "supportflow.toml")
    assert read - {frozenset({"range"})} == set(keys_of(policy_schema()))
