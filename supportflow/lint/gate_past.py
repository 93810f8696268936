"""The last version of a ticket that could be read, where the base's cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from supportflow.lint.gate_pairs import Names, Pair
from supportflow.lint.gate_people import People
from supportflow.lint.gate_problem import GateProblem
from supportflow.model.finding import FIRST_LINE
from supportflow.model.policy import Policy
from supportflow.source.change_set import ChangeSet
from supportflow.source.frontmatter import MAX_FILE
from supportflow.source.git_objects import Entry
from supportflow.source.ticket import Document, read_document
from supportflow.source.tree import FileKind


def with_past(change: ChangeSet, pairs: Iterable[Pair], policy: Policy) -> list[Pair]:
    """The pairs, each with what its history is held against."""
    known = list(pairs)
    lost = {pair.base.path for pair in known if pair.base and pair.base.ticket is None}
    found = _last_readable(change, lost, policy) if lost else {}
    return [replace(pair, past=_past(pair.base, found)) for pair in known]


def _past(base: Document | None, found: dict[str, Document]) -> Document | None:
    if base is None or base.ticket:
        return base
    return found.get(base.path, base)


def _last_readable(change: ChangeSet, paths: set[str], policy: Policy) -> dict[str, Document]:
    git = change.git
    found: dict[str, Document] = {}
    tried: set[str] = set()
    for commit in git.commits(git.history(change.base.oid, sorted(paths), "--topo-order")):
        for path in sorted(paths - found.keys()):
            entry = git.entry(commit.tree, path)
            if entry and entry.oid not in tried:
                tried.add(entry.oid)
                document = _read(change, path, entry, policy)
                if document and document.ticket:
                    found[path] = document
        if paths <= found.keys():
            break
    return found


def _read(change: ChangeSet, path: str, entry: Entry, policy: Policy) -> Document | None:
    data = change.read(path, entry, MAX_FILE) if entry.kind is FileKind.REGULAR else None
    return read_document(path, data, policy) if data is not None else None


def unreadable(pairs: Iterable[Pair], who: People, maintainers: tuple[str, ...], names: Names) -> Iterator[GateProblem]:
    """Tickets of whose past nothing can be read."""
    for pair in pairs:
        if pair.past and pair.past.ticket is None and pair.head and pair.head.ticket and not who.maintain(maintainers):
            yield GateProblem(
                "unreadable-base",
                pair.path,
                names.id_of(pair.head) or None,
                FIRST_LINE,
                "no earlier version of the ticket can be read, so its history cannot be held against one",
                who.ask_maintainer(maintainers),
                awaiting=True,
            )
