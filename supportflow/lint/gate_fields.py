"""What a change does to the values at the top and to the past: promises, audience, import, entries, files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from supportflow.lifecycle.judge import Case, chosen_move, day_of
from supportflow.lifecycle.replay import Step
from supportflow.lint.gate_history import CYCLE_FIELDS, Edit, differing, items_of
from supportflow.lint.gate_moves import imports
from supportflow.lint.gate_people import People
from supportflow.lint.gate_problem import GateProblem, place_of
from supportflow.lint.gate_ticket import ChangedTicket, value_at
from supportflow.model.finding import FIRST_LINE, Span
from supportflow.model.policy import Policy
from supportflow.model.schema import TOP_KEYS
from supportflow.model.ticket import Ticket
from supportflow.source.change_set import ChangeSet


def tampered(changed: ChangedTicket, base: str) -> Iterator[GateProblem]:
    """Entries of the base that were changed, removed, moved or joined by others."""
    if not changed.ticket or not changed.old:
        return
    old, new = items_of(changed.old.node), items_of(changed.ticket.node)
    restore = f"restore it; the base has it so: git show {base[:12]}:{changed.old.path}"
    for step in changed.comparison.edits:
        span = new[step.new].span if step.new is not None else place_of(changed.ticket.node, "history")
        number = 1 + (step.old if step.old is not None else step.new or 0)
        match step.edit:
            case Edit.CHANGED if step.old is not None and step.new is not None:
                names = ", ".join(f"`{name}`" for name in differing(old[step.old], new[step.new]))
                said = f"entry {number} of the base was changed: {names or 'it is another one'}"
            case Edit.REMOVED:
                said = f"entry {number} of the base was removed"
            case Edit.MOVED:
                said = f"entry {number} of the base was moved"
            case Edit.INSERTED:
                said = f"entry {number} stands among those of the base"
                yield _new(changed, "tampered-history", span, said, "add entries at the end, after those of the base")
                continue
            case _:
                continue
        yield _new(changed, "tampered-history", span, said, f"{restore}; what is new goes to the end")


def redacted(changed: ChangedTicket, who: People, maintainers: tuple[str, ...]) -> Iterator[GateProblem]:
    """Entries of the base of which values were taken out."""
    for step in changed.comparison.edits if changed.ticket else ():
        if step.edit is Edit.REDACTED and step.new is not None and changed.ticket and not who.maintain(maintainers):
            span = items_of(changed.ticket.node)[step.new].span
            said = f"entry {step.new + 1} of the base had values taken out"
            yield _awaiting(changed, "redaction", span, said, who.ask_maintainer(maintainers))


def files_taken(
    changed: ChangedTicket, change: ChangeSet, who: People, maintainers: tuple[str, ...]
) -> Iterator[GateProblem]:
    """Attachments of the base that are gone, or that have another content under their name."""
    old, new = changed.old, changed.ticket
    if not old or not new or not old.attachments or who.maintain(maintainers):
        return
    folder = f"{new.folder}/{new.id}/"
    kept = {entry.oid for path, entry in change.files.items() if path.startswith(folder)}
    for attachment in old.attachments:
        before = change.base_files.get(f"{old.folder}/{attachment.file}")
        if before and before.oid not in kept:
            there = f"{new.folder}/{attachment.file}" in change.files
            said = f"the attachment {attachment.file} was {'replaced' if there else 'removed'}"
            yield _awaiting(
                changed, "redaction", place_of(new.node, "attachments"), said, who.ask_maintainer(maintainers)
            )


def imported(changed: ChangedTicket, who: People, maintainers: tuple[str, ...]) -> Iterator[GateProblem]:
    """A ticket from elsewhere, whose entries nobody here has made."""
    if changed.ticket and imports(changed) and not who.maintain(maintainers):
        span = place_of(changed.ticket.node, "imported")
        said = "the ticket was imported, and its older entries were made elsewhere"
        yield _awaiting(changed, "import", span, said, who.ask_maintainer(maintainers))


def promises(changed: ChangedTicket, who: People) -> Iterator[GateProblem]:
    """Fields that a past move had required, and that have another value now."""
    if not changed.old_case or not changed.old or not changed.ticket:
        return
    covered = {name for _, names in _required(changed.case, changed.fresh) for name in names}
    needed: dict[str, tuple[str, ...]] = {}
    for roles, names in _required(changed.old_case, changed.old_case.replay.moves):
        needed.update((name, tuple(dict.fromkeys((*needed.get(name, ()), *roles)))) for name in names)
    for name, roles in needed.items():
        if name in covered or (changed.reopened and name in CYCLE_FIELDS) or not _is_field(name):
            continue
        if _effective(changed.old, name) != _effective(changed.ticket, name) and not who.hold(
            changed.head.policy, roles
        ):
            yield _awaiting(
                changed,
                "changed-promise",
                place_of(changed.ticket.node, name),
                f"`{name}` was required by a move, and is another one now",
                who.ask_role(changed.head.policy, roles),
            )


def _required(case: Case | None, steps: Iterable[Step]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Roles and required names of each move among some steps."""
    for step in steps if case else ():
        row = chosen_move(case, step) if case and step.is_move else None
        if row and case:
            yield row.by, row.required(day_of(case, step))


def _is_field(name: str) -> bool:
    key = name.partition(".")[0]
    return key in TOP_KEYS and key not in ("severity", "history")


def _effective(ticket: Ticket, name: str) -> object:
    """The value at the top, else the one that the last entry with it carries."""
    top = value_at(ticket.node, name)
    if top is not None:
        return top
    carried = (value_at(entry.node, name) for entry in reversed(ticket.history))
    return next((value for value in carried if value is not None), None)


def widened(changed: ChangedTicket, who: People) -> Iterator[GateProblem]:
    """More readers, or other subscribers, than the ticket had."""
    old, new, policy = changed.old, changed.ticket, changed.head.policy
    roles = _providers(policy)
    if not old or not new or who.hold(policy, roles):
        return
    ask = who.ask_role(policy, roles)
    if old.audience == "staff" and new.audience != "staff":
        yield _awaiting(changed, "widened", place_of(new.node, "audience"), "the ticket was for staff only", ask)
    if sorted(old.subscribers) != sorted(new.subscribers):
        span = place_of(new.node, "subscribers")
        yield _awaiting(changed, "widened", span, "`subscribers` are others than before", ask)
    kept = {one.file.rpartition("/")[2] for one in old.attachments if one.audience == "staff"}
    for attachment in new.attachments:
        if attachment.audience != "staff" and attachment.file.rpartition("/")[2] in kept:
            span = attachment.node.place("file")
            yield _awaiting(changed, "widened", span, "the attachment was for staff only", ask)


def _providers(policy: Policy) -> tuple[str, ...]:
    """Who answers for what others may see: the role that rates tickets; in the built-in process, the Provider."""
    return policy.entry_roles.get("severity", ())


def _new(changed: ChangedTicket, rule: str, span: Span | None, message: str, mend: str) -> GateProblem:
    return GateProblem(rule, changed.path, changed.id, span or FIRST_LINE, message, mend)


def _awaiting(changed: ChangedTicket, rule: str, span: Span, message: str, mend: str) -> GateProblem:
    return GateProblem(rule, changed.path, changed.id, span, message, mend, awaiting=True)
