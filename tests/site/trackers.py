"""Small trackers for tests, and the real command run on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SUPPORTFLOW = Path(sys.executable).with_name("supportflow")
MKDOCS = Path(sys.executable).with_name("mkdocs")
NOW = "2026-07-03T15:00:00Z"
TICKET = """\
---
id: {id}
title: {title}
type: error
state: pending-evaluation
impact: {{users: minority, breakage: isolated}}
history:
  - {{at: 2026-07-01T09:00:00Z, by: operator, state: error-confirmed}}
  - {{at: 2026-07-01T10:00:00Z, by: operator, state: pending-evaluation}}
---

## What happens

The page of the shop shows a spinner and stays there.

## Steps to reproduce

1. Put anything into the basket and pay by card.

## Internal notes

The kraken sleeps here.
"""


def write_ticket(root: Path, number: int = 1, title: str = "Checkout spins for ever") -> Path:
    ticket_id = f"SF-{number:04}"
    path = root / "tickets" / f"{ticket_id}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TICKET.format(id=ticket_id, title=title), encoding="utf-8")
    return path


def tracker(root: Path, tickets: int = 1) -> Path:
    """A bare folder that holds nothing but `tickets/`."""
    for number in range(1, tickets + 1):
        write_ticket(root, number)
    return root


def sample_tracker(root: Path) -> Path:
    """A copy of the project's own tracker: the project itself may be in use by another build."""
    shutil.copytree(PROJECT / "tickets", root / "tickets")
    for name in ("supportflow.toml", "mkdocs.yml"):
        shutil.copyfile(PROJECT / name, root / name)
    return root


def environment(**more: str) -> dict[str, str]:
    """As a user has it who is in no CI."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "LANG") if name in os.environ}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", **more}


def run(*command: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=environment(**more), text=True, capture_output=True, timeout=120, check=False
    )


def build(cwd: Path, *options: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    return run(SUPPORTFLOW, "build", "--now", NOW, *options, cwd=cwd, **more)


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def debris(root: Path) -> list[str]:
    """What builds have left beside the sites in a folder."""
    return [path.name for path in root.iterdir() if path.name.startswith(".") and path.name != ".supportflow"]
