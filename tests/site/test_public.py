"""What reaches the docs tree, and what never does."""

from __future__ import annotations

import json

import pytest

from tests.site.trees import build, page, text_of, ticket

STAFF_ONLY = """\
subscribers: [SUBSCRIBER-ACME]
assignee: ASSIGNEE-BEN
lead: LEAD-CHO
estimate: ESTIMATE-9
approval: 2026-01-06
consultation: 2026-01-07T10:00:00Z
custom: {customer_ref: CUSTOM-7}
waivers: [{rule: SF401, fingerprint: WAIVED-1, reason: WAIVED-REASON, by: provider}]
imported: {from: IMPORTED-TRACKER, at: 2026-01-01T00:00:00Z}
"""
STAFF_WORDS = (
    "SUBSCRIBER-ACME",
    "ASSIGNEE-BEN",
    "LEAD-CHO",
    "ESTIMATE-9",
    "CUSTOM-7",
    "IMPORTED-TRACKER",
    "NOTE-OF-OPERATOR",
    "REASON-OF-PROVIDER",
    "op-anna",
)
POLICY = {"custom": {"customer_ref": {"title": "Reference", "type": "text"}}}


def one(**changes: str) -> dict[str, str | bytes]:
    return dict([ticket(1, **changes)])


@pytest.mark.parametrize("word", [*STAFF_WORDS, "WAIVED-1", "WAIVED-REASON", "2026-01-07T10:00:00"])
def test_stakeholders_see_nothing_that_is_staff_s(word: str) -> None:
    assert word not in text_of(build(one(more=STAFF_ONLY), policy=POLICY))


@pytest.mark.parametrize("word", STAFF_WORDS)
def test_staff_see_what_is_theirs(word: str) -> None:
    assert word in page(build(one(more=STAFF_ONLY), audience="staff", policy=POLICY), "tickets/SF-0001.md")


@pytest.mark.parametrize("audience", ["stakeholders", "staff"])
def test_internal_notes_are_in_no_build(audience: str) -> None:
    assert "SECRET-OF-STAFF" not in text_of(build(one(), audience=audience))  # type: ignore[arg-type]


def test_the_policy_may_publish_notes_and_no_handles_with_them() -> None:
    tree = build(one(), policy={"publishing": {"notes": True}})
    assert "NOTE-OF-OPERATOR" in text_of(tree)
    assert "op-anna" not in text_of(tree)


def test_the_reason_of_an_excuse_is_public_and_that_of_a_severity_is_not() -> None:
    path, text = ticket(1)
    more = (
        "  - {at: 2026-01-08T17:00:00Z, by: provider, excuse: capacity, reason: EXCUSE-REASON}\n"
        "  - {at: 2026-01-08T18:00:00Z, by: provider, severity: high, reason: SEVERITY-REASON}\n---\n\n## What"
    )
    tree = build({path: text.replace("---\n\n## What", more)})
    assert "EXCUSE-REASON" in page(tree, "tickets/SF-0001.md")
    assert "SEVERITY-REASON" not in text_of(tree)


def test_a_role_that_the_policy_does_not_know_is_not_shown() -> None:
    path, text = ticket(1)
    assert "Jane Roe" not in text_of(build({path: text.replace("by: provider", "by: Jane Roe")}))


def test_a_staff_ticket_is_absent_from_links_counts_and_figures() -> None:
    public = ticket(1, more="links: {relates: [SF-0002]}\n", text="As in SF-0002.")
    hidden = ticket(2, title="HIDDEN-TITLE", more="audience: staff\nlinks: {blocks: [SF-0001]}\n")
    tree = build(dict([public, hidden]))
    alone = build(dict([public]))
    assert "HIDDEN-TITLE" not in text_of(tree)
    assert dict(tree.files) == dict(alone.files)
    assert "tickets/SF-0002.md" in build(dict([public, hidden]), audience="staff").files


def test_an_audience_that_cannot_be_read_keeps_the_ticket_back() -> None:
    tree = build(dict([ticket(1, more="audience: everybody\n")]))
    assert "tickets/SF-0001.md" not in tree.files


@pytest.mark.parametrize(
    ("declared", "text", "published"),
    [
        ("- {file: SF-0001/a.png, shows: app-screen}", "Look.", True),
        ("- {file: SF-0001/a.png, shows: app-screen}", "![a](SF-0001/a.png)", True),
        ("- {file: SF-0001/a.png, shows: app-screen, audience: staff}", "![a](SF-0001/a.png)", False),
        ("- {file: SF-0001/b.png, shows: app-screen}", "Not there.", False),
        ("- {file: ../pyproject.txt, shows: other}", "Outside.", False),
        ("- {file: SF-0002/a.png, shows: other}", "Of another ticket.", False),
        ("- {file: SF-0001/a.svg, shows: other}", "Active.", False),
        ("- {file: SF-0001/a.html, shows: other}", "Active.", False),
        ("- {file: SF-0001/a.md, shows: other}", "It would become a page.", False),
    ],
)
def test_only_declared_passive_files_beside_the_ticket_are_published(
    declared: str, text: str, *, published: bool
) -> None:
    contents: dict[str, str | bytes] = dict([ticket(1, more=f"attachments:\n  {declared}\n", text=text)])
    for name in ("SF-0001/a.png", "SF-0001/a.svg", "SF-0001/a.html", "SF-0001/a.md", "SF-0002/a.png"):
        contents[f"tickets/{name}"] = b"FILE"
    tree = build(contents)
    files = [path for path in tree.files if "/files/" in path]
    assert files == (["tickets/SF-0001/files/a.png"] if published else [])


def test_a_file_that_is_not_declared_is_not_published() -> None:
    tree = build({**one(text="![a](SF-0001/a.png)"), "tickets/SF-0001/a.png": b"FILE"})
    assert not [path for path in tree.files if "/files/" in path]
    assert "<img" not in page(tree, "tickets/SF-0001.md")


@pytest.mark.parametrize("mention", ["![x](SF-0001/a.png)", "see a.png", "![x](SF-0001/%61.png)", r"a\.png"])
def test_a_file_that_only_internal_text_uses_is_not_published(mention: str) -> None:
    path, text = ticket(1, more="attachments:\n  - {file: SF-0001/a.png, shows: app-screen}\n")
    tree = build({path: text.replace("SECRET-OF-STAFF", mention), "tickets/SF-0001/a.png": b"FILE"})
    assert not [name for name in tree.files if "/files/" in name]


def test_the_path_is_there_for_edit_links_alone() -> None:
    path, text = ticket(1)
    contents: dict[str, str | bytes] = {path.replace(".md", "-spinner.md"): text}
    assert "spinner" not in text_of(build(contents))
    tree = build(contents, repo_url="https://forge.example/team/tracker")
    assert "https://forge.example/team/tracker/edit/main/tickets/SF-0001-spinner.md" in text_of(tree)


def test_the_json_holds_the_same_allow_list() -> None:
    tree = build(one(more=STAFF_ONLY), policy=POLICY)
    data = json.loads(tree.files["api/tickets.json"])
    assert data["schema_version"] == 1
    (found,) = data["tickets"]
    assert found["id"] == "SF-0001"
    assert found["history"][0] == {
        "at": "2026-01-05T09:00:00Z",
        "by": "operator",
        "state": "pending-evaluation",
    }
    assert set(found["history"][1]) == {"at", "by", "state", "severity"}
