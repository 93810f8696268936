"""A history is only added to; what is added is a legal move from where the base ends, by people who may."""

from __future__ import annotations

import pytest

from tests.lint.gate_support import (
    CONFIRMED,
    EVALUATED,
    MAINTAINER,
    OPERATOR,
    PROVIDER,
    REPORTED,
    SCHEDULED,
    TICKET,
    Gate,
    Repo,
    awaiting,
    entry,
    existing,
    fragment,
    new,
)
from tests.rules.support import Run, ticket_text

NOTE = entry("09:30", "operator", "note: Seen again.")
THREE = (CONFIRMED, REPORTED, EVALUATED)
BOTH = (OPERATOR, PROVIDER)


def judged(
    repo: Repo,
    gate: Gate,
    before: str | bytes | None,
    after: str | bytes | None,
    *people: str,
    actor: str | None = None,
) -> Run:
    """Put a ticket on the main branch, change it on another, and judge that."""
    repo.commit("main", {TICKET: before} if before is not None else {"README.md": "Hello"})
    repo.commit("head", {TICKET: after}, parents=["main"])
    return gate(repo, *people, actor=actor)


def evaluated(*entries: str, **top: str) -> str:
    return ticket_text(fragment("evaluated", *(entries or THREE), severity="medium", **top))


class TestTampering:
    @pytest.mark.parametrize(
        ("entries", "said"),
        [
            ((CONFIRMED, REPORTED.replace("10:00", "10:01"), EVALUATED), "was changed: `at`"),
            ((CONFIRMED, REPORTED.replace("operator", "operator:@op-anna"), EVALUATED), "was changed: `by`"),
            ((CONFIRMED, REPORTED.replace("}", ", note: More.}"), EVALUATED), "was changed: `note`"),
            ((REPORTED, EVALUATED), "was removed"),
            ((CONFIRMED, EVALUATED), "was removed"),
            ((REPORTED, CONFIRMED, EVALUATED), "was moved"),
            ((CONFIRMED, NOTE, REPORTED, EVALUATED), "stands among those of the base"),
            ((NOTE, *THREE), "stands among those of the base"),
        ],
    )
    def test_is_found(self, repo: Repo, gate: Gate, entries: tuple[str, ...], said: str) -> None:
        found = judged(repo, gate, evaluated(), evaluated(*entries), *BOTH, MAINTAINER)
        [finding] = found.of("tampered-history")
        assert said in finding["message"]
        assert found.code == 1

    def test_of_the_last_entry_is_found(self, repo: Repo, gate: Gate) -> None:
        found = judged(repo, gate, evaluated(), ticket_text(fragment("pending-evaluation", CONFIRMED, REPORTED)), *BOTH)
        assert "tampered-history" in new(found)

    def test_the_same_entry_twice_counts_twice(self, repo: Repo, gate: Gate) -> None:
        before = evaluated(CONFIRMED, NOTE, NOTE, REPORTED, EVALUATED)
        found = judged(repo, gate, before, evaluated(CONFIRMED, NOTE, REPORTED, EVALUATED), *BOTH)
        assert new(found) == ["tampered-history"]

    def test_style_and_comments_are_free(self, repo: Repo, gate: Gate) -> None:
        block = """\
  - at: 2026-01-05T10:00:00Z   # a comment
    state: "pending-evaluation"
    by: 'operator'
"""
        after = evaluated(CONFIRMED, block, EVALUATED).replace("\n", "\r\n")
        found = judged(repo, gate, evaluated(), b"\xef\xbb\xbf" + after.encode(), *BOTH)
        assert found.findings == []

    def test_even_with_the_whole_history_gone(self, repo: Repo, gate: Gate) -> None:
        found = judged(repo, gate, evaluated(), ticket_text("state: evaluated\nhistory: []\n"), *BOTH)
        assert new(found).count("tampered-history") == 3


class TestErasing:
    def erased(self, repo: Repo, gate: Gate, old: str, value: str, *people: str) -> Run:
        return judged(
            repo, gate, evaluated(CONFIRMED, old, *THREE[1:]), evaluated(CONFIRMED, value, *THREE[1:]), *people
        )

    def test_awaits_a_maintainer(self, repo: Repo, gate: Gate) -> None:
        gone = NOTE.replace("Seen again.", '"[erased]"')
        found = self.erased(repo, gate, NOTE, gone, *BOTH)
        assert (new(found), awaiting(found), found.code) == ([], ["redaction"], 3)
        assert "@lead-cho" in found.findings[0]["help"]
        assert gate(repo, *BOTH, MAINTAINER).findings == []

    def test_takes_away_nothing_else(self, repo: Repo, gate: Gate) -> None:
        gone = NOTE.replace("Seen again.", '"[erased]"').replace("09:30", "09:31")
        assert "tampered-history" in new(self.erased(repo, gate, NOTE, gone, *BOTH, MAINTAINER))

    def test_takes_no_key_away(self, repo: Repo, gate: Gate) -> None:
        before = REPORTED.replace("}", ', note: "X", reason: "Y"}')
        after = REPORTED.replace("}", ', note: "[erased]"}')
        assert "tampered-history" in new(
            judged(
                repo, gate, evaluated(CONFIRMED, before, EVALUATED), evaluated(CONFIRMED, after, EVALUATED), MAINTAINER
            )
        )


