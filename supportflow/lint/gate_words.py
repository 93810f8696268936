"""Words that a change takes out of the policy while tickets still use them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from supportflow.lint.gate_pairs import Names, read_entry
from supportflow.lint.gate_policy import Policies
from supportflow.lint.gate_problem import GateProblem
from supportflow.model.finding import Span
from supportflow.model.history import Kind
from supportflow.model.policy import Policy
from supportflow.model.ticket import Ticket
from supportflow.source.change_set import ChangeSet
from supportflow.source.frontmatter import MAX_FILE
from supportflow.source.policy.load import OWN_FILE
from supportflow.source.tree import FileKind

Word = tuple[str, str]
_KINDS = {Kind.STATE: "state", Kind.HOLD: "hold", Kind.RESUME: "hold", Kind.EXCUSE: "excuse"}


def words_in_use(change: ChangeSet, policies: Policies) -> Iterator[GateProblem]:
    """Each word that is gone and in use, with the number of tickets that use it and one of them."""
    before, after = policies.policy, policies.head.policy if policies.head else policies.policy
    if after is before or policies.mends:
        return
    prefix = before.id_prefix != after.id_prefix
    lost = {word for word in _words(before) if not _allows(after, word)}
    if not lost and not prefix and not (after.components and not before.components):
        return
    used: dict[Word, list[str]] = {}
    for ticket in _tickets(change, before):
        uses = {word for word in used_words(ticket) if _allows(before, word) and not _allows(after, word)}
        uses |= {("id_prefix", before.id_prefix)} if prefix else set()
        for word in uses:
            used.setdefault(word, []).append(ticket.id)
    path = f"{change.prefix}{(policies.head and policies.head.file) or policies.base.file or OWN_FILE}"
    for (kind, name), ids in sorted(used.items()):
        yield _taken(path, kind, name.rpartition(":")[2], ids)


def _taken(path: str, kind: str, name: str, ids: list[str]) -> GateProblem:
    use = f"1 ticket still uses it: {ids[0]}" if len(ids) == 1 else f"{len(ids)} tickets still use it: {min(ids)}, …"
    until = "keep it; with `effective_until` nothing new can use it"
    mend = until if kind == "state" else "keep it, or change those tickets first"
    return GateProblem("word-in-use", path, None, Span(1, 1), f"the {kind} {name} is taken away, and {use}", mend)


def used_words(ticket: Ticket) -> Iterator[Word]:
    """The words of the policy that a ticket uses, with their kind."""
    yield "type", ticket.type
    yield "state", f"{ticket.type}:{ticket.state}"
    yield "severity", ticket.severity or ""
    yield "component", ticket.component or ""
    yield "resolution", _text(ticket.field("resolution"))
    for entry in ticket.history:
        yield "role", entry.role
        yield "severity", entry.severity or ""
        yield "resolution", entry.resolution or ""
        if entry.kind in _KINDS:
            kind = _KINDS[entry.kind]
            yield kind, f"{ticket.type}:{entry.value}" if kind == "state" else entry.value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _known(policy: Policy) -> Mapping[str, Iterable[str]]:
    return {
        "type": policy.workflows,
        "state": [f"{flow.name}:{state}" for flow in policy.workflows.values() for state in flow.states],
        "severity": policy.severities,
        "hold": policy.holds,
        "component": policy.components,
        "resolution": policy.resolutions,
        "excuse": policy.excuses,
        "role": policy.roles,
    }


def _words(policy: Policy) -> Iterator[Word]:
    return ((kind, word) for kind, words in _known(policy).items() for word in words)


def _allows(policy: Policy, word: Word) -> bool:
    kind, name = word
    if not name or (kind == "component" and not policy.components):
        return True
    return name in _known(policy)[kind]


def _tickets(change: ChangeSet, policy: Policy) -> Iterator[Ticket]:
    names = Names(policy)
    files = {
        path: entry for path, entry in change.files.items() if names.id_in(path) and entry.kind is FileKind.REGULAR
    }
    change.load(files.values(), MAX_FILE)
    for path, entry in files.items():
        ticket = read_entry(change, path, entry, policy).ticket
        if ticket and ticket.id:
            yield ticket
