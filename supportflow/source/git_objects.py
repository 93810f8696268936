"""What git's objects and raw diffs say: commits, trees, changes. Names are text with `surrogateescape`."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, NamedTuple

from supportflow.source.tree import FileKind

_TIME = re.compile(rb"> ?(-?[0-9]{1,14}) [+-][0-9]{4}$")
_KINDS = {"120000": FileKind.LINK, "160000": FileKind.SUBMODULE, "40000": FileKind.OTHER}
TREE = "40000"
_NULL = "0"
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """What lies at a path of a revision: its mode and its object. `disk`: it is read from the work tree."""

    mode: str
    oid: str
    disk: bool = False

    @property
    def kind(self) -> FileKind:
        """What git says that it is."""
        return _KINDS.get(self.mode, FileKind.REGULAR)


@dataclass(frozen=True, slots=True)
class Change:
    """What a diff says of one path: the entry before and after. A rename has two different paths."""

    old_path: str
    new_path: str
    old: Entry | None
    new: Entry | None


class Blob(NamedTuple):
    """An object's content and size; no content where it is beyond what was asked for."""

    oid: str
    kind: str
    size: int
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit; a time is None where it cannot be read."""

    oid: str
    tree: str
    parents: tuple[str, ...]
    authored: datetime | None
    committed: datetime | None
    author: str
    message: str

    @property
    def date(self) -> datetime | None:
        """The author's time, else the committer's."""
        return self.authored or self.committed


def parse_commit(oid: str, data: bytes) -> Commit:
    """Read a commit object."""
    head, _, message = data.partition(b"\n\n")
    tree, parents, author, authored, committed = "", [], b"", None, None
    for line in head.split(b"\n"):
        name, _, value = line.partition(b" ")
        if name == b"tree" and not tree:
            tree = value.decode("ascii", "replace")
        elif name == b"parent":
            parents.append(value.decode("ascii", "replace"))
        elif name == b"author":
            author, authored = value.partition(b" <")[0], _time(value)
        elif name == b"committer":
            committed = _time(value)
    said = message.decode("utf-8", "surrogateescape")
    return Commit(oid, tree, tuple(parents), authored, committed, author.decode("utf-8", "replace"), said)


def _time(value: bytes) -> datetime | None:
    found = _TIME.search(value)
    if not found:
        return None
    try:
        return datetime.fromtimestamp(int(found[1]), UTC)
    except (OverflowError, ValueError, OSError):
        return None


def parse_tree(data: bytes, oid_length: int) -> dict[str, Entry]:
    """Read a tree object; `oid_length` is the number of hexadecimal digits of an object's name."""
    entries, at, raw = {}, 0, oid_length // 2
    while at < len(data):
        space, end = data.index(b" ", at), data.index(b"\0", at)
        entries[os.fsdecode(data[space + 1 : end])] = Entry(
            data[at:space].decode("ascii"), data[end + 1 : end + 1 + raw].hex()
        )
        at = end + 1 + raw
    return entries


def parse_diffs(data: bytes) -> Iterator[tuple[str, list[Change]]]:
    """Read what `diff-tree --stdin -z` says: for each pair of trees its header and its changes."""
    header: str | None = None
    changes: list[Change] = []
    at = 0
    while at < len(data):
        if data[at : at + 1] == b":":
            change, at = _record(data, at)
            changes.append(change)
            continue
        if header is not None:
            yield header, changes
        end = data.index(b"\n", at)
        header, changes, at = data[at:end].decode("ascii", "replace"), [], end + 1
    if header is not None:
        yield header, changes


def parse_changes(data: bytes) -> list[Change]:
    """Read the raw records of one diff."""
    changes, at = [], 0
    while at < len(data):
        change, at = _record(data, at)
        changes.append(change)
    return changes


def _record(data: bytes, at: int) -> tuple[Change, int]:
    end = data.index(b"\0", at)
    old_mode, new_mode, old_oid, new_oid, status = data[at + 1 : end].decode("ascii").split(" ")
    stop = data.index(b"\0", end + 1)
    old_path = new_path = os.fsdecode(data[end + 1 : stop])
    if status[0] in "RC":
        second = data.index(b"\0", stop + 1)
        new_path, stop = os.fsdecode(data[stop + 1 : second]), second
    return Change(old_path, new_path, _entry(old_mode, old_oid), _entry(new_mode, new_oid)), stop + 1


def _entry(mode: str, oid: str) -> Entry | None:
    return Entry(mode, oid) if mode.strip(_NULL) else None


def empty_tree(like: str) -> str:
    """The name of the empty tree, in the hash of another name."""
    return (hashlib.sha1 if len(like) == 40 else hashlib.sha256)(b"tree 0\0").hexdigest()  # noqa: PLR2004 - git's


def blob_oid(data: bytes, like: str) -> str:
    """The name that git gives to a content, in the hash of another name."""
    hashed = hashlib.sha1 if len(like) == 40 else hashlib.sha256  # noqa: PLR2004 - hexadecimal digits
    return hashed(b"blob %d\0" % len(data) + data).hexdigest()


def skip(out: IO[bytes], size: int) -> None:
    """Pass over so many bytes, a piece at a time."""
    while size > 0:
        size -= len(out.read(min(size, PIECE))) or size
