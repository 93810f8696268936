"""Writing holidays into a policy file: what a person wrote there stays."""

from __future__ import annotations

import builtins
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from supportflow.edit.holidays import add_holidays, public_holidays
from supportflow.source.errors import UsageError
from supportflow.source.policy.load import load_policy

DAYS = {date(2026, 1, 1): "New Year's Day", date(2026, 12, 25): "Christmas Day"}


def add(root: Path, text: str | bytes | None = None, name: str = "supportflow.toml", calendar: str = "default") -> str:
    """Add the two days to a policy and give the new text; it has to load, and to list the days."""
    path = root / name
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    written, _ = add_holidays(root, load_policy(root).policy, calendar, DAYS)
    assert written == path
    listed = {day for version in load_policy(root).policy.calendars[calendar] for day in version.holidays}
    assert set(DAYS) <= listed
    return path.read_bytes().decode()


LINES = """\
    2026-01-01, # New Year's Day
    2026-12-25, # Christmas Day
"""
DEFAULT = f"""\
[calendars.default]
timezone = "UTC"
hours = {{mon = [["09:00", "17:00"]], tue = [["09:00", "17:00"]], wed = [["09:00", "17:00"]], \
thu = [["09:00", "17:00"]], fri = [["09:00", "17:00"]]}}
holidays = [
{LINES}]
day = "8h"
"""


# ---- where the dates go ----


def test_a_tracker_without_a_policy_gets_one(tmp_path: Path) -> None:
    assert add(tmp_path) == DEFAULT


def test_a_calendar_that_is_missing_is_written_out_as_it_is(tmp_path: Path) -> None:
    before = load_policy(tmp_path).policy.calendars["default"][0]
    policy = '# ours\n[roles.operator]\nmembers = ["op-anna"]  # and others\n'
    assert add(tmp_path, policy) == f"{policy}\n{DEFAULT}"
    after = load_policy(tmp_path).policy.calendars["default"][0]
    assert (after.timezone, after.hours, after.day) == (before.timezone, before.hours, before.day)


def test_comments_and_layout_stay(tmp_path: Path) -> None:
    text = """\
# ours
id_prefix   =  "SF"

[calendars.default]   # the desk
holidays = [2026-12-26]   # more to come
hours = {mon = [ ["09:00", "17:00"] ]}

[sla]
warn_at = 0.7
"""
    expected = text.replace("holidays = [2026-12-26]", f"holidays = [\n    2026-12-26,\n{LINES}]")
    assert add(tmp_path, text) == expected


def test_a_list_that_has_lines_keeps_them(tmp_path: Path) -> None:
    text = """\
[calendars.default]
hours = "always"
holidays = [
    # our own
    2026-05-04, # founders' day
]
"""
    assert add(tmp_path, text) == text.replace("day\n]", f"day\n{LINES}]")


def test_what_is_listed_stays_as_it_is(tmp_path: Path) -> None:
    text = '[calendars.default]\nhours = "always"\nholidays = [\n    2026-12-25, # the desk is closed\n]\n'
    assert add(tmp_path, text) == text.removesuffix("]\n") + "    2026-01-01, # New Year's Day\n]\n"


def test_the_second_time_nothing_happens(tmp_path: Path) -> None:
    first = add(tmp_path, '[calendars.default]\nhours = "always"\n')
    policy = load_policy(tmp_path).policy
    assert add_holidays(tmp_path, policy, "default", DAYS) == (tmp_path / "supportflow.toml", [])
    assert (tmp_path / "supportflow.toml").read_text() == first


def test_an_inline_table(tmp_path: Path) -> None:
    assert '"always", holidays = [\n' in add(tmp_path, '[calendars]\ndefault = {hours = "always", holidays = []}\n')


def test_another_calendar(tmp_path: Path) -> None:
    text = '[calendars.night]\nhours = "always"\n'
    assert add(tmp_path, text, calendar="night") == f"{text}holidays = [\n{LINES}]\n"


