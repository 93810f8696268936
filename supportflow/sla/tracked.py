"""Tickets with their figures, as of one instant: what every table is made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from supportflow.lifecycle.replay import Replay, replay
from supportflow.model.node import Mapping, Sequence
from supportflow.model.policy import Policy, Workflow
from supportflow.model.ticket import Ticket
from supportflow.sla.bulk import no_cycles
from supportflow.sla.clock import ticket_sla
from supportflow.sla.schedule import Schedules
from supportflow.sla.types import SlaStatus, TicketSla


@dataclass(frozen=True, slots=True)
class Tracked:
    """A ticket with its workflow, its replayed history and its figures."""

    ticket: Ticket
    workflow: Workflow
    replay: Replay
    sla: TicketSla

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return not self.sla.is_closed

    @property
    def breached(self) -> bool:
        """Whether the last word on the ticket is a breach: closed too late, or open and late by now."""
        return self.sla.status in (SlaStatus.BREACHED, SlaStatus.MISSED)


@no_cycles()
def track(
    tickets: Iterable[Ticket], policy: Policy, now: datetime, schedules: Schedules | None = None
) -> tuple[Tracked, ...]:
    """Figure every ticket as of `now`, in the order of the ids. Tickets of an unknown type, without a history or
    with one that is out of order or cannot be read as a whole have no figures and are left out: each is a finding of
    `check`.
    """
    schedules = schedules or Schedules(policy)
    found = []
    for ticket in tickets:
        workflow = policy.workflows.get(ticket.type)
        if workflow is None or not ticket.id:
            continue
        history = replay(ticket.history, workflow)
        sla = ticket_sla(ticket, workflow, policy, history, now, schedules)
        if sla is not None:
            found.append(Tracked(ticket, workflow, history, sla))
    found.sort(key=lambda one: (len(one.ticket.id), one.ticket.id))
    return tuple(found)


def as_of(tickets: Iterable[Ticket], policy: Policy, instant: datetime) -> tuple[Ticket, ...]:
    """The tickets as they stood at an instant: later entries left out, and the tickets that began later.

    State and severity follow from the entries that remain; all else is taken as it is now (DESIGN.md §5). A ticket
    whose history cannot be read as a whole, or is out of order, stays as it is: it has no figures, then as now.
    """
    instant = instant.astimezone(UTC)
    return tuple(one for ticket in tickets if (one := _as_of(ticket, policy, instant)) is not None)


def _as_of(ticket: Ticket, policy: Policy, instant: datetime) -> Ticket | None:
    history = tuple(entry for entry in ticket.history if entry.at <= instant)
    workflow = policy.workflows.get(ticket.type)
    ordered = all(first.at <= second.at for first, second in pairwise(ticket.history))
    if len(history) == len(ticket.history) or not ticket.whole or not ordered:
        return ticket
    if not history or workflow is None:
        return None
    end = replay(history, workflow).end
    severity = end.severity if workflow.rated_by_history else end.severity or ticket.severity
    node = _shortened(ticket.node, len(history))
    return replace(ticket, history=history, state=end.state, severity=severity, node=node)


def _shortened(node: Mapping, count: int) -> Mapping:
    """The front matter with the first entries of its history alone."""
    return Mapping(
        tuple(
            (key, Sequence(value.items[:count], value.span))
            if key.text == "history" and isinstance(value, Sequence)
            else (key, value)
            for key, value in node.pairs
        ),
        node.span,
    )
