"""When each new entry came to be: the first commit of the range from which it stands unchanged up to the head."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from supportflow.lint.gate_history import canonical, items_of
from supportflow.lint.gate_pairs import Names
from supportflow.lint.gate_ticket import ChangedTicket
from supportflow.source.change_set import ChangeSet, Node
from supportflow.source.frontmatter import MAX_FILE, decode, split_text
from supportflow.source.git_objects import Change, Entry
from supportflow.source.tree import FileKind

Place = tuple[str, Entry]


class Dates:
    """The range of a change, ready to be asked about its tickets."""

    def __init__(self, change: ChangeSet, names: Names) -> None:
        self.change = change
        self.names = names
        self.nodes: Mapping[str, Node] = {node.oid: node for node in change.nodes}
        self.steps = {
            (node.oid, parent): {one.new_path: one for one in changes if one.new} | _gone(changes)
            for node in change.nodes
            for parent, changes in node.parents
        }
        self._entries: dict[str, frozenset[str]] = {}

    def first_seen(self, changed: ChangedTicket) -> dict[int, datetime]:
        """When each new entry of a ticket came to be, by the identity of its node."""
        entry = self.change.files.get(changed.path)
        if not changed.ticket or entry is None or not self.change.nodes:
            return {}
        items = items_of(changed.ticket.node)
        fresh = {id(step.entry.node) for step in changed.fresh}
        versions = self._versions(changed.path, entry)
        found = {}
        for item in items:
            if id(item) in fresh:
                found[id(item)] = self._began(canonical(item), versions)
        return found

    def _versions(self, path: str, entry: Entry) -> dict[str, Place]:
        """Where the ticket lay, and what it was, in each commit of the range that leads to the head."""
        head = self.change.nodes[0].oid
        versions: dict[str, Place] = {head: (path, entry)}
        for node in self.change.nodes:
            here = versions.get(node.oid)
            for parent, _ in node.parents if here else ():
                if here and parent in self.nodes and parent not in versions:
                    before = self._before(self.steps[node.oid, parent], here)
                    if before:
                        versions[parent] = before
        return versions

    def _before(self, changes: Mapping[str, Change], here: Place) -> Place | None:
        """Where a ticket lay one commit earlier."""
        path, _ = here
        change = changes.get(path)
        if change is None:
            return here
        if change.old:
            return change.old_path, change.old
        own = self.names.id_in(path)
        moved = (one for one in changes.values() if one.new is None and own and self.names.id_in(one.old_path) == own)
        return next(((one.old_path, one.old) for one in moved if one.old), None)

    def _began(self, wanted: str, versions: Mapping[str, Place]) -> datetime:
        """The earliest time among the commits that brought an entry and from which it stands up to the head."""
        head = self.change.nodes[0]
        standing = {head.oid}
        todo = [head]
        began = []
        while todo:
            node = todo.pop()
            earlier = [oid for oid in self._parents(node, versions) if wanted in self._entries_of(versions[oid])]
            if not earlier:
                began.append(node.date)
            todo += [self.nodes[oid] for oid in earlier if oid not in standing]
            standing.update(earlier)
        return min(began)

    def _parents(self, node: Node, versions: Mapping[str, Place]) -> Iterator[str]:
        return (parent for parent, _ in node.parents if parent in self.nodes and parent in versions)

    def _entries_of(self, place: Place) -> frozenset[str]:
        """The entries of one version of a ticket, in the form in which they compare."""
        path, entry = place
        if entry.oid not in self._entries:
            data = self.change.read(path, entry, MAX_FILE) if entry.kind is FileKind.REGULAR else None
            front = split_text(decode(data)[0]).front if data else None
            self._entries[entry.oid] = frozenset(canonical(item) for item in items_of(front))
        return self._entries[entry.oid]


def _gone(changes: tuple[Change, ...]) -> dict[str, Change]:
    """Paths that a commit took away, under keys that no path has."""
    return {f"\0{one.old_path}": one for one in changes if one.new is None}