def test_each_version_gets_its_own_days(tmp_path: Path) -> None:
    begin = '[[calendars.default]]\nhours = "always"\neffective'
    old, new = f"{begin}_until = 2026-07-01\n", f"{begin}_from = 2026-07-01\n"
    text = add(tmp_path, f"{old}\n{new}")
    assert text.split("\n\n") == [
        f"{old}holidays = [\n    2026-01-01, # New Year's Day\n]",
        f"{new}holidays = [\n    2026-12-25, # Christmas Day\n]\n",
    ]


def test_pyproject(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.supportflow]\nid_prefix = "AB" # c\n\n[tool.supportflow.calendars.default]\n'
    text += 'hours = "always"\n\n[tool.other]\nx = 1\n'
    found = add(tmp_path, text, "pyproject.toml")
    assert found == text.replace('"always"\n', f'"always"\nholidays = [\n{LINES}]\n')
    assert not (tmp_path / "supportflow.toml").exists()


def test_pyproject_without_a_calendar(tmp_path: Path) -> None:
    text = '[tool.supportflow]\nid_prefix = "AB"\n\n[tool.other]\nx = 1\n'
    found = add(tmp_path, text, "pyproject.toml")
    assert found.startswith('[tool.supportflow]\nid_prefix = "AB"\n')
    assert "[tool.supportflow.calendars.default]\n" in found
    assert found.endswith("[tool.other]\nx = 1\n")


def test_a_pyproject_that_is_no_policy_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert add(tmp_path) == DEFAULT
    assert (tmp_path / "pyproject.toml").read_text() == '[project]\nname = "x"\n'


# ---- bytes ----


def test_crlf_stays(tmp_path: Path) -> None:
    found = add(tmp_path, b'# ours\r\n[calendars.default]\r\nhours = "always"\r\n')
    assert found.count("\n") == found.count("\r\n") == 7


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    found = add(tmp_path, b'\xef\xbb\xbf[calendars.default]\nhours = "always"\n')
    assert found.startswith("\ufeff[calendars.default]\n")
    assert found.count("\ufeff") == 1


def test_a_file_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, _data: bytes) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(UsageError, match=r"supportflow\.toml cannot be written: Permission denied; check"):
        add_holidays(tmp_path, load_policy(tmp_path).policy, "default", DAYS)


def test_one_word_takes_no_holidays(tmp_path: Path) -> None:
    (tmp_path / "supportflow.toml").write_text('calendars.default = "always"\n')
    with pytest.raises(UsageError, match=r"calendars\.default is one word; write it as a table"):
        add_holidays(tmp_path, load_policy(tmp_path).policy, "default", DAYS)


# ---- the package that knows the dates ----


def test_the_holidays_of_a_country_and_of_a_part_of_it() -> None:
    whole, part = public_holidays("de", None, [2026]), public_holidays("DE", "BY", [2026, 2027])
    assert whole[date(2026, 10, 3)] == "German Unity Day"
    assert date(2026, 1, 6) not in whole
    assert part[date(2027, 1, 6)] == "Epiphany"
    assert list(part) == sorted(part)


@pytest.mark.parametrize(
    ("country", "part", "message"),
    [
        ("XX", None, "no holidays are known for 'XX'; write ISO codes, as DE or DE --part BY"),
        ("", None, "no holidays are known for ''; write ISO codes, as DE or DE --part BY"),
        ("DE", "ZZ", "no holidays are known for 'DE' with the part 'ZZ'; write ISO codes, as DE or DE --part BY"),
        ("TL", None, "no holidays are known for 'TL' in 1970; name other years"),
    ],
)
def test_what_it_does_not_know(country: str, part: str | None, message: str) -> None:
    with pytest.raises(UsageError) as error:
        public_holidays(country, part, [1970])
    assert str(error.value) == message


@pytest.mark.parametrize("package", ["holidays", "tomlkit"])
def test_a_missing_package_is_named(package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.delitem(sys.modules, package, raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    policy = load_policy(tmp_path).policy
    with pytest.raises(UsageError, match=r'pip install "supportflow\[holidays\]"'):
        add_holidays(tmp_path, policy, "default", DAYS if package == "tomlkit" else public_holidays("DE", None, [2026]))
