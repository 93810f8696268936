"""Small trackers, and the real command run on them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from supportflow.cli.main import run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOW = "2026-08-21T00:00:00Z"
TICKET = "tickets/SF-0042.md"

_FRONT = {
    "error": """\
title: Checkout spins forever
type: error
state: error-confirmed
impact: {users: few, breakage: isolated}
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
""",
    "request": """\
title: A dark theme
type: request
state: open
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: open}
""",
}
BODY = {
    "error": "\n## What happens\n\nThe page stays white.\n\n## Steps to reproduce\n\nPay by card.\n",
    "request": "\n## Brief\n\nAn evening mode for the planner.\n",
}
_KEY = re.compile(r"^([A-Za-z_]+|\"[A-Za-z_]+\"):", re.MULTILINE)
_ID = re.compile(r"SF-[0-9]{4}")


def ticket_text(fragment: str = "", *, path: str = TICKET, body: str | None = None, drop: tuple[str, ...] = ()) -> str:
    """A ticket without a finding, of which the keys of `fragment` take the place of its own.

    `drop` names keys that it is to lack.
    """
    kind = "request" if re.search(r"^type: request$", fragment, re.MULTILINE) else "error"
    named = _ID.search(path)
    front = f"id: {named[0] if named else 'SF-0042'}\n{_FRONT[kind]}"
    replaced = {found.strip('"') for found in _KEY.findall(fragment)} | set(drop)
    blocks = re.split(r"^(?=[a-z])", front, flags=re.MULTILINE)
    kept = "".join(block for block in blocks if block.partition(":")[0] not in replaced)
    own = fragment if not fragment or fragment.endswith("\n") else f"{fragment}\n"
    return f"---\n{kept}{own}---\n{BODY[kind] if body is None else body}"


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files below a folder, byte for byte."""
    for name, content in files.items():
        path = root / name
        assert path.is_relative_to(root)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


@dataclass(frozen=True)
class Run:
    """What a run of the command gave."""

    code: int
    findings: list[dict[str, Any]]
    summary: dict[str, int]

    def of(self, slug: str) -> list[dict[str, Any]]:
        """The findings of one rule."""
        return [finding for finding in self.findings if finding["slug"] == slug]

    @property
    def slugs(self) -> list[str]:
        """Which rules gave findings, in order."""
        return [finding["slug"] for finding in self.findings]


class Checker:
    """Runs `supportflow check` in a folder, in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, root: Path, now: str = NOW) -> Run:
        """Check the tracker at `root`; standard error has to stay empty."""
        self.monkeypatch.chdir(root)
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as exit_:
            run(["check", "--output-format", "json", "--now", now])
        out, err = self.capsys.readouterr()
        assert err == ""
        data = json.loads(out)
        assert isinstance(exit_.value.code, int)
        return Run(exit_.value.code, data["findings"], data["summary"])
