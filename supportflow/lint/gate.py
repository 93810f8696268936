"""The judgement of a change: the rules on both sides of it, and what only a change can do wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from supportflow.lint.check import Result, build_finding, ticket_findings, tree_findings
from supportflow.lint.gate_dates import Dates
from supportflow.lint.gate_fields import files_taken, imported, promises, redacted, tampered, widened
from supportflow.lint.gate_history import Pseudonymised, items_of, never
from supportflow.lint.gate_identity import identity
from supportflow.lint.gate_index import Indexes, build_indexes
from supportflow.lint.gate_moves import back_dated, not_members, stale_fields, unapproved, unknown_ground
from supportflow.lint.gate_pairs import Names, Pair, Sides, pair_up, read_sides
from supportflow.lint.gate_past import unreadable, with_past
from supportflow.lint.gate_people import People
from supportflow.lint.gate_policy import Policies, broken, load_policies, protected
from supportflow.lint.gate_problem import GateProblem
from supportflow.lint.gate_ticket import ChangedTicket
from supportflow.lint.gate_words import words_in_use
from supportflow.model.finding import Finding, Severity, Status
from supportflow.rules.base import Report, TicketContext, TreeContext
from supportflow.rules.registry import RULES
from supportflow.source.change_set import ChangeSet
from supportflow.source.ticket import Document

_BY_SLUG = {rule.slug: rule for rule in RULES}
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate found, and the texts that its findings may quote, by path."""

    result: Result
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Gate:
    """A change before its judge: what it is, by which policy, whose it is, and when."""

    change: ChangeSet
    policies: Policies
    who: People
    now: datetime
    pseudonymised: Pseudonymised = never

    @property
    def names(self) -> Names:
        """Names of ticket files under the policy."""
        return Names(self.policies.policy)


def check_change(change: ChangeSet, who: People, now: datetime, pseudonymised: Pseudonymised = never) -> Judgement:
    """Judge a change by the policy of its base. Raises PolicyError where that cannot be used."""
    gate = Gate(change, load_policies(change), who, now, pseudonymised)
    sides = read_sides(change, gate.policies.policy)
    indexes = build_indexes(change, sides, gate.policies.policy, gate.names)
    pairs = with_past(change, pair_up(sides, change.renames, gate.names), gate.policies.policy)
    by_rules = list(_by_the_rules(gate, indexes, pairs))
    findings = [
        *by_rules,
        *_of_the_tree(gate, indexes, sides),
        *_about_tickets(gate, indexes, pairs, by_rules),
        *_about_the_whole(gate, pairs),
    ]
    result = Result(
        tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.sort_key)),
        indexes.tickets,
        sum(1 for pair in pairs if pair.head or pair.base),
    )
    return Judgement(result, _texts(gate, indexes, pairs))


def _texts(gate: Gate, indexes: Indexes, pairs: Iterable[Pair]) -> dict[str, str]:
    documents = (pair.head for pair in (*pairs, *indexes.concerned))
    texts = {document.path: document.text for document in documents if document}
    for path, (_, entry) in gate.change.touched.items():
        if path.endswith(".toml") and entry:
            texts[path] = (gate.change.read(path, entry) or b"").decode("utf-8", "replace")
    return texts


def _by_the_rules(gate: Gate, indexes: Indexes, pairs: Iterable[Pair]) -> Iterator[Finding]:
    """What the rules say of each ticket at the head, held against what they say of it in the base."""
    for pair in (*pairs, *indexes.concerned):
        if pair.head is None:
            continue
        after = list(ticket_findings(_context(gate, indexes, pair, pair.head), RULES))
        before = [] if pair.base is None else list(ticket_findings(_old_context(gate, indexes, pair.base), RULES))
        known = Counter(_key(finding, pair.base) for finding in before)
        for finding in sorted(after, key=lambda one: one.sort_key):
            key = _key(finding, pair.head)
            if known[key]:
                known[key] -= 1
                if not pair.untouched:
                    yield replace(finding, status=Status.EXISTING)
            else:
                yield finding


