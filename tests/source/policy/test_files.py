"""Where a policy is found, and files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from supportflow.source.errors import PolicyError
from supportflow.source.policy.load import choose_policy, load_policy

OWN, PROJECT = "supportflow.toml", "pyproject.toml"


def refused(root: Path) -> str:
    with pytest.raises(PolicyError) as error:
        load_policy(root)
    return str(error.value)


def test_none_is_the_default(tmp_path: Path) -> None:
    loaded = load_policy(tmp_path)
    assert (loaded.policy.id_prefix, loaded.file, loaded.ignored) == ("SF", None, None)


def test_own_file(tmp_path: Path) -> None:
    (tmp_path / OWN).write_text('id_prefix = "OWN"\n')
    loaded = load_policy(tmp_path)
    assert (loaded.policy.id_prefix, loaded.file, loaded.ignored) == ("OWN", OWN, None)


def test_table_of_the_project(tmp_path: Path) -> None:
    (tmp_path / PROJECT).write_text('[tool.supportflow]\nid_prefix = "PRJ"\n')
    loaded = load_policy(tmp_path)
    assert (loaded.policy.id_prefix, loaded.file, loaded.ignored) == ("PRJ", PROJECT, None)


def test_own_file_wins_and_the_other_is_named(tmp_path: Path) -> None:
    (tmp_path / OWN).write_text("")
    (tmp_path / PROJECT).write_text('[tool.supportflow]\nid_prefix = "PRJ"\n')
    loaded = load_policy(tmp_path)
    assert (loaded.policy.id_prefix, loaded.file, loaded.ignored) == ("SF", OWN, PROJECT)


@pytest.mark.parametrize("text", ["", "[tool.ruff]\n", '[project]\nname = "supportflow"\n', "tool = 3 # supportflow\n"])
def test_project_without_our_table(tmp_path: Path, text: str) -> None:
    (tmp_path / PROJECT).write_text(text)
    loaded = load_policy(tmp_path)
    assert (loaded.file, loaded.ignored) == (None, None)


def test_broken_project_of_others_is_their_matter() -> None:
    assert choose_policy(None, "[project\n").file is None
    assert choose_policy("", "[project # supportflow\n").ignored is None


def test_syntax_error_has_file_line_and_column(tmp_path: Path) -> None:
    (tmp_path / OWN).write_text('id_prefix = "SF"\nmaintainers = [\n')
    message = refused(tmp_path)
    assert message.startswith("supportflow.toml: no valid TOML: ")
    assert "line 3" in message or "end of document" in message


def test_syntax_error_of_the_project_that_may_hold_ours(tmp_path: Path) -> None:
    (tmp_path / PROJECT).write_text("[tool.supportflow]\nmaintainers = [\n")
    assert refused(tmp_path).startswith("pyproject.toml: no valid TOML: ")


def test_keys_of_the_project_are_given_in_full(tmp_path: Path) -> None:
    (tmp_path / PROJECT).write_text('[tool.supportflow]\nid_prefix = 3\nclock_skew = "soon"\n')
    assert [line.split(": ")[:2] for line in refused(tmp_path).splitlines()] == [
        [PROJECT, "tool.supportflow.id_prefix"],
        [PROJECT, "tool.supportflow.clock_skew"],
    ]


@pytest.mark.parametrize("value", ["3", '"none"', "[]"])
def test_our_table_is_none(tmp_path: Path, value: str) -> None:
    (tmp_path / PROJECT).write_text(f"[tool]\nsupportflow = {value}\n")
    assert refused(tmp_path) == "pyproject.toml: tool.supportflow: a table is expected here"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff", "is not UTF-8 (byte 1); save it as UTF-8"),
        (b'a = "\x00"', "no valid TOML"),
        (b"a = 1\na = 2\n", "no valid TOML"),
        (b"a = 2026-13-45\n", "no valid TOML"),
        (b"a = " + b"[" * 100_000, "no valid TOML"),
        (b"a = " + b"9" * 10_000, "no valid TOML"),
    ],
)
def test_no_toml(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / OWN).write_bytes(content)
    message = refused(tmp_path)
    assert message.startswith(f"supportflow.toml: {says}")
    assert "\n" not in message


def test_byte_order_mark_and_crlf_are_accepted(tmp_path: Path) -> None:
    (tmp_path / OWN).write_bytes(b'\xef\xbb\xbfid_prefix = "OWN"\r\n')
    assert load_policy(tmp_path).policy.id_prefix == "OWN"


@pytest.mark.parametrize("name", [OWN, PROJECT])
def test_folder_of_that_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert refused(tmp_path).startswith(f"{name}: is no file")


def test_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / OWN).symlink_to(tmp_path / "elsewhere.toml")
    assert refused(tmp_path).startswith("supportflow.toml: is a link that leads nowhere")


@pytest.mark.parametrize("value", ['"builtin"', "[]", "3", "true", "{}"])
def test_extends_something_else(tmp_path: Path, value: str) -> None:
    (tmp_path / OWN).write_text(f"extends = {value}\n")
    message = refused(tmp_path)
    assert message.startswith("supportflow.toml: extends: ")
    assert '"none"' in message
