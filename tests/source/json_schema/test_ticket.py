"""The schema takes every front matter that the check takes, and refuses those of a wrong form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from supportflow.source.json_schema.ticket import ticket_schema
from supportflow.source.policy.load import default_policy
from tests.source.json_schema.support import judged
from tests.source.policy.support import SMALLEST, policy

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests/rules"
OF_FORM = ("unknown-key", "missing-key", "wrong-type", "unknown-value", "empty-value", "entry-shape")
"""Rules of which the schema has to know: what else a check finds is beyond a schema."""
BEYOND = {
    "unknown-key/bad-field-of-another-move": "which fields an entry may carry depends on the moves into its state",
    "empty-value/bad-null-words": "`null` is a text here, and null in an editor",
}


def good() -> dict[str, Any]:
    return {
        "id": "SF-0042",
        "title": "Checkout spins forever",
        "type": "error",
        "state": "evaluated",
        "severity": "high",
        "impact": {"users": "majority", "breakage": "most"},
        "links": {"relates": ["SF-0031", "SF-10000"]},
        "attachments": [{"file": "SF-0042/spinner.png", "shows": "app-screen", "audience": "staff"}],
        "affects": {"versions": [4.1], "platforms": ["ios"]},
        "history": [
            {"at": "2026-11-23T09:14:00+02:00", "by": "operator:@op-anna", "state": "pending-evaluation"},
            {"at": "2026-11-23T11:05:00.25Z", "by": "provider", "state": "evaluated", "severity": "medium"},
            {"at": "2026-11-23T12:00:00Z", "by": "provider", "severity": "high", "reason": "More of them"},
            {"at": "2026-11-23T12:00:00Z", "by": "provider", "hold": "details-needed", "note": "Which bank?"},
            {"at": "2026-11-23T13:00:00Z", "by": "operator", "resume": "details-needed"},
            {"at": "2026-11-23T13:00:00Z", "by": "provider", "excuse": "capacity", "reason": "Too few of us"},
            {"at": "2026-11-23T13:00:00Z", "by": "operator", "note": "Any news?"},
        ],
    }


def refused(data: object) -> bool:
    return not Draft202012Validator(ticket_schema(default_policy())).is_valid(data)


def entry(**keys: object) -> dict[str, object]:
    return {"at": "2026-11-23T13:00:00Z", "by": "provider", **keys}


@pytest.mark.parametrize("own", [default_policy(), policy(SMALLEST)], ids=["default", "smallest"])
def test_schema_is_one(own: Any) -> None:
    Draft202012Validator.check_schema(ticket_schema(own))


def test_good() -> None:
    assert not refused(good())


@pytest.mark.parametrize("key", ["id", "title", "type", "state", "history"])
def test_required(key: str) -> None:
    data = good()
    del data[key]
    assert refused(data)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "SF-42"},
        {"id": "SF-00042"},
        {"id": "OP-0042"},
        {"title": ""},
        {"title": ["a"]},
        {"type": "eror"},
        {"state": "open"},
        {"state": "evaluted"},
        {"severity": "urgent"},
        {"impact": {"users": "majority"}},
        {"impact": {"users": "many", "breakage": "most"}},
        {"impact": "majority"},
        {"scheduled_for": "25.11.2026"},
        {"scheduled_for": "2026-11-25T00:00:00Z"},
        {"consultation": "2026-11-25"},
        {"consultation": "2026-11-25T10:00:00"},
        {"resolution": "done"},
        {"links": {"related": ["SF-0031"]}},
        {"links": {"relates": ["31"]}},
        {"links": ["SF-0031"]},
        {"attachments": [{"file": "a.png"}]},
        {"attachments": [{"file": "a.png", "shows": "chat"}]},
        {"attachments": [{"file": "a.png", "shows": "log", "audience": "all"}]},
        {"audience": "public"},
        {"subscribers": "acme"},
        {"subscribers": [""]},
        {"custom": {"dome": 3}},
        {"imported": {"from": "elsewhere"}},
        {"waivers": [{"rule": "SF401"}]},
        {"assignee": ""},
        {"colour": "blue"},
        {"history": []},
        {"history": {}},
        {"history": ["state"]},
    ],
    ids=str,
)
def test_broken_top(change: dict[str, object]) -> None:
    assert refused({**good(), **change})


@pytest.mark.parametrize(
    "change",
    [
        {"at": "2026-11-23T13:00:00Z", "state": "evaluated"},
        {"by": "provider", "state": "evaluated"},
        entry(),
        entry(reason="None"),
        entry(state="open"),
        entry(state="evaluated", hold="on-hold"),
        entry(hold="on-hold", resume="on-hold"),
        entry(hold="lunch"),
        entry(hold="on-hold", severity="high"),
        entry(hold="on-hold", reason="Lunch"),
        entry(excuse="capacity"),
        entry(excuse="lunch", reason="Lunch"),
        entry(severity="high"),
        entry(note="Hello", reason="Hello"),
        entry(note="Hello", released_in="4.9"),
        entry(note=""),
        entry(note="Hello", who="me"),
        {**entry(note="Hello"), "by": "somebody"},
        {**entry(note="Hello"), "by": "provider@op-anna"},
        {**entry(note="Hello"), "by": "provider:op-anna"},
        {**entry(note="Hello"), "at": "2026-11-23 13:00:00Z"},
        {**entry(note="Hello"), "at": "2026-11-23T13:00:00"},
    ],
    ids=str,
)
def test_broken_entry(change: dict[str, object]) -> None:
    data = good()
    assert refused({**data, "history": [*data["history"], change]})


def test_a_request_has_its_own_states_and_severities() -> None:
    data = {**good(), "type": "request", "state": "open", "history": [entry(state="open")]}
    data.pop("severity")
    assert not refused(data)
    assert not refused({**data, "severity": "enhancement"})
    assert refused({**data, "severity": "high"})
    assert refused({**data, "state": "pending-evaluation"})
    assert refused({**data, "history": [entry(state="pending-evaluation")]})


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        ("text", ["3", 3, "a"], ["", ["a"], {}]),
        ("integer", ["3", 3, "-12", "+1"], ["3.0", "", "three", "1" * 19]),
        ("boolean", ["true", "FALSE", True], ["yes", "1", 1, ""]),
        ("date", ["2026-11-25"], ["25.11.2026", "2026-11-25T00:00:00Z"]),
        ("list", [["a", "b"], []], ["a", [""], [["a"]]]),
    ],
)
def test_custom(kind: str, right: list[object], wrong: list[object]) -> None:
    own = policy(f'[custom.dome]\ntype = "{kind}"\n')
    validator = Draft202012Validator(ticket_schema(own))
    assert [value for value in right if not validator.is_valid({**good(), "custom": {"dome": value}})] == []
    assert [value for value in wrong if validator.is_valid({**good(), "custom": {"dome": value}})] == []


def test_components_where_the_policy_lists_them() -> None:
    assert not refused({**good(), "component": "anything"})
    own = Draft202012Validator(ticket_schema(policy('components = ["checkout"]')))
    assert own.is_valid({**good(), "component": "checkout"})
    assert not own.is_valid({**good(), "component": "anything"})


def test_sample_tickets() -> None:
    tickets = list(judged(ROOT))
    assert len(tickets) >= 40
    assert {ticket.path: (ticket.rules, ticket.minded) for ticket in tickets if ticket.rules or ticket.minded} == {}


@pytest.mark.corpus
def test_corpus(corpus: Path) -> None:
    for tree in sorted(path.parent for path in corpus.glob("*/tickets")):
        accepted = [ticket for ticket in judged(tree) if not ticket.rules]
        assert accepted
        assert {ticket.path: ticket.minded for ticket in accepted if ticket.minded} == {}


@pytest.mark.parametrize("tree", sorted(FIXTURES.glob("*/*/tickets")), ids=lambda path: "/".join(path.parts[-3:-1]))
def test_fixtures_of_the_rules(tree: Path) -> None:
    for ticket in judged(tree.parent):
        if not ticket.rules:
            assert ticket.minded == (), ticket.path
        if ticket.rules.intersection(OF_FORM) and "/".join(tree.parts[-3:-1]) not in BEYOND:
            assert ticket.minded, ticket.path
