"""The real command on small trackers: in this process, or as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from supportflow.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-07-03T15:00:00Z"
COMMAND = (sys.executable, "-m", "supportflow")
CLEARED = ("SUPPORTFLOW_NOW", "SUPPORTFLOW_OUTPUT_FORMAT", "SUPPORTFLOW_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS",
           "GITHUB_ACTIONS", "GITLAB_CI", "CI")  # fmt: skip
TICKET = """\
---
id: {id}
title: {title}
type: error
state: {state}
impact: {{users: minority, breakage: isolated}}
{more}history:
  - {{at: 2026-07-01T09:00:00Z, by: operator, state: error-confirmed}}
  - {{at: 2026-07-01T10:00:00Z, by: operator, state: pending-evaluation}}
---

## What happens

The page of the shop shows a spinner and stays there.

## Steps to reproduce

1. Put anything into the basket and pay by card.
"""


@dataclass(frozen=True)
class Ran:
    """What a run of the command gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)

    def findings(self) -> list[tuple[str, str]]:
        """Rule and path of each finding of a check in JSON."""
        return [(finding["rule"], finding["path"]) for finding in self.data["findings"]]


def ticket(
    ticket_id: str = "SF-0001",
    title: str = "Checkout spins for ever",
    state: str = "pending-evaluation",
    more: str = "",
) -> str:
    """A ticket; without a finding where nothing is given but its id and its title."""
    return TICKET.format(id=ticket_id, title=title, state=state, more=more)


def plant(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder and give the folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


class Cli:
    """Runs `supportflow` in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, folder: Path, *arguments: str, **environment: str) -> Ran:
        """Run it in a folder."""
        with self.monkeypatch.context() as patch:
            patch.chdir(folder)
            for name, value in {"SUPPORTFLOW_NOW": NOW, **environment}.items():
                patch.setenv(name, value)
            self.capsys.readouterr()
            with pytest.raises(SystemExit) as exit_:
                run(list(arguments))
        out, err = self.capsys.readouterr()
        assert isinstance(exit_.value.code, int)
        return Ran(exit_.value.code, out, err)


def clean_environment(**more: str) -> dict[str, str]:
    """The environment of this process without what would change the outputs."""
    kept = {name: value for name, value in os.environ.items() if name not in CLEARED}
    return {**kept, "SUPPORTFLOW_NOW": NOW, **more}


def spawn(
    folder: Path,
    *arguments: str,
    command: tuple[str, ...] = COMMAND,
    environment: dict[str, str] | None = None,
    **more: str,
) -> subprocess.CompletedProcess[bytes]:
    """Run it as a process of its own, which must end within half a minute."""
    return subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env=clean_environment(**(environment or {}), **more),
        capture_output=True,
        timeout=30,
        check=False,
    )
