"""`supportflow check`: formats, exit codes, files, the clock."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import Cli, plant, ticket

FULL = """\
error[SF307] state-mismatch: `state` is evaluated, and the history ends in
            pending-evaluation
 --> tickets/SF-0002-basket-is-empty.md:5:8
  |
5 | state: evaluated
  |        ^^^^^^^^^
  = help: write `state: pending-evaluation`, or add the entry that leads to
          evaluated
  = more: supportflow explain SF307

2 tickets checked: 1 error, 0 warnings
"""


def test_nothing_blocks(cli: Cli, tracker: Path) -> None:
    ran = cli(tracker, "check")
    assert (ran.code, ran.out, ran.err) == (0, "1 ticket checked: 0 errors, 0 warnings\n", "")


def test_full(cli: Cli, broken: Path) -> None:
    ran = cli(broken, "check")
    assert (ran.code, ran.out, ran.err) == (1, FULL, "")


def test_concise(cli: Cli, broken: Path) -> None:
    ran = cli(broken, "check", "--output-format", "concise")
    first, last = ran.out.splitlines()
    assert first.startswith("tickets/SF-0002-basket-is-empty.md:5:8: SF307 state-mismatch (error): ")
    assert last == "2 tickets checked: 1 error, 0 warnings"
    assert ran.code == 1


def test_json_has_all_keys(cli: Cli, broken: Path) -> None:
    ran = cli(broken, "check", "--json")
    assert ran.code == 1
    assert ran.data["schema_version"] == 1
    assert ran.data["summary"] == {"tickets": 2, "checked": 2, "errors": 1, "warnings": 0, "awaiting": 0}
    (finding,) = ran.data["findings"]
    assert {
        "rule": "SF307",
        "slug": "state-mismatch",
        "severity": "error",
        "status": "new",
        "path": "tickets/SF-0002-basket-is-empty.md",
        "line": 5,
        "column": 8,
        "ticket": "SF-0002",
    }.items() <= finding.items()
    assert {"message", "help", "help_uri"} <= finding.keys()


def test_json_by_any_of_its_names(cli: Cli, broken: Path) -> None:
    outputs = {
        cli(broken, "check", "--json").out,
        cli(broken, "check", "--output-format", "json").out,
        cli(broken, "check", SUPPORTFLOW_OUTPUT_FORMAT="json").out,
    }
    assert len(outputs) == 1


def test_option_wins_over_environment(cli: Cli, broken: Path) -> None:
    ran = cli(broken, "check", "--output-format", "full", SUPPORTFLOW_OUTPUT_FORMAT="json")
    assert ran.out == FULL


@pytest.mark.parametrize("name", ["yaml", "FULL", "full,json"])
def test_unknown_format(cli: Cli, broken: Path, name: str) -> None:
    ran = cli(broken, "check", "--output-format", name)
    assert ran.code == 2
    assert "concise" in ran.err


def test_warnings_never_fail(cli: Cli, tracker: Path) -> None:
    path = tracker / "tickets/SF-0001-checkout-spins.md"
    path.write_text(path.read_text() + "\n## Musings\n\nWho knows.\n")
    ran = cli(tracker, "check")
    assert ran.code == 0
    assert ran.out.startswith("warning[SF505]")
    assert ran.out.endswith("1 ticket checked: 0 errors, 1 warning\n")


def test_output_file(cli: Cli, broken: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.txt"
    ran = cli(broken, "check", "--output-file", str(target), FORCE_COLOR="1")
    assert (ran.code, ran.out) == (1, "")
    assert target.read_text() == FULL


@pytest.mark.parametrize("name", ["missing/report.txt", ".", "tickets/SF-0001-checkout-spins.md/report"])
def test_output_file_that_cannot_be_written(cli: Cli, broken: Path, name: str) -> None:
    ran = cli(broken, "check", "--output-file", name)
    assert (ran.code, ran.out) == (2, "")
    assert name in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("now", ["yesterday", "2026-07-03", "2026-07-03T15:00:00", "2026-13-03T15:00:00Z", " "])
def test_bad_now(cli: Cli, tracker: Path, now: str) -> None:
    ran = cli(tracker, "check", "--now", now)
    assert (ran.code, ran.out) == (2, "")
    assert "--now" in ran.err
    assert "2026-11-23T09:14:00+02:00" in ran.err


def test_bad_now_of_the_environment_is_named(cli: Cli, tracker: Path) -> None:
    ran = cli(tracker, "check", SUPPORTFLOW_NOW="soon")
    assert ran.code == 2
    assert "SUPPORTFLOW_NOW" in ran.err


def test_empty_now_of_the_environment_is_none(cli: Cli, tracker: Path) -> None:
    assert cli(tracker, "check", SUPPORTFLOW_NOW="").code == 0


@pytest.mark.parametrize(("now", "errors"), [("2026-07-01T09:55:00Z", 0), ("2026-07-01T09:54:59Z", 1)])
def test_now_moves_the_clock(cli: Cli, tracker: Path, now: str, errors: int) -> None:
    by_option = cli(tracker, "check", "--json", "--now", now)
    by_environment = cli(tracker, "check", "--json", SUPPORTFLOW_NOW=now)
    assert by_option.data["summary"]["errors"] == by_environment.data["summary"]["errors"] == errors


def test_now_of_the_option_wins(cli: Cli, tracker: Path) -> None:
    ran = cli(tracker, "check", "--now", "2026-07-03T15:00:00Z", SUPPORTFLOW_NOW="2020-01-01T00:00:00Z")
    assert ran.code == 0


def test_the_same_twice(cli: Cli, broken: Path) -> None:
    assert cli(broken, "check", "--json").out == cli(broken, "check", "--json").out


def test_one_broken_ticket_stops_no_other(cli: Cli, broken: Path) -> None:
    plant(broken, {"tickets/SF-0003.md": b"---\n\xff\n---\n", "tickets/SF-0004.md": "---\nid: [\n---\n"})
    ran = cli(broken, "check", "--json")
    assert [path for _, path in ran.findings()] == [
        "tickets/SF-0002-basket-is-empty.md",
        "tickets/SF-0003.md",
        "tickets/SF-0004.md",
    ]


def test_surplus_argument(cli: Cli, tracker: Path) -> None:
    ran = cli(tracker, "check", "tickets")
    assert ran.code == 2
    assert "tickets" in ran.err


def test_two_policies(cli: Cli, tracker: Path) -> None:
    plant(tracker, {"supportflow.toml": "", "pyproject.toml": "[tool.supportflow]\ncomponents = ['shop']\n"})
    ran = cli(tracker, "check", "--json")
    assert (ran.code, ran.findings()) == (0, [("SF901", "pyproject.toml")])


def test_broken_policy_is_named_and_nothing_is_checked(cli: Cli, broken: Path) -> None:
    plant(broken, {"supportflow.toml": 'maintainers = "lead"\nclock_scew = "24h"\n'})
    ran = cli(broken, "check")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        'error: supportflow.toml: maintainers: a list of texts is expected, as ["one", "two"]',
        "error: supportflow.toml: clock_scew: unknown key; did you mean clock_skew?",
    ]


def test_ticket_of_another_prefix_is_no_ticket(cli: Cli, tracker: Path) -> None:
    plant(tracker, {"tickets/OP-0001.md": ticket("OP-0001")})
    ran = cli(tracker, "check", "--json")
    assert ran.findings() == [("SF204", "tickets/OP-0001.md")]
