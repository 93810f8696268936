"""The first page: what is late, what is next, who has to act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from supportflow.site.docs_tree import Page
from supportflow.site.pages import shares
from supportflow.site.pages.listings import waiting_on
from supportflow.site.pages.rows import Row
from supportflow.site.pages.site import Site
from supportflow.sla.types import SlaStatus

_WEEK = timedelta(days=7)
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who has to act: how many tickets wait on them, how many of these are late, the most urgent ones."""

    name: str
    title: str
    rows: list[Row]
    late: int
    share: int


def dashboard(site: Site) -> Page:
    """The page."""
    rows = site.open_rows
    late = [row for row in rows if row.late]
    at_risk = [row for row in rows if row.at_risk]
    coming = sorted((row for row in rows if row.due and not row.late and not row.at_risk), key=_when)
    values: Mapping[str, object] = {
        "count": len(site.rows),
        "late": late,
        "at_risk": at_risk,
        "coming": coming,
        "paused": [row for row in rows if row.holds],
        "unrated": [row for row in rows if row.status.name == SlaStatus.UNRATED],
        "open": rows,
        "shown": _SHOWN,
        "parties": _parties(site),
        "opened": _recent(site, "opened_at"),
        "closed": _recent(site, "closed_at"),
        "met": shares.by_severity(site),
        "unreadable": site.unreadable,
    }
    return site.page("index.md", "dashboard.html", "Dashboard", values, hide=("navigation", "toc"))


def _parties(site: Site) -> list[Party]:
    waiting = waiting_on(site)
    most = max((len(rows) for rows in waiting.values()), default=1)
    return [
        Party(name, site.badges.role(name), rows, sum(1 for row in rows if row.late), 100 * len(rows) // most)
        for name, rows in waiting.items()
    ]


def _recent(site: Site, attribute: str) -> list[Row]:
    """What was opened or closed in the last seven days, the latest first."""
    found = [
        (at, row)
        for row in site.rows.values()
        if (at := getattr(row, attribute)) is not None and site.now - _WEEK < at <= site.now
    ]
    return [row for _, row in sorted(found, key=lambda pair: (pair[0], pair[1].number), reverse=True)]


def _when(row: Row) -> tuple[float, int]:
    return (row.due.timestamp() if row.due else 0.0, row.number)
