"""All figures as plain data: what `supportflow sla --json`, the CSV and `/api/sla.json` give. Lengths are seconds of
working time where the name says so, else seconds by the clock on the wall; instants are UTC.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from supportflow.model.policy import Policy
from supportflow.sla.bulk import no_cycles
from supportflow.sla.compliance import (
    PERCENTILES,
    Share,
    breaches,
    by_component,
    by_month,
    by_severity,
    overall,
    resolution_times,
)
from supportflow.sla.forecast import forecasts
from supportflow.sla.receipt import Line
from supportflow.sla.tracked import Tracked
from supportflow.sla.trends import ages, reopen_rate, time_in_state, weeks

SCHEMA_VERSION = 1
_BREAKS = ("Cc", "Zl", "Zp")
_FORMULA = tuple("=+-@＝＋－＠")  # noqa: RUF001 - full-width signs begin a formula as well

COLUMNS = (
    "id", "title", "type", "state", "severity", "component", "status", "waits_on", "opened_at", "closed_at",
    "resolution", "elapsed_working_seconds", "latest_working_seconds", "remaining_working_seconds", "due_at",
    "at_risk_at", "breached_at", "ever_breached", "excused", "promised_for", "promise", "response", "response_due_at",
)  # fmt: skip


def iso(instant: datetime | None) -> str | None:
    """An instant in UTC, or None."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z") if instant else None


def seconds(length: timedelta | None) -> float | int | None:
    """A length in seconds, whole where it is."""
    if length is None:
        return None
    value = length.total_seconds()
    return int(value) if value.is_integer() else value


def row(one: Tracked) -> dict[str, object]:
    """One ticket, with the keys of `COLUMNS`."""
    ticket, sla = one.ticket, one.sla
    values = (
        ticket.id, ticket.title, ticket.type, ticket.state, sla.severity or ticket.severity, ticket.component,
        sla.status.value, sla.waits_on or None, iso(sla.opened_at), iso(sla.closed_at), sla.resolution,
        seconds(sla.elapsed), seconds(sla.latest), seconds(sla.remaining), iso(sla.due), iso(sla.at_risk_at),
        iso(sla.breached_at), sla.ever_breached, sla.excused,
        sla.promised_for.isoformat() if sla.promised_for else None, sla.promise.value if sla.promise else None,
        sla.response.status.value if sla.response else None, iso(sla.response.due) if sla.response else None,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


@no_cycles()
def report(tracked: Iterable[Tracked], policy: Policy, now: datetime) -> dict[str, object]:
    """Everything: tickets, shares, percentiles, trends, breaches, forecasts."""
    rows = tuple(tracked)
    again = reopen_rate(rows)
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": iso(now),
        "warn_at": policy.warn_at,
        "tickets": [row(one) for one in rows],
        "compliance": {
            "overall": share_data(overall(rows, policy)),
            "by_severity": [share_data(share) for share in by_severity(rows, policy)],
            "by_month": [share_data(share) for share in by_month(rows, policy, now)],
            "by_component": [share_data(share) for share in by_component(rows, policy)],
        },
        "resolution_working_seconds": [
            {"severity": one.group, "n": one.n, **_percentiles(one.values)} for one in resolution_times(rows, policy)
        ],
        "time_in_state": [
            {"type": one.workflow, "state": one.state, "n": one.n, "median_seconds": seconds(one.median),
             "p85_seconds": seconds(one.most), "held": round(one.held, 4)}
            for one in time_in_state(rows)
        ],
        "age_of_open": dict(ages(rows, now)),
        "weeks": [
            {"start": one.start.date().isoformat(), "opened": one.opened, "closed": one.closed,
             "reopened": one.reopened, "open_at_end": one.backlog}
            for one in weeks(rows, now)
        ],
        "reopened": {"tickets": again.reopened, "n": again.n},
        "breaches": [
            {"ticket": one.ticket, "severity": one.severity, "breached_at": iso(one.breached_at), "open": one.open,
             "late_working_seconds": seconds(one.late_by), "cause": one.cause, "reason": one.reason}
            for one in breaches(rows)
        ],
        "forecasts": [
            {"ticket": name, "likely": iso(one.likely), "safely": iso(one.safely), "n": one.n}
            for name, one in forecasts(rows, policy, now).items()
        ],
    }  # fmt: skip


def share_data(share: Share) -> dict[str, object]:
    """A share with all that it is made of: never a percentage without its n."""
    return {
        "group": share.group,
        "met": share.met,
        "missed": share.missed,
        "late_open": share.late_open,
        "excused": share.excused,
        "left_out": share.left_out,
        "n": share.n,
        "gross": None if share.gross is None else round(share.gross, 4),
        "net_n": share.net_n,
        "net": None if share.net is None else round(share.net, 4),
    }


def _percentiles(values: Sequence[timedelta]) -> dict[str, object]:
    return {f"p{percent}": seconds(value) for percent, value in zip(PERCENTILES, values, strict=False)}


def receipt_data(lines: Iterable[Line]) -> list[dict[str, object]]:
    """A receipt, a line each."""
    return [
        {"start": iso(line.start), "end": iso(line.end), "state": line.state, "why": line.why,
         "counted_working_seconds": seconds(line.counted), "total_working_seconds": seconds(line.total)}
        for line in lines
    ]  # fmt: skip


def csv_text(tracked: Iterable[Tracked]) -> str:
    """A head and a line for each ticket, comma-separated, with the keys of `COLUMNS`."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for one in tracked:
        writer.writerow({key: _cell(value) for key, value in row(one).items()})
    return text.getvalue()


def _cell(value: object) -> object:
    """Text on one line; what a spreadsheet would run as a formula gets a quote in front."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return value
    text = "".join(" " if unicodedata.category(char) in _BREAKS else char for char in value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
