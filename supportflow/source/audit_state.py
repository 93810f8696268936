"""What an audit remembers between two runs: which commits are done, and nothing that a ticket says in its own words."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(".supportflow") / "audit.json"
_VERSION = 1
_IGNORED = "*\n"


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry in words of the policy, ids and instants. `member` is a handle that the policy lists."""

    commit: str
    ticket: str
    at: str
    role: str
    member: str | None
    kind: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class State:
    """How far an audit has come. `done` is the last commit, of `count`; `flagged` are commits to look at again."""

    tool: str
    prefix: str
    done: str
    count: int
    kept: tuple[Kept, ...]
    flagged: tuple[str, ...]


def load_state(root: Path, tool: str, prefix: str) -> State | None:
    """What the last run has left, where this version of the tool can use it."""
    try:
        data = json.loads((root / FILE).read_text("utf-8"))
        if (data.pop("version"), data["tool"], data["prefix"]) != (_VERSION, tool, prefix):
            return None
        kept = tuple(Kept(**row) for row in data.pop("kept"))
        return State(kept=kept, flagged=tuple(data.pop("flagged")), **data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def save_state(root: Path, state: State) -> None:
    """Leave it for the next run, whole or not at all. Where nothing can be written, the next run begins anew."""
    folder = (root / FILE).parent
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text(_IGNORED, encoding="utf-8")
        handle, name = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"version": _VERSION, **asdict(state)}, file)
        Path(name).replace(root / FILE)
