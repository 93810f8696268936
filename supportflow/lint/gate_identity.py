"""Whether each ticket of the base is still there, and still the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from supportflow.lint.gate_pairs import Names, Pair
from supportflow.lint.gate_people import People
from supportflow.lint.gate_problem import GateProblem, place_of
from supportflow.model.finding import FIRST_LINE
from supportflow.source.change_set import ChangeSet
from supportflow.source.ticket import Document
from supportflow.source.tree import FileKind


def identity(
    change: ChangeSet, pairs: Iterable[Pair], names: Names, who: People, maintainers: tuple[str, ...]
) -> Iterator[GateProblem]:
    """Tickets that are gone, or that have another id or type."""
    known = tuple(pairs)
    twice = _twice(change, known, names)
    for pair in known:
        old = pair.past or pair.base
        if not old or pair.untouched or not (old.ticket or names.id_in(old.path)):
            continue
        if pair.head is None:
            yield deleted(change.base.oid, old, names)
            continue
        if names.id_of(old) not in twice:
            yield from renamed(old, pair.head, names)
        elif not who.maintain(maintainers):
            ask = who.ask_maintainer(maintainers)
            yield from (one._replace(help=ask, awaiting=True) for one in renamed(old, pair.head, names))
        yield from retyped(old, pair.head)


def _twice(change: ChangeSet, pairs: Iterable[Pair], names: Names) -> frozenset[str]:
    """Ids that two files of the base have: one of them may take another."""
    paths = (path for path, entry in change.base_files.items() if entry.kind is FileKind.REGULAR)
    ids = Counter(names.id_in(path) for path in paths)
    for pair in pairs:
        if pair.base and pair.base.ticket and pair.base.ticket.id != names.id_in(pair.base.path):
            ids[pair.base.ticket.id] += 1
    return frozenset(one for one, count in ids.items() if one and count > 1)


def deleted(base: str, old: Document, names: Names) -> GateProblem:
    """A ticket that is gone. `base` is a commit that has it."""
    return GateProblem(
        "ticket-deleted",
        old.path,
        names.id_of(old) or None,
        FIRST_LINE,
        "the ticket is deleted, and a ticket is never deleted, only closed",
        f"bring it back: git checkout {base[:12]} -- {old.path}; then close it, with the resolution that fits",
    )


def renamed(old: Document, new: Document, names: Names) -> Iterator[GateProblem]:
    """A ticket that has another id than before."""
    before, after = names.id_of(old), names.id_of(new)
    if before == after or (new.ticket is None and not names.id_in(new.path)):
        return
    span = place_of(new.ticket.node, "id") if new.ticket else FIRST_LINE
    said = f"the id was {before}, and is {after or 'missing'}"
    yield GateProblem(
        "id-changed", new.path, after or None, span, said, f"write `id: {before}`; a new matter is a new ticket"
    )


def retyped(old: Document, new: Document) -> Iterator[GateProblem]:
    """A ticket that has another type than before."""
    if old.ticket and new.ticket and old.ticket.type != new.ticket.type and old.ticket.type:
        yield GateProblem(
            "type-changed",
            new.path,
            new.ticket.id or None,
            place_of(new.ticket.node, "type"),
            f"the type was {old.ticket.type}, and is {new.ticket.type or 'missing'}",
            f"write `type: {old.ticket.type}`; close this ticket and open one of the other type",
        )
