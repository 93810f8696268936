"""The figures in words and tables for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from supportflow.cli.table import render_table, shorten
from supportflow.model.policy import Policy
from supportflow.reports.base import columns, counted, visible
from supportflow.site.formats import working
from supportflow.sla.compliance import (
    PERCENTILES,
    Share,
    breaches,
    by_month,
    by_severity,
    overall,
    percent,
    resolution_times,
)
from supportflow.sla.receipt import Line
from supportflow.sla.tracked import Tracked
from supportflow.sla.types import SlaStatus, TicketSla

Paint = Callable[[str, str], str]
_STYLES = {SlaStatus.BREACHED: "error", SlaStatus.MISSED: "error", SlaStatus.AT_RISK: "warning", SlaStatus.MET: "good"}
_FAR = datetime.max.replace(tzinfo=UTC)


def report_lines(rows: Sequence[Tracked], policy: Policy, now: datetime, paint: Paint, width: int) -> Iterator[str]:
    """What is late, what is next, and the shares."""
    open_rows = sorted((one for one in rows if one.is_open and one.sla.latest is not None), key=_urgency)
    yield paint(f"Open, by due time (as of {stamp(now)})", "strong")
    if open_rows:
        cells = [_open_row(one) for one in open_rows]
        yield render_table(
            ("ID", "STATUS", "SEVERITY", "DUE (UTC)", "LEFT", "WAITS ON", "TITLE"), cells, width, paint, least=8
        ).rstrip()
    else:
        yield "  nothing with a target is open"
    others = sum(1 for one in rows if one.is_open) - len(open_rows)
    if others:
        yield f"  {others} more open without a target (unrated, or no commitment)"
    yield ""
    yield paint("Targets met", "strong")
    shares = [*by_severity(rows, policy), overall(rows, policy)]
    yield from _share_table("SEVERITY", shares, width, paint)
    months = by_month(rows, policy, now)
    if months:
        yield ""
        yield from _share_table("MONTH", months[-12:], width, paint)
    yield ""
    yield from _percentile_lines(rows, policy, width, paint)
    yield from _breach_lines(rows, paint)


def _urgency(one: Tracked) -> tuple[datetime, datetime, str]:
    return (one.sla.breached_at or _FAR, one.sla.due or _FAR, one.ticket.id)


def _open_row(one: Tracked) -> tuple[str, ...]:
    sla = one.sla
    due = sla.due.strftime("%m-%d %H:%M") if sla.due else "paused"
    return (one.ticket.id, sla.status.value, sla.severity or "-", due, left(sla), sla.waits_on or "-", one.ticket.title)


def left(sla: TicketSla) -> str:
    """Working time that is left, or how late it is."""
    if sla.remaining is None:
        return "-"
    text = working(sla.remaining, sla.day)
    return f"{text} late" if sla.remaining < timedelta(0) else text


def _share_table(head: str, shares: Sequence[Share], width: int, paint: Paint) -> Iterator[str]:
    cells = [
        (share.group, str(share.met), str(share.missed), str(share.late_open), share_text(share.met, share.n),
         share_text(share.met, share.net_n), str(share.left_out))
        for share in shares
    ]  # fmt: skip
    names = (head, "MET", "MISSED", "LATE OPEN", "MET % (n)", "NET OF EXCUSED (n)", "NOT COUNTED")
    yield render_table(names, cells, width, paint).rstrip()


def share_text(met: int, n: int) -> str:
    """A percentage with its n; a dash where there is nothing to count."""
    share = percent(met, n)
    return f"{share} % ({n})" if share is not None else f"- ({n})"


def _percentile_lines(rows: Sequence[Tracked], policy: Policy, width: int, paint: Paint) -> Iterator[str]:
    found = [one for one in resolution_times(rows, policy) if one.n]
    if not found:
        return
    days = {one.sla.severity: one.sla.day for one in rows}
    yield paint("Working time until closing", "strong")
    names = ("SEVERITY", "N", *(f"{share} OF 100 WITHIN" for share in PERCENTILES))
    cells = [(one.group, str(one.n), *(working(value, days[one.group]) for value in one.values)) for one in found]
    yield render_table(names, cells, width, paint).rstrip()
    yield ""


def _breach_lines(rows: Sequence[Tracked], paint: Paint) -> Iterator[str]:
    found = breaches(rows)
    if not found:
        yield "No target was ever missed."
        return
    unexcused = [breach for breach in found if breach.cause is None]
    yield f"{len(found)} breaches, {len(unexcused)} of them without an excuse" + (
        f": {', '.join(dict.fromkeys(breach.ticket for breach in unexcused[:8]))}" if unexcused else ""
    )
    del paint


def explain_lines(one: Tracked, lines: Sequence[Line], paint: Paint, width: int) -> Iterator[str]:
    """The figures of one ticket, and its receipt where lines are given."""
    sla = one.sla
    yield f"{paint(one.ticket.id, 'strong')}  {visible(shorten(one.ticket.title, width - 12))}"
    yield ""
    for label, value in _facts(sla):
        yield f"  {label:<16}{paint(value, _STYLES.get(sla.status, '')) if label == 'status' else value}"
    for epoch in (epoch for epoch in sla.epochs[:-1] if epoch.latest is not None):
        verdict = f"breached {stamp(epoch.breached_at)}" if epoch.breached_at else "kept"
        yield f"  {'before':<16}{epoch.severity or 'unrated'} from {stamp(epoch.start)}: {verdict}"
    if lines:
        yield ""
        yield from _receipt_lines(lines, paint, width)


def _receipt_lines(lines: Sequence[Line], paint: Paint, width: int) -> Iterator[str]:
    """The receipt as a table, each state above its lines."""
    cells = [(f"  {stamp(line.start)[:-1]}", _end(line), clock(line.counted), clock(line.total), line.why)
             for line in lines]  # fmt: skip
    head, *shown = render_table(("  FROM (UTC)", "TO", "COUNTED", "TOTAL", "WHY"), cells, width, paint).splitlines()
    yield head
    before = None
    for line, text in zip(lines, shown, strict=True):
        if line.state != before:
            yield paint(visible(line.state), "strong")
        before = line.state
        yield text


def _end(line: Line) -> str:
    same = line.start.date() == line.end.date()
    return line.end.strftime("%H:%M:%S" if same else "%m-%d %H:%M:%S")


def _facts(sla: TicketSla) -> Iterator[tuple[str, str]]:
    yield "status", sla.status.value
    yield "as of", stamp(sla.as_of)
    yield "severity", sla.severity or "not rated yet"
    if sla.latest is not None and sla.earliest is not None:
        target = f"{working(sla.earliest, sla.day)} to {working(sla.latest, sla.day)} of working time"
        yield "target", f"{target} (calendar {sla.calendar}, a day is {working(sla.day, timedelta(days=1))})"
    if sla.clock_started_at:
        yield "elapsed", f"{working(sla.elapsed, sla.day)} ({clock(sla.elapsed)})"
    if sla.remaining is not None:
        yield "left", left(sla)
    for label, instant in (("due", sla.due), ("at risk from", sla.at_risk_at), ("breached", sla.breached_at),
                           ("closed", sla.closed_at)):  # fmt: skip
        if instant:
            yield label, stamp(instant)
    if sla.ever_breached:
        yield "ever breached", "yes, excused" if sla.excused else "yes"
    if sla.response:
        spent, limit = working(sla.response.elapsed, sla.day), working(sla.response.limit, sla.day)
        yield "first reaction", f"{sla.response.status} ({spent} of at most {limit})"
    if sla.promise:
        yield "promise", f"{sla.promise} ({sla.promised_for})"
    yield "waits on", sla.waits_on or "nobody"


def stamp(instant: datetime | None) -> str:
    """An instant for people, in UTC."""
    return instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ") if instant else "-"


def clock(length: timedelta) -> str:
    """A length to the second: `12:05:30`."""
    total = int(length.total_seconds())
    return f"{total // 3600}:{total % 3600 // 60:02}:{total % 60:02}"


Side = tuple[Sequence[Tracked], Policy]


def what_if_lines(now: Side, other: Side, paint: Paint, width: int) -> Iterator[str]:
    """Two policies over one past, side by side, and the tickets whose verdict differs."""
    yield paint("Targets met: now, and with the other policy", "strong")
    left_shares = {share.group: share for share in (*by_severity(*now), overall(*now))}
    right_shares = {share.group: share for share in (*by_severity(*other), overall(*other))}
    cells = []
    for group in dict.fromkeys([*left_shares, *right_shares]):
        before, after = left_shares.get(group), right_shares.get(group)
        cells.append(
            (
                group,
                share_text(before.met, before.n) if before else "-",
                share_text(after.met, after.n) if after else "-",
            )
        )
    yield render_table(("SEVERITY", "NOW (n)", "WHAT IF (n)"), cells, width, paint).rstrip()
    yield ""
    verdicts = {one.ticket.id: one.sla.status for one in now[0]}
    changed = [one for one in other[0] if verdicts.get(one.ticket.id) not in (None, one.sla.status)]
    yield f"{counted(len(changed), 'ticket')} would stand differently"
    room = max((columns(one.ticket.id) for one in changed), default=0)
    for one in changed[:40]:
        yield f"  {one.ticket.id:<{room}}  {verdicts[one.ticket.id].value} -> {one.sla.status.value}"
    if len(changed) > 40:  # noqa: PLR2004 - what fits on a screen
        yield "  …"
