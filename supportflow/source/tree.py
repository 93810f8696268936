"""The files of a tracker: which are tickets, which lie beside them, which cannot be either."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from supportflow.source.errors import UsageError

TICKETS = "tickets"


class FileKind(StrEnum):
    """What lies at a path; nothing but a regular file is ever read."""

    REGULAR = "file"
    LINK = "symbolic link"
    SUBMODULE = "submodule"
    OTHER = "special file"


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file below `tickets/`, by its path from the repository, with its size in bytes."""

    path: str
    kind: FileKind
    size: int

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]


class Tree(Protocol):
    """Where files come from: the work tree, or a revision."""

    def files(self) -> tuple[TreeFile, ...]:
        """All files below `tickets/`, sorted by path."""
        ...

    def read(self, path: str) -> bytes:
        """The content of a file. Raises OSError where it cannot be read."""
        ...


class WorkTree:
    """The files of a tracker as they lie on disk. `root` holds `tickets/`; paths start at `top`."""

    def __init__(self, root: Path, prefix: str = "") -> None:
        self.root = root
        self.prefix = prefix
        self._files: tuple[TreeFile, ...] | None = None

    def files(self) -> tuple[TreeFile, ...]:
        """All files below `tickets/`, sorted by path; links are named and never followed."""
        if self._files is None:
            found = self._walk(str(self.root / TICKETS), f"{self.prefix}{TICKETS}")
            self._files = tuple(sorted(found, key=lambda file: file.path))
        return self._files

    def read(self, path: str) -> bytes:
        """The content of a file, which must be a regular one."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(self.root / path.removeprefix(self.prefix), flags), "rb") as file:  # noqa: PTH123
            return file.read()

    def _walk(self, folder: str, path: str) -> Iterator[TreeFile]:
        try:
            with os.scandir(folder) as rows:
                entries = list(rows)
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror}; check its permissions"
            raise UsageError(message) from error
        for entry in entries:
            below = f"{path}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if entry.name == ".git":
                    continue
                if (Path(entry.path) / ".git").exists():
                    yield TreeFile(below, FileKind.SUBMODULE, 0)
                else:
                    yield from self._walk(entry.path, below)
            else:
                yield _file(entry, below)


def _file(entry: os.DirEntry[str], path: str) -> TreeFile:
    if entry.is_symlink():
        return TreeFile(path, FileKind.LINK, 0)
    info = entry.stat(follow_symlinks=False)
    kind = FileKind.REGULAR if stat.S_ISREG(info.st_mode) else FileKind.OTHER
    return TreeFile(path, kind, info.st_size)


def find_root(start: Path) -> Path:
    """The nearest folder upward that holds `tickets/`. Raises UsageError where there is none."""
    start = start.resolve()
    others = []
    for folder in (start, *start.parents):
        tickets = folder / TICKETS
        if tickets.is_symlink():
            message = f"{tickets} is a symbolic link; make it a folder"
            raise UsageError(message)
        if tickets.is_dir():
            return folder
        if tickets.exists():
            others.append(tickets)
    if others:
        message = f"{others[0]} is no folder; tickets lie in a folder of that name"
        raise UsageError(message)
    message = f"no folder `tickets/` here or above ({start}); create it: mkdir tickets"
    raise UsageError(message)


def repository_prefix(root: Path) -> str:
    """The path of the tracker inside its git repository, with a final `/`; empty at the top or without git."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            relative = root.relative_to(folder).as_posix()
            return "" if relative == "." else f"{relative}/"
    return ""
