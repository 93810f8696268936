"""What a change has to know of the tickets that it leaves alone: their ids, links and attachments, and no more.

An untouched ticket is known by the name of its file. Its front matter is read only where it may name an id that the
change brings, takes away or links to; the rest of it only where the change then concerns it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from supportflow.lint.gate_pairs import Names, Pair, Sides, ids_of, read_entry
from supportflow.model.policy import Policy
from supportflow.rules.base import Index
from supportflow.rules.links import link_places
from supportflow.source.change_set import ChangeSet
from supportflow.source.frontmatter import MAX_FILE
from supportflow.source.git_objects import Entry
from supportflow.source.ticket import Document
from supportflow.source.tree import FileKind, TreeFile

_END = re.compile(rb"^---[ \t]*\r?$", re.MULTILINE)


class ChangeIndex(Index):
    """An index most of whose documents are known by name alone. `find` reads the ticket of an id when asked."""

    def __init__(
        self,
        documents: Iterable[Document],
        files: Iterable[TreeFile],
        policy: Policy,
        find: Callable[[str], Document | None],
    ) -> None:
        super().__init__(documents, files, policy)
        self._find = find

    @cached_property
    def duplicates(self) -> Mapping[str, tuple[str, ...]]:
        """Which tickets each ticket calls its duplicates, read as one follows them."""
        return _Duplicates(self._find)


class _Duplicates(Mapping[str, tuple[str, ...]]):
    def __init__(self, find: Callable[[str], Document | None]) -> None:
        self._find = find
        self._known: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, ticket_id: str) -> tuple[str, ...]:
        if ticket_id not in self._known:
            document = self._find(ticket_id)
            if document is None or document.ticket is None:
                raise KeyError(ticket_id)
            self._known[ticket_id] = document.ticket.linked("duplicates")
        return self._known[ticket_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@dataclass(frozen=True, slots=True)
class Indexes:
    """The tickets that the change concerns besides those that it touches, and an index of each side."""

    concerned: tuple[Pair, ...]
    base: ChangeIndex
    head: ChangeIndex
    tickets: int


def build_indexes(change: ChangeSet, sides: Sides, policy: Policy, names: Names) -> Indexes:
    """Index both sides, reading as little of what is untouched as will do."""
    base_files = change.base_files
    tickets = {path: entry for path, entry in change.files.items() if names.is_ticket(path, entry)}
    still = {path: entry for path, entry in tickets.items() if path not in sides.head and base_files.get(path) == entry}
    reader = _Reader(change, policy, tickets)
    concerned = set(_named_like(sides, still, names))
    concerned.update(_scan(change, _interesting(sides, tickets, names), still))
    concerned.update(_owners(change, sides, still, names))
    whole = {path: reader.read(path) for path in sorted(concerned)}
    light = {path: _by_name(path) for path in still if path not in whole}
    shared = {**light, **whole}
    sizes = _sizes(change, {path: entry for path, entry in change.files.items() if path not in tickets}, whole, sides)
    before, after = {**shared, **sides.base}, {**shared, **sides.head}
    return Indexes(
        concerned=tuple(Pair(document, document, document) for document in whole.values()),
        base=_index(before, base_files, sizes, policy, _Finder(before, reader, names)),
        head=_index(after, change.files, sizes, policy, _Finder(after, reader, names)),
        tickets=len(tickets),
    )


def _index(
    documents: Mapping[str, Document],
    files: Mapping[str, Entry],
    sizes: Mapping[str, int],
    policy: Policy,
    find: Callable[[str], Document | None],
) -> ChangeIndex:
    listed = (TreeFile(path, entry.kind, sizes.get(entry.oid, 0)) for path, entry in files.items())
    return ChangeIndex((documents[path] for path in sorted(documents)), listed, policy, find)


class _Reader:
    """Reads untouched tickets, each once."""

    def __init__(self, change: ChangeSet, policy: Policy, tickets: Mapping[str, Entry]) -> None:
        self.change = change
        self.policy = policy
        self.tickets = tickets
        self.known: dict[str, Document] = {}

    def read(self, path: str) -> Document:
        if path not in self.known:
            self.known[path] = read_entry(self.change, path, self.tickets[path], self.policy)
        return self.known[path]


class _Finder:
    """Finds the ticket of an id on one side."""

    def __init__(self, documents: Mapping[str, Document], reader: _Reader, names: Names) -> None:
        self.documents = documents
        self.reader = reader
        self.names = names

    @cached_property
    def paths(self) -> Mapping[str, str]:
        return {self.names.id_of(document): path for path, document in self.documents.items()}

    def __call__(self, ticket_id: str) -> Document | None:
        path = self.paths.get(ticket_id)
        if path is None:
            return None
        document = self.documents[path]
        return document if document.ticket or document.problems else self.reader.read(path)


def _by_name(path: str) -> Document:
    return Document(path, "", None, ())


def _interesting(sides: Sides, tickets: Mapping[str, Entry], names: Names) -> frozenset[str]:
    """Ids that the change brings, takes away, or links to without a file of that name."""
    before, after = ids_of(sides.base.values(), names), ids_of(sides.head.values(), names)
    known = {names.id_in(path) for path in tickets}
    links = {
        target for document in sides.head.values() if document.ticket for _, target, _ in link_places(document.ticket)
    }
    return frozenset((before ^ after) | (links - known - after))


def _named_like(sides: Sides, still: Iterable[str], names: Names) -> Iterator[str]:
    """Untouched tickets whose file name claims an id that a touched one claims as well."""
    claimed = ids_of((*sides.base.values(), *sides.head.values()), names)
    return (path for path in still if names.id_in(path) in claimed)


def _scan(change: ChangeSet, ids: frozenset[str], still: Mapping[str, Entry]) -> Iterator[str]:
    """Untouched tickets whose front matter names one of the ids, or might by an escape."""
    if not ids:
        return
    regular = {path: entry for path, entry in still.items() if entry.kind is FileKind.REGULAR}
    wanted = re.compile(b"|".join([rb"\\", *(re.escape(one.encode("utf-8", "replace")) for one in sorted(ids))]))
    for path, data in _contents(change, regular):
        end = _END.search(data, 4)
        if wanted.search(data, 0, end.start() if end else len(data)):
            yield path


def _contents(change: ChangeSet, files: Mapping[str, Entry]) -> Iterator[tuple[str, bytes]]:
    """What untouched files hold: from the work tree where there is one, which takes half the time."""
    rest = dict(files)
    for path in files if change.overlay else ():
        try:
            data = change.overlay.read(path) if change.overlay else b""
        except OSError:
            continue
        del rest[path]
        yield path, data
    paths = iter(rest)
    for blob in change.git.read_many([entry.oid for entry in rest.values()], MAX_FILE):
        path = next(paths)
        if blob.data is not None:
            yield path, blob.data


def _owners(change: ChangeSet, sides: Sides, still: Iterable[str], names: Names) -> Iterator[str]:
    """Untouched tickets in whose folder of attachments the change touches something."""
    folders = {}
    for path in sides.others:
        parts = path.removeprefix(change.area).split("/")[:-1]
        folders.update(
            {change.area + "".join(f"{part}/" for part in parts[: at + 1]): path for at in range(len(parts))}
        )
    if folders:
        for path in still:
            if f"{path.rpartition('/')[0]}/{names.id_in(path)}/" in folders:
                yield path


def _sizes(
    change: ChangeSet, files: Mapping[str, Entry], whole: Mapping[str, Document], sides: Sides
) -> dict[str, int]:
    """Sizes of the files beside the tickets that the change concerns, by their objects."""
    documents = (*whole.values(), *sides.head.values())
    owners = {f"{doc.ticket.folder}/{doc.ticket.id}/" for doc in documents if doc.ticket and doc.ticket.attachments}
    beside = {path: entry for path, entry in files.items() if owners and _folders(path) & owners}
    in_git = [entry.oid for entry in beside.values() if not entry.disk and entry.kind is FileKind.REGULAR]
    sizes = change.git.sizes(in_git)
    for path, entry in beside.items():
        if entry.disk and entry.kind is FileKind.REGULAR and change.overlay:
            sizes[entry.oid] = (change.overlay.top / path).stat().st_size
    return sizes


def _folders(path: str) -> set[str]:
    parts = path.split("/")[:-1]
    return {"/".join(parts[: at + 1]) + "/" for at in range(len(parts))}
