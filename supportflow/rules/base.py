"""What a rule is, and what it gets to see."""

from __future__ import annotations

import inspect
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import takewhile
from types import ModuleType
from typing import NamedTuple

from supportflow.lifecycle.judge import Case, Made, judge, made_moves
from supportflow.lifecycle.replay import Replay, replay
from supportflow.model.finding import FIRST_LINE, Problem, Severity, Span
from supportflow.model.history import Entry
from supportflow.model.names import ticket_name_pattern
from supportflow.model.node import Mapping as MappingNode
from supportflow.model.node import Sequence
from supportflow.model.policy import Policy, Workflow
from supportflow.model.ticket import Ticket
from supportflow.sla.clock import ticket_sla
from supportflow.sla.schedule import Schedules
from supportflow.sla.types import TicketSla
from supportflow.source.ticket import Document
from supportflow.source.tree import TreeFile


class Report(NamedTuple):
    """What a rule found at a place of the file that it looks at; the engine makes a finding of it."""

    span: Span
    message: str
    help: str


class TreeReport(NamedTuple):
    """What a rule found in a file of the tree."""

    path: str
    ticket: str | None
    report: Report


class Index:
    """What is known of the whole tree: which ids exist and where, which files there are."""

    def __init__(self, documents: Iterable[Document], files: Iterable[TreeFile], policy: Policy) -> None:
        self.documents = tuple(documents)
        self.files: Mapping[str, TreeFile] = {file.path: file for file in files}
        self.policy = policy
        self._paths = tuple(sorted(self.files))
        pattern = ticket_name_pattern(policy.id_prefix)
        self.ids: dict[str, list[Document]] = {}
        for document in self.documents:
            named = pattern.fullmatch(document.path.rpartition("/")[2])
            own = document.ticket.id if document.ticket else ""
            for ticket_id in dict.fromkeys((own, named[1] if named else "")):
                if ticket_id:
                    self.ids.setdefault(ticket_id, []).append(document)

    def files_below(self, folder: str) -> tuple[str, ...]:
        """Paths of the files below a folder, given with its final `/`."""
        start = bisect_left(self._paths, folder)
        end = bisect_left(self._paths, folder + chr(0x10FFFF), lo=start)
        return self._paths[start:end]

    @cached_property
    def schedules(self) -> Schedules:
        """The working hours of the policy, shared by all tickets."""
        return Schedules(self.policy)

    @cached_property
    def duplicates(self) -> Mapping[str, tuple[str, ...]]:
        """Which tickets each ticket calls its duplicates."""
        return {
            document.ticket.id: document.ticket.linked("duplicates")
            for document in self.documents
            if document.ticket and document.ticket.links
        }


class TicketContext:
    """One ticket file before its rules. The first `past` entries need not be readable: what the base already has
    keeps nobody from being judged on what comes after it.
    """

    def __init__(self, document: Document, policy: Policy, index: Index, now: datetime, past: int = 0) -> None:
        self.document = document
        self.policy = policy
        self.index = index
        self.now = now
        self.past = past

    @property
    def ticket(self) -> Ticket | None:
        """The ticket, where its front matter could be read."""
        return self.document.ticket

    @cached_property
    def workflow(self) -> Workflow | None:
        """The workflow of the ticket's type, where the policy knows it."""
        return self.policy.workflows.get(self.ticket.type) if self.ticket else None

    @property
    def _entries(self) -> Iterator[Entry | None]:
        """The entries in the order of the file; None for one that cannot be read and is not past."""
        node = self.ticket.node.get("history") if self.ticket else None
        read = {id(entry.node): entry for entry in self.ticket.history} if self.ticket else {}
        for number, item in enumerate(node.items if isinstance(node, Sequence) else ()):
            entry = read.get(id(item))
            if entry or number >= self.past:
                yield entry

    @cached_property
    def readable(self) -> Replay | None:
        """The history, replayed up to the first entry that cannot be read: what may be judged."""
        if not self.ticket or not self.workflow:
            return None
        whole = tuple(entry for entry in takewhile(lambda entry: entry is not None, self._entries) if entry)
        return replay(whole, self.workflow)

    @cached_property
    def replay(self) -> Replay | None:
        """The whole history, replayed; None where an entry cannot be read, since its end is then unknown."""
        known = self.readable
        return known if known and len(known.steps) == sum(1 for _ in self._entries) else None

    @cached_property
    def sla(self) -> TicketSla | None:
        """The ticket's figures as of now, where its history gives any."""
        if not self.ticket or not self.workflow or not self.replay:
            return None
        return ticket_sla(self.ticket, self.workflow, self.policy, self.replay, self.now, self.index.schedules)

    @cached_property
    def made(self) -> tuple[Made, ...]:
        """The moves that can be read, each with the row of the table that it followed."""
        if not self.ticket or not self.workflow or not self.readable:
            return ()
        return made_moves(Case(self.ticket, self.workflow, self.policy, self.readable))

    @cached_property
    def problems(self) -> Mapping[str, list[Problem]]:
        """What reading and judging found, by the slug of the rule that reports it."""
        found: dict[str, list[Problem]] = {}
        judged: Iterable[Problem] = ()
        if self.ticket and self.workflow and self.readable:
            judged = judge(Case(self.ticket, self.workflow, self.policy, self.readable))
        for problem in dict.fromkeys((*self.document.problems, *judged)):
            found.setdefault(problem.rule, []).append(problem)
        return found


@dataclass(frozen=True, slots=True)
class TreeContext:
    """The whole tree before the rules that look across files."""

    index: Index
    policy: Policy
    now: datetime
    ignored_policy: str | None
    misnamed: tuple[str, ...]
    policy_file: str | None = None


TicketCheck = Callable[[TicketContext], Iterator[Report]]
TreeCheck = Callable[[TreeContext], Iterator[TreeReport]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule: its number, its name, how much it weighs, and its check over a ticket or over the tree. Without
    either it is one about a change, whose findings the gate makes.
    """

    id: str
    slug: str
    title: str
    severity: Severity = Severity.ERROR
    ticket: TicketCheck | None = None
    tree: TreeCheck | None = None

    @property
    def judges_change(self) -> bool:
        """Whether there is nothing to find without a base."""
        return self.ticket is None and self.tree is None


class Page(NamedTuple):
    """A rule with its manual page, in Markdown."""

    rule: Rule
    text: str


def page_of(module: ModuleType) -> Page:
    """The manual page of the rule that a module holds."""
    return Page(module.RULE, inspect.cleandoc(module.__doc__ or ""))


def reported(slug: str) -> TicketCheck:
    """The check of a rule whose problems are found while a ticket is read or replayed."""

    def check(context: TicketContext) -> Iterator[Report]:
        for problem in context.problems.get(slug, ()):
            yield Report(problem.span, problem.message, problem.help)

    return check


def place(node: MappingNode, key: str) -> Span:
    """Where a key of the front matter stands; the opening `---` where it is missing."""
    value = node.get(key)
    return FIRST_LINE if value is None else value.span


def repeated(names: Iterable[str]) -> tuple[str, ...]:
    """Names that stand more than once."""
    return tuple(name for name, count in Counter(names).items() if count > 1)