class TestReplay:
    def test_goes_on_from_where_the_base_ends(self, repo: Repo, gate: Gate) -> None:
        """An illegal past blocks nobody."""
        past = (CONFIRMED, entry("10:00", "operator", "state: scheduled"))
        before = ticket_text(fragment("scheduled", *past, severity="medium"))
        after = ticket_text(
            fragment("qa-testing", *past, entry("12:00", "provider", "state: qa-testing"), severity="medium")
        )
        found = judged(repo, gate, before, after, PROVIDER)
        assert new(found) == []
        assert "illegal-transition" in existing(found)
        assert found.code == 0

    def test_an_unreadable_past_entry_blocks_nobody_and_hides_nothing(self, repo: Repo, gate: Gate) -> None:
        past = (CONFIRMED, '  - {at: yesterday, by: operator, note: "?"}\n', REPORTED)
        before = ticket_text(fragment("pending-evaluation", *past))
        legal = ticket_text(fragment("evaluated", *past, EVALUATED, severity="medium"))
        found = judged(repo, gate, before, legal, PROVIDER)
        assert (new(found), awaiting(found)) == ([], [])
        illegal = ticket_text(
            fragment("qa-testing", *past, EVALUATED.replace("evaluated, severity: medium", "qa-testing"))
        )
        repo.commit("head", {TICKET: illegal}, parents=["main"])
        assert new(gate(repo, PROVIDER)) == ["illegal-transition"]

    def test_the_same_illegal_move_again_is_new(self, repo: Repo, gate: Gate) -> None:
        jump = entry("10:00", "provider", "state: qa-testing")
        before = ticket_text(fragment("qa-testing", CONFIRMED, jump))
        back = entry("11:00", "provider", "state: error-confirmed")
        after = ticket_text(fragment("qa-testing", CONFIRMED, jump, back, jump.replace("10:00", "12:00")))
        found = judged(repo, gate, before, after, *BOTH)
        assert new(found).count("illegal-transition") == 2
        assert existing(found).count("illegal-transition") == 1

    def test_an_unknown_state_fails_closed(self, repo: Repo, gate: Gate) -> None:
        past = (CONFIRMED, entry("10:00", "operator", "state: imlpemented"))
        before = ticket_text(fragment("imlpemented", *past))
        after = ticket_text(
            fragment("closed", *past, entry("11:00", "provider", "state: closed, note: Done."), resolution="declined")
        )
        assert "illegal-transition" in new(judged(repo, gate, before, after, *BOTH))

    def test_an_unknown_type_fails_closed(self, repo: Repo, gate: Gate) -> None:
        before = ticket_text(fragment("error-confirmed", CONFIRMED, type="bug"))
        after = ticket_text(fragment("pending-evaluation", CONFIRMED, REPORTED, type="bug"))
        assert "unknown-value" in new(judged(repo, gate, before, after, *BOTH))

    def test_a_value_removed_from_the_top_is_missed_by_a_past_move(self, repo: Repo, gate: Gate) -> None:
        entries = (*THREE, SCHEDULED)
        before = ticket_text(fragment("scheduled", *entries, severity="medium", scheduled_for="2026-02-02"))
        after = ticket_text(fragment("scheduled", *entries, severity="medium"))
        assert new(judged(repo, gate, before, after, *BOTH)) == ["missing-field"]


