"""How a policy lies over the one that it extends."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from supportflow.source.policy.load import default_data, default_policy, merge
from tests.source.policy.support import SMALLEST, policy

KEYS = st.sampled_from(["a", "b", "workflows", "calendars"])
VALUES = st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2)
TABLES = st.dictionaries(KEYS, st.recursive(VALUES, lambda inner: st.dictionaries(KEYS, inner, max_size=3)), max_size=4)


def test_nothing_changes_nothing() -> None:
    assert merge(default_data(), {}) == default_data()
    assert policy("").workflows == default_policy().workflows


def test_extends_default_is_the_same_as_no_extends() -> None:
    assert policy('extends = "default"').severities == policy("").severities


def test_scalars_replace() -> None:
    own = policy('id_prefix = "OP"\nclock_skew = "2h"\n[sla]\nwarn_at = 0.5\n')
    assert (own.id_prefix, own.clock_skew.total_seconds(), own.warn_at) == ("OP", 7200, 0.5)


def test_lists_replace_and_are_not_joined() -> None:
    own = policy('[severities.high]\ntarget = ["1d", "2d"]\n[entries]\nnote = ["subscriber"]\n')
    (target,) = own.severities["high"].targets
    assert (target.earliest.text, target.latest.text) == ("1d", "2d")
    assert own.entry_roles["note"] == ("subscriber",)
    assert own.entry_roles["hold"] == ("provider",)


def test_tables_merge_by_key() -> None:
    own = policy('[roles.provider]\nmembers = ["dev-ben"]\n[severities.high]\ntitle = "Urgent"\n')
    assert own.roles["provider"].members == ("dev-ben",)
    assert own.roles["provider"].title == "Platform Provider"
    assert list(own.roles) == ["operator", "provider", "subscriber"]
    assert own.severities["high"].title == "Urgent"
    assert own.severities["high"].rank == 2
    assert own.severities["high"].targets == default_policy().severities["high"].targets


def test_what_is_new_comes_last() -> None:
    own = policy("[roles.auditor]\n[severities.cosmetic]\nrank = 9\n[holds.weather]\n")
    assert list(own.roles)[-1] == "auditor"
    assert list(own.severities)[-1] == "cosmetic"
    assert list(own.holds) == ["details-needed", "third-party", "on-hold", "weather"]


def test_one_workflow_replaces_whole() -> None:
    own = policy(
        """
        [workflows.request]
        states = {wished = {}, granted = {closed = true}}
        moves = [
            {from = ["(new)"], to = "wished", by = ["operator"]},
            {from = ["wished"], to = "granted", by = ["provider"]},
        ]
        """
    )
    assert list(own.workflows) == ["error", "request"]
    assert list(own.workflows["request"].states) == ["wished", "granted"]
    assert own.workflows["request"].title == "Request"
    assert own.workflows["request"].description == ""
    assert own.workflows["request"].severities == tuple(own.severities)
    assert own.workflows["error"] == default_policy().workflows["error"]


def test_a_workflow_beside_the_others() -> None:
    own = policy(SMALLEST.replace('extends = "none"', "").replace("[roles.desk]", "[roles.desk]\n"))
    assert list(own.workflows) == ["error", "request", "task"]


def test_one_calendar_replaces_whole() -> None:
    own = policy('[calendars.default]\nhours = {sat = [["10:00", "14:00"]]}\nholidays = [2026-12-26]\n')
    (version,) = own.calendars["default"]
    assert version.hours == {"sat": (("10:00", "14:00"),)}
    assert version.timezone == "UTC"
    assert version.holidays == (date(2026, 12, 26),)


def test_a_calendar_beside_the_default() -> None:
    own = policy('[calendars]\nround = "always"\n')
    assert own.calendars["default"] == default_policy().calendars["default"]
    assert own.calendars["round"][0].hours is None


def test_extends_none_starts_empty() -> None:
    own = policy(SMALLEST)
    assert list(own.roles) == ["desk"]
    assert list(own.workflows) == ["task"]
    assert not own.severities
    assert not own.holds
    assert not own.resolutions
    assert not own.sections
    assert own.id_prefix == "SF"
    assert own.calendars["default"][0].hours is None


def test_a_target_can_be_taken_away() -> None:
    assert policy("[severities.low]\ntarget = []\n").severities["low"].targets == ()


@given(TABLES, TABLES)
def test_merging_leaves_both_as_they_were(base: dict[str, object], over: dict[str, object]) -> None:
    before = json.dumps([base, over])
    merged = merge(base, over)
    assert json.dumps([base, over]) == before
    assert set(merged) == {*base, *over}
    assert list(merged)[: len(base)] == list(base)


@given(TABLES, TABLES)
def test_merging_gives_what_the_contract_says(base: dict[str, object], over: dict[str, object]) -> None:
    merged = merge(base, over)
    for key, value in merged.items():
        old, new = base.get(key), over.get(key, base.get(key))
        if key in ("workflows", "calendars") and isinstance(old, dict) and isinstance(new, dict) and key in over:
            assert value == {**old, **new}
        elif not (isinstance(old, dict) and isinstance(new, dict)):
            assert value == new
