"""Whether what a change adds to a history is right: beyond what the rules say of every ticket."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from supportflow.lifecycle.judge import chosen_move, day_of, judge_step
from supportflow.lifecycle.replay import Step
from supportflow.lint.gate_people import People, handles, members_of
from supportflow.lint.gate_problem import GateProblem, lines_of, what
from supportflow.lint.gate_ticket import ChangedTicket, value_at
from supportflow.model.finding import FIRST_LINE, Span
from supportflow.model.names import handle_key
from supportflow.model.policy import NEW
from supportflow.model.schema import TOP_KEYS

MAY_STAND = ("impact", "history", "id", "title", "type", "state", "severity", "links")
"""What a move that is made again does not need anew."""


def unknown_ground(changed: ChangedTicket) -> Iterator[GateProblem]:
    """Entries that nothing can judge, since the type or the state before them is not known: refused, not let by."""
    ticket, head = changed.ticket, changed.head
    if not ticket:
        return
    if head.workflow is None and changed.adds:
        known = ", ".join(head.policy.workflows)
        yield _problem(
            changed,
            "unknown-value",
            ticket.node.place("type"),
            f"`{ticket.type}` is no type of ticket, so that no entry can be judged",
            f"known: {known}; a maintainer can add the type to the policy",
        )
    for step in changed.fresh if head.workflow else ():
        source, flow = step.before.state, head.workflow
        if flow and step.is_move and source not in (NEW, *flow.states) and step.after.state in flow.states:
            yield _problem(
                changed,
                "illegal-transition",
                step.entry.span,
                f"{source} -> {step.after.state} is not a move of the {flow.name} workflow",
                f"`{source}` is none of its states, so no move leads on; a maintainer can add it to the policy",
            )


def not_members(changed: ChangedTicket) -> Iterator[GateProblem]:
    """Handles that do not belong to the role that they are named with."""
    policy = changed.head.policy
    for step in changed.fresh:
        entry = step.entry
        if entry.handle is None or entry.role not in policy.roles or imported_before(changed, step):
            continue
        if handle_key(entry.handle) not in members_of(policy, [entry.role]):
            named = handles(policy.roles[entry.role].members)
            known = f"members are {', '.join(named)}" if named else f"the policy names no members of {entry.role}"
            yield _problem(
                changed,
                "not-a-member",
                entry.by.span if entry.by else entry.span,
                f"@{entry.handle} is no member of {entry.role}",
                f"{known}; write the role alone, or let a maintainer add the handle to the policy first",
            )


def stale_fields(changed: ChangedTicket) -> Iterator[GateProblem]:
    """Fields at the top that an earlier move of the same kind has used up."""
    case, ticket = changed.case, changed.ticket
    if not case or not ticket or not changed.old:
        return
    for step in changed.fresh:
        row = chosen_move(case, step) if step.is_move else None
        for name in row.required(day_of(case, step)) if row else ():
            if not _may_go_stale(name) or value_at(step.entry.node, name) is not None:
                continue
            if step.after.cycle != case.replay.end.cycle and name in ("resolution", "released_in"):
                continue
            now, before = value_at(ticket.node, name), value_at(changed.old.node, name)
            if now is not None and now == before and _made_before(changed, step, name):
                yield _problem(
                    changed,
                    "stale-field",
                    step.entry.span,
                    f"{step.before.state} -> {step.after.state} is made again and needs `{name}` anew",
                    f"give `{name}` at the top its new value, or repeat it in the entry: `{name}: …`",
                )


def _may_go_stale(name: str) -> bool:
    key = name.partition(".")[0]
    return key in TOP_KEYS and key not in MAY_STAND


def _made_before(changed: ChangedTicket, step: Step, name: str) -> bool:
    case = changed.case
    if not case:
        return False
    for earlier in case.replay.moves:
        if earlier is step:
            return False
        row = chosen_move(case, earlier) if earlier.after.state == step.after.state else None
        if row and name in row.required(day_of(case, earlier)):
            return True
    return False


def unapproved(changed: ChangedTicket, who: People, wrong: Iterable[int]) -> Iterator[GateProblem]:
    """Entries that are all right, but for nobody here who holds the role that they name. `wrong` are lines with
    errors.
    """
    lines, policy, case = frozenset(wrong), changed.head.policy, changed.case
    for step in changed.fresh if case else ():
        entry = step.entry
        first, last = lines_of(entry.node)
        if any(first <= line <= last for line in lines) or entry.role not in policy.roles:
            continue
        if imported_before(changed, step) or (case and next(judge_step(case, step), None)):
            continue
        if not who.hold(policy, [entry.role], entry.handle):
            named = f"{entry.role}:@{entry.handle}" if entry.handle else entry.role
            yield GateProblem(
                "unapproved-role",
                changed.path,
                changed.id,
                entry.by.span if entry.by else entry.span,
                f"{what(entry)} is by {named}, and nobody here is",
                who.ask_role(policy, [entry.role], entry.handle),
                awaiting=True,
            )


def imported_before(changed: ChangedTicket, step: Step) -> bool:
    """Whether an entry was made elsewhere, by an import that this change brings: a maintainer stands for it."""
    return imports(changed) and _before_import(changed, step)


def imports(changed: ChangedTicket) -> bool:
    """Whether the change adds `imported`, or changes it."""
    now = value_at(changed.ticket.node, "imported") if changed.ticket else None
    before = value_at(changed.old.node, "imported") if changed.old else None
    return now is not None and now != before


def _before_import(changed: ChangedTicket, step: Step) -> bool:
    imported = changed.ticket.imported if changed.ticket else None
    return imported is not None and step.entry.at < imported.at


def back_dated(changed: ChangedTicket, first_seen: dict[int, datetime]) -> Iterator[GateProblem]:
    """Entries that are older than the commit that adds them, by more than the policy allows. `first_seen` says when
    each came to be, by the identity of its node.
    """
    skew = changed.head.policy.clock_skew
    for step in changed.fresh:
        seen = first_seen.get(id(step.entry.node))
        if seen is None or _before_import(changed, step) or step.entry.at >= seen - skew:
            continue
        yield _problem(
            changed,
            "back-dated",
            step.entry.node.place("at"),
            f"the entry is {_ago(seen - step.entry.at)} older than the commit that adds it "
            f"({seen.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ})",
            f"write the time at which the entry was made; at most {_ago(skew)} may lie between",
        )


def _ago(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [f"{days}d" if days else "", f"{hours}h" if hours else "", f"{left}m" if left and not days else ""]
    return " ".join(part for part in parts if part) or f"{int(span.total_seconds())}s"


def _problem(changed: ChangedTicket, rule: str, span: Span | None, message: str, mend: str) -> GateProblem:
    return GateProblem(rule, changed.path, changed.id, span or FIRST_LINE, message, mend)
