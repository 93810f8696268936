"""Targets met as rows of a table: gross, net of excused breaches, and what each share is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from supportflow.site import formats
from supportflow.site.pages.badges import Badge
from supportflow.site.pages.site import Site
from supportflow.sla.compliance import Share, percent
from supportflow.sla.types import ResponseStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A share with its name, and a badge where the group has one. `percent` and `net_percent` are None where there is
    none to count. Open tickets that are late are among the missed.
    """

    name: str
    badge: Badge | None
    met: int
    n: int
    percent: int | None
    net_n: int
    net_percent: int | None
    missed: int
    late_open: int
    excused: int
    left_out: int


def overall(site: Site) -> Met:
    """Over everything."""
    return _met(site.figured.overall, "All")


def by_severity(site: Site) -> list[Met]:
    """By severity, the gravest first."""
    return [_met(share, share.group, site.badges.severity(share.group)) for share in site.figured.by_severity]


def by_month(site: Site) -> list[Met]:
    """By month, oldest first."""
    return [_met(share, month_name(share.group)) for share in site.figured.by_month]


def by_component(site: Site) -> list[Met]:
    """By component, those without one last."""
    named = sorted(site.figured.by_component, key=lambda share: (not share.group, share.group))
    return [_met(share, share.group or "no component") for share in named]


def month_name(month: str) -> str:
    """`2026-07` for people."""
    return formats.month(date.fromisoformat(f"{month}-01"))


def _met(share: Share, name: str, badge: Badge | None = None) -> Met:
    return Met(
        name=name,
        badge=badge,
        met=share.met,
        n=share.n,
        percent=percent(share.met, share.n),
        net_n=share.net_n,
        net_percent=percent(share.met, share.net_n),
        missed=share.missed + share.late_open,
        late_open=share.late_open,
        excused=share.excused,
        left_out=share.left_out,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """First reactions of a severity: in time, too late (given late, or not given and late by now), still open."""

    name: str
    badge: Badge | None
    met: int
    late: int
    open: int
    n: int
    percent: int | None


def reactions(site: Site) -> list[Reaction]:
    """First reactions by severity, where the policy says how soon one is due; tickets without a severity last."""
    found: dict[str, list[ResponseStatus]] = {}
    for one in site.figured.tracked:
        if one.sla.response is not None:
            found.setdefault(one.sla.severity or "", []).append(one.sla.response.status)
    ranks = {level.name: level.rank for level in site.policy.severities.values()}
    names = sorted(found, key=lambda name: (ranks.get(name, len(ranks)), not name, name))
    return list(_reactions(site, names, found))


def _reactions(site: Site, names: Sequence[str], found: dict[str, list[ResponseStatus]]) -> Iterator[Reaction]:
    for name in names:
        met = found[name].count(ResponseStatus.MET)
        waiting = found[name].count(ResponseStatus.OPEN)
        n = len(found[name]) - waiting
        yield Reaction(
            name=name or "not rated",
            badge=site.badges.severity(name),
            met=met,
            late=n - met,
            open=waiting,
            n=n,
            percent=percent(met, n),
        )
