"""`supportflow sla`: what is late, what is next, how good we are."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.sla_tree import LATE, tree
from tests.cli.support import Cli, Ran, plant
from tests.sla.tickets import rated, text_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return plant(tmp_path / "tracker", tree())


# ---- the table ----

TABLE = """\
Open, by due time (as of 2026-07-03 15:00:00Z)
ID       STATUS    SEVERITY  DUE (UTC)    LEFT          WAITS ON     TITLE
SF-0001  breached  severe    06-30 17:00  2 d 6 h late  provider     Ticket num…
SF-0002  on-track  severe    07-06 10:00  3 h           provider     Ticket num…
SF-0003  paused    medium    paused       3 d 7 h       third-party  Ticket num…
  1 more open without a target (unrated, or no commitment)

Targets met
SEVERITY  MET  MISSED  LATE OPEN  MET % (n)  NET OF EXCUSED (n)  NOT COUNTED
severe    1    0       1          50 % (2)   50 % (2)            0
high      0    1       0          0 % (1)    0 % (1)             0
medium    0    0       0          - (0)      - (0)               0
low       0    0       0          - (0)      - (0)               0
all       1    1       1          33 % (3)   33 % (3)            0

MONTH    MET  MISSED  LATE OPEN  MET % (n)  NET OF EXCUSED (n)  NOT COUNTED
2026-06  1    1       0          50 % (2)   50 % (2)            0
2026-07  0    0       1          0 % (1)    0 % (1)             0

Working time until closing
SEVERITY  N  50 OF 100 WITHIN  85 OF 100 WITHIN  95 OF 100 WITHIN
severe    1  3 h               3 h               3 h
high      1  5 d 3 h           5 d 3 h           5 d 3 h

2 breaches, 2 of them without an excuse: SF-0001, SF-0005
"""


def test_the_table(cli: Cli, root: Path) -> None:
    assert cli(root, "sla") == Ran(0, TABLE, "")
    assert max(map(len, TABLE.splitlines())) <= 80


def test_nothing_yet(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "tickets").mkdir()
    ran = cli(tmp_path, "sla")
    assert ran.code == 0
    assert "nothing with a target is open" in ran.out
    assert "No target was ever missed." in ran.out
    assert "%" not in "".join(ran.out.replace("MET % (n)", "").split("\n")[4:])


def test_a_hostile_title_does_not_reach_the_terminal(cli: Cli, tmp_path: Path) -> None:
    plant(tmp_path, {"tickets/SF-0001.md": text_of(LATE, number=1, title='"\\e[31mred\\u202e"')})
    for arguments in (("sla",), ("sla", "SF-0001", "--explain")):
        out = cli(tmp_path, *arguments).out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_what_gives_no_figure_is_named(cli: Cli, root: Path) -> None:
    lines = rated("low", "07-01 09:00") + "06-30 09:00 provider note=x"
    plant(root, {"tickets/SF-0007.md": text_of(lines, number=7)})
    ran = cli(root, "sla", "--csv")
    assert "SF-0007" not in ran.out
    assert ran.err == ("1 ticket has a history that gives no figure: SF-0007; `supportflow check` says what is wrong\n")


# ---- JSON and CSV ----


def test_json(cli: Cli, root: Path) -> None:
    data = cli(root, "sla", "--json").data
    assert (data["schema_version"], data["as_of"], data["warn_at"]) == (1, "2026-07-03T15:00:00Z", 0.8)
    first = data["tickets"][0]
    assert (first["id"], first["status"], first["due_at"]) == ("SF-0001", "breached", "2026-06-30T17:00:00Z")
    assert (first["elapsed_working_seconds"], first["remaining_working_seconds"]) == (30 * 3600, -22 * 3600)
    whole = data["compliance"]["overall"]
    assert (whole["met"], whole["n"], whole["gross"], whole["net"]) == (1, 3, 0.3333, 0.3333)
    assert [row["group"] for row in data["compliance"]["by_month"]] == ["2026-06", "2026-07"]
    assert sum(data["age_of_open"].values()) == data["weeks"][-1]["open_at_end"] == 4


def test_csv(cli: Cli, root: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(cli(root, "sla", "--csv").out)))
    assert len(rows) == 6
    assert (rows[0]["id"], rows[0]["status"], rows[0]["ever_breached"], rows[0]["component"]) == (
        "SF-0001",
        "breached",
        "true",
        "",
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\uff1d1", "'\uff1d1"),
        (" =1", "' =1"),
        ("\\t=1", "' =1"),
        ("\\r=1", "' =1"),
        ("a\\r=1", "a =1"),  # a bare carriage return begins a row for some readers
        ("a\\n=1", "a =1"),
        ("a\\e[31m", "a [31m"),
        ("a = 1, 'b'", "a = 1, 'b'"),
    ],
)
def test_no_cell_of_the_csv_is_a_formula(cli: Cli, tmp_path: Path, title: str, shown: str) -> None:
    plant(tmp_path, {"tickets/SF-0001.md": text_of(LATE, number=1, title=f'"{title}"')})
    (row,) = csv.DictReader(io.StringIO(cli(tmp_path, "sla", "--csv").out, newline=""))
    assert row["title"] == shown
    assert row["remaining_working_seconds"].startswith("-")


# ---- which tickets ----


def ids(cli: Cli, root: Path, *arguments: str) -> list[str]:
    return [row["id"] for row in cli(root, "sla", "--json", *arguments).data["tickets"]]


def test_severity(cli: Cli, root: Path) -> None:
    assert ids(cli, root, "--severity", "severe") == ["SF-0001", "SF-0002", "SF-0004"]
    assert ids(cli, root, "--severity", "high", "--severity", "medium") == ["SF-0003", "SF-0005"]
    assert ids(cli, root, "--severity", "enhancement") == ["SF-0006"]


def test_since(cli: Cli, root: Path) -> None:
    assert ids(cli, root, "--since", "2026-06-02") == ["SF-0001", "SF-0002", "SF-0003", "SF-0005", "SF-0006"]
    assert "SF-0004" in ids(cli, root, "--since", "2026-06-01")


# ---- one ticket ----


def test_one_ticket(cli: Cli, root: Path) -> None:
    out = cli(root, "sla", "sf-0003").out
    assert "status          paused" in out
    assert "left            3 d 7 h" in out
    assert "COUNTED" not in out


def test_explain(cli: Cli, root: Path) -> None:
    lines = cli(root, "sla", "SF-0003", "--explain").out
    assert lines.endswith("""
  FROM (UTC)           TO              COUNTED  TOTAL    WHY
