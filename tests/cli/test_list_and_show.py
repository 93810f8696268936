"""`supportflow list` and `supportflow show`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import Cli, plant, ticket

REQUEST = """\
---
id: SF-0010
title: A dark theme
type: request
state: open
component: Planner
assignee: "@Dev-Mira"
subscribers: [acme]
history:
  - {at: 2026-07-01T09:00:00+02:00, by: operator:@op-anna, state: open, note: They wait for it.}
---

## Brief

An evening mode.
"""


@pytest.fixture
def tickets(tracker: Path) -> Path:
    """Three tickets: one as new, one rated and held, one request."""
    rated = ticket(
        "SF-0002", "Basket is empty", state="evaluated", more="severity: medium\nlinks: {relates: [SF-0001]}\n"
    )
    rated = rated.replace(
        "---\n\n## What",
        "  - {at: 2026-07-01T11:00:00Z, by: provider, state: evaluated, severity: medium}\n"
        '  - {at: 2026-07-01T12:00:00Z, by: provider, hold: details-needed, note: "Which bank?"}\n---\n\n## What',
    )
    return plant(tracker, {"tickets/SF-0002.md": rated, "tickets/old/SF-0010-dark.md": REQUEST})


def ids(cli: Cli, folder: Path, *arguments: str) -> list[str]:
    return [row["id"] for row in cli(folder, "list", "--json", *arguments).data["tickets"]]


def test_table(cli: Cli, tickets: Path) -> None:
    ran = cli(tickets, "list", COLUMNS="80")
    assert ran.out.splitlines() == [
        "ID       STATE               SEVERITY  WAITS ON  TITLE",
        "SF-0001  pending-evaluation  -         provider  Checkout spins for ever",
        "SF-0002  evaluated (held)    medium    operator  Basket is empty",
        "SF-0010  open                -         provider  A dark theme",
    ]
    assert ran.err == "3 tickets\n"


def test_a_wide_terminal_gets_the_name_of_the_hold(cli: Cli, tickets: Path) -> None:
    assert "evaluated (details-needed)" in cli(tickets, "list", COLUMNS="120").out


def test_where_there_is_no_terminal_nothing_is_cut(cli: Cli, tracker: Path) -> None:
    title = f"Spins {'and spins ' * 30}for ever"
    plant(tracker, {"tickets/SF-0009.md": ticket("SF-0009", title)})
    assert title in cli(tracker, "list").out
    narrow = cli(tracker, "list", COLUMNS="80").out
    assert title not in narrow
    assert max(map(len, narrow.splitlines())) == 80
    assert "…" in narrow


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["SF-0001", "SF-0002", "SF-0010"]),
        (["--type", "error"], ["SF-0001", "SF-0002"]),
        (["--type", "error", "--type", "request"], ["SF-0001", "SF-0002", "SF-0010"]),
        (["--state", "open"], ["SF-0010"]),
        (["--state", "open", "--state", "evaluated"], ["SF-0002", "SF-0010"]),
        (["--severity", "medium"], ["SF-0002"]),
        (["--severity", "none"], ["SF-0001", "SF-0010"]),
        (["--component", "Planner"], ["SF-0010"]),
        (["--component", "nothing"], []),
        (["--hold", "details-needed"], ["SF-0002"]),
        (["--hold", "any"], ["SF-0002"]),
        (["--hold", "on-hold"], []),
        (["--waits-on", "operator"], ["SF-0002"]),
        (["--waits-on", "third-party"], []),
        (["--assignee", "dev-mira"], ["SF-0010"]),
        (["--assignee", "@DEV-MIRA"], ["SF-0010"]),
        (["--assignee", "dev"], []),
        (["--open"], ["SF-0001", "SF-0002", "SF-0010"]),
        (["--closed"], []),
        (["CHECKOUT"], ["SF-0001"]),
        (["sf-00", "basket"], ["SF-0002"]),
        (["checkout", "basket"], []),
        (["--type", "error", "--severity", "none", "spins"], ["SF-0001"]),
    ],
)
def test_filters(cli: Cli, tickets: Path, arguments: list[str], expected: list[str]) -> None:
    assert ids(cli, tickets, *arguments) == expected


def test_count_of_a_filter(cli: Cli, tickets: Path) -> None:
    assert cli(tickets, "list", "--type", "request").err == "1 of 3 tickets\n"
    ran = cli(tickets, "list", "--closed")
    assert (ran.code, ran.out, ran.err) == (0, "", "0 of 3 tickets\n")


@pytest.mark.parametrize(
    ("option", "value", "mend"),
    [
        ("type", "eror", "did you mean error?"),
        ("state", "schedled", "did you mean scheduled?"),
        ("severity", "urgent", "known are severe, high, medium, low, enhancement, none"),
        ("hold", "lunch", "known are details-needed, third-party, on-hold, any"),
        ("waits-on", "me", "known are operator, provider, subscriber, third-party"),
    ],
)
def test_filter_by_a_word_that_no_ticket_can_have(cli: Cli, tickets: Path, option: str, value: str, mend: str) -> None:
    ran = cli(tickets, "list", f"--{option}", value)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: --{option} {value}: there is none in the policy; ")
    assert mend in ran.err


def test_component_that_the_policy_does_not_list(cli: Cli, tickets: Path) -> None:
    plant(tickets, {"supportflow.toml": 'components = ["Planner"]\n'})
    assert ids(cli, tickets, "--component", "Planner") == ["SF-0010"]
    assert cli(tickets, "list", "--component", "Plannr").code == 2


def test_list_as_data(cli: Cli, tickets: Path) -> None:
    row = cli(tickets, "list", "--json", "--hold", "any").data["tickets"][0]
    assert row == {
        "id": "SF-0002",
        "path": "tickets/SF-0002.md",
        "title": "Basket is empty",
        "type": "error",
        "state": "evaluated",
        "severity": "medium",
        "component": None,
        "assignee": None,
        "audience": "stakeholders",
        "closed": False,
        "holds": ["details-needed"],
        "waits_on": "operator",
        "created": "2026-07-01T09:00:00Z",
        "updated": "2026-07-01T12:00:00Z",
    }


def test_unreadable_files_are_counted(cli: Cli, tickets: Path) -> None:
    plant(
        tickets,
        {
            "tickets/SF-0003.md": b"\xff",
            "tickets/SF-0004.md": "---\nid: [\n---\n",
            "tickets/SF-0005.md": ticket("SF-0005").replace("type: error", "type: eror"),
        },
    )
    ran = cli(tickets, "list")
    assert ran.code == 0
    assert ran.err == "3 tickets; 3 files could not be read: see supportflow check\n"


@pytest.mark.parametrize("name", ["SF-0002", "sf-0002", "2", "0002", "SF-2", "sf-02"])
def test_show_by_any_of_its_names(cli: Cli, tickets: Path, name: str) -> None:
    assert cli(tickets, "show", name).out.startswith("SF-0002  Basket is empty\n")


def test_show(cli: Cli, tickets: Path) -> None:
    ran = cli(tickets, "show", "SF-0002", COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    head, history, following = ran.out.split("\nHistory\n")[0], *ran.out.split("\nHistory\n")[1].split("\nNext\n")
    assert head.splitlines()[2:] == [
        "  file          tickets/SF-0002.md",
        "  type          error",
        "  state         evaluated, on hold: details-needed",
        "  severity      medium",
        "  waits on      operator",
        "  impact        users: minority, breakage: isolated",
        "  links         relates: SF-0001",
    ]
    assert history.splitlines()[2:5] == [
        "  2026-07-01 11:00Z  provider      evaluated (severity medium)",
        "  2026-07-01 12:00Z  provider      hold details-needed",
        "                      Which bank?",
    ]
    assert following.splitlines()[:2] == [
        "  pending-evaluation: provider; needs note",
        "  scheduled: provider; needs scheduled_for",
    ]


def test_show_says_who(cli: Cli, tickets: Path) -> None:
    out = cli(tickets, "show", "10").out
    assert "2026-07-01 07:00Z  operator (@op-anna)  open\n                      They wait for it." in out


def test_show_as_data(cli: Cli, tickets: Path) -> None:
    data = cli(tickets, "show", "10", "--json").data
    assert data["schema_version"] == 1
    shown = data["ticket"]
    assert shown["id"] == "SF-0010"
    assert shown["subscribers"] == ["acme"]
    assert shown["sections"] == ["Brief"]
    assert shown["history"] == [
        {"at": "2026-07-01T09:00:00+02:00", "by": "operator:@op-anna", "state": "open", "note": "They wait for it."}
    ]
    assert shown["next_moves"][0] == {
        "to": "evaluated",
        "resolutions": [],
        "by": ["provider"],
        "needs": ["consultation"],
        "sections": [],
    }


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("SF-0003", "did you mean SF-00"),
        ("99999", "`supportflow list` names all"),
        ("../../etc", "`supportflow list` names all"),
        ("", "`supportflow list` names all"),
        ("-", "`supportflow list` names all"),
    ],
)
def test_show_what_is_not_there(cli: Cli, tickets: Path, name: str, mend: str) -> None:
    ran = cli(tickets, "show", "--", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"error: there is no ticket {name}; ")
    assert mend in ran.err


def test_show_a_ticket_that_cannot_be_read(cli: Cli, tickets: Path) -> None:
    plant(tickets, {"tickets/SF-0003-torn.md": "---\nid: [\n---\n"})
    ran = cli(tickets, "show", "3")
    assert ran.code == 2
    assert ran.err == (
        "error: tickets/SF-0003-torn.md cannot be shown; `supportflow check` says what is wrong with it\n"
    )


def test_show_an_id_that_two_tickets_have(cli: Cli, tickets: Path) -> None:
    plant(tickets, {"tickets/SF-0001-twin.md": ticket()})
    ran = cli(tickets, "show", "1")
    assert ran.code == 2
    assert "tickets/SF-0001-checkout-spins.md, tickets/SF-0001-twin.md" in ran.err


def test_show_without_an_id(cli: Cli, tickets: Path) -> None:
    ran = cli(tickets, "show")
    assert ran.code == 2
    assert "Missing argument 'ID'" in ran.err


def test_next_moves_are_those_of_today_in_the_zone_of_the_workflow(cli: Cli, tickets: Path) -> None:
    policy = """
        [workflows.request]
        calendar = "east"
        states = {open = {}, closed = {closed = true}}
        [[workflows.request.moves]]
        from = ["(new)"]
        to = "open"
        by = ["operator"]
        [[workflows.request.moves]]
        from = ["open"]
        to = "closed"
        by = ["provider"]
        effective_from = 2026-07-04
        [calendars.east]
        timezone = "Asia/Tokyo"
        hours = "always"
        """
    plant(tickets, {"supportflow.toml": policy})
    before = cli(tickets, "show", "10", "--now", "2026-07-03T14:59:59Z").out
    after = cli(tickets, "show", "10", "--now", "2026-07-03T15:00:00Z").out
    assert before.endswith("Next\n  no move leads on\n")
    assert after.endswith("Next\n  closed: provider\n")
