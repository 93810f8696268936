"""How long work takes: percentiles until closing, and the time in each stage, as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from supportflow.site import formats
from supportflow.site.pages.badges import Badge
from supportflow.site.pages.site import Site
from supportflow.sla.compliance import PERCENTILES, percent
from supportflow.sla.types import SlaStatus

_MILLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Working time until closing of a severity: `values` go with the percentiles, `said` puts them in words."""

    badge: Badge | None
    expected: str
    n: int
    values: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """How long tickets stay in a stage by the clock on the wall, and the share of that time that they were held."""

    kind: str
    badge: Badge
    n: int
    median: timedelta
    most: timedelta
    held: int | None


def percentiles(site: Site) -> list[Times]:
    """Percentiles for each severity with a target."""
    days = _days(site)
    found = []
    for one in site.figured.resolution_times:
        level = site.policy.severities[one.group]
        values = tuple(formats.working(value, days[one.group]) for value in one.values)
        said = _said(one.n, values) if values else ""
        badge = site.badges.severity(one.group)
        found.append(Times(badge=badge, expected=level.expected, n=one.n, values=values, said=said))
    return found


def _said(n: int, values: tuple[str, ...]) -> str:
    """What the percentiles say."""
    if n == 1:
        return f"The one that was closed took {values[0]}"
    half, *more = values
    found: dict[str, str] = {}
    for share, value in zip(PERCENTILES[1:], more, strict=True):
        # nearest rank: of few tickets it is the slowest one
        name = "all" if -(-share * n // 100) == n else f"{share} of 100"
        found.setdefault(name, value)
    return ", ".join((f"Half were done within {half}", *(f"{name} within {value}" for name, value in found.items())))


def _days(site: Site) -> dict[str, timedelta]:
    """How long a target day of each severity is: that of its tickets closed last."""
    counted = (SlaStatus.MET, SlaStatus.MISSED)
    return {one.sla.severity or "": one.sla.day for one in site.figured.tracked if one.sla.status in counted}


def state_times(site: Site) -> list[Stay]:
    """Time in each stage, in the order of the workflows."""
    found = []
    for one in site.figured.time_in_state:
        workflow = site.policy.workflows[one.workflow]
        found.append(
            Stay(
                kind=workflow.title,
                badge=site.badges.state(workflow, one.state),
                n=one.n,
                median=one.median,
                most=one.most,
                held=percent(round(one.held * _MILLE), _MILLE),
            )
        )
    return found
