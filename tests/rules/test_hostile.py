"""Files that nobody commits: huge, binary, linked, unreadable. One finding each, quickly, and the others go on."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.rules.support import BODY, TICKET, Checker, Run, ticket_text, write

GOOD = {"tickets/SF-0001.md": ticket_text(path="tickets/SF-0001.md")}
QUICK = 20.0
"""Seconds that a hostile file may take at most, on a slow machine."""


def check_file(check: Checker, root: Path, content: str | bytes) -> Run:
    """Check a tracker that holds the file and a good one beside it."""
    write(root, {TICKET: content, **GOOD})
    start = time.monotonic()
    result = check(root)
    assert time.monotonic() - start < QUICK
    assert result.summary["tickets"] == 2
    assert {finding["path"] for finding in result.findings} <= {TICKET}
    return result


def one(result: Run) -> dict[str, object]:
    assert result.code == 1
    assert len(result.findings) == 1, result.slugs
    return result.findings[0]


def front_of(size: int) -> str:
    """A ticket whose front matter has exactly so many bytes."""
    text = ticket_text("component: x\n")
    front = text.partition("---\n")[2].partition("---\n")[0]
    filler = "#" * (size - len(front) - 1) + "\n"
    return text.replace("component: x\n", f"{filler}component: x\n")


@pytest.mark.parametrize(
    ("name", "content", "rule", "line", "column"),
    [
        ("latin-1", ticket_text("title: Türen\n").encode("latin-1"), "encoding", 8, 9),
        ("latin-1 in the body", ticket_text(body="\n\nTür").encode("latin-1"), "encoding", 12, 2),
        ("after wide characters", ticket_text("title: 😀é").encode()[:-3] + b"\xff", "encoding", None, None),
        ("with a byte order mark", b"\xef\xbb\xbfab\xff", "encoding", 1, 3),
        ("cut off", ticket_text().encode() + b"\xe2\x82", "encoding", 18, 1),
        (
            "surrogate in bytes",
            ticket_text("title: \udfff\n", body="").encode("utf-8", "surrogatepass"),
            "encoding",
            8,
            8,
        ),
        ("overlong", ticket_text().encode() + b"\xc0\xaf", "encoding", 18, 1),
        ("UTF-16", ticket_text().encode("utf-16"), "encoding", 1, 1),
        ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "encoding", 1, 1),
        ("NUL", ticket_text("title: a\0b\n"), "encoding", 8, 9),
        ("nothing but NUL", b"\0" * 1000, "front-matter", 1, 1),
        ("nothing but a byte order mark", b"\xef\xbb\xbf", "front-matter", 1, 1),
        ("only the opening", "---", "front-matter", 1, 1),
        ("no end, a megabyte", "---\n" + "a: b\n" * 200_000, "front-matter", 1, 1),
        ("a million brackets", ticket_text(f"custom: {'[' * 60_000}\n"), "too-large", 9, 40),
        ("a million braces", ticket_text(f"custom: {'{a: ' * 15_000}\n"), "too-large", None, None),
        ("a million dashes", ticket_text("custom:\n" + "- " * 30_000 + "\n"), "too-large", None, None),
        ("question marks", ticket_text("custom:\n" + "  " + "? " * 20_000 + "a\n"), "too-large", None, None),
        ("front matter of 64 KiB and a byte", front_of(64 * 1024 + 1), "too-large", 1, 1),
        ("wide front matter", ticket_text(f"title: {'😀' * 16_384}\n"), "too-large", 1, 1),
        ("a megabyte and a byte", ticket_text().ljust(2**20 + 1), "too-large", 1, 1),
    ],
)
def test_a_hostile_file_gives_one_finding(
    name: str, content: str | bytes, rule: str, line: int | None, column: int | None, tmp_path: Path, check: Checker
) -> None:
    del name
    finding = one(check_file(check, tmp_path, content))
    assert finding["slug"] == rule
    if line is not None:
        assert (finding["line"], finding["column"]) == (line, column)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("front matter of exactly 64 KiB", front_of(64 * 1024)),
        ("exactly a megabyte", ticket_text().ljust(2**20, "\n")),
        ("a long line", ticket_text(body=BODY["error"] + "x" * 500_000)),
        ("brackets in the body", ticket_text(body=BODY["error"] + "[" * 100_000)),
        ("many links in the body", ticket_text(body=BODY["error"] + "[a](" * 50_000)),
        ("stars in the body", ticket_text(body=BODY["error"] + "*a " * 50_000)),
        ("backticks in the body", ticket_text(body=BODY["error"] + "".join("`" * n + " " for n in range(1, 800)))),
        ("tags in the body", ticket_text(body=BODY["error"] + "\n<h3" + "<h3 a=" * 10_000)),
        ("entities in a heading", ticket_text(body=BODY["error"] + "\n### " + "&amp;" * 20_000 + "\n")),
        ("many sections", ticket_text(body=BODY["error"] + "\n## Expected\nx\n" * 60_000)),
        ("many sections to parse", ticket_text(body=BODY["error"] + "\n## Expected\n- x\n\n---\n" * 10_000)),
        ("many lines", ticket_text(body=BODY["error"] + "a\n" * 200_000)),
    ],
)
def test_a_strange_file_that_is_right_gives_none(name: str, content: str, tmp_path: Path, check: Checker) -> None:
    del name
    assert check_file(check, tmp_path, content).findings == []


def test_a_million_levels_of_quotes(tmp_path: Path, check: Checker) -> None:
    result = check_file(check, tmp_path, ticket_text(body=BODY["error"] + "\n" + ">" * 1_000_000))
    assert result.slugs in ([], ["too-large"])


def test_many_levels_of_lists(tmp_path: Path, check: Checker) -> None:
    items = "".join("  " * depth + "- a\n" for depth in range(500))
    assert check_file(check, tmp_path, ticket_text(body=f"{BODY['error']}\n{items}")).findings == []


def test_a_front_matter_of_32_levels_is_read(tmp_path: Path, check: Checker) -> None:
    write(tmp_path, {"supportflow.toml": "[custom.deep]\n"})
    result = check_file(check, tmp_path, ticket_text(f"custom: {{deep: {'[' * 30}{']' * 30}}}\n"))
    assert one(result)["slug"] == "wrong-type"


def test_many_entries_and_many_findings(tmp_path: Path, check: Checker) -> None:
    entries = "".join(f"  - {{at: 2026-01-05T09:00:00Z, by: operator, note: {n}, x: 1}}\n" for n in range(1000))
    first = "history:\n  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}\n"
    assert len(check_file(check, tmp_path, ticket_text(first + entries)).of("unknown-key")) == 1000


@pytest.mark.parametrize("number", ["9" * 5000, "1" + "0" * 60])
def test_an_endless_number(number: str, tmp_path: Path, check: Checker) -> None:
    write(tmp_path, {"tickets/old/SF-0042.md": ticket_text(), TICKET: ticket_text(f"id: SF-{number}\n")})
    result = check(tmp_path)
    assert len(result.of("duplicate-id")) == 2
    write(
        tmp_path,
        {"supportflow.toml": '[custom.n]\ntype = "integer"\n', TICKET: ticket_text(f"custom: {{n: {number}}}\n")},
    )
    assert "wrong-type" in check(tmp_path).slugs


class TestNoFile:
    """Where a ticket may lie there is a file, and the target of a link is never opened."""

    def test_a_link_to_a_ticket(self, tmp_path: Path, check: Checker) -> None:
        write(tmp_path, {**GOOD, "secret.md": "---\nid: SF-0042\nsecret: hunter2\n---\n"})
        (tmp_path / TICKET).symlink_to(tmp_path / "secret.md")
        finding = one(check(tmp_path))
        assert (finding["rule"], finding["path"], finding["line"]) == ("SF114", TICKET, 1)
        assert "hunter2" not in str(finding)
        assert "secret" not in str(finding)

    @pytest.mark.parametrize("name", ["SF-0042-slug.md", "notes.md", "2026", "NOTES.MD"])
    def test_a_link_of_any_name_that_could_hide_tickets(self, name: str, tmp_path: Path, check: Checker) -> None:
        write(tmp_path, {**GOOD, "elsewhere/SF-0042.md": ticket_text()})
        (tmp_path / "tickets" / name).symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        assert one(check(tmp_path))["slug"] == "not-a-file"

    @pytest.mark.parametrize("target", ["nowhere", "SF-0042.md", "/dev/zero", "."])
    def test_a_link_that_leads_nowhere_or_in_a_circle(self, target: str, tmp_path: Path, check: Checker) -> None:
        write(tmp_path, GOOD)
        (tmp_path / TICKET).symlink_to(target)
        assert one(check(tmp_path))["slug"] == "not-a-file"

    def test_a_submodule(self, tmp_path: Path, check: Checker) -> None:
        write(tmp_path, {**GOOD, "tickets/vendor/.git": "gitdir: x\n", "tickets/vendor/SF-0042.md": "not read"})
        finding = one(check(tmp_path))
        assert (finding["slug"], finding["path"]) == ("not-a-file", "tickets/vendor")
        assert "submodule" in str(finding["message"])

    def test_a_pipe(self, tmp_path: Path, check: Checker) -> None:
        write(tmp_path, GOOD)
        os.mkfifo(tmp_path / TICKET)
        assert one(check(tmp_path))["slug"] == "not-a-file"

    def test_a_file_that_cannot_be_read(self, tmp_path: Path, check: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path, {**GOOD, TICKET: ticket_text()})
        really_open = os.open

        def refuse(path: str | os.PathLike[str], *args: int, **more: int) -> int:
            if str(path).endswith("SF-0042.md"):
                raise PermissionError(13, "Permission denied", str(path))
            return really_open(path, *args, **more)

        monkeypatch.setattr(os, "open", refuse)
        finding = one(check(tmp_path))
        assert finding["slug"] == "not-a-file"
        assert "Permission denied" in str(finding["message"])

    def test_a_folder_named_as_a_ticket_is_a_folder(self, tmp_path: Path, check: Checker) -> None:
        write(tmp_path, {**GOOD, "tickets/SF-0042.md/SF-0042.md": ticket_text()})
        result = check(tmp_path)
        assert (result.findings, result.summary["tickets"]) == ([], 2)


class TestAttachments:
    def test_a_link_is_no_attachment(self, tmp_path: Path, check: Checker) -> None:
        write(tmp_path, {"passwords.png": "x", TICKET: ticket_text(self.DECLARED)})
        (tmp_path / "tickets/SF-0042").mkdir()
        (tmp_path / "tickets/SF-0042/a.png").symlink_to(tmp_path / "passwords.png")
        finding = one(check(tmp_path))
        assert (finding["slug"], finding["line"], finding["column"]) == ("attachment-file", 10, 12)
        assert "symbolic link" in str(finding["message"])
        assert "passwords" not in str(finding)

    def test_a_linked_folder_holds_no_attachment(self, tmp_path: Path, check: Checker) -> None:
        write(tmp_path, {"elsewhere/a.png": "x", TICKET: ticket_text(self.DECLARED)})
        (tmp_path / "tickets/SF-0042").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        assert sorted(check(tmp_path).slugs) == ["attachment-file", "not-a-file"]

    def test_a_large_file_is_not_read(self, tmp_path: Path, check: Checker) -> None:
        write(tmp_path, {TICKET: ticket_text(self.DECLARED), "tickets/SF-0042/a.png": b""})
        os.truncate(tmp_path / "tickets/SF-0042/a.png", 25 * 2**20)
        assert check(tmp_path).findings == []
        os.truncate(tmp_path / "tickets/SF-0042/a.png", 25 * 2**20 + 1)
        assert one(check(tmp_path))["slug"] == "attachment-size"

    DECLARED = "attachments:\n  - {file: SF-0042/a.png, shows: app-screen}\n"


def test_a_file_name_that_is_no_utf8(tmp_path: Path, check: Checker) -> None:
    write(tmp_path, GOOD)
    name = os.fsencode(tmp_path / "tickets") + b"/SF-0042-t\xfcren.md"
    try:
        Path(os.fsdecode(name)).write_text(ticket_text(), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    assert one(check(tmp_path))["slug"] == "misnamed-file"


def test_one_broken_file_never_stops_the_others(tmp_path: Path, check: Checker) -> None:
    contents: list[str | bytes] = [b"\xff", "", "---", "---\n[", "---\n&a b\n---\n", ticket_text("state: x\n"), b"\0"]
    write(tmp_path, {f"tickets/SF-1{n:03}.md": content for n, content in enumerate(contents)})
    write(tmp_path, GOOD)
    result = check(tmp_path)
    assert result.summary["tickets"] == len(contents) + 1
    assert {finding["path"] for finding in result.findings} == {f"tickets/SF-1{n:03}.md" for n in range(len(contents))}
