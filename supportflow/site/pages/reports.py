"""The reports: how the figures came about, as charts, each with its numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from supportflow.site import formats
from supportflow.site.charts import Plot, Series, Value, draw
from supportflow.site.docs_tree import Page
from supportflow.site.pages import shares
from supportflow.site.pages.lengths import Stay, state_times
from supportflow.site.pages.shares import Met
from supportflow.site.pages.site import Site
from supportflow.sla.trends import Week

MONTHS = 12
WEEKS = 26
_ROW, _SECOND, _FOOT, _LEAST = 26, 8, 40, 140
_HOURS = 24.0


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart in rows; the first cell of each names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with what says the same without it."""

    name: str
    title: str
    says: str
    legend: tuple[Series, ...]
    svg: Markup
    table: Table


def reports_page(site: Site) -> Page:
    """The page."""
    charts = [one for one in (met_by_month(site), *_weekly(site), _ages(site), *_stays(site)) if one]
    return site.page("reports.md", "reports.html", "Reports", {"charts": charts}, hide=("navigation", "toc"))


def met_by_month(site: Site) -> Chart | None:
    """Targets met by month, gross and net of excused breaches."""
    months = shares.by_month(site)[-MONTHS:]
    if not any(month.n for month in months):
        return None
    last = next(month for month in reversed(months) if month.n)
    series = [Series("Met", "met", [_percent(month.percent, month.met, month.n) for month in months])]
    if any(month.excused for month in months):
        net = [_percent(month.net_percent, month.met, month.net_n) for month in months]
        series.append(Series("Excused left out", "net", net))
    return _chart(
        Plot(
            name="met-by-month",
            title="Targets met by month",
            says=f"Share of targets met by month of closing; below each month, met of n. "
            f"{last.name}: {last.percent} %, {last.met} of {last.n}.",
            kind="columns",
            labels=[f"{_short(month, months)}\n{f'{month.met}/{month.n}' if month.n else '–'}" for month in months],
            series=series,
            unit=lambda value: f"{value:g} %",
            top=100,
        ),
        ("Month", "Met", "n", "Excused left out", "n"),
        [_month_row(month) for month in months],
    )


def _short(month: Met, months: Sequence[Met]) -> str:
    """A month on an axis: `Jul`, or `Jul 26` where the axis spans more than one year."""
    name, year = month.name.split()
    return name if len({one.name.split()[1] for one in months}) == 1 else f"{name} {year[2:]}"


def _percent(percent: int | None, met: int, n: int) -> Value:
    return None if percent is None else (percent, f"{percent} %, {met} of {n}")


def _month_row(month: Met) -> tuple[str, ...]:
    gross, net = (f"{share} %" if share is not None else "–" for share in (month.percent, month.net_percent))
    return month.name, gross, f"{month.met} of {month.n}", net, f"{month.met} of {month.net_n}"


def _weekly(site: Site) -> Iterator[Chart]:
    weeks = site.figured.weeks[-WEEKS:]
    if not weeks:
        return
    labels = [formats.short_day(week.start) for week in weeks]
    every = max(1, len(weeks) // 6)
    last, most = weeks[-1], max(weeks, key=lambda week: week.backlog)
    yield _chart(
        Plot(
            name="backlog",
            title="Open tickets, week by week",
            says=f"Open at the end of each week. Now: {last.backlog}; most: {most.backlog}, "
            f"in the week of {formats.day(most.start)}.",
            kind="line",
            labels=labels,
            series=[Series("Open", "open", [_counted(week, week.backlog, "open") for week in weeks])],
            every=every,
        ),
        ("Week of", "Open at its end"),
        [(formats.day(week.start), str(week.backlog)) for week in weeks],
    )
    came, went = sum(week.opened + week.reopened for week in weeks), sum(week.closed for week in weeks)
    yield _chart(
        Plot(
            name="throughput",
            title="Opened and closed per week",
            says=f"In {len(weeks)} weeks {came} were opened or reopened and {went} closed.",
            kind="columns",
            labels=labels,
            series=[
                Series(
                    "Opened or reopened",
                    "open",
                    [_counted(week, week.opened + week.reopened, "opened") for week in weeks],
                ),
                Series("Closed", "met", [_counted(week, week.closed, "closed") for week in weeks]),
            ],
            every=every,
        ),
        ("Week of", "Opened", "Reopened", "Closed"),
        [(formats.day(week.start), str(week.opened), str(week.reopened), str(week.closed)) for week in weeks],
    )


def _counted(week: Week, count: int, what: str) -> Value:
    return (count, f"Week of {formats.day(week.start)}: {count} {what}")


def _ages(site: Site) -> Chart | None:
    ages = site.figured.ages
    n = sum(count for _, count in ages)
    if not n:
        return None
    old = ages[-1][1]
    return _bars(
        "ages",
        "Age of open work",
        f"How long ago the {n} open tickets were opened; {old} of them {ages[-1][0]}.",
        [name for name, _ in ages],
        [Series("Open tickets", "open", [(count, f"{name}: {count} of {n}") for name, count in ages])],
        ("Age", "Open tickets", "n"),
        [(name, str(count), str(n)) for name, count in ages],
    )


def _stays(site: Site) -> Iterator[Chart]:
    by_kind: dict[str, list[Stay]] = {}
    for one in state_times(site):
        by_kind.setdefault(one.kind, []).append(one)
    for number, (kind, stays) in enumerate(by_kind.items(), start=1):
        longest = max(stays, key=lambda stay: stay.median)
        yield _bars(
            f"stages-{number}",
            f"Time in each stage: {kind}",
            f"Days by the clock on the wall. Longest for most: {longest.badge.title}, half within "
            f"{formats.length(longest.median)} (n = {longest.n}).",
            [stay.badge.title for stay in stays],
            [
                Series("Half within", "open", [_days(stay, stay.median.total_seconds()) for stay in stays]),
                Series("85 of 100 within", "net", [_days(stay, stay.most.total_seconds()) for stay in stays]),
            ],
            ("Stage", "Half within", "85 of 100 within", "n"),
            [(stay.badge.title, formats.length(stay.median), formats.length(stay.most), str(stay.n)) for stay in stays],
            unit=" d",
        )


def _days(stay: Stay, seconds: float) -> Value:
    days = round(seconds / 3600 / _HOURS, 2)
    return (days, f"{stay.badge.title}: {days:g} days, n = {stay.n}")


def _bars(  # noqa: PLR0913, PLR0917 - what a chart with its table takes
    name: str,
    title: str,
    says: str,
    labels: Sequence[str],
    series: Sequence[Series],
    columns: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    unit: str = "",
) -> Chart:
    """Bars that lie, for labels that are long; the first one on top, where pygal has it at the bottom."""
    height = _FOOT + (_ROW + _SECOND * (len(series) - 1)) * len(labels)
    turned = [Series(one.title, one.look, list(reversed(one.values))) for one in reversed(series)]
    plot = Plot(
        name=name,
        title=title,
        says=says,
        kind="bars",
        labels=labels[::-1],
        series=turned,
        height=max(height, _LEAST),
        unit=lambda value: f"{value:g}{unit}",
    )
    return _chart(plot, columns, rows, legend=tuple(series))


def _chart(
    plot: Plot, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], legend: tuple[Series, ...] | None = None
) -> Chart:
    return Chart(
        name=plot.name,
        title=plot.title,
        says=plot.says,
        legend=legend or tuple(plot.series),
        svg=draw(plot),
        table=Table(plot.title, columns, tuple(rows)),
    )
