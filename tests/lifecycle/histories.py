"""Tickets made from the policy: a history that leads to any state, with all that its moves require."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta

from supportflow.lifecycle.judge import Case, judge
from supportflow.lifecycle.replay import Replay, replay
from supportflow.model.finding import Problem
from supportflow.model.policy import NEW, Move, Policy, Workflow
from supportflow.source.policy.load import default_policy
from supportflow.source.ticket import read_document

POLICY = default_policy()
PATH = "tickets/SF-0042.md"
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
VALUES = {
    "impact": "{users: few, breakage: isolated}",
    "severity": "medium",
    "note": "so",
    "scheduled_for": "2026-02-02",
    "released_in": "4.2.1",
    "consultation": "2026-01-07T10:00:00Z",
    "estimate": "3 days",
    "approval": "2026-01-12",
}
TOP = {"links.duplicates": "links: {duplicates: [SF-0031]}"}
"""What stands at the top; a section stands in the text."""


def entry(move: Move, role: str, *, resolution: str | None = None, lacks: str = "") -> str:
    """An entry that makes a move by a role, with all that it requires but for what it is to lack."""
    keys = {"by": role, "state": move.to}
    for need in move.requires:
        if need.name in VALUES and need.name != lacks:
            keys[need.name] = VALUES[need.name]
    if move.resolutions and lacks != "resolution":
        keys["resolution"] = resolution or move.resolutions[0]
    return ", ".join(f"{key}: {value}" for key, value in keys.items())


def top_of(move: Move, lacks: str = "") -> list[str]:
    """Lines at the top that a move requires."""
    return [TOP[need.name] for need in move.requires if need.name in TOP and need.name != lacks]


def way(workflow: Workflow, state: str) -> list[Move]:
    """The shortest legal way from a new ticket to a state."""
    ways: deque[tuple[str, list[Move]]] = deque([(NEW, [])])
    seen = {NEW}
    while ways:
        here, moves = ways.popleft()
        if here == state:
            return moves
        for move in workflow.moves:
            if here in move.sources and move.to not in seen:
                seen.add(move.to)
                ways.append((move.to, [*moves, move]))
    raise AssertionError(state)


def read(
    workflow: Workflow, entries: list[str], top: tuple[str, ...] = (), policy: Policy = POLICY
) -> tuple[list[Problem], Replay]:
    """What judging a ticket with these entries finds, and its replay. The text has every section of its type."""
    lines = [f"  - {{at: {(START + timedelta(hours=hour)).isoformat()}, {text}}}" for hour, text in enumerate(entries)]
    sections = "\n".join(f"## {rule.name}\n\ntext\n" for rule in policy.sections_of(workflow.name))
    front = "\n".join(["id: SF-0042", "title: a", f"type: {workflow.name}", "state: x", *top, "history:", *lines])
    document = read_document(PATH, f"---\n{front}\n---\n\n{sections}".encode(), policy)
    assert document.ticket
    assert document.problems == ()
    replayed = replay(document.ticket.history, workflow)
    return list(judge(Case(document.ticket, workflow, policy, replayed))), replayed


def lead_to(workflow: Workflow, state: str) -> list[str]:
    """Entries that lead legally to a state."""
    return [entry(move, move.by[0]) for move in way(workflow, state)]
