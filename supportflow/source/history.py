"""Reading the entries of a history."""

from __future__ import annotations

import re
from collections.abc import Iterable

from supportflow.model.finding import Problem
from supportflow.model.history import Entry, Kind
from supportflow.model.node import Mapping, Sequence
from supportflow.model.policy import Workflow
from supportflow.model.schema import MOVE_FIELDS
from supportflow.source.reading import Reader

_ACTIONS = (Kind.STATE, Kind.HOLD, Kind.RESUME, Kind.EXCUSE)
_ALONE = {
    Kind.SEVERITY: ("reason",),
    Kind.HOLD: (),
    Kind.RESUME: (),
    Kind.EXCUSE: ("reason",),
    Kind.NOTE: (),
}
_HANDLE = re.compile(r"@[^\s@:]+")
_COMMON = ("at", "by", "note")


def read_history(top: Reader, workflow: Workflow | None) -> tuple[Entry, ...]:
    """The entries that can be read, in the order of the file."""
    node = top.node.get("history")
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        top.wrong_type("history", node, "write a list of entries: `- {at: …, by: …, state: …}`")
        return ()
    if not node.items:
        top.problem("empty-value", node.span, "`history` is empty", "add the entry by which the ticket came to be")
    entries = []
    for item in node.items:
        if isinstance(item, Mapping):
            entry = _entry(Reader(item, "history", top.problems), workflow)
            if entry:
                entries.append(entry)
        else:
            top.wrong_item("history", item, "write an entry: `- {at: …, by: …, state: …}`")
    return tuple(entries)


def _entry(reader: Reader, workflow: Workflow | None) -> Entry | None:
    kind = _kind(reader)
    if kind is None:
        return None
    fields = _allowed_fields(reader, kind, workflow)
    extra = ("severity", "reason") if kind is Kind.STATE else _ALONE[kind]
    known = tuple(dict.fromkeys((*_COMMON, kind.value, *extra, *fields)))
    reader.check_keys(known, ("at", "by"))
    at, by, value = reader.instant("at"), reader.text("by"), reader.text(kind.value)
    note = value if kind is Kind.NOTE else reader.text("note")
    reason = reader.text("reason") if "reason" in known else None
    severity = value if kind is Kind.SEVERITY else reader.text("severity") if kind is Kind.STATE else None
    values = tuple((name, found) for name in fields if (found := reader.field(name, MOVE_FIELDS[name])) is not None)
    if at is None or by is None or value is None:
        return None
    role, colon, handle = by.partition(":")
    if colon and not _HANDLE.fullmatch(handle):
        reader.problem(
            "unknown-value",
            reader.node.place("by"),
            f"`{by}` names nobody",
            f"write the role alone, `{role}`, or with a handle, `{role}:@…`",
        )
    return Entry(
        at=at,
        role=role,
        handle=handle.removeprefix("@") or None,
        kind=kind,
        value=value,
        node=reader.node,
        severity=severity,
        note=note,
        reason=reason,
        fields=values,
    )


def _kind(reader: Reader) -> Kind | None:
    """What an entry does: exactly one thing."""
    present = [kind for kind in _ACTIONS if reader.node.get(kind.value) is not None]
    if len(present) > 1 or (present and present[0] is not Kind.STATE and reader.node.get("severity") is not None):
        names = [kind.value for kind in present] + ["severity"] * (len(present) == 1)
        key = reader.node.key(names[1])
        reader.problem(
            "entry-shape",
            key.span if key else reader.node.span,
            f"an entry does one thing, and this one has {' and '.join(names)}",
            "write an entry for each; they may stand at the same instant",
        )
        return None
    if present:
        return present[0]
    for kind in (Kind.SEVERITY, Kind.NOTE):
        if reader.node.get(kind.value) is not None:
            return kind
    reader.problem(
        "entry-shape",
        reader.node.span,
        "the entry does nothing",
        "add one of state, severity, hold, resume, excuse or note",
    )
    return None


def _allowed_fields(reader: Reader, kind: Kind, workflow: Workflow | None) -> tuple[str, ...]:
    """Fields that an entry may carry: those that some move into its state requires, and how it was closed."""
    if kind is not Kind.STATE or workflow is None:
        return () if kind is not Kind.STATE else tuple(MOVE_FIELDS)
    node = reader.node.get("state")
    state = getattr(node, "text", "")
    if state not in workflow.states:
        return tuple(MOVE_FIELDS)
    names = workflow.required_into[state]
    if workflow.is_closed(state):
        names |= {"resolution", "released_in"}
    return tuple(name for name in MOVE_FIELDS if name in names)


def misplaced_severity(entry: Entry, workflow: Workflow) -> bool:
    """Whether a state entry carries a severity into a state that rates nothing."""
    state = workflow.states.get(entry.value)
    return entry.kind is Kind.STATE and entry.severity is not None and state is not None and not state.rates


def severity_problems(entries: Iterable[Entry], workflow: Workflow) -> list[Problem]:
    """A problem for each severity that stands in an entry into another state than the one that rates."""
    rating = " or ".join(state.name for state in workflow.states.values() if state.rates) or "no state"
    return [
        Problem(
            "entry-shape",
            entry.node.place("severity"),
            f"an entry into {entry.value} carries no severity",
            f"severity stands in an entry into {rating}, or alone with a reason",
        )
        for entry in entries
        if misplaced_severity(entry, workflow)
    ]
