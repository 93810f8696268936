"""`at` is held against the first commit of the range from which the entry stands unchanged; merges do not hide it."""

from __future__ import annotations

import pytest

from tests.lint.gate_support import (
    CONFIRMED,
    EVALUATED,
    OPERATOR,
    POLICY,
    PROVIDER,
    REPORTED,
    TICKET,
    Gate,
    Repo,
    fragment,
    new,
)
from tests.rules.support import Run, ticket_text

BOTH = (OPERATOR, PROVIDER)
BEFORE = ticket_text()
AFTER = ticket_text(fragment("pending-evaluation", CONFIRMED, REPORTED))
LATE = "2026-01-09T00:00:00+00:00"
NOW = "2026-01-20T00:00:00Z"


@pytest.fixture
def base(repo: Repo) -> Repo:
    """A main branch with one ticket."""
    repo.commit("main", {TICKET: BEFORE})
    return repo


def judged(repo: Repo, gate: Gate, *, now: str = NOW, base: str = "main") -> Run:
    return gate(repo, *BOTH, now=now, base=base)


@pytest.mark.parametrize(
    ("authored", "found"),
    [
        ("2026-01-05T09:00:00+00:00", []),  # the entry is later than its commit: no matter
        ("2026-01-06T10:00:00+00:00", []),  # a day, exactly
        ("2026-01-06T10:00:01+00:00", ["back-dated"]),
    ],
)
def test_the_skew_is_a_day(base: Repo, gate: Gate, authored: str, found: list[str]) -> None:
    base.commit("head", {TICKET: AFTER}, parents=["main"], at=authored)
    assert new(judged(base, gate)) == found


def test_the_policy_sets_the_skew(base: Repo, gate: Gate) -> None:
    base.commit("main", {"supportflow.toml": f'clock_skew = "100h"\n{POLICY}'})
    base.commit("head", {TICKET: AFTER}, parents=["main"], at=LATE)
    assert new(judged(base, gate)) == []


def test_all_entries_of_a_new_ticket_count(base: Repo, gate: Gate) -> None:
    path = "tickets/SF-0043.md"
    base.commit("head", {path: ticket_text(path=path)}, parents=["main"], at=LATE)
    assert new(judged(base, gate)) == ["back-dated"]


def test_later_commits_that_leave_the_entry_alone_do_not_count(base: Repo, gate: Gate) -> None:
    base.commit("head", {TICKET: AFTER}, parents=["main"], at="2026-01-05T10:30:00+00:00")
    base.commit("head", {TICKET: f"{AFTER}\nMore.\n"}, at=LATE)
    base.commit("head", {TICKET: None, "tickets/SF-0042-moved.md": f"{AFTER}\nMore.\n"}, at=LATE)
    assert new(judged(base, gate)) == []


def test_a_rewritten_entry_counts_from_the_commit_that_wrote_it(base: Repo, gate: Gate) -> None:
    draft = AFTER.replace("10:00:00Z", "10:20:00Z")
    base.commit("head", {TICKET: draft}, parents=["main"], at="2026-01-05T10:30:00+00:00")
    base.commit("head", {TICKET: AFTER}, at=LATE)
    assert new(judged(base, gate)) == ["back-dated"]


def test_an_entry_that_was_away_counts_from_its_return(base: Repo, gate: Gate) -> None:
    base.commit("head", {TICKET: AFTER}, parents=["main"], at="2026-01-05T10:30:00+00:00")
    base.commit("head", {TICKET: BEFORE}, at="2026-01-06T00:00:00+00:00")
    base.commit("head", {TICKET: AFTER}, at=LATE)
    assert new(judged(base, gate)) == ["back-dated"]


def test_a_merge_of_the_base_into_the_branch_brings_no_new_date(base: Repo, gate: Gate) -> None:
    base.commit("head", {TICKET: AFTER}, parents=["main"], at="2026-01-05T10:30:00+00:00")
    base.commit("main", {"README.md": "Hello"}, at=LATE)
    base.commit("head", {"README.md": "Hello"}, parents=["head", "main"], at=LATE)
    assert new(judged(base, gate)) == []


def test_a_merge_commit_that_adds_an_entry_itself_counts(base: Repo, gate: Gate) -> None:
    base.commit("head", {"README.md": "Hi"}, parents=["main"])
    base.commit("main", {"other.md": "Hello"})
    base.commit("head", {TICKET: AFTER, "other.md": "Hello"}, parents=["head", "main"], at=LATE)
    assert new(judged(base, gate)) == ["back-dated"]


