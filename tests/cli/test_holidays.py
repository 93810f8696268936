"""`supportflow holidays`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import Cli, plant

ADDED = "supportflow.toml: {} added to calendars.{}.holidays\n"


def test_this_year_and_the_next(cli: Cli, tracker: Path) -> None:
    ran = cli(tracker, "holidays", "DE")
    assert (ran.code, ran.out, ran.err) == (0, ADDED.format("18 dates", "default"), "")
    text = (tracker / "supportflow.toml").read_text()
    assert "    2026-10-03, # German Unity Day\n" in text
    assert "    2027-10-03, # German Unity Day\n" in text


def test_again_it_adds_nothing(cli: Cli, tracker: Path) -> None:
    cli(tracker, "holidays", "DE", "--year", "2026")
    before = (tracker / "supportflow.toml").read_bytes()
    ran = cli(tracker, "holidays", "DE", "--year", "2026")
    assert ran.out == ADDED.format("0 dates", "default")
    assert (tracker / "supportflow.toml").read_bytes() == before


def test_a_part_adds_its_own(cli: Cli, tracker: Path) -> None:
    cli(tracker, "holidays", "DE", "--year", "2026")
    assert cli(tracker, "holidays", "DE", "--part", "BE", "--year", "2026").out == ADDED.format("1 date", "default")


def test_the_figures_follow(cli: Cli, tracker: Path) -> None:
    before = cli(tracker, "sla", "SF-0001", "--json").data["ticket"]["elapsed_working_seconds"]
    plant(tracker, {"supportflow.toml": '[calendars.default]\nhours = {thu = [["09:00", "17:00"]]}\n'})
    cli(tracker, "holidays", "CA", "--year", "2026")  # 1 July is Canada Day, a Wednesday
    after = cli(tracker, "sla", "SF-0001", "--json").data["ticket"]["elapsed_working_seconds"]
    assert (before, after) == (21 * 3600, 8 * 3600)


def test_dry_run(cli: Cli, tracker: Path) -> None:
    ran = cli(tracker, "holidays", "GB", "--part", "SCT", "--year", "2026", "--dry-run")
    assert ran.out.splitlines()[:2] == ["2026-01-01  New Year's Day", "2026-01-02  New Year Holiday"]
    assert not (tracker / "supportflow.toml").exists()


def test_json(cli: Cli, tracker: Path) -> None:
    ran = cli(tracker, "holidays", "DE", "--year", "2026", "--json")
    assert ran.data["2026-05-01"] == "Labor Day"
    assert ran.err == ADDED.format("9 dates", "default")
    assert cli(tracker, "holidays", "DE", "--year", "2026", "--json", "--dry-run").err == ""


def test_from_a_folder_below(cli: Cli, tracker: Path) -> None:
    assert cli(tracker / "tickets", "holidays", "DE", "--year", "2026").code == 0
    assert (tracker / "supportflow.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("XX",), "no holidays are known for 'XX'"),
        (("DE", "--part", "ZZ"), "no holidays are known for 'DE' with the part 'ZZ'"),
        (("DE", "--calendar", "nope"), "there is no calendar 'nope'; known are default"),
        (("DE", "--year", "1900"), "1900 is not in the range"),
        ((), "Missing argument 'COUNTRY'"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    cli: Cli, tracker: Path, arguments: tuple[str, ...], message: str
) -> None:
    ran = cli(tracker, "holidays", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert len([line for line in ran.err.splitlines() if line.lower().startswith("error")]) == 1
    assert not (tracker / "supportflow.toml").exists()


def test_a_policy_that_is_broken_is_not_edited(cli: Cli, tracker: Path) -> None:
    plant(tracker, {"supportflow.toml": "calendars = 3\n"})
    ran = cli(tracker, "holidays", "DE")
    assert (ran.code, ran.out) == (2, "")
    assert (tracker / "supportflow.toml").read_text() == "calendars = 3\n"
