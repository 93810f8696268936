"""Whether the entries that the base has still stand: unchanged, in place, and none among them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from supportflow.model.node import Mapping, Node, Scalar, plain_value
from supportflow.model.node import Sequence as List

ERASED = "[erased]"
"""What stands for a value that somebody asked to have erased."""

CYCLE_FIELDS = ("resolution", "released_in")
"""What a reopening takes from the top, and may put into the entry that had closed the ticket."""

Pseudonymised = Callable[[str, str], bool]
"""Whether a text is another one of which personal data became pseudonyms: what `redact` makes of it."""


def never(_old: str, _new: str) -> bool:
    """The answer as long as nothing knows what personal data are."""
    return False


class Edit(StrEnum):
    """What happened to an entry that the base has, or among those."""

    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"
    INSERTED = "inserted"
    COMPLETED = "completed"
    REDACTED = "redacted"


@dataclass(frozen=True, slots=True)
class Step:
    """One edit: numbers of the entry in the base and at the head, from 0; None where it is on one side only."""

    edit: Edit
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Edits of the past, the numbers of the entries that the head adds, and how many the base has."""

    past: int
    edits: tuple[Step, ...]
    added: tuple[int, ...]

    @property
    def tampered(self) -> bool:
        """Whether the past is not as it was, in a way that nothing allows."""
        return any(step.edit not in (Edit.COMPLETED, Edit.REDACTED) for step in self.edits)


def items_of(node: Mapping | None) -> tuple[Node, ...]:
    """The entries of a front matter, readable or not."""
    history = node.get("history") if node else None
    return history.items if isinstance(history, List) else ()


def canonical(node: Node) -> str:
    """A form in which entries compare: keys and values as text, without order and style."""
    return json.dumps(plain_value(node), sort_keys=True)


def compare(old: Sequence[Node], new: Sequence[Node]) -> Comparison:
    """Hold the entries of the head against those of the base."""
    before, after = [canonical(node) for node in old], [canonical(node) for node in new]
    if after[: len(before)] == before:
        return Comparison(len(before), (), tuple(range(len(before), len(after))))
    steps: list[Step] = []
    added: list[int] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        steps += [Step(Edit.CHANGED, i1 + at, j1 + at) for at in range(both)]
        steps += [Step(Edit.REMOVED, at, None) for at in range(i1 + both, i2)]
        if i2 == len(before):
            added += range(j1 + both, j2)
        else:
            steps += [Step(Edit.INSERTED, None, at) for at in range(j1 + both, j2)]
    return _with_moves(Comparison(len(before), tuple(steps), tuple(added)), before, after)


def _with_moves(found: Comparison, before: Sequence[str], after: Sequence[str]) -> Comparison:
    """Say of an entry that left one place and turned up in another that it moved."""
    gone = {before[step.old]: step.old for step in found.edits if step.edit is Edit.REMOVED and step.old is not None}
    steps: list[Step] = []
    moved: set[int] = set()
    for step in found.edits:
        old = gone.get(after[step.new]) if step.new is not None and step.edit is Edit.INSERTED else None
        steps.append(step if old is None else Step(Edit.MOVED, old, step.new))
        moved.update(() if old is None else (old,))
    added = []
    for number in found.added:
        old = gone.get(after[number])
        if old is None or old in moved:
            added.append(number)
        else:
            steps.append(Step(Edit.MOVED, old, number))
            moved.add(old)
    kept = (step for step in steps if not (step.edit is Edit.REMOVED and step.old in moved))
    return Comparison(found.past, tuple(kept), tuple(added))


def allow(  # noqa: PLR0913, PLR0917 - both histories, and what each of the two exceptions needs
    found: Comparison,
    old: Sequence[Node],
    new: Sequence[Node],
    top: Mapping,
    closing: int | None,
    pseudonymised: Pseudonymised = never,
) -> Comparison:
    """Take out of the changes what is allowed: completing the closing entry (number `closing`, where the change
    reopens the ticket) by what the top had in the base, and taking out personal data.
    """

    def judged(step: Step) -> Step:
        if step.edit is not Edit.CHANGED or step.old is None or step.new is None:
            return step
        before, after = old[step.old], new[step.new]
        if step.old == closing and _completed(before, after, top):
            return Step(Edit.COMPLETED, step.old, step.new)
        if _redacted(before, after, pseudonymised):
            return Step(Edit.REDACTED, step.old, step.new)
        return step

    return Comparison(found.past, tuple(judged(step) for step in found.edits), found.added)


def _completed(before: Node, after: Node, top: Mapping) -> bool:
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return False
    more = [name for name in after if before.get(name) is None]
    rest = Mapping(tuple(pair for pair in after.pairs if pair[0].text not in more), after.span)
    exact = all(
        name in CYCLE_FIELDS
        and top.get(name) is not None
        and plain_value(after.get(name)) == plain_value(top.get(name))
        for name in more
    )
    return bool(more) and exact and canonical(rest) == canonical(before)


def _redacted(before: Node, after: Node, pseudonymised: Pseudonymised) -> bool:
    """Whether two nodes differ in nothing but values that were erased or became pseudonyms."""
    if plain_value(before) == plain_value(after):
        return True
    if isinstance(after, Scalar) and not isinstance(before, Mapping | List):
        return after.text == ERASED or pseudonymised(before.text, after.text)
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        names = {key.text for key, _ in before.pairs}
        return names == {key.text for key, _ in after.pairs} and all(
            _erased(before.get(name), after.get(name))
            or _redacted_value(before.get(name), after.get(name), pseudonymised)
            for name in names
        )
    if isinstance(before, List) and isinstance(after, List) and len(before.items) == len(after.items):
        pairs = zip(before.items, after.items, strict=True)
        return all(_erased(one, other) or _redacted(one, other, pseudonymised) for one, other in pairs)
    return False


def _redacted_value(before: Node | None, after: Node | None, pseudonymised: Pseudonymised) -> bool:
    return before is not None and after is not None and _redacted(before, after, pseudonymised)


def _erased(before: Node | None, after: Node | None) -> bool:
    return before is not None and isinstance(after, Scalar) and after.text == ERASED


def differing(before: Node, after: Node) -> Iterator[str]:
    """Names of the keys in which two entries differ."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys((*before, *after)):
            if plain_value(before.get(name)) != plain_value(after.get(name)):
                yield name