pending-evaluation
  2026-07-01 09:00:00  09:00:00        0:00:00  0:00:00  the clock runs
evaluated
  2026-07-01 09:00:00  10:00:00        1:00:00  1:00:00  the clock runs
  2026-07-01 10:00:00  07-03 15:00:00  0:00:00  1:00:00  on hold: third-party
""")
    assert max(map(len, cli(root, "sla", "SF-0005", "--explain").out.splitlines())) <= 80


def test_explain_names_earlier_targets(cli: Cli, tmp_path: Path) -> None:
    lines = LATE + "07-02 09:00 provider severity=low reason=x"
    plant(tmp_path, {"tickets/SF-0001.md": text_of(lines, number=1)})
    out = cli(tmp_path, "sla", "SF-0001").out
    assert "before          severe from 2026-06-30 09:00:00Z: breached 2026-06-30 17:00:00Z" in out
    assert "unrated" not in out
    assert "ever breached   yes" in out


def test_explain_as_json(cli: Cli, root: Path) -> None:
    data = cli(root, "sla", "SF-0005", "--explain", "--json").data
    assert data["ticket"]["id"] == "SF-0005"
    assert data["receipt"][-1]["total_working_seconds"] == data["ticket"]["elapsed_working_seconds"] == 43 * 3600


# ---- what if ----


def test_what_if(cli: Cli, root: Path) -> None:
    plant(root, {"other.toml": '[severities.severe]\ntarget = ["1d", "9d"]\n'})
    ran = cli(root, "sla", "--what-if", "other.toml")
    assert (
        ran.out
        == """\
Targets met: now, and with the other policy
SEVERITY  NOW (n)   WHAT IF (n)
severe    50 % (2)  100 % (1)
high      0 % (1)   0 % (1)
medium    - (0)     - (0)
low       - (0)     - (0)
all       33 % (3)  50 % (2)

1 ticket would stand differently
  SF-0001  breached -> in-window
"""
    )
    data = cli(root, "sla", "--what-if", "other.toml", "--json").data
    assert (data["now"]["compliance"]["overall"]["n"], data["what_if"]["compliance"]["overall"]["n"]) == (3, 2)


# ---- what is wrong ----


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("SF-9999",), "there are no figures of SF-9999"),
        (("--severity", "huge"), "there is no severity 'huge'; known are severe, high, medium, low, enhancement"),
        (("--since", "yesterday"), "--since yesterday: this is no date; write YYYY-MM-DD"),
        (("--since", "2026-02-30"), "--since 2026-02-30: there is no day 2026-02-30"),
        (("--as-of", "2026-07-01"), "'2026-07-01': this is no instant; write YYYY-MM-DDTHH:MM:SS"),
        (("--as-of", "2026-07-01T12:00:00"), "this is no instant"),
        (("--as-of", "1969-12-31T00:00:00Z"), "an instant lies between 1970 and 2100"),
        (("--as-of", "no-such-branch"), "'no-such-branch'"),
        (("--now", "2101-01-01T00:00:00Z"), "an instant lies between 1970 and 2100"),
        (("--what-if", "missing.toml"), "missing.toml: there is no such file"),
        (("--explain",), "--explain shows the receipt of one ticket"),
        (("--csv", "--json"), "--csv is one line a ticket"),
        (("SF-0001", "--csv"), "--csv is one line a ticket"),
    ],
)
def test_one_message_and_exit_2(cli: Cli, root: Path, arguments: tuple[str, ...], message: str) -> None:
    ran = cli(root, "sla", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert len([line for line in ran.err.splitlines() if line.lower().startswith("error")]) == 1
    assert "bug" not in ran.err


def test_a_what_if_policy_that_is_broken(cli: Cli, root: Path) -> None:
    plant(root, {"other.toml": '[severities.severe]\ntarget = ["3d", "1d"]\n'})
    ran = cli(root, "sla", "--what-if", "other.toml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: other.toml: severities.severe.target: ")