def _key(finding: Finding, document: Document | None) -> Key:
    """What makes two findings the same one: the rule and the value, wherever its line is."""
    text = ""
    if document and finding.span:
        lines = document.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        start = finding.span.column - 1
        line = lines[finding.span.line - 1] if finding.span.line <= len(lines) else ""
        text = line[start : start + finding.span.length]
    return finding.rule, finding.message, text


def _context(gate: Gate, indexes: Indexes, pair: Pair, document: Document) -> TicketContext:
    past = len(items_of(pair.past.ticket.node)) if pair.past and pair.past.ticket else 0
    return TicketContext(document, gate.policies.policy, indexes.head, gate.now, past)


def _old_context(gate: Gate, indexes: Indexes, document: Document) -> TicketContext:
    past = len(items_of(document.ticket.node)) if document.ticket else 0
    return TicketContext(document, gate.policies.policy, indexes.base, gate.now, past)


def _of_the_tree(gate: Gate, indexes: Indexes, sides: Sides) -> Iterator[Finding]:
    """What the rules say that look across files; what the base has as well is shown where the change was there."""
    base, head = gate.policies.base, gate.policies.head or gate.policies.base
    policy, now = gate.policies.policy, gate.now
    before = TreeContext(indexes.base, policy, now, base.ignored, tuple(sides.base_misnamed), base.file)
    after = TreeContext(indexes.head, policy, now, head.ignored, tuple(sides.head_misnamed), head.file)
    known = Counter(_tree_key(finding) for finding in tree_findings(before, RULES))
    for finding in tree_findings(after, RULES):
        key = _tree_key(finding)
        if not known[key]:
            yield finding
            continue
        known[key] -= 1
        if finding.path in gate.change.touched:
            yield replace(finding, status=Status.EXISTING)


def _tree_key(finding: Finding) -> Key:
    return finding.rule, finding.message, finding.ticket or finding.path


def _about_tickets(
    gate: Gate, indexes: Indexes, pairs: Iterable[Pair], by_rules: Iterable[Finding]
) -> Iterator[Finding]:
    """What a change did to its tickets that the rules cannot see."""
    dates = Dates(gate.change, gate.names)
    wrong: dict[str, list[int]] = {}
    for finding in by_rules:
        if finding.severity is Severity.ERROR and finding.span:
            wrong.setdefault(finding.path, []).append(finding.span.line)
    for pair in (*pairs, *indexes.concerned):
        if pair.head is None or pair.head.ticket is None:
            continue
        past = _old_context(gate, indexes, pair.past) if pair.past else None
        changed = ChangedTicket(pair, _context(gate, indexes, pair, pair.head), past, gate.pseudonymised)
        problems = list(files_taken(changed, gate.change, gate.who, gate.policies.maintainers))
        if not pair.untouched:
            problems += _about_ticket(gate, changed, dates, wrong.get(pair.path, []))
        yield from (_finding(problem) for problem in problems)


def _about_ticket(gate: Gate, changed: ChangedTicket, dates: Dates, wrong: Iterable[int]) -> Iterator[GateProblem]:
    who, maintainers = gate.who, gate.policies.maintainers
    yield from tampered(changed, gate.change.base.oid)
    yield from redacted(changed, who, maintainers)
    yield from imported(changed, who, maintainers)
    yield from promises(changed, who)
    yield from widened(changed, who)
    yield from unknown_ground(changed)
    if changed.past and changed.past.ticket is None:
        return
    problems = [*not_members(changed), *stale_fields(changed), *back_dated(changed, dates.first_seen(changed))]
    yield from problems
    yield from unapproved(changed, who, (*wrong, *(problem.span.line for problem in problems)))


def _about_the_whole(gate: Gate, pairs: Iterable[Pair]) -> Iterator[Finding]:
    change, policies, who = gate.change, gate.policies, gate.who
    problems = (
        *identity(change, pairs, gate.names, who, policies.maintainers),
        *unreadable(pairs, who, policies.maintainers, gate.names),
        *protected(change, policies, who),
        *broken(change, policies),
        *words_in_use(change, policies),
    )
    return (_finding(problem) for problem in problems)


def _finding(problem: GateProblem) -> Finding:
    report = Report(problem.span, problem.message, problem.help)
    finding = build_finding(_BY_SLUG[problem.rule], problem.path, problem.ticket, report)
    return replace(finding, status=Status.AWAITING) if problem.awaiting else finding