def test_an_entry_from_a_side_branch_counts_from_there(base: Repo, gate: Gate) -> None:
    base.commit("head", {"README.md": "Hi"}, parents=["main"])
    base.commit("side", {TICKET: AFTER}, parents=["head"], at="2026-01-05T10:30:00+00:00")
    base.commit("head", {"README.md": "Ho"}, at=LATE)
    base.commit("head", {TICKET: AFTER}, parents=["head", "side"], at=LATE)
    assert new(judged(base, gate)) == []


def test_two_branches_with_the_same_entry_count_from_the_earlier_one(base: Repo, gate: Gate) -> None:
    base.commit("head", {TICKET: AFTER}, parents=["main"], at=LATE)
    base.commit("side", {TICKET: AFTER, "a": "b"}, parents=["main"], at="2026-01-05T10:30:00+00:00")
    base.commit("head", {"a": "b"}, parents=["head", "side"], at=LATE)
    assert new(judged(base, gate)) == []


def test_only_imported_entries_are_exempt(base: Repo, gate: Gate) -> None:
    imported = "imported: {from: old tracker, at: 2026-01-05T09:30:00Z}\n"
    path = "tickets/SF-0043.md"
    text = ticket_text(imported + fragment("pending-evaluation", CONFIRMED, REPORTED), path=path)
    base.commit("head", {path: text}, parents=["main"], at=LATE)
    found = gate(base, *BOTH, "lead-cho", now=NOW)
    assert new(found) == ["back-dated"]
    assert found.findings[0]["line"] == text[: text.index("10:00:00")].count("\n") + 1


@pytest.mark.parametrize(("now", "found"), [("2026-01-05T09:55:00Z", []), ("2026-01-05T09:54:59Z", ["in-the-future"])])
def test_five_minutes_into_the_future_are_fine(base: Repo, gate: Gate, now: str, found: list[str]) -> None:
    base.commit("head", {TICKET: AFTER}, parents=["main"])
    assert new(judged(base, gate, now=now)) == found


def test_the_dirty_work_tree_is_a_commit_of_now(base: Repo, gate: Gate) -> None:
    base.checkout("main")
    (base.path / TICKET).write_text(AFTER)
    assert new(gate(base, *BOTH, head=None, now="2026-01-05T10:30:00Z")) == []
    assert new(gate(base, *BOTH, head=None, now=NOW)) == ["back-dated"]


class TestTwoLegalChanges:
    """Which together are not: each is right alone, and their merge is judged."""

    def test_two_moves_from_one_state(self, base: Repo, gate: Gate) -> None:
        past = (CONFIRMED, REPORTED)
        base.commit("main", {TICKET: ticket_text(fragment("pending-evaluation", *past))})
        done = REPORTED.replace("10:00", "11:30").replace(
            "state: pending-evaluation", "state: closed, note: Ours., resolution: withdrawn"
        )
        one = ticket_text(fragment("evaluated", *past, EVALUATED, severity="medium"))
        two = ticket_text(fragment("closed", *past, done, resolution="withdrawn"))
        both = ticket_text(
            fragment("evaluated", *past, EVALUATED, done, severity="medium").replace(
                "state: evaluated", "state: evaluated"
            )
        )
        base.commit("one", {TICKET: one}, parents=["main"])
        base.commit("head", {TICKET: two}, parents=["main"])
        assert gate(base, *BOTH, head="one").code == 0
        assert gate(base, *BOTH, head="head").code == 0
        base.commit("main", {TICKET: one}, parents=["one"])
        base.commit("merged", {TICKET: both}, parents=["main", "head"])
        assert "state-mismatch" in new(gate(base, *BOTH, head="merged"))
        inserted = ticket_text(fragment("evaluated", *past, done, EVALUATED, severity="medium"))
        base.commit("merged", {TICKET: inserted}, parents=["main", "head"])
        assert {"tampered-history", "illegal-transition"} <= set(new(gate(base, *BOTH, head="merged")))

    def test_one_id_for_two_tickets(self, base: Repo, gate: Gate) -> None:
        one, two = "tickets/SF-0050-one.md", "tickets/SF-0050-two.md"
        base.commit("one", {one: ticket_text(path=one)}, parents=["main"])
        base.commit("head", {two: ticket_text(path=two)}, parents=["main"])
        assert gate(base, *BOTH, head="one").code == gate(base, *BOTH, head="head").code == 0
        base.commit("main", {}, parents=["one"])
        base.commit("merged", {two: ticket_text(path=two)}, parents=["main", "head"])
        found = gate(base, *BOTH, head="merged")
        assert [(each["path"], each["status"]) for each in found.of("duplicate-id")] == [(one, "new"), (two, "new")]
        assert "SF-0051" in found.findings[0]["help"]
