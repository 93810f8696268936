"""Tickets stay and keep their ids; what a change did not touch does not fail it; links and files count everywhere."""

from __future__ import annotations

import pytest

from tests.lint.gate_support import (
    CONFIRMED,
    MAINTAINER,
    OPERATOR,
    PROVIDER,
    REPORTED,
    TICKET,
    Gate,
    Repo,
    awaiting,
    existing,
    fragment,
    new,
)
from tests.rules.support import ticket_text

OTHER = "tickets/SF-0043.md"
BOTH = (OPERATOR, PROVIDER)
LONG = "\n## What happens\n\n" + "The page stays white.\n" * 30 + "\n## Steps to reproduce\n\nPay by card.\n"


def text(path: str = TICKET, more: str = "") -> str:
    return ticket_text(more, path=path, body=LONG)


class TestIdentity:
    def test_a_ticket_is_never_deleted(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(), OTHER: text(OTHER)})
        repo.commit("head", {TICKET: None}, parents=["main"])
        found = gate(repo, *BOTH, MAINTAINER)
        assert new(found) == ["ticket-deleted"]
        assert f"git checkout {repo.heads['main'][:12]} -- {TICKET}" in found.findings[0]["help"]

    @pytest.mark.parametrize("away", ["docs/SF-0042.md", "tickets/notes.md", "tickets/sf-0042.md"])
    def test_a_move_out_of_sight_is_a_deletion(self, repo: Repo, gate: Gate, away: str) -> None:
        repo.commit("main", {TICKET: text(), OTHER: text(OTHER)})
        repo.commit("head", {TICKET: None, away: text()}, parents=["main"])
        assert "ticket-deleted" in new(gate(repo, *BOTH))

    @pytest.mark.parametrize("path", ["tickets/SF-0042-checkout.md", "tickets/2026/deep/SF-0042.md"])
    def test_a_renamed_file_is_the_same_ticket(self, repo: Repo, gate: Gate, path: str) -> None:
        repo.commit("main", {TICKET: text(), OTHER: text(OTHER)})
        after = text(more=fragment("pending-evaluation", CONFIRMED, REPORTED))
        repo.commit("head", {TICKET: None, path: after}, parents=["main"])
        assert gate(repo, *BOTH).findings == []
        repo.commit("head", {TICKET: None, path: after.replace("09:00:00Z", "09:00:01Z")}, parents=["main"])
        assert new(gate(repo, *BOTH)) == ["tampered-history"]

    def test_two_similar_files_are_told_apart_by_their_ids(self, repo: Repo, gate: Gate) -> None:
        """Git takes each for the other."""
        repo.commit("main", {TICKET: text(), OTHER: text(OTHER)})
        after = {TICKET: None, OTHER: None, "tickets/a/SF-0043.md": text(OTHER), "tickets/b/SF-0042.md": text()}
        repo.commit("head", after, parents=["main"])
        assert gate(repo, *BOTH).findings == []

    def test_a_ticket_keeps_its_id_in_place_and_renamed(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text()})
        repo.commit("head", {TICKET: text(OTHER)}, parents=["main"])
        assert "id-changed" in new(gate(repo, *BOTH))
        repo.commit("head", {TICKET: None, OTHER: text(OTHER)}, parents=["main"])
        assert new(gate(repo, *BOTH)) == ["id-changed"]

    def test_one_of_two_with_the_same_id_may_take_another(self, repo: Repo, gate: Gate) -> None:
        twin, free = "tickets/SF-0042-twin.md", "tickets/SF-0044-twin.md"
        repo.commit("main", {TICKET: text(), twin: text(twin, "title: Another\n")})
        repo.commit("head", {twin: None, free: text(free, "title: Another\n")}, parents=["main"])
        found = gate(repo, *BOTH)
        assert (new(found), awaiting(found)) == ([], ["id-changed"])
        assert gate(repo, *BOTH, MAINTAINER).code == 0

    def test_a_type_stays(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text()})
        repo.commit("head", {TICKET: text().replace("type: error", "type: request")}, parents=["main"])
        assert "type-changed" in new(gate(repo, *BOTH))

    def test_no_tickets_are_all_deleted(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(), OTHER: text(OTHER)})
        repo.commit("head", {TICKET: None, OTHER: None}, parents=["main"])
        found = gate(repo, *BOTH)
        assert new(found) == ["ticket-deleted", "ticket-deleted"]
        assert found.summary["tickets"] == 0

    def test_no_tickets_on_either_side_are_fine(self, repo: Repo, gate: Gate) -> None:
        repo.commit("head", {"README.md": "Hello"}, parents=["main"])
        found = gate(repo)
        assert (found.code, found.findings, found.summary["tickets"]) == (0, [], 0)

    @pytest.mark.parametrize(("mode", "content"), [("120000", "../elsewhere"), ("160000", "1" * 40)])
    def test_what_stands_in_for_a_ticket_is_not_read(self, repo: Repo, gate: Gate, mode: str, content: str) -> None:
        repo.commit("main", {TICKET: text()})
        repo.commit("head", {TICKET: content}, parents=["main"], modes={TICKET: mode})
        assert new(gate(repo, *BOTH)) == ["not-a-file"]


