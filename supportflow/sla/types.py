"""What the SLA engine says of a ticket: frozen figures, each with its unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class SlaStatus(StrEnum):
    """How a ticket stands against its target; the last three are of closed tickets."""

    NO_COMMITMENT = "no-commitment"
    BREACHED = "breached"
    PAUSED = "paused"
    UNRATED = "unrated"
    AT_RISK = "at-risk"
    IN_WINDOW = "in-window"
    ON_TRACK = "on-track"
    MET = "met"
    MISSED = "missed"


class ResponseStatus(StrEnum):
    """How the first reaction stands against its target."""

    OPEN = "open"
    LATE = "late"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The first reaction after the report: due when so much working time has passed, given or not."""

    status: ResponseStatus
    limit: timedelta
    elapsed: timedelta
    due: datetime | None
    responded_at: datetime | None


class Promise(StrEnum):
    """How a request stands against the Provider's promise, `scheduled_for`."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"


class Interval(NamedTuple):
    """A piece of a ticket's life. `counted` is working time that the clock counted in it, `total` what it had
    counted by its end; `why` says why it counted or not: `the clock runs`, `on hold: …`, `closed`, `the clock does
    not run in …`.
    """

    start: datetime
    end: datetime
    state: str
    holds: tuple[str, ...]
    severity: str | None
    runs: bool
    counted: timedelta
    total: timedelta
    why: str


class Epoch(NamedTuple):
    """The time under one severity in one cycle (from opening or reopening to closing): its target as working time, of
    which `day` is one day, when the breach happened, if it did, and whether an excuse of the cycle covers it.
    """

    severity: str | None
    start: datetime
    end: datetime | None
    earliest: timedelta | None
    latest: timedelta | None
    day: timedelta
    breached_at: datetime | None
    excused: bool
    cycle: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSla:
    """Everything the engine knows of one ticket as of one instant.

    Instants are aware, in UTC; `elapsed`, `earliest`, `latest` and `remaining` are working time (negative
    `remaining` is how late it is). `due` is when the latest will be reached if the clock goes on running: None
    for a closed or paused ticket and where there is no target. `day` is the length of one target day.
    """

    status: SlaStatus
    as_of: datetime
    opened_at: datetime | None
    clock_started_at: datetime | None
    closed_at: datetime | None
    severity: str | None
    resolution: str | None
    elapsed: timedelta
    earliest: timedelta | None
    latest: timedelta | None
    remaining: timedelta | None
    due_earliest: datetime | None
    due: datetime | None
    at_risk_at: datetime | None
    breached_at: datetime | None
    ever_breached: bool
    excused: bool
    waits_on: str
    response: Response | None
    promise: Promise | None
    promised_for: date | None
    fulfilled_at: datetime | None
    cycle: int
    day: timedelta
    calendar: str
    epochs: tuple[Epoch, ...]
    intervals: tuple[Interval, ...]

    @property
    def is_closed(self) -> bool:
        """Whether the ticket is closed as of the instant."""
        return self.closed_at is not None
