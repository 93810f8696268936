"""The files of a revision, and of a work tree as one more commit on top of one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from supportflow.source.git import Git
from supportflow.source.git_objects import TREE, Change, Commit, Entry, blob_oid
from supportflow.source.tree import TICKETS, FileKind, TreeFile, WorkTree

_MODES = {FileKind.LINK: "120000", FileKind.SUBMODULE: "160000", FileKind.REGULAR: "100644", FileKind.OTHER: "10000"}


class RevisionTree:
    """The files below `tickets/` of a commit, as a `Tree`. `prefix` is the tracker's path, with a final `/`."""

    def __init__(self, git: Git, commit: Commit, prefix: str = "") -> None:
        self.git = git
        self.entries = ticket_files(git, commit.tree, prefix)
        self._files: tuple[TreeFile, ...] | None = None

    def files(self) -> tuple[TreeFile, ...]:
        """All files below `tickets/`, sorted by path."""
        if self._files is None:
            regular = [entry.oid for entry in self.entries.values() if entry.kind is FileKind.REGULAR]
            sizes = self.git.sizes(regular)
            rows = sorted(self.entries.items())
            self._files = tuple(TreeFile(path, entry.kind, sizes.get(entry.oid, 0)) for path, entry in rows)
        return self._files

    def read(self, path: str) -> bytes:
        """The content of a file. Raises UsageError where its object cannot be read."""
        return self.git.read(self.entries[path].oid)


def ticket_files(git: Git, tree: str, prefix: str) -> dict[str, Entry]:
    """All that lies below `tickets/`. Where that is no folder, it is itself what lies there."""
    path = f"{prefix}{TICKETS}"
    here = git.entry(tree, path)
    if here is None:
        return {}
    return git.files(here.oid, f"{path}/") if here.mode == TREE else {path: here}


class Overlay:
    """What the work tree has otherwise than HEAD. `top` is where the repository's paths begin."""

    def __init__(self, top: Path, prefix: str, like: str) -> None:
        self.top = top
        self.prefix = prefix
        self.like = like

    def changes(self, tracked: Iterable[Change], head: Mapping[str, Entry], extra: Iterable[str]) -> Iterator[Change]:
        """Changes of the work tree against HEAD, in the order of the paths.

        `tracked` is what the index knows to be touched, `head` the files of HEAD below `tickets/`; `extra` are
        paths elsewhere that count although git does not know them yet.
        """
        here = {file.path: file for file in self._walk()}
        known = {change.new_path: change.old for change in tracked}
        fresh = {path: None for path in (*here, *extra) if path not in head and path not in known}
        for path, old in sorted((*known.items(), *fresh.items())):
            file = here.get(path)
            new = self._on_disk(path, file.kind if file else None)
            if not self._same(path, old, new):
                yield Change(path, path, old, new)

    def read(self, path: str) -> bytes:
        """The content of a file on disk; a link is never followed."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(self.top / path, flags), "rb") as file:  # noqa: PTH123 - by its descriptor
            return file.read()

    def _walk(self) -> Iterable[TreeFile]:
        folder = self.top / self.prefix / TICKETS
        if folder.is_symlink():
            return (TreeFile(f"{self.prefix}{TICKETS}", FileKind.LINK, 0),)
        return WorkTree(self.top / self.prefix, self.prefix).files() if folder.is_dir() else ()

    def _on_disk(self, path: str, kind: FileKind | None) -> Entry | None:
        kind = kind or self._kind(path)
        if kind is None:
            return None
        try:
            data = self.read(path) if kind is FileKind.REGULAR else b""
            data = os.fsencode((self.top / path).readlink()) if kind is FileKind.LINK else data
        except OSError:
            return Entry(_MODES[FileKind.OTHER], "", disk=True)
        return Entry(_MODES[kind], blob_oid(data, self.like), disk=True)

    def _kind(self, path: str) -> FileKind | None:
        """What lies at a path; what lies behind a link lies elsewhere."""
        try:
            above = (self.top / path).relative_to(self.top).parents
            if any((self.top / folder).is_symlink() for folder in above):
                return None
            mode = (self.top / path).lstat().st_mode
        except (OSError, ValueError):
            return None
        if stat.S_ISLNK(mode):
            return FileKind.LINK
        if stat.S_ISDIR(mode):
            return FileKind.SUBMODULE if (self.top / path / ".git").exists() else None
        return FileKind.REGULAR if stat.S_ISREG(mode) else FileKind.OTHER

    def _same(self, path: str, old: Entry | None, new: Entry | None) -> bool:
        """Whether nothing but the time of a file, its line ends or its permissions differ."""
        if old is None or new is None or old.kind is not new.kind:
            return old is new
        if old.oid == new.oid or old.kind is FileKind.SUBMODULE:
            return True
        if old.kind is not FileKind.REGULAR or not new.oid:
            return False
        return blob_oid(self.read(path).replace(b"\r\n", b"\n"), self.like) == old.oid
