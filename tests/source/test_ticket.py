from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportflow.lint.check import check_tree
from supportflow.model.history import Impact, Kind
from supportflow.source.policy.load import default_policy
from supportflow.source.repository import read_repository
from supportflow.source.ticket import read_document
from supportflow.source.tree import FileKind, TreeFile

POLICY = default_policy()
PATH = "tickets/SF-0042.md"
NOW = datetime(2026, 8, 21, tzinfo=UTC)

FULL = """\
---
id: SF-0042
title: Checkout spins
type: error
state: scheduled
severity: high
impact: {users: majority, breakage: most}
component: checkout
subscribers: [acme]
assignee: "@dev-ben"
affects: {versions: [1.10], platforms: [web]}
audience: staff
scheduled_for: 2026-01-09
released_in: 1.10
attachments:
  - {file: SF-0042/a.png, shows: app-screen, audience: staff}
links: {relates: [SF-0031], duplicates: [SF-0030]}
imported: {from: desk, at: 2026-01-01T00:00:00Z}
history:
  - {at: 2026-01-05T09:14:00+02:00, by: operator:@op-anna, state: pending-evaluation}
  - {at: 2026-01-05T11:05:00.5Z, by: provider, state: evaluated, severity: high, reason: why, note: so}
  - {at: 2026-01-05T12:00:00Z, by: provider, hold: on-hold}
  - {at: 2026-01-05T12:00:00Z, by: provider, resume: on-hold}
  - {at: 2026-01-05T12:00:00Z, by: provider, severity: low, reason: less}
  - {at: 2026-01-05T12:00:00Z, by: provider, excuse: other, reason: ill}
  - {at: 2026-01-05T12:00:00Z, by: provider, note: hello}
  - {at: 2026-01-05T12:00:00Z, by: provider, state: scheduled, scheduled_for: 2026-01-09}
---

## What happens

It spins.
"""


class TestValues:
    def test_what_a_file_says(self) -> None:
        document = read_document(PATH, FULL.encode(), POLICY)
        ticket = document.ticket
        assert document.problems == ()
        assert ticket
        assert (ticket.id, ticket.title, ticket.type, ticket.state) == (
            "SF-0042",
            "Checkout spins",
            "error",
            "scheduled",
        )
        assert (ticket.severity, ticket.component, ticket.assignee) == ("high", "checkout", "@dev-ben")
        assert (ticket.subscribers, ticket.versions, ticket.platforms) == (("acme",), ("1.10",), ("web",))
        assert ticket.impact == Impact("majority", "most")
        assert ticket.field("scheduled_for") == date(2026, 1, 9)
        assert ticket.field("released_in") == "1.10"
        assert ticket.field("estimate") is None
        assert ticket.audience == "staff"
        assert ticket.linked("duplicates") == ("SF-0030",)
        assert [(file.file, file.shows, file.audience) for file in ticket.attachments] == [
            ("SF-0042/a.png", "app-screen", "staff")
        ]
        assert ticket.imported
        assert ticket.imported.source == "desk"
        assert ticket.folder == "tickets"

    def test_what_its_history_says(self) -> None:
        ticket = read_document(PATH, FULL.encode(), POLICY).ticket
        assert ticket
        assert [(entry.kind, entry.value) for entry in ticket.history] == [
            (Kind.STATE, "pending-evaluation"),
            (Kind.STATE, "evaluated"),
            (Kind.HOLD, "on-hold"),
            (Kind.RESUME, "on-hold"),
            (Kind.SEVERITY, "low"),
            (Kind.EXCUSE, "other"),
            (Kind.NOTE, "hello"),
            (Kind.STATE, "scheduled"),
        ]
        first, second, *_, last = ticket.history
        assert (first.role, first.handle, second.role, second.handle) == ("operator", "op-anna", "provider", None)
        assert first.at == datetime(2026, 1, 5, 7, 14, tzinfo=UTC)
        assert second.at == datetime(2026, 1, 5, 11, 5, 0, 500_000, tzinfo=UTC)
        assert (second.severity, second.reason, second.note) == ("high", "why", "so")
        assert ticket.history[4].severity == "low"
        assert ticket.history[6].note == "hello"
        assert last.field("scheduled_for") == date(2026, 1, 9)
        assert (last.span.line, last.span.column) == (27, 53)

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_line_ends_and_a_byte_order_mark_make_no_difference(self, newline: str) -> None:
        plain = read_document(PATH, FULL.encode(), POLICY)
        other = read_document(PATH, b"\xef\xbb\xbf" + FULL.replace("\n", newline).encode(), POLICY)
        assert other.ticket == plain.ticket

    def test_what_cannot_be_read_is_kept_back(self) -> None:
        text = FULL.replace("audience: staff", "audience: everybody", 1)
        ticket = read_document(PATH, text.encode(), POLICY).ticket
        assert ticket
        assert ticket.audience == "staff"


class MemoryTree:
    """A tree of one file."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data

    def files(self) -> tuple[TreeFile, ...]:
        return (TreeFile(self.path, FileKind.REGULAR, len(self.data)),)

    def read(self, path: str) -> bytes:
        assert path == self.path
        return self.data


def check(data: bytes) -> None:
    """Every finding of a hostile file has a place that exists, words and a mend; nothing is raised."""
    tree = MemoryTree(PATH, data)
    result = check_tree(read_repository(tree, POLICY), POLICY, NOW)
    assert result.tickets == 1
    for finding in result.findings:
        assert PurePosixPath(finding.path).name == "SF-0042.md"
        assert finding.message
        assert finding.help


PARTS = FULL.splitlines(keepends=True)
WORDS = [
    "~",
    "[]",
    "{}",
    "''",
    "&a",
    "*a",
    "!!x",
    "scheduled",
    "severity: low",
    "2026-01-05T09:00:00Z",
    "😀",
    "[a, {b: c}]",
]


@st.composite
def broken(draw: st.DrawFn) -> str:
    """A ticket in which lines are lost, doubled, moved or have a value replaced."""
    lines = list(PARTS)
    for _ in range(draw(st.integers(1, 6))):
        index = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["lose", "double", "move", "value", "cut", "insert"])):
            case "lose":
                del lines[index]
            case "double":
                lines.insert(index, lines[index])
            case "move":
                lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(index))
            case "value":
                key, colon, _ = lines[index].partition(": ")
                lines[index] = f"{key}{colon}{draw(st.sampled_from(WORDS))}\n"
            case "cut":
                lines[index] = lines[index][: draw(st.integers(0, 60))]
            case _:
                column = draw(st.integers(0, len(lines[index])))
                lines[index] = lines[index][:column] + draw(st.sampled_from(WORDS)) + lines[index][column:]
        if not lines:
            return ""
    return "".join(lines)


@given(broken())
def test_no_broken_ticket_raises(text: str) -> None:
    check(text.encode())


@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda data: b"---\n" + data + b"\n---\n" + data))
def test_no_bytes_raise(data: bytes) -> None:
    check(data)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
def test_no_text_anywhere_raises(text: str) -> None:
    quoted = text.replace("'", "''")
    for key in ("title", "state", "severity", "component", "released_in", "scheduled_for", "audience"):
        line = next(line for line in PARTS if line.startswith(f"{key}: "))
        check(FULL.replace(line, f"{key}: '{quoted}'\n").encode())
    check((FULL + text).encode())
