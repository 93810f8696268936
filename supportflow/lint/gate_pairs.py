"""Which ticket of the base is which at the head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from supportflow.model.names import ticket_name_pattern
from supportflow.model.policy import Policy
from supportflow.source.change_set import ChangeSet
from supportflow.source.frontmatter import MAX_FILE, begins_with_front_matter
from supportflow.source.git_objects import Entry
from supportflow.source.repository import MARKDOWN, hides_tickets
from supportflow.source.ticket import Document, read_document, unreadable
from supportflow.source.tree import FileKind, TreeFile


@dataclass(frozen=True, slots=True)
class Pair:
    """A ticket on both sides of a change; None on the side where it is not. `past` is what its history is held
    against: the base's, or the last version before it that could be read.
    """

    base: Document | None
    head: Document | None
    past: Document | None = None

    @property
    def path(self) -> str:
        """The path now, or the last one."""
        document = self.head or self.base
        return document.path if document else ""

    @property
    def untouched(self) -> bool:
        """Whether both sides are one and the same."""
        return self.base is self.head


@dataclass(slots=True)
class Sides:
    """What lies below `tickets/` on both sides, as far as the change touches it."""

    base: dict[str, Document] = field(default_factory=dict)
    head: dict[str, Document] = field(default_factory=dict)
    base_misnamed: list[str] = field(default_factory=list)
    head_misnamed: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


class Names:
    """Names of ticket files under a policy."""

    def __init__(self, policy: Policy) -> None:
        self.pattern = ticket_name_pattern(policy.id_prefix)

    def id_in(self, path: str) -> str:
        """The id that the name of a file holds; empty where it is no ticket's name."""
        found = self.pattern.fullmatch(path.rpartition("/")[2])
        return found[1] if found else ""

    def is_ticket(self, path: str, entry: Entry) -> bool:
        """Whether a file is a ticket, or hides one."""
        return bool(self.id_in(path)) or hides_tickets(TreeFile(path, entry.kind, 0))

    def id_of(self, document: Document) -> str:
        """The id of a ticket: by its front matter, else by the name of its file."""
        return (document.ticket.id if document.ticket else "") or self.id_in(document.path)


def read_sides(change: ChangeSet, policy: Policy) -> Sides:
    """Read every ticket that the change touches, on both sides."""
    names, sides = Names(policy), Sides()
    area = {path: both for path, both in change.touched.items() if change.is_ticket_file(path)}
    wanted = [entry for path, both in area.items() for entry in both if entry and _is_read(names, path, entry)]
    change.load((entry for entry in wanted if entry.kind is FileKind.REGULAR), MAX_FILE)
    for path, (old, new) in area.items():
        for entry, documents, misnamed in (
            (old, sides.base, sides.base_misnamed),
            (new, sides.head, sides.head_misnamed),
        ):
            if entry and names.is_ticket(path, entry):
                documents[path] = read_entry(change, path, entry, policy)
            elif entry and _is_read(names, path, entry) and _looks_like_one(change, path, entry):
                misnamed.append(path)
        if not any(entry and names.is_ticket(path, entry) for entry in (old, new)):
            sides.others.append(path)
    return sides


def _is_read(names: Names, path: str, entry: Entry) -> bool:
    return names.is_ticket(path, entry) or path.lower().endswith(MARKDOWN)


def _looks_like_one(change: ChangeSet, path: str, entry: Entry) -> bool:
    data = change.read(path, entry, MAX_FILE) if entry.kind is FileKind.REGULAR else None
    return data is not None and begins_with_front_matter(data)


def read_entry(change: ChangeSet, path: str, entry: Entry, policy: Policy) -> Document:
    """Read one ticket of one side; what is no regular file is named and not read."""
    if entry.kind is not FileKind.REGULAR:
        return unreadable(path, "not-a-file", f"a {entry.kind} where a ticket should be", "put the file itself there")
    data = change.read(path, entry, MAX_FILE)
    if data is None:
        return unreadable(path, "too-large", "the file is beyond 1 MiB", "attach long logs as files")
    return read_document(path, data, policy)


def pair_up(sides: Sides, renames: Mapping[str, str], names: Names) -> list[Pair]:
    """Say which ticket is which: by path and id, by id alone, by path alone, then as git sees renames."""
    left, right = dict(sides.base), dict(sides.head)
    pairs: list[Pair] = []

    def join(old: str, new: str) -> None:
        pairs.append(Pair(left.pop(old), right.pop(new)))

    for path in [path for path in right if path in left and names.id_of(left[path]) == names.id_of(right[path])]:
        join(path, path)
    for old, new in list(_same_id(left, right, names)):
        join(old, new)
    for path in [path for path in right if path in left]:
        join(path, path)
    for new in list(right):
        if renames.get(new, "") in left:
            join(renames[new], new)
    pairs += [Pair(document, None) for document in left.values()]
    pairs += [Pair(None, document) for document in right.values()]
    return sorted(pairs, key=lambda pair: pair.path)


def _same_id(left: Mapping[str, Document], right: Mapping[str, Document], names: Names) -> Iterator[tuple[str, str]]:
    old, new = _by_id(left, names), _by_id(right, names)
    for ticket_id, path in new.items():
        if ticket_id in old:
            yield old[ticket_id], path


def _by_id(documents: Mapping[str, Document], names: Names) -> dict[str, str]:
    ids = {path: names.id_of(document) for path, document in documents.items()}
    counts = Counter(ids.values())
    return {ticket_id: path for path, ticket_id in ids.items() if ticket_id and counts[ticket_id] == 1}


def ids_of(documents: Iterable[Document], names: Names) -> frozenset[str]:
    """All ids that files claim, by front matter or by name."""
    claimed = (one for document in documents for one in (names.id_of(document), names.id_in(document.path)))
    return frozenset(one for one in claimed if one)
