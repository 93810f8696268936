"""The SLA page: what is expected, how old what is open has become, and what is due when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from supportflow.site import formats
from supportflow.site.docs_tree import Page
from supportflow.site.pages.badges import Badge
from supportflow.site.pages.dashboard import met_by_severity
from supportflow.site.pages.rows import Row
from supportflow.site.pages.site import Site
from supportflow.sla.types import SlaStatus

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A severity: what is expected, and how the open tickets of it stand."""

    badge: Badge
    expected: str
    target: str
    open: int
    breached: int
    at_risk: int
    on_track: int
    paused: int
    oldest: datetime | None
    oldest_row: Row | None
    spent: str


def sla_page(site: Site) -> Page:
    """The page."""
    due = sorted((row for row in site.open_rows if row.due), key=_by_due)
    values = {
        "levels": list(_levels(site)),
        "unrated": [row for row in site.open_rows if row.status.name == SlaStatus.UNRATED],
        "due": due[:_MOST],
        "more": max(0, len(due) - _MOST),
        "paused": [row for row in site.open_rows if row.status.name == SlaStatus.PAUSED],
        "met": met_by_severity(site),
    }
    return site.page("sla.md", "sla.html", "SLA", values, hide=("navigation", "toc"))


def _levels(site: Site) -> Iterator[Level]:
    by_level: dict[str, list[Row]] = {}
    for row in site.open_rows:
        if row.severity:
            by_level.setdefault(row.severity.name, []).append(row)
    today = site.policy.day_of(site.now)
    for level in sorted(site.policy.severities.values(), key=lambda level: level.rank):
        badge = site.badges.severity(level.name)
        rows = by_level.get(level.name, [])
        oldest = min((row for row in rows if row.opened_at), key=_by_age, default=None)
        target = level.target(today)
        if badge:
            yield Level(
                badge=badge,
                expected=level.expected,
                target=f"{target.earliest.text} – {target.latest.text}" if target else "",
                open=len(rows),
                breached=sum(1 for row in rows if row.late),
                at_risk=_count(rows, SlaStatus.AT_RISK),
                on_track=_count(rows, SlaStatus.ON_TRACK, SlaStatus.IN_WINDOW),
                paused=_count(rows, SlaStatus.PAUSED),
                oldest=oldest.opened_at if oldest else None,
                oldest_row=oldest,
                spent=_most_spent(rows),
            )


def _count(rows: list[Row], *statuses: SlaStatus) -> int:
    return sum(1 for row in rows if row.status.name in statuses)


def _most_spent(rows: list[Row]) -> str:
    """The most working time that any of these has used up."""
    most = max((row.sla for row in rows if row.sla and row.sla.latest), key=lambda sla: sla.elapsed, default=None)
    return formats.working(most.elapsed, most.day) if most else ""


def _by_due(row: Row) -> tuple[float, int]:
    return (row.due.timestamp() if row.due else 0.0, row.number)


def _by_age(row: Row) -> tuple[float, int]:
    return (row.opened_at.timestamp() if row.opened_at else 0.0, row.number)
