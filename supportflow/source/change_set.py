"""What a change consists of: its commits from the merge base on, the files that it touches, and both their sides."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from supportflow.source.errors import UsageError
from supportflow.source.git import Git
from supportflow.source.git_mends import unrelated
from supportflow.source.git_objects import TREE, Change, Commit, Entry
from supportflow.source.revision import Overlay, ticket_files
from supportflow.source.tree import TICKETS

_WORK_TREE = "work tree"


@dataclass(frozen=True, slots=True)
class Node:
    """One commit of the range, or the dirty work tree on top: its time, and what it changes against each parent."""

    oid: str
    date: datetime
    parents: tuple[tuple[str, tuple[Change, ...]], ...]
    commit: Commit | None = None


@dataclass(frozen=True)
class ChangeSet:
    """A change as a whole. `touched` says of each path what lay there in the merge base and what lies there now;
    `renames` says which path a new one had before; `nodes` come each before its parents; `files` are all files
    below `tickets/` at the head.
    """

    git: Git
    prefix: str
    base: Commit
    tip: Commit
    base_name: str
    nodes: tuple[Node, ...]
    touched: Mapping[str, tuple[Entry | None, Entry | None]]
    renames: Mapping[str, str]
    files: Mapping[str, Entry]
    overlay: Overlay | None = None
    _cache: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def area(self) -> str:
        """The path of the folder of tickets, with a final `/`."""
        return f"{self.prefix}{TICKETS}/"

    def is_ticket_file(self, path: str) -> bool:
        """Whether a path lies below `tickets/`, or is what stands in its place."""
        return path.startswith(self.area) or f"{path}/" == self.area

    @cached_property
    def base_files(self) -> Mapping[str, Entry]:
        """All files below `tickets/` of the merge base."""
        files = dict(self.files)
        for path, (old, _) in self.touched.items():
            if self.is_ticket_file(path):
                files.pop(path, None)
                if old:
                    files[path] = old
        return files

    def read(self, path: str, entry: Entry, limit: int | None = None) -> bytes | None:
        """A file's content; None where it is beyond the limit or not there any more."""
        if entry.disk and self.overlay:
            try:
                return self.overlay.read(path)
            except OSError:
                return None
        if entry.oid not in self._cache:
            blob = next(self.git.read_many([entry.oid], limit))
            if blob.data is None:
                return None
            self._cache[entry.oid] = blob.data
        return self._cache[entry.oid]

    def load(self, entries: Iterable[Entry], limit: int) -> None:
        """Read many files from git in one go."""
        wanted = dict.fromkeys(entry.oid for entry in entries if not entry.disk and entry.oid not in self._cache)
        self._cache.update((blob.oid, blob.data) for blob in self.git.read_many(wanted, limit) if blob.data is not None)

    def file_at_tip(self, path: str) -> tuple[Entry, bytes] | None:
        """A file of the tip of the base branch: where the policy is read from."""
        entry = self.git.entry(self.tip.tree, path)
        return (entry, self.git.read(entry.oid)) if entry and entry.mode != TREE else None


def repository_top(start: Path) -> tuple[Path, bool]:
    """The top of the git repository that a folder lies in, and whether it is a bare one."""
    for folder in (start, *start.parents):
        if (folder / ".git").exists():
            return folder, False
        if all((folder / name).exists() for name in ("HEAD", "objects", "refs")):
            return folder, True
    raise UsageError(
        f"{start} lies in no git repository, and a change is judged against one; type: git init && git add -A && "
        "git commit, or leave out --base to judge the tickets alone"
    )


def find_prefix(git: Git, start: str, trees: Iterable[str], top: Path | None) -> str:
    """The path of the tracker in its repository: the nearest folder upward from `start` with `tickets/`, on disk
    or in one of the trees.
    """
    roots = tuple(trees)
    parts = [part for part in start.split("/") if part and part != "."]
    for count in range(len(parts), -1, -1):
        prefix = "".join(f"{part}/" for part in parts[:count])
        if top is not None and (top / prefix / TICKETS).is_dir():
            return prefix
        if any(git.entry(tree, f"{prefix}{TICKETS}") for tree in roots):
            return prefix
    return ""


