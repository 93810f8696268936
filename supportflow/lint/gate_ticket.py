"""One changed ticket before the judgement: both sides, replayed, and what it adds to its history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from supportflow.lifecycle.judge import Case
from supportflow.lifecycle.replay import Step
from supportflow.lint.gate_history import Comparison, Edit, Pseudonymised, allow, compare, items_of, never
from supportflow.lint.gate_pairs import Pair
from supportflow.model.node import Mapping, Node, plain_value
from supportflow.model.ticket import Ticket
from supportflow.rules.base import TicketContext


@dataclass(frozen=True)
class ChangedTicket:
    """A ticket that stands at the head. `past` is the context of what its history is held against, if anything."""

    pair: Pair
    head: TicketContext
    past: TicketContext | None
    pseudonymised: Pseudonymised = never

    @property
    def ticket(self) -> Ticket | None:
        """The ticket as it stands now, where it can be read."""
        return self.head.ticket

    @property
    def old(self) -> Ticket | None:
        """The ticket as it was."""
        return self.past.ticket if self.past else None

    @property
    def path(self) -> str:
        """Where it lies now."""
        return self.head.document.path

    @property
    def id(self) -> str | None:
        """Its id."""
        return (self.ticket.id or None) if self.ticket else None

    @cached_property
    def case(self) -> Case | None:
        """What is judged: the history as far as it can be read."""
        head = self.head
        if not head.ticket or not head.workflow or not head.readable:
            return None
        return Case(head.ticket, head.workflow, head.policy, head.readable)

    @cached_property
    def old_case(self) -> Case | None:
        """The same of how it was."""
        past = self.past
        if not past or not past.ticket or not past.workflow or not past.readable:
            return None
        return Case(past.ticket, past.workflow, past.policy, past.readable)

    @cached_property
    def comparison(self) -> Comparison:
        """What the change did to the entries of the past, and which it adds."""
        new = items_of(self.ticket.node if self.ticket else None)
        old = items_of(self.old.node if self.old else None)
        found = compare(old, new)
        if not found.edits or not self.old:
            return found
        return allow(found, old, new, self.old.node, self._closing(found), self.pseudonymised)

    def _closing(self, found: Comparison) -> int | None:
        """The number of the entry that had closed the ticket, where the change reopens it."""
        past, head = self.old_case, self.case
        if not past or not head or not past.replay.moves or not past.workflow.is_closed(past.replay.end.state):
            return None
        if head.replay.end.cycle <= past.replay.end.cycle or not found.added:
            return None
        items = items_of(past.ticket.node)
        closing = past.replay.moves[-1].entry.node
        return next((number for number, item in enumerate(items) if item is closing), None)

    @cached_property
    def fresh(self) -> tuple[Step, ...]:
        """The steps of the history that the base has not got: added, put in between or changed."""
        if not self.case or not self.ticket:
            return ()
        comparison = self.comparison
        numbers = {*comparison.added}
        numbers.update(
            step.new for step in comparison.edits if step.edit in (Edit.INSERTED, Edit.CHANGED) and step.new is not None
        )
        items = items_of(self.ticket.node)
        nodes = {id(items[number]) for number in numbers}
        return tuple(step for step in self.case.replay.steps if id(step.entry.node) in nodes)

    @property
    def adds(self) -> bool:
        """Whether the change adds to the history, readable or not."""
        return bool(self.comparison.added)

    @property
    def reopened(self) -> bool:
        """Whether the change begins a new cycle."""
        return bool(self.case and self.old_case and self.case.replay.end.cycle > self.old_case.replay.end.cycle)


def value_at(top: Mapping | None, name: str) -> object:
    """The value of a key of the front matter, also of one within another, as plain data; None without it."""
    node: Node | None = top
    for part in name.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return plain_value(node)
