"""The whole history of a branch, commit by commit: who moved what, when, and whether the policy of then allowed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from supportflow.lifecycle.judge import judge_step
from supportflow.lifecycle.replay import Step
from supportflow.lint.check import build_finding
from supportflow.lint.gate_fields import tampered
from supportflow.lint.gate_identity import deleted, renamed, retyped
from supportflow.lint.gate_moves import not_members, unknown_ground
from supportflow.lint.gate_pairs import Names, Pair, Sides, pair_up
from supportflow.lint.gate_people import members_of
from supportflow.lint.gate_problem import GateProblem
from supportflow.lint.gate_ticket import ChangedTicket
from supportflow.model.finding import FIRST_LINE, Finding
from supportflow.model.names import handle_key, id_pattern
from supportflow.model.policy import NEW, Policy
from supportflow.rules.base import Index, Report, TicketContext
from supportflow.rules.registry import RULES
from supportflow.source.errors import PolicyError
from supportflow.source.frontmatter import MAX_FILE
from supportflow.source.git import Git
from supportflow.source.git_objects import Change, Commit, Entry
from supportflow.source.policy.load import OWN_FILE, PROJECT_FILE, choose_policy, default_policy
from supportflow.source.ticket import Document, read_document, unreadable
from supportflow.source.tree import TICKETS, FileKind

_BY_SLUG = {rule.slug: rule for rule in RULES}
_KNOWN_FRONT = ("front-matter", "yaml-syntax", "encoding", "too-large", "not-a-file")


@dataclass(frozen=True, slots=True)
class Act:
    """An entry that a commit added: whose it was by its own words, and the state that it found."""

    commit: str
    ticket: str
    at: datetime
    role: str
    handle: str | None
    kind: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Audited:
    """What one commit did to the tickets, and what was wrong with it."""

    commit: str
    acts: tuple[Act, ...]
    findings: tuple[Finding, ...]


class Auditor:
    """Judges the commits of one branch, in their order. `prefix` is the tracker's path, with a final `/`."""

    def __init__(self, git: Git, prefix: str, now: datetime) -> None:
        self.git = git
        self.prefix = prefix
        self.now = now
        self.area = f"{prefix}{TICKETS}/"
        self._policies: dict[tuple[str, str], tuple[Policy, bool]] = {}
        self._blobs: dict[str, bytes | None] = {}
        self._documents: dict[tuple[str, str, int], Document] = {}

    def audit(self, commits: Iterable[Commit]) -> Iterator[Audited]:
        """Judge commits against their first parents."""
        steps = [(commit, self._parent(commit)) for commit in commits]
        self.git.load_trees(
            tree for commit, parent in steps for tree in (commit.tree, parent.tree if parent else commit.tree)
        )
        pairs = [(parent.tree if parent else "", commit.tree) for commit, parent in steps]
        diffs = self.git.diffs(pairs)
        self._load(change for changes in diffs.values() for change in changes)
        for (commit, parent), pair in zip(steps, pairs, strict=True):
            yield self._commit(commit, parent, diffs[pair])

    def knows(self, act: Act) -> bool:
        """Whether an act is told in words of a policy, ids and instants alone."""
        for policy, _ in self._policies.values():
            states = {state for flow in policy.workflows.values() for state in flow.states} | {NEW, ""}
            words = {*states, *policy.severities, *policy.holds, *policy.excuses}
            handle = not act.handle or handle_key(act.handle) in members_of(policy, [act.role])
            named = act.role in policy.roles and act.value in words and act.source in states
            if handle and named and id_pattern(policy.id_prefix).fullmatch(act.ticket):
                return True
        return False

    def _parent(self, commit: Commit) -> Commit | None:
        return self.git.commits(commit.parents[:1])[0] if commit.parents else None

    def _load(self, changes: Iterable[Change]) -> None:
        """Read all versions of tickets that a part of the history has, in one go."""
        entries = (
            entry for change in changes for path, entry in _sides(change) if entry and path.startswith(self.area)
        )
        wanted = dict.fromkeys(entry.oid for entry in entries if entry.kind is FileKind.REGULAR)
        self._documents = {}
        self._blobs = {blob.oid: blob.data for blob in self.git.read_many(wanted, MAX_FILE)}

    def _commit(self, commit: Commit, parent: Commit | None, changes: list[Change]) -> Audited:
        touched = [change for change in changes if any(path.startswith(self.area) for path, _ in _sides(change))]
        if not touched:
            return Audited(commit.oid, (), ())
        policy = self._policy_of(commit, parent)
        names, index = Names(policy), Index((), (), policy)
        acts: list[Act] = []
        problems: list[GateProblem] = []
        for pair in pair_up(self._sides_of(touched, policy, names), _renames(touched), names):
            problems += self._identity(pair, names, parent)
            if pair.head is None:
                continue
            if pair.head.ticket is None:
                problems += _illegible(pair.head, names)
                continue
            changed = self._changed(pair, policy, index)
            wrong = list(_wrong(changed, parent.oid if parent else commit.oid, self.now))
            acts += (_act(commit, changed, step) for step in changed.fresh)
            problems += wrong
        found = (replace(_finding(problem), commit=commit.oid) for problem in problems)
        return Audited(commit.oid, tuple(acts), tuple(found))

    def _identity(self, pair: Pair, names: Names, parent: Commit | None) -> Iterator[GateProblem]:
        old, new = pair.base, pair.head
        if old is None or parent is None or not (old.ticket or names.id_in(old.path)):
            return
        if new is None:
            yield deleted(parent.oid, old, names)
        else:
            yield from renamed(old, new, names)
            yield from retyped(old, new)

    def _changed(self, pair: Pair, policy: Policy, index: Index) -> ChangedTicket:
        def context(document: Document, past: int) -> TicketContext:
            return TicketContext(document, policy, index, self.now, past)

        count = len(pair.base.ticket.history) if pair.base and pair.base.ticket else 0
        head = pair.head or pair.base
        if head is None:
            raise ValueError("a pair has a side")
        return ChangedTicket(pair, context(head, count), context(pair.base, count) if pair.base else None)

    def _sides_of(self, changes: Iterable[Change], policy: Policy, names: Names) -> Sides:
        sides = Sides()
        for change in changes:
            for (path, entry), documents in zip(_sides(change), (sides.base, sides.head), strict=True):
                if entry and path.startswith(self.area) and names.is_ticket(path, entry):
                    documents[path] = self._read(path, entry, policy)
        return sides

    def _read(self, path: str, entry: Entry, policy: Policy) -> Document:
        """A version of a ticket, read once for each policy."""
        key = (path, entry.oid, id(policy))
        if key not in self._documents:
            self._documents[key] = self._document(path, entry, policy)
        return self._documents[key]

    def _document(self, path: str, entry: Entry, policy: Policy) -> Document:
        data = self._blobs.get(entry.oid)
        if entry.kind is not FileKind.REGULAR:
            return unreadable(path, "not-a-file", f"a {entry.kind} where a ticket should be", "put the file there")
        if data is None:
            return unreadable(path, "too-large", "the file is beyond 1 MiB", "attach long logs as files")
        return read_document(path, data, policy)

    def _policy_of(self, commit: Commit, parent: Commit | None) -> Policy:
        """The policy of the parent; where that has none, the commit's own."""
        policy, own = self._policy_at(parent) if parent else (default_policy(), False)
        return policy if own else self._policy_at(commit)[0]

    def _policy_at(self, commit: Commit) -> tuple[Policy, bool]:
        """The policy of a commit, and whether it is its own. One that cannot be used is the one before it."""
        names = (f"{self.prefix}{OWN_FILE}", f"{self.prefix}{PROJECT_FILE}")
        entries = [self.git.entry(commit.tree, name) for name in names]
        oids = [entry.oid if entry and entry.kind is FileKind.REGULAR else "" for entry in entries]
        key = (oids[0], oids[1])
        if key not in self._policies:
            texts = [self.git.read(oid).decode("utf-8-sig", "replace") if oid else None for oid in oids]
            try:
                loaded = choose_policy(*texts)
                self._policies[key] = (loaded.policy, loaded.file is not None)
            except PolicyError:
                parent = self._parent(commit)
                self._policies[key] = self._policy_at(parent) if parent else (default_policy(), False)
        return self._policies[key]


