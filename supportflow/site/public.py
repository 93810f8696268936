"""What of a ticket may be published: an allow-list, by audience.

Nothing but a `PublicTicket` reaches a template. What only staff may see stands in `staff`, which is None in a
build for stakeholders: a template that asks for it there shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from supportflow.lifecycle.replay import Replay, Situation
from supportflow.model.history import Entry, FieldValue, Impact, Kind
from supportflow.model.policy import Policy, Workflow
from supportflow.model.ticket import Audience, Imported, Link, Ticket, Waiver
from supportflow.site.attachments import PublicAttachment
from supportflow.sla.types import TicketSla

_REASON_IS_PUBLIC = (Kind.EXCUSE,)
_STAFF_FIELDS = ("scheduled_for", "approval", "consultation", "estimate", "lead")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEntry:
    """An entry of the history. `handle`, `note`, `fields` and reasons other than an excuse's are staff's."""

    at: datetime
    role: str
    kind: Kind
    value: str
    before: Situation
    severity: str | None
    resolution: str | None
    released_in: str | None
    reason: str | None
    note: str | None
    handle: str | None
    fields: tuple[tuple[str, FieldValue], ...]


@dataclass(frozen=True, slots=True)
class PublicSection:
    """A listed section that is not internal, as Markdown."""

    name: str
    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffOnly:
    """What a build for staff shows besides."""

    subscribers: tuple[str, ...]
    assignee: str | None
    consultation: datetime | None
    approval: date | None
    estimate: str | None
    lead: str | None
    custom: tuple[tuple[str, object], ...]
    waivers: tuple[Waiver, ...]
    imported: Imported | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicTicket:
    """A ticket as one audience may see it. `path` is there for edit links, and only where there are any."""

    id: str
    title: str
    type: str
    state: str
    severity: str | None
    impact: Impact | None
    versions: tuple[str, ...]
    platforms: tuple[str, ...]
    component: str | None
    scheduled_for: date | None
    released_in: str | None
    resolution: str | None
    links: tuple[Link, ...]
    attachments: tuple[PublicAttachment, ...]
    sections: tuple[PublicSection, ...]
    entries: tuple[PublicEntry, ...]
    situation: Situation
    waits_on: str
    sla: TicketSla | None
    audience: Audience
    path: str
    staff: StaffOnly | None

    @property
    def holds(self) -> tuple[str, ...]:
        """The holds in force."""
        return self.situation.holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A ticket with what was computed of it, before anything is left out."""

    ticket: Ticket
    workflow: Workflow
    replay: Replay
    sla: TicketSla | None
    waits_on: str
    attachments: tuple[PublicAttachment, ...]


def visible(ticket: Ticket, audience: Audience) -> bool:
    """Whether an audience may know of a ticket at all."""
    return audience == "staff" or ticket.audience == "stakeholders"


def public_ticket(source: Source, policy: Policy, audience: Audience, *, with_path: bool) -> PublicTicket:
    """A ticket as an audience may see it. Links are those that it writes; the index drops the unpublished ones."""
    ticket, end = source.ticket, source.replay.end
    staff = audience == "staff"
    state = end.state if end.state in source.workflow.states else ticket.state
    severity = end.severity or (None if source.workflow.rated_by_history else ticket.severity)
    closed = source.workflow.is_closed(state)
    return PublicTicket(
        id=ticket.id,
        title=ticket.title or ticket.id,
        type=ticket.type,
        state=state,
        severity=severity,
        impact=ticket.impact,
        versions=ticket.versions,
        platforms=ticket.platforms,
        component=ticket.component,
        scheduled_for=_day(_current(ticket, "scheduled_for")),
        released_in=_text(_current(ticket, "released_in")) if closed else _text(ticket.field("released_in")),
        resolution=_text(_current(ticket, "resolution")) if closed else None,
        links=ticket.links,
        attachments=source.attachments,
        sections=tuple(_sections(ticket, policy)),
        entries=tuple(_entries(source, policy, staff=staff)),
        situation=end,
        waits_on=source.waits_on,
        sla=source.sla,
        audience=ticket.audience,
        path=ticket.path if with_path else "",
        staff=_staff_only(ticket) if staff else None,
    )


def _sections(ticket: Ticket, policy: Policy) -> Iterator[PublicSection]:
    listed = {rule.key: rule for rule in policy.sections_of(ticket.type)}
    for section in ticket.body.sections:
        rule = listed.get(section.key)
        if rule and not rule.internal and not section.internal and not section.empty:
            yield PublicSection(rule.name, section.key, section.text)


def _entries(source: Source, policy: Policy, *, staff: bool) -> Iterator[PublicEntry]:
    notes = staff or policy.publishing.notes
    last_closing = source.replay.closing(source.workflow, source.replay.end.cycle)
    for step in source.replay.steps:
        entry = step.entry
        if entry.kind is Kind.NOTE and not notes:
            continue
        top = source.ticket if step is last_closing else None
        yield PublicEntry(
            at=entry.at,
            role=entry.role if entry.role in policy.roles else "",
            kind=entry.kind,
            value=entry.value if entry.kind is not Kind.NOTE else "",
            before=step.before,
            severity=entry.severity,
            resolution=_of_closing(entry, top, "resolution"),
            released_in=_of_closing(entry, top, "released_in"),
            reason=entry.reason if staff or entry.kind in _REASON_IS_PUBLIC else None,
            note=_note(entry) if notes else None,
            handle=entry.handle if staff else None,
            fields=tuple(pair for pair in entry.fields if pair[0] in _STAFF_FIELDS) if staff else (),
        )


def _of_closing(entry: Entry, top: Ticket | None, name: str) -> str | None:
    """A value of a closing entry, which the top may hold in its place."""
    return _text(entry.field(name)) or (_text(top.field(name)) if top else None)


def _note(entry: Entry) -> str | None:
    return entry.note or (entry.value if entry.kind is Kind.NOTE else None)


def _staff_only(ticket: Ticket) -> StaffOnly:
    consultation = _current(ticket, "consultation")
    return StaffOnly(
        subscribers=ticket.subscribers,
        assignee=ticket.assignee,
        consultation=consultation if isinstance(consultation, datetime) else None,
        approval=_day(_current(ticket, "approval")),
        estimate=_text(_current(ticket, "estimate")),
        lead=_text(_current(ticket, "lead")),
        custom=ticket.custom,
        waivers=ticket.waivers,
        imported=ticket.imported,
    )


def _current(ticket: Ticket, name: str) -> FieldValue | None:
    """The value at the top, else the one of the last entry that carries it."""
    top = ticket.field(name)
    if top is not None:
        return top
    found = (entry.field(name) for entry in reversed(ticket.history))
    return next((value for value in found if value is not None), None)


def _text(value: FieldValue | None) -> str | None:
    return value if isinstance(value, str) else None


def _day(value: FieldValue | None) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None
