"""What a terminal gets to see: colours, width, characters that are wide, marks or commands."""

from __future__ import annotations

import json
import re
import time
import unicodedata
from pathlib import Path

import pytest

from tests.cli.support import Cli, plant, spawn, ticket

ANSI = re.compile("\x1b\\[[0-9;]*m")


def columns(text: str) -> int:
    """How many columns a terminal gives a text; written down here once more, to hold the product against."""
    wide = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(char) else wide.get(unicodedata.east_asian_width(char), 1) for char in text)


def snippet(output: str) -> tuple[str, str]:
    """The quoted line of the first finding, and the line with the caret."""
    lines = ANSI.sub("", output).splitlines()
    row = next(number for number, line in enumerate(lines) if line.strip(" |^") == "" and "^" in line)
    return lines[row - 1], lines[row]


def under_caret(output: str) -> str:
    """The part of the quoted line that the caret underlines, by columns."""
    line, caret = snippet(output)
    start, length = caret.index("^"), caret.count("^")
    taken, column = "", 0
    for char in line:
        if start <= column < start + length:
            taken += char
        column += columns(char)
    return taken


def one_line(root: Path, line: str) -> Path:
    """A tracker whose ticket has this line in its front matter."""
    return plant(root, {"tickets/SF-0001.md": ticket(more=f"{line}\n")})


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "0"}, False), ({"FORCE_COLOR": ""}, False),
     ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({"NO_COLOR": "1"}, False),
     ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True), ({"FORCE_COLOR": "1", "TERM": "dumb"}, True)],
)  # fmt: skip
@pytest.mark.parametrize("command", [("check",), ("list",), ("show", "1"), ("explain",), ("explain", "SF301")])
def test_colours(cli: Cli, broken: Path, command: tuple[str, ...], environment: dict[str, str], coloured: bool) -> None:
    out = cli(broken, *command, **environment).out
    assert bool(ANSI.search(out)) is coloured
    assert ANSI.sub("", out) == cli(broken, *command).out


@pytest.mark.parametrize("coloured", [True, False])
def test_error_message_in_colour(tmp_path: Path, coloured: bool) -> None:
    ran = spawn(tmp_path, "show", "1", FORCE_COLOR="1" if coloured else "0")
    assert (b"\x1b[" in ran.stderr) is coloured
    assert ran.returncode == 2


@pytest.mark.parametrize("width", [40, 80, 100, 200])
@pytest.mark.parametrize("coloured", [True, False])
def test_width(cli: Cli, broken: Path, width: int, coloured: bool) -> None:
    plant(broken, {"tickets/SF-0003.md": ticket("SF-0003", f"Spins {'and spins ' * 30}", more="estimate: [1]\n")})
    colour = {"FORCE_COLOR": "1"} if coloured else {}
    for command in (["check"], ["list"], ["show", "1"], ["show", "3"]):
        out = ANSI.sub("", cli(broken, *command, COLUMNS=str(width), **colour).out)
        long = [line for line in out.splitlines() if columns(line) > width]
        # a path, a word or the name of a state is never broken: it can be copied
        assert [line for line in long if "-->" not in line and len(line.split()) > 3 and width >= 80] == []


def test_a_line_of_60_kb_takes_no_time(cli: Cli, tmp_path: Path) -> None:
    plant(tmp_path, {"tickets/SF-0001.md": ticket(title="語" * 20_000, more=f"colour: {'x' * 3_000}\n")})
    for command in (["check"], ["list"], ["show", "1"]):
        start = time.perf_counter()
        assert cli(tmp_path, *command, COLUMNS="80").code in (0, 1)
        assert time.perf_counter() - start < 5


def test_a_long_line_is_cut_around_the_caret(cli: Cli, tmp_path: Path) -> None:
    line = f"assignee: {{{', '.join(f'k{number}: {number}' for number in range(400))}}}"
    out = cli(one_line(tmp_path, line), "check", COLUMNS="80").out
    quoted, caret = snippet(out)
    assert columns(quoted) <= 80
    assert columns(caret) <= 80
    assert "…" in quoted


