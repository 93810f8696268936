"""The SLA page: what is late, what is next, how good we are; then every figure that says so, with its n."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from supportflow.site import formats
from supportflow.site.docs_tree import Page
from supportflow.site.pages import shares
from supportflow.site.pages.badges import Badge
from supportflow.site.pages.lengths import percentiles, state_times
from supportflow.site.pages.reports import met_by_month
from supportflow.site.pages.rows import Row
from supportflow.site.pages.site import Site
from supportflow.sla.compliance import PERCENTILES, percent
from supportflow.sla.forecast import LEAST
from supportflow.sla.types import SlaStatus

_MOST = 200
_BREACHES = 100


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachRow:
    """A breach: of which ticket, when, by how much working time, and why. Without an excuse `cause` is empty."""

    row: Row
    severity: Badge | None
    at: datetime
    late_by: str
    open: bool
    again: bool
    cause: str
    reason: str | None


def sla_page(site: Site) -> Page:
    """The page."""
    due = sorted((row for row in site.open_rows if row.due), key=_by_due)
    late = [row for row in site.open_rows if row.late]
    found = list(_breaches(site))
    values = {
        "levels": list(_levels(site)),
        "unrated": [row for row in site.open_rows if row.status.name == SlaStatus.UNRATED],
        "late": late,
        "coming": [row for row in due if not row.late],
        "due": due[:_MOST],
        "more": max(0, len(due) - _MOST),
        "forecasts": site.figured.forecasts,
        "least": LEAST,
        "paused": [row for row in site.open_rows if row.status.name == SlaStatus.PAUSED],
        "overall": shares.overall(site),
        "met": shares.by_severity(site),
        "months": shares.by_month(site)[::-1],
        "month_chart": met_by_month(site),
        "components": shares.by_component(site),
        "reactions": shares.reactions(site),
        "percents": PERCENTILES,
        "times": percentiles(site),
        "states": state_times(site),
        "breaches": found[:_BREACHES],
        "breach_count": len(found),
        "unexcused": sum(1 for one in found if not one.cause),
        "reopened": site.figured.reopened,
        "reopen_percent": percent(site.figured.reopened.reopened, site.figured.reopened.n),
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


def _breaches(site: Site) -> Iterator[BreachRow]:
    for breach in site.figured.breaches:
        row = site.rows[breach.ticket]
        day = row.sla.day if row.sla else timedelta(hours=8)
        yield BreachRow(
            row=row,
            severity=site.badges.severity(breach.severity),
            at=breach.breached_at,
            late_by=formats.working(breach.late_by, day) if breach.late_by is not None else "",
            open=breach.open,
            again=breach.cycle > 0,
            cause=site.policy.excuses.get(breach.cause, breach.cause) if breach.cause else "",
            reason=breach.reason,
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