class TestReopening:
    CLOSED = entry("11:00", "operator", "state: closed, note: Ours.")
    AGAIN = entry("12:00", "operator", "state: pending-evaluation, note: It is back.")

    def before(self) -> str:
        return ticket_text(fragment("closed", CONFIRMED, REPORTED, self.CLOSED, resolution="withdrawn"))

    def after(self, closing: str, *more: str) -> str:
        return ticket_text(fragment("pending-evaluation", CONFIRMED, REPORTED, closing, self.AGAIN, *more))

    def test_adds_the_resolution_to_a_closing_entry(self, repo: Repo, gate: Gate) -> None:
        whole = self.CLOSED.replace("}", ", resolution: withdrawn}")
        assert judged(repo, gate, self.before(), self.after(whole), OPERATOR).findings == []

    def test_adds_no_other_resolution(self, repo: Repo, gate: Gate) -> None:
        other = self.CLOSED.replace("}", ", resolution: declined}")
        assert new(judged(repo, gate, self.before(), self.after(other), OPERATOR)) == ["tampered-history"]

    def test_adds_nothing_else(self, repo: Repo, gate: Gate) -> None:
        more = self.CLOSED.replace("}", ", resolution: withdrawn, released_in: 1.0}")
        assert "tampered-history" in new(judged(repo, gate, self.before(), self.after(more), OPERATOR))

    def test_without_it_the_cycle_is_lost(self, repo: Repo, gate: Gate) -> None:
        assert new(judged(repo, gate, self.before(), self.after(self.CLOSED), OPERATOR)) == ["lost-cycle"]

    def test_completes_nothing_without_reopening(self, repo: Repo, gate: Gate) -> None:
        whole = self.CLOSED.replace("}", ", resolution: withdrawn}")
        after = ticket_text(fragment("closed", CONFIRMED, REPORTED, whole, resolution="withdrawn"))
        assert new(judged(repo, gate, self.before(), after, OPERATOR)) == ["tampered-history"]


class TestFields:
    BACK = entry("13:00", "provider", "state: evaluated, note: Look again.")
    AGAIN = entry("14:00", "provider", "state: scheduled")

    def scheduled(self, *entries: str, day: str = "2026-02-02") -> str:
        state = "evaluated" if entries and entries[-1] == self.BACK else "scheduled"
        return ticket_text(fragment(state, *THREE, SCHEDULED, *entries, severity="medium", scheduled_for=day))

    def test_a_move_made_again_needs_its_field_anew(self, repo: Repo, gate: Gate) -> None:
        before = self.scheduled(self.BACK)
        assert new(judged(repo, gate, before, self.scheduled(self.BACK, self.AGAIN), PROVIDER)) == ["stale-field"]
        repo.commit("head", {TICKET: self.scheduled(self.BACK, self.AGAIN, day="2026-02-03")}, parents=["main"])
        assert gate(repo, PROVIDER).findings == []
        repeated = self.AGAIN.replace("}", ", scheduled_for: 2026-02-02}")
        repo.commit("head", {TICKET: self.scheduled(self.BACK, repeated)}, parents=["main"])
        assert gate(repo, PROVIDER).findings == []

    def test_a_promise_is_changed_by_who_may_give_it(self, repo: Repo, gate: Gate) -> None:
        found = judged(repo, gate, self.scheduled(), self.scheduled(day="2026-03-03"), actor=OPERATOR)
        assert (awaiting(found), found.code) == (["changed-promise"], 3)
        assert "@dev-ben" in found.findings[0]["help"]
        assert gate(repo, actor=PROVIDER).findings == []

    def test_what_no_move_has_required_is_free(self, repo: Repo, gate: Gate) -> None:
        after = evaluated(component="checkout", assignee="dev-ben")
        assert judged(repo, gate, evaluated(), after, actor=OPERATOR).findings == []

    @pytest.mark.parametrize(
        ("old", "now", "waits"),
        [
            ("audience: staff\n", "", True),
            ("audience: staff\n", "audience: stakeholders\n", True),
            ("", "audience: staff\n", False),
            ("", "subscribers: [acme]\n", True),
            ("subscribers: [acme, b]\n", "subscribers: [acme]\n", True),
            ("subscribers: [acme, b]\n", "subscribers: [b, acme]\n", False),
        ],
    )
    def test_readers_are_the_providers_to_choose(self, repo: Repo, gate: Gate, old: str, now: str, waits: bool) -> None:
        found = judged(repo, gate, ticket_text(old), ticket_text(now), actor=OPERATOR)
        assert awaiting(found) == (["widened"] if waits else [])
        assert gate(repo, actor=PROVIDER).findings == []


