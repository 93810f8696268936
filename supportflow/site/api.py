"""The tickets for machines: `api/tickets.json`, and a short form of it that the list of tickets filters."""

from __future__ import annotations

import json
from datetime import date, datetime

from supportflow.model.history import Impact
from supportflow.site.formats import iso
from supportflow.site.pages.site import Site
from supportflow.site.public import PublicEntry, PublicTicket

SCHEMA_VERSION = 1


def tickets_json(site: Site) -> bytes:
    """Every published ticket with its public fields. Instants are in UTC, working time is in seconds."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "as_of": iso(site.now),
        "audience": site.options.audience,
    }
    tickets = b",\n".join(_bytes(_ticket(site, ticket)) for ticket in site.tickets.values())
    return _bytes(head)[:-1] + b',"tickets":[\n' + tickets + b"\n]}\n"


def filter_json(site: Site) -> bytes:
    """What the filter on the list of tickets looks through, a row a ticket, the newest first."""
    rows = [
        [
            row.id,
            row.title,
            row.type_title,
            row.state.title,
            row.severity.title if row.severity else "",
            row.status.title,
            row.waits_title,
            iso(row.due) if row.due else "",
            row.state.look,
            row.severity.look if row.severity else "",
            row.status.look,
        ]
        for row in sorted(site.rows.values(), key=lambda row: -row.number)
    ]
    return _bytes({"rows": rows}) + b"\n"


def _ticket(site: Site, ticket: PublicTicket) -> dict[str, object]:
    sla = ticket.sla
    return {
        "id": ticket.id,
        "url": f"tickets/{ticket.id}/",
        "title": ticket.title,
        "type": ticket.type,
        "state": ticket.state,
        "severity": ticket.severity,
        "holds": ticket.holds,
        "waits_on": ticket.waits_on or None,
        "impact": _said(ticket.impact),
        "affects": {"versions": ticket.versions, "platforms": ticket.platforms},
        "component": ticket.component,
        "scheduled_for": _said(ticket.scheduled_for),
        "released_in": ticket.released_in,
        "resolution": ticket.resolution,
        "links": [{"kind": link.kind, "target": link.target} for link in ticket.links if link.target in site.tickets],
        "attachments": [
            {"name": one.name, "shows": one.shows, "size": one.size, "url": f"tickets/{ticket.id}/{one.url}"}
            for one in ticket.attachments
        ],
        "history": [_entry(entry) for entry in ticket.entries],
        "sla": {
            "status": sla.status,
            "elapsed": int(sla.elapsed.total_seconds()),
            "latest": int(sla.latest.total_seconds()) if sla.latest is not None else None,
            "due": _said(sla.due),
            "breached_at": _said(sla.breached_at),
            "ever_breached": sla.ever_breached,
            "excused": sla.excused,
            "promise": sla.promise,
            "opened_at": _said(sla.opened_at),
            "closed_at": _said(sla.closed_at),
        }
        if sla
        else None,
    }


def _entry(entry: PublicEntry) -> dict[str, object]:
    values = {
        "at": iso(entry.at),
        "by": entry.role or None,
        entry.kind.value: entry.value or None,
        "severity": entry.severity if entry.kind.value != "severity" else entry.value,
        "resolution": entry.resolution,
        "released_in": entry.released_in,
        "reason": entry.reason,
        "note": entry.note,
    }
    return {key: value for key, value in values.items() if value is not None}


def _said(value: object) -> object:
    match value:
        case datetime():
            return iso(value)
        case date():
            return value.isoformat()
        case Impact():
            return {"users": value.users, "breakage": value.breakage}
    return value


def _bytes(data: object) -> bytes:
    """JSON on one line that nothing can take for markup, were it ever to stand in a page."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").encode("utf-8", "replace")