class TestExisting:
    BAD = "component: [x]\n"

    def test_what_the_base_has_does_not_count(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(more=self.BAD)})
        repo.commit("head", {TICKET: text(more=f"title: Other\nassignee: dev-ben\n{self.BAD}")}, parents=["main"])
        found = gate(repo, *BOTH)
        assert (new(found), existing(found), found.code) == ([], ["wrong-type"], 0)
        assert found.summary["errors"] == 0

    def test_the_same_rule_with_another_value_is_new(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(more="type: bug\n")})
        repo.commit("head", {TICKET: text(more="type: bugg\n")}, parents=["main"])
        assert "unknown-value" in new(gate(repo, *BOTH))

    def test_once_more_of_the_same_is_new(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(more="links: {relates: [SF-0999]}\n")})
        repo.commit("head", {TICKET: text(more="links: {relates: [SF-0999, SF-0999]}\n")}, parents=["main"])
        found = gate(repo, *BOTH)
        assert (new(found), existing(found)) == (["broken-link"], ["broken-link"])

    def test_what_is_wrong_in_untouched_tickets_is_not_shown(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(), OTHER: text(OTHER, self.BAD)})
        repo.commit("head", {TICKET: f"{text()}\nMore.\n"}, parents=["main"])
        found = gate(repo, *BOTH)
        assert found.findings == []
        assert found.summary == {"tickets": 2, "checked": 1, "errors": 0, "warnings": 0, "awaiting": 0}

    def test_what_was_mended_is_gone(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(more=self.BAD)})
        repo.commit("head", {TICKET: text()}, parents=["main"])
        assert gate(repo, *BOTH).findings == []


class TestAcross:
    def test_a_link_to_a_removed_ticket_is_found_where_it_stands(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(), OTHER: text(OTHER, "links: {relates: [SF-0042]}\n")})
        repo.commit("head", {TICKET: None}, parents=["main"])
        found = gate(repo, *BOTH)
        assert sorted(new(found)) == ["broken-link", "ticket-deleted"]
        assert found.of("broken-link")[0]["path"] == OTHER

    def test_an_id_that_an_untouched_file_claims_in_its_front_matter(self, repo: Repo, gate: Gate) -> None:
        hidden = ticket_text(path=TICKET).replace("id: SF-0042", 'id: "SF\\u002d0043"')
        repo.commit("main", {TICKET: hidden})
        repo.commit("head", {OTHER: text(OTHER)}, parents=["main"])
        found = gate(repo, *BOTH)
        assert [one["path"] for one in found.of("duplicate-id")] == [TICKET, OTHER]

    def test_a_link_to_an_untouched_ticket_is_fine(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(), OTHER: text(OTHER)})
        repo.commit("head", {TICKET: text(more="links: {relates: [SF-0043]}\n")}, parents=["main"])
        assert gate(repo, *BOTH).findings == []
        repo.commit("head", {TICKET: text(more="links: {relates: [SF-0044]}\n")}, parents=["main"])
        assert new(gate(repo, *BOTH)) == ["broken-link"]

    def test_a_circle_of_duplicates_over_untouched_tickets(self, repo: Repo, gate: Gate) -> None:
        third = "tickets/SF-0044.md"
        before = {
            TICKET: text(),
            OTHER: text(OTHER, "links: {duplicates: [SF-0044]}\n"),
            third: text(third, "links: {duplicates: [SF-0042]}\n"),
        }
        repo.commit("main", before)
        repo.commit("head", {TICKET: text(more="links: {duplicates: [SF-0043]}\n")}, parents=["main"])
        assert "duplicates-circle" in new(gate(repo, *BOTH))

    SHOT = "attachments:\n  - {file: SF-0042/a.png, shows: app-screen}\n"

    def test_an_attachment_that_a_change_takes_away(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(more=self.SHOT), "tickets/SF-0042/a.png": b"x"})
        repo.commit("head", {"tickets/SF-0042/a.png": None}, parents=["main"])
        found = gate(repo, *BOTH)
        assert (new(found), awaiting(found)) == (["attachment-file"], ["redaction"])

    def test_an_attachment_that_a_change_replaces(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(more=self.SHOT), "tickets/SF-0042/a.png": b"x"})
        repo.commit("head", {"tickets/SF-0042/a.png": b"y"}, parents=["main"])
        assert awaiting(gate(repo, *BOTH)) == ["redaction"]
        assert gate(repo, MAINTAINER).findings == []

    def test_attachments_move_with_their_ticket(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(more=self.SHOT), "tickets/SF-0042/a.png": b"x"})
        gone = {TICKET: None, "tickets/SF-0042/a.png": None}
        moved = {"tickets/old/SF-0042.md": text(more=self.SHOT), "tickets/old/SF-0042/a.png": "x"}
        repo.commit("head", {**gone, **moved}, parents=["main"])
        assert gate(repo, *BOTH).findings == []

    def test_a_file_that_is_added_to_an_untouched_ticket(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text()})
        repo.commit("head", {"tickets/SF-0042/b.png": b"x"}, parents=["main"])
        found = gate(repo, *BOTH)
        assert found.slugs == ["undeclared-file"]
        assert found.code == 0

    def test_a_file_with_front_matter_that_is_no_ticket(self, repo: Repo, gate: Gate) -> None:
        repo.commit("main", {TICKET: text(), "tickets/old.md": text()})
        repo.commit("head", {"tickets/new.md": text()}, parents=["main"])
        found = gate(repo, *BOTH)
        assert [(one["slug"], one["path"]) for one in found.findings] == [("misnamed-file", "tickets/new.md")]
