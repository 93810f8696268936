"""Which tickets of a repository a build publishes, and what it has to name instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from supportflow.lifecycle.next_moves import waits_on
from supportflow.lifecycle.replay import replay
from supportflow.model.names import id_pattern, ticket_name_pattern
from supportflow.model.policy import Policy
from supportflow.model.ticket import Audience, Ticket
from supportflow.site.attachments import public_attachments
from supportflow.site.public import PublicTicket, Source, public_ticket, visible
from supportflow.sla.clock import ticket_sla
from supportflow.sla.schedule import Schedules
from supportflow.sla.tracked import Tracked
from supportflow.source.repository import Repository
from supportflow.source.ticket import Document


@dataclass(frozen=True, slots=True)
class Selection:
    """The published tickets in the order of their numbers, and the files that could not become one, and why.

    `named` is what the site itself may say of such a file: its id, or for staff its path. `tracked` are the published
    tickets that have figures: what every table and chart is made from, and nothing else.
    """

    tickets: dict[str, PublicTicket]
    unreadable: tuple[tuple[str, str], ...]
    named: tuple[str, ...]
    tracked: tuple[Tracked, ...]
    schedules: Schedules


def select(repository: Repository, policy: Policy, now: datetime, audience: Audience, *, edit_links: bool) -> Selection:
    """Choose and cut down the tickets that an audience may see."""
    files = {file.path: file for file in repository.files}
    schedules = Schedules(policy)
    chosen: dict[str, PublicTicket] = {}
    tracked: dict[str, Tracked] = {}
    unreadable: list[tuple[str, str]] = []
    named: list[str] = []
    for document in repository.documents:
        ticket, problem = _readable(document, policy, chosen)
        if ticket is None or problem:
            unreadable.append((document.path, problem))
            named.extend(_named(document, policy, audience))
        elif visible(ticket, audience):
            workflow = policy.workflows[ticket.type]
            life = replay(ticket.history, workflow)
            sla = ticket_sla(ticket, workflow, policy, life, now, schedules)
            if sla is not None:
                tracked[ticket.id] = Tracked(ticket, workflow, life, sla)
            source = Source(
                ticket=ticket,
                workflow=workflow,
                replay=life,
                sla=sla,
                waits_on=waits_on(policy, workflow, life.end),
                attachments=public_attachments(ticket, document.text, files, policy, audience),
            )
            chosen[ticket.id] = public_ticket(source, policy, audience, with_path=edit_links)
    chosen = dict(sorted(chosen.items(), key=_number))
    return Selection(
        tickets=chosen,
        unreadable=tuple(unreadable),
        named=tuple(sorted(set(named))),
        tracked=tuple(tracked[name] for name in chosen if name in tracked),
        schedules=schedules,
    )


def _readable(document: Document, policy: Policy, chosen: dict[str, PublicTicket]) -> tuple[Ticket | None, str]:
    ticket = document.ticket
    if ticket is None:
        problem = document.problems[0].message if document.problems else "it cannot be read"
        return None, problem
    if not id_pattern(policy.id_prefix).fullmatch(ticket.id):
        return ticket, "it has no valid id"
    if ticket.type not in policy.workflows:
        return ticket, "its type is not known to the policy"
    if ticket.id in chosen:
        return ticket, f"{ticket.id} is another ticket already"
    return ticket, ""


def _named(document: Document, policy: Policy, audience: Audience) -> Iterator[str]:
    """What the site says of a file that is no page: to stakeholders the id in its name, unless it is staff's."""
    if audience == "staff":
        yield document.path
    elif document.ticket is None or visible(document.ticket, audience):
        found = ticket_name_pattern(policy.id_prefix).fullmatch(document.path.rpartition("/")[2])
        yield found[1] if found else "a file that is no ticket"


def _number(item: tuple[str, PublicTicket]) -> int:
    return int(item[0].rpartition("-")[2])
