"""The page of one ticket."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from markupsafe import Markup

from supportflow.model.history import Kind
from supportflow.model.policy import NEW
from supportflow.site import formats
from supportflow.site.docs_tree import Page
from supportflow.site.pages.badges import Badge
from supportflow.site.pages.figures import figures
from supportflow.site.pages.moves import Moves
from supportflow.site.pages.rows import Row
from supportflow.site.pages.site import Site
from supportflow.site.public import PublicEntry, PublicTicket

_DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class Step:
    """A stage in the stepper: `look` is done, current, skipped or ahead."""

    title: str
    look: str
    at: datetime | None
    url: str


class Text(NamedTuple):
    """A section of the ticket's text, rendered."""

    name: str
    anchor: str
    html: Markup


class Fact(NamedTuple):
    """A name with its value, or its values."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the history in words: who did what, with the badge of what it led to."""

    at: datetime
    who: str
    handle: str | None
    verb: str
    badges: list[Badge]
    look: str
    facts: list[Fact]
    reason: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Another ticket that this one is linked to."""

    title: str
    row: Row


def ticket_page(site: Site, ticket: PublicTicket, moves: Moves) -> Page:
    """The page."""
    row = site.rows[ticket.id]
    scope = site.scope(ticket)
    texts = [
        Text(section.name, f"section-{index}", site.renderer.render(section.text, scope))
        for index, section in enumerate(ticket.sections, start=1)
    ]
    values = {
        "ticket": ticket,
        "row": row,
        "steps": _steps(site, ticket),
        "figures": figures(site, ticket),
        "texts": texts,
        "facts": _facts(ticket),
        "staff": _staff_facts(site, ticket),
        "links": [LinkRow(link.title, site.rows[link.target]) for link in site.relations.get(ticket.id, ())],
        "events": [_event(site, ticket, entry) for entry in reversed(ticket.entries)],
        "moves": moves.of(ticket),
        "edit_url": edit_url(site, ticket),
    }
    where = f"{row.type_title}, {row.state.title}"
    return site.page(
        f"tickets/{ticket.id}.md",
        "ticket.html",
        f"{ticket.id} {ticket.title}",
        values,
        description=f"{where}: {ticket.title}"[:_DESCRIPTION],
        hide=("navigation", "toc"),
        searchable=True,
    )


def edit_url(site: Site, ticket: PublicTicket) -> str:
    """Where the forge edits the ticket's file; empty where nothing says so."""
    base, uri = site.options.repo_url.rstrip("/"), site.options.edit_uri.strip("/")
    if not ticket.path or not uri or not base.startswith(("https://", "http://")):
        return ""
    return f"{base}/{uri}/{ticket.path}"


def _steps(site: Site, ticket: PublicTicket) -> list[Step]:
    workflow = site.workflow(ticket)
    entered: dict[str, datetime] = {}
    for entry in ticket.entries:
        if entry.kind is Kind.STATE and entry.before.cycle + _reopens(site, ticket, entry) == ticket.situation.cycle:
            entered[entry.value] = entry.at
    names = list(workflow.states)
    here = names.index(ticket.state) if ticket.state in names else -1
    steps = []
    for index, state in enumerate(workflow.states.values()):
        at = entered.get(state.name) if index <= here else None
        look = "current" if index == here else "ahead" if index > here else "done" if at else "skipped"
        steps.append(Step(state.title, look, at, f"stages/{state.name}/"))
    return steps


def _reopens(site: Site, ticket: PublicTicket, entry: PublicEntry) -> int:
    workflow = site.workflow(ticket)
    return int(workflow.is_closed(entry.before.state) and not workflow.is_closed(entry.value))


def _facts(ticket: PublicTicket) -> list[Fact]:
    pairs = (
        ("Component", ticket.component),
        ("Users affected", ticket.impact.users if ticket.impact else None),
        ("Breakage", ticket.impact.breakage if ticket.impact else None),
        ("Versions", ", ".join(ticket.versions)),
        ("Platforms", ", ".join(ticket.platforms)),
        ("Released in", ticket.released_in),
    )
    return [Fact(name, value) for name, value in pairs if value]


def _staff_facts(site: Site, ticket: PublicTicket) -> list[Fact]:
    staff = ticket.staff
    if staff is None:
        return []
    pairs: list[tuple[str, object]] = [
        ("Audience", "staff only" if ticket.audience == "staff" else None),
        ("Assignee", staff.assignee),
        ("Subscribers", ", ".join(staff.subscribers)),
        ("Lead", staff.lead),
        ("Consultation", staff.consultation),
        ("Estimate", staff.estimate),
        ("Approval", staff.approval),
        ("Imported from", staff.imported.source if staff.imported else None),
        ("Waived", ", ".join(waiver.rule for waiver in staff.waivers)),
    ]
    pairs += [(site.policy.custom[name].title, value) for name, value in staff.custom if name in site.policy.custom]
    return [Fact(name, _said(value)) for name, value in pairs if value not in (None, "", ())]


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return formats.instant(value)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, (tuple, list)):
        return ", ".join(str(item) for item in value)
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _event(site: Site, ticket: PublicTicket, entry: PublicEntry) -> Event:
    verb, badges, look = _what(site, ticket, entry)
    return Event(
        at=entry.at,
        who=site.badges.role(entry.role) if entry.role else "Somebody",
        handle=entry.handle,
        verb=verb,
        badges=[badge for badge in badges if badge],
        look=look,
        facts=list(_entry_facts(entry)),
        reason=entry.reason,
        note=entry.note,
    )


def _what(site: Site, ticket: PublicTicket, entry: PublicEntry) -> tuple[str, list[Badge | None], str]:
    badges, workflow = site.badges, site.workflow(ticket)
    match entry.kind:
        case Kind.STATE:
            state = badges.state(workflow, entry.value)
            closed = workflow.is_closed(entry.value)
            verb = "opened it as" if entry.before.state == NEW else "moved it to"
            verb = "reopened it as" if _reopens(site, ticket, entry) else verb
            return (
                verb,
                [state, badges.resolution(entry.resolution) if closed else None, badges.severity(entry.severity)],
                "closed" if closed else "state",
            )
        case Kind.SEVERITY:
            return "changed the severity to", [badges.severity(entry.value)], "severity"
        case Kind.HOLD:
            return "put it on hold", [badges.hold(entry.value)], "hold"
        case Kind.RESUME:
            return "ended the hold", [badges.hold(entry.value)], "resume"
        case Kind.EXCUSE:
            title = site.policy.excuses.get(entry.value, entry.value)
            return "gave the reason of the breach", [Badge(entry.value, title, "excuse")], "excuse"
        case Kind.NOTE:
            return "noted", [], "note"


def _entry_facts(entry: PublicEntry) -> Iterator[Fact]:
    if entry.released_in:
        yield Fact("released in", entry.released_in)
    for name, value in entry.fields:
        yield Fact(name.replace("_", " "), _said(value))