def read_change(  # noqa: PLR0913 - a change is between two names, in a place, at a time
    git: Git,
    folder: str,
    base: str,
    head: str | None,
    now: datetime,
    *,
    bare: bool,
    extra: Callable[[str], Iterable[str]],
) -> ChangeSet:
    """The change from the merge base of `base` and `head` to `head`, or to the work tree where that is None.

    `extra` gives, for the tracker's prefix, the paths that count in a work tree although git does not know them.
    Raises UsageError with what to type where the range cannot be read whole.
    """
    tip = git.resolve(base)
    if head is None and bare:
        raise UsageError("a bare repository has no work tree to judge; name a commit: --head REF")
    end = git.resolve("HEAD" if head is None else head)
    found = git.merge_base(tip.oid, end.oid)
    if found is None:
        raise unrelated(git, base, head or "HEAD")
    common = git.commits([found])[0]
    top = git.folder if head is None else None
    prefix = find_prefix(git, folder, (end.tree, common.tree), top)
    commits = git.commits(git.between(tip.oid, end.oid))
    nodes, whole = _nodes(git, commits, common, end)
    files = ticket_files(git, end.tree, prefix)
    overlay = Overlay(git.folder, prefix, end.tree) if head is None else None
    if overlay:
        unknown = (path for path in extra(prefix) if git.entry(end.tree, path) is None)
        dirty = tuple(overlay.changes(git.dirty(end.oid), files, unknown))
        if dirty:
            nodes = (Node(_WORK_TREE, now, ((end.oid, dirty),)), *nodes)
    else:
        dirty = ()
    touched, renames = _touched(whole, dirty)
    for change in dirty:
        files.pop(change.new_path, None)
        if change.new and f"{change.new_path}/".startswith(f"{prefix}{TICKETS}/"):
            files[change.new_path] = change.new
    return ChangeSet(git, prefix, common, tip, base, nodes, touched, renames, files, overlay)


def _nodes(git: Git, commits: list[Commit], base: Commit, end: Commit) -> tuple[tuple[Node, ...], list[Change]]:
    """The commits with their diffs, and the diff of the whole; all of it by one process."""
    git.commits([parent for commit in commits for parent in commit.parents])
    trees = {commit.oid: [parent.tree for parent in git.commits(commit.parents)] or [""] for commit in commits}
    pairs = [(tree, commit.tree) for commit in commits for tree in trees[commit.oid]]
    diffs = git.diffs([(base.tree, end.tree), *pairs])
    nodes = []
    for commit in commits:
        if commit.date is None:
            raise UsageError(f"commit {commit.oid[:12]} has no date that can be read; to see what is wrong: git fsck")
        names = commit.parents or ("",)
        steps = zip(names, trees[commit.oid], strict=True)
        parents = tuple((name, tuple(diffs[tree, commit.tree])) for name, tree in steps)
        nodes.append(Node(commit.oid, commit.date, parents, commit))
    return tuple(nodes), diffs[base.tree, end.tree]


def _touched(
    whole: Iterable[Change], dirty: Iterable[Change]
) -> tuple[dict[str, tuple[Entry | None, Entry | None]], dict[str, str]]:
    """Both sides of each path, the work tree's changes put over those of the commits; and what was renamed."""
    touched: dict[str, tuple[Entry | None, Entry | None]] = {}
    renames = {change.new_path: change.old_path for change in whole if change.new_path != change.old_path}
    for change in whole:
        if change.new_path == change.old_path:
            touched[change.new_path] = (change.old, change.new)
        else:
            touched[change.old_path] = (change.old, touched.get(change.old_path, (None, None))[1])
            touched[change.new_path] = (touched.get(change.new_path, (None, None))[0], change.new)
    for change in dirty:
        old = touched[change.new_path][0] if change.new_path in touched else change.old
        touched[change.new_path] = (old, change.new)
    gone = {old.oid: path for path, (old, new) in touched.items() if old and not new}
    for path, (old, new) in touched.items():
        if new and not old and path not in renames and new.oid in gone:
            renames[path] = gone[new.oid]
    return {path: both for path, both in touched.items() if not _equal(*both)}, renames


def _equal(old: Entry | None, new: Entry | None) -> bool:
    return old is new or (old is not None and new is not None and old.kind is new.kind and old.oid == new.oid)


def extra_files(top: Path, names: Iterable[str], folders: Iterable[str]) -> Iterator[str]:
    """Paths of files and of what lies in folders of a work tree, where they exist."""
    for name in names:
        if os.path.lexists(top / name):
            yield name
    for folder in folders:
        for at, _, files in os.walk(top / folder):
            yield from ((Path(at) / file).relative_to(top).as_posix() for file in files)