class TestPeople:
    MOVE = ticket_text(fragment("pending-evaluation", CONFIRMED, REPORTED))
    HOLD = entry("11:00", "provider", "hold: details-needed, note: Which one?")

    @pytest.mark.parametrize(
        ("actor", "approvers", "waits"),
        [
            (OPERATOR, (), False),
            ("@OP-Anna", (), False),
            (PROVIDER, (), True),
            (PROVIDER, (OPERATOR,), False),
            ("somebody", ("another", "@Op-Bela"), False),
            (None, (), True),
            ("", (), True),
        ],
    )
    def test_actor_and_approvers_both_count(
        self, repo: Repo, gate: Gate, actor: str | None, approvers: tuple[str, ...], waits: bool
    ) -> None:
        found = judged(repo, gate, ticket_text(), self.MOVE, *approvers, actor=actor)
        assert awaiting(found) == (["unapproved-role"] if waits else [])
        assert found.code == (3 if waits else 0)

    @pytest.mark.parametrize(
        "more",
        [
            HOLD,
            entry("11:00", "provider", "excuse: capacity, reason: Ill."),
            entry("11:00", "provider", "severity: high, reason: More of them."),
            entry("11:00", "provider", "note: We look."),
        ],
    )
    def test_each_kind_of_entry_needs_its_role(self, repo: Repo, gate: Gate, more: str) -> None:
        severity = "high" if "severity" in more else "medium"
        after = ticket_text(fragment("evaluated", *THREE, more, severity=severity))
        found = judged(repo, gate, evaluated(), after, actor=OPERATOR)
        assert awaiting(found) == ["unapproved-role"]
        assert awaiting(gate(repo, actor=PROVIDER)) == []

    @pytest.mark.parametrize(
        ("by", "actor", "slug"),
        [
            ("operator:@op-anna", "op-anna", None),
            ("operator:@OP-ANNA", "op-anna", None),
            ("operator:@op-bela", "op-anna", "unapproved-role"),
            ("operator:@dev-ben", "dev-ben", "not-a-member"),
            ("operator:@nobody", "op-anna", "not-a-member"),
        ],
    )
    def test_a_handle_is_a_member_and_is_there(
        self, repo: Repo, gate: Gate, by: str, actor: str, slug: str | None
    ) -> None:
        after = self.MOVE.replace('by: "operator", state: pending', f'by: "{by}", state: pending')
        found = judged(repo, gate, ticket_text(), after, actor=actor)
        assert found.slugs == ([slug] if slug else [])
        assert found.code == {None: 0, "unapproved-role": 3, "not-a-member": 1}[slug]

    def test_what_is_wrong_awaits_nobody(self, repo: Repo, gate: Gate) -> None:
        after = self.MOVE.replace("2026-01-05T10:00:00Z", "2026-01-09T10:00:00Z")
        found = judged(repo, gate, ticket_text(), after)
        assert found.slugs == ["in-the-future"]
        assert found.code == 1


class TestImport:
    IMPORTED = "imported: {from: old tracker, at: 2026-01-05T10:30:00Z}\n"

    def test_awaits_a_maintainer_who_stands_for_the_roles(self, repo: Repo, gate: Gate) -> None:
        text = ticket_text(self.IMPORTED + fragment("pending-evaluation", CONFIRMED, REPORTED).replace("2026", "2024"))
        found = judged(repo, gate, None, text.replace("at: 2024-01-05T10:30", "at: 2026-01-05T10:30"))
        assert (awaiting(found), found.code) == (["import"], 3)
        assert gate(repo, MAINTAINER).findings == []

    def test_later_entries_need_their_roles(self, repo: Repo, gate: Gate) -> None:
        text = evaluated().replace("type:", f"{self.IMPORTED}type:")
        found = judged(repo, gate, None, text, MAINTAINER)
        assert awaiting(found) == ["unapproved-role"]

    def test_moving_its_date_awaits_a_maintainer(self, repo: Repo, gate: Gate) -> None:
        before = evaluated().replace("type:", f"{self.IMPORTED}type:")
        assert awaiting(judged(repo, gate, before, before.replace("10:30", "20:30"), *BOTH)) == ["import"]


class TestUnreadable:
    BROKEN = "---\nid: [SF-0042\n---\n"

    def test_replay_goes_on_from_the_last_readable_version(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: ticket_text(fragment("pending-evaluation", CONFIRMED, REPORTED))})
        assert new(judged(repo, gate, self.BROKEN, evaluated(), actor=PROVIDER)) == []
        repo.commit("head", {TICKET: evaluated(REPORTED, EVALUATED)}, parents=["main"])
        assert new(gate(repo, actor=PROVIDER)) == ["tampered-history"]

    def test_without_one_a_maintainer_looks(self, repo: Repo, gate: Gate) -> None:
        assert awaiting(judged(repo, gate, self.BROKEN, evaluated())) == ["unreadable-base"]
        assert gate(repo, MAINTAINER).findings == []

    def test_a_change_that_breaks_a_ticket_fails(self, repo: Repo, gate: Gate) -> None:
        assert new(judged(repo, gate, evaluated(), self.BROKEN, *BOTH)) == ["yaml-syntax"]