@pytest.mark.parametrize(
    ("before", "what"),
    [
        ("", "plain"),
        ("日本語の題名", "wide"),
        ("ＦＵＬＬ", "full width"),
        ("e\u0301a\u0308n\u0303", "combining"),
        ("👩\u200d🚀", "joined"),
        ("a\tb\tc", "tabs"),
        ("ß–×·€", "narrow, beyond ASCII"),
        ("x" * 300, "long"),
        ("語" * 150, "long and wide"),
    ],
)
def test_caret_stands_under_its_word(cli: Cli, tmp_path: Path, before: str, what: str) -> None:
    line = f"links: {{relates: [{before}], blok: [SF-0001]}}"
    out = cli(one_line(tmp_path, line), "check", COLUMNS="80").out
    assert "SF107" in out, what
    block = out[out.index("SF107") :]
    assert under_caret(block) == "blok"


def test_a_caret_that_is_longer_than_the_line_is_cut(cli: Cli, tmp_path: Path) -> None:
    out = cli(one_line(tmp_path, f"component: {'語' * 300}\nseverity: {'x' * 300}"), "check", COLUMNS="80").out
    for line in out.splitlines():
        assert columns(line) <= 80 or "help" in line or " `" in line


HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b2J",
    "\u202eevil",
    "\u2066x\u2069",
    "\u200bzero",
    "a\rb",
    "\x08\x08",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_nothing_acts_on_the_terminal(cli: Cli, tmp_path: Path, text: str) -> None:
    escaped = "".join(char if char.isalnum() or char in "[];" else f"\\U{ord(char):08x}" for char in text)
    plant(
        tmp_path,
        {
            "tickets/SF-0001.md": ticket(title=f'"{escaped}"', more=f'assignee: "{escaped}"\ncolour: 1\n'),
            "tickets/SF-0002.md": ticket("SF-0002", state=f'"{escaped}"'),
            "tickets/SF-0003.md": ticket("SF-0003", title=f"raw {text}"),
        },
    )
    for command in (["check"], ["check", "--output-format", "concise"], ["list"], ["show", "1"], ["show", "2"]):
        ran = cli(tmp_path, *command)
        for output in (ran.out, ran.err):
            acting = {ascii(char) for char in output if unicodedata.category(char) in {"Cc", "Cf"} and char != "\n"}
            assert acting == set(), command


def test_a_file_name_acts_on_nothing(cli: Cli, tmp_path: Path) -> None:
    plant(tmp_path, {"tickets/SF-0001-\x1b[31m\nred.md": ticket()})
    for command in (["check"], ["list"], ["check", "--output-format", "concise"]):
        assert "\x1b" not in cli(tmp_path, *command).out


def test_what_a_user_types_acts_on_nothing(cli: Cli, tracker: Path) -> None:
    for command in (["show", "\x1b[31m"], ["explain", "\x1b[31m"], ["list", "--state", "\x1b[31m"]):
        ran = cli(tracker, *command)
        assert ran.code == 2
        assert "\x1b" not in ran.err


def test_a_policy_acts_on_nothing(cli: Cli, tracker: Path) -> None:
    plant(tracker, {"supportflow.toml": '"\\u001b[31m" = 1\nid_prefix = "\\u001b[31m"\n'})
    ran = cli(tracker, "check")
    assert ran.code == 2
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "cp1252:strict"},
    ],
    ids=str,
)
def test_any_encoding(tmp_path: Path, environment: dict[str, str]) -> None:
    plant(tmp_path, {"tickets/SF-0001.md": ticket(title="Größe 日本 👩", more='colour: "Größe 日本 👩"\n')})
    for command in (["check", "--output-format", "full"], ["show", "1"]):
        ran = spawn(tmp_path, *command, environment=environment)
        assert ran.returncode in (0, 1), ran.stderr
        assert b"Traceback" not in ran.stderr
        assert b"bug" not in ran.stderr


@pytest.mark.parametrize("command", [["check", "--json"], ["list", "--json"], ["show", "1", "--json"]], ids=str)
def test_json_is_json_in_any_encoding(tmp_path: Path, command: list[str]) -> None:
    plant(tmp_path, {"tickets/SF-0001.md": ticket(title="Größe 日本 👩", more='"größe": 1\n')})
    plain = spawn(tmp_path, *command, PYTHONIOENCODING="utf-8").stdout
    json.loads(plain.decode("utf-8"))
    assert spawn(tmp_path, *command, PYTHONIOENCODING="latin-1").stdout == plain