def _sides(change: Change) -> tuple[tuple[str, Entry | None], tuple[str, Entry | None]]:
    return (change.old_path, change.old), (change.new_path, change.new)


def _renames(changes: Iterable[Change]) -> Mapping[str, str]:
    return {change.new_path: change.old_path for change in changes if change.new_path != change.old_path}


def _illegible(document: Document, names: Names) -> Iterator[GateProblem]:
    """A commit after which nothing can be said of a ticket."""
    for problem in document.problems:
        if problem.rule in _KNOWN_FRONT:
            ticket = names.id_of(document) or None
            yield GateProblem(problem.rule, document.path, ticket, problem.span, problem.message, problem.help)


def _wrong(changed: ChangedTicket, base: str, now: datetime) -> Iterator[GateProblem]:
    """What is wrong with the entries that a commit adds, or does to those before them."""
    yield from tampered(changed, base)
    yield from unknown_ground(changed)
    yield from not_members(changed)
    case = changed.case
    if case is None:
        yield GateProblem(
            "unknown-value", changed.path, changed.id, FIRST_LINE, "the type of the ticket is not known", "correct it"
        )
        return
    fresh = {id(step.entry.node) for step in changed.fresh}
    before: Step | None = None
    for step in case.replay.steps:
        if id(step.entry.node) in fresh:
            for problem in judge_step(case, step):
                yield GateProblem(problem.rule, changed.path, changed.id, problem.span, problem.message, problem.help)
            yield from _order(changed, before, step, now)
        before = step


def _order(changed: ChangedTicket, before: Step | None, step: Step, now: datetime) -> Iterator[GateProblem]:
    span = step.entry.node.place("at")
    if before and step.entry.at < before.entry.at:
        said = f"the entry is earlier than the one before it ({before.entry.at.isoformat()})"
        yield GateProblem("out-of-order", changed.path, changed.id, span, said, "entries stand in their order")
    if step.entry.at > now:
        said = "the entry lies in the future"
        yield GateProblem("in-the-future", changed.path, changed.id, span, said, "write the time at which it happened")


def _act(commit: Commit, changed: ChangedTicket, step: Step) -> Act:
    entry = step.entry
    value = "" if entry.kind == "note" else entry.value
    source = step.before.state
    return Act(commit.oid, changed.id or "", entry.at, entry.role, entry.handle, entry.kind.value, value, source)


def _finding(problem: GateProblem) -> Finding:
    report = Report(problem.span, problem.message, problem.help)
    return build_finding(_BY_SLUG[problem.rule], problem.path, problem.ticket, report)
