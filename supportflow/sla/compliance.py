"""Targets met and missed: shares with their n, percentiles with what they say, breaches with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from supportflow.model.history import Kind
from supportflow.model.policy import Policy
from supportflow.sla.schedule import Schedules
from supportflow.sla.tracked import Tracked
from supportflow.sla.types import SlaStatus

PERCENTILES = (50, 85, 95)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many targets were met, among how many. `late_open` are open tickets that are late by now: they count
    as missed. `excused` of the missed ones have an excuse for the cycle that missed; `left_out` were closed in a
    way that does not count.
    """

    group: str
    met: int
    missed: int
    late_open: int
    excused: int
    left_out: int

    @property
    def n(self) -> int:
        """How many tickets the gross share is of."""
        return self.met + self.missed + self.late_open

    @property
    def gross(self) -> float | None:
        """The share met, from 0 to 1; None where there is none to count."""
        return self.met / self.n if self.n else None

    @property
    def net_n(self) -> int:
        """How many tickets the net share is of: those with an excused breach are left out of it."""
        return self.n - self.excused

    @property
    def net(self) -> float | None:
        """The share met, excused breaches left out."""
        return self.met / self.net_n if self.net_n else None


def percent(part: int, whole: int) -> int | None:
    """A share in percent, rounded, save that 100 means all and 0 means none."""
    if not whole:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return rounded if part in (0, whole) else min(99, max(1, rounded))


def by_severity(tracked: Iterable[Tracked], policy: Policy) -> tuple[Share, ...]:
    """A share for each severity that has a target, in the order of their ranks."""
    levels = sorted(policy.severities.values(), key=lambda level: level.rank)
    names = [level.name for level in levels if level.targets]
    return _shares(tracked, policy, lambda one: one.sla.severity or "", names)


def by_component(tracked: Iterable[Tracked], policy: Policy) -> tuple[Share, ...]:
    """A share for each component that has one; tickets without a component stand under an empty name."""
    rows = tuple(tracked)
    names = sorted({one.ticket.component or "" for one in rows})
    shares = _shares(rows, policy, lambda one: one.ticket.component or "", names)
    return tuple(share for share in shares if share.n or share.left_out)


def by_month(tracked: Iterable[Tracked], policy: Policy, now: datetime) -> tuple[Share, ...]:
    """A share for each month, `2026-07`, oldest first: the month of the last closing in the calendar's zone; open
    tickets that are late stand in the month of the report.
    """
    schedules = Schedules(policy)
    months: dict[str, list[Tracked]] = {}
    for one in tracked:
        if _verdict(one, policy):
            day = schedules.named(one.sla.calendar).day_of(one.sla.closed_at or now)
            months.setdefault(f"{day.year}-{day.month:02}", []).append(one)
    return tuple(replace(overall(rows, policy), group=month) for month, rows in sorted(months.items()))


def overall(tracked: Iterable[Tracked], policy: Policy) -> Share:
    """One share over everything."""
    return _shares(tracked, policy, lambda _: "all", ["all"])[0]


def _verdict(one: Tracked, policy: Policy) -> str:
    """Where a ticket counts: met, missed, late_open or left_out; nowhere where it has no target, or is open and
    not late.
    """
    match one.sla.status:
        case SlaStatus.BREACHED:
            return "late_open"
        case SlaStatus.MET | SlaStatus.MISSED:
            resolution = policy.resolutions.get(one.sla.resolution or "")
            return one.sla.status.value if resolution and resolution.counts else "left_out"
        case _:
            return ""


def _shares(
    tracked: Iterable[Tracked], policy: Policy, group_of: Callable[[Tracked], str], names: Sequence[str]
) -> tuple[Share, ...]:
    counts = {name: dict.fromkeys(("met", "missed", "late_open", "excused", "left_out"), 0) for name in names}
    for one in tracked:
        verdict = _verdict(one, policy)
        row = counts.get(group_of(one)) if verdict else None
        if row is None:
            continue
        row[verdict] += 1
        if verdict in ("missed", "late_open") and one.sla.epochs[-1].excused:
            row["excused"] += 1
    return tuple(Share(group=name, **row) for name, row in counts.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentiles:
    """Working time until closing, of the tickets that were closed in a way that counts. `values` go with
    `PERCENTILES`: so many of a hundred tickets took at the most that long (nearest rank).
    """

    group: str
    n: int
    values: tuple[timedelta, ...]


def resolution_times(tracked: Iterable[Tracked], policy: Policy) -> tuple[Percentiles, ...]:
    """Percentiles of the working time until closing for each severity with a target."""
    rows = [one for one in tracked if _verdict(one, policy) in ("met", "missed")]
    levels = sorted(policy.severities.values(), key=lambda level: level.rank)
    found = []
    for level in levels:
        times = sorted(one.sla.elapsed for one in rows if one.sla.severity == level.name)
        if level.targets:
            values = tuple(nearest_rank(times, share) for share in PERCENTILES) if times else ()
            found.append(Percentiles(group=level.name, n=len(times), values=values))
    return tuple(found)


def nearest_rank(ordered: Sequence[_T], percent: int) -> _T:
    """The smallest value that at least so many percent of the values do not exceed: an observed one, never an
    interpolated one. `ordered` is sorted and not empty.
    """
    return ordered[max(0, -(-percent * len(ordered) // 100) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A target that was missed: when, by how much working time in the end, and why. Without an excuse `cause` and
    `reason` are None.
    """

    ticket: str
    severity: str | None
    breached_at: datetime
    late_by: timedelta | None
    open: bool
    cycle: int
    cause: str | None
    reason: str | None


def breaches(tracked: Iterable[Tracked]) -> tuple[Breach, ...]:
    """Every breach of every epoch, newest first; a severity that was lowered afterwards erases none."""
    found = []
    for one in tracked:
        for epoch in one.sla.epochs:
            if epoch.breached_at is None:
                continue
            excuse = _excuse(one, epoch.breached_at, epoch.cycle) if epoch.excused else None
            final = epoch.end is None and epoch.latest is not None
            found.append(
                Breach(
                    ticket=one.ticket.id,
                    severity=epoch.severity,
                    breached_at=epoch.breached_at,
                    late_by=one.sla.elapsed - epoch.latest if final and epoch.latest is not None else None,
                    open=one.is_open and epoch.end is None,
                    cycle=epoch.cycle,
                    cause=excuse[0] if excuse else None,
                    reason=excuse[1] if excuse else None,
                )
            )
    found.sort(key=lambda breach: (breach.breached_at, breach.ticket), reverse=True)
    return tuple(found)


def _excuse(one: Tracked, breached_at: datetime, cycle: int) -> tuple[str, str | None] | None:
    for step in one.replay.steps:
        entry = step.entry
        if entry.kind is Kind.EXCUSE and step.before.cycle == cycle and entry.at >= breached_at:
            return entry.value, entry.reason
    return None
