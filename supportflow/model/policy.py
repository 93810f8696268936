"""The process as data: workflows, states, moves, severities, roles, calendars and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from supportflow.model.values import Duration

NEW = "(new)"
"""Where a ticket comes from that does not exist yet."""


class Window(NamedTuple):
    """Days on which something is in force: from the first on, until the second begins; None is without end."""

    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the day lies in the window."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def meets(self, other: Window) -> bool:
        """Whether some day lies in both windows."""
        return (self.start is None or other.end is None or self.start < other.end) and (
            other.start is None or self.end is None or other.start < self.end
        )


ALWAYS = Window()


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Who acts: the handles of its members compare without case and `@`."""

    name: str
    title: str
    description: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A row of the severity table: the impact fits when each list that is not empty holds it."""

    users: tuple[str, ...]
    breakage: tuple[str, ...]

    def fits(self, users: str, breakage: str) -> bool:
        """Whether an impact falls under this row."""
        return (not self.users or users in self.users) and (not self.breakage or breakage in self.breakage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The expected resolution: working time from the earliest to the latest."""

    earliest: Duration
    latest: Duration
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityLevel:
    """A level of severity; the first level of a policy weighs most. Without a target there is no commitment."""

    name: str
    title: str
    rank: int
    users: str
    breakage: str
    expected: str
    targets: tuple[Target, ...]
    impact: tuple[Condition, ...]
    calendar: str
    respond_within: Duration | None = None

    def target(self, day: date) -> Target | None:
        """The target in force on a day (of the calendar's zone)."""
        return next((target for target in self.targets if target.window.covers(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A stage of a workflow. `clock`: time in it counts; `closed`: the ticket is done; `rates`: entries into it
    may carry the severity; `fulfils_promise`: entering it keeps the promise of a request.
    """

    name: str
    title: str
    step: str
    details: str
    entered_by: tuple[str, ...]
    waits_on: str
    clock: bool
    closed: bool
    rates: bool
    fulfils_promise: bool
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What a move requires: a field, `note`, `links.duplicates`, `custom.<key>` or a section as `## Brief`."""

    name: str
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One row of the table of moves. `sources` are states or `(new)`; `resolutions` is empty unless into closed."""

    sources: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    requires: tuple[Requirement, ...]
    resolutions: tuple[str, ...]
    window: Window

    def required(self, day: date) -> tuple[str, ...]:
        """Names of what the move requires on a day."""
        return tuple(need.name for need in self.requires if need.window.covers(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """A type of ticket: its states in order and its moves. `severities` are those its tickets may have;
    `required_into` names for each state what some move into it requires.
    """

    name: str
    title: str
    description: str
    states: Mapping[str, State]
    moves: tuple[Move, ...]
    severities: tuple[str, ...]
    calendar: str
    required_into: Mapping[str, frozenset[str]]

    def moves_between(self, source: str, to: str, day: date) -> tuple[Move, ...]:
        """The rows for a from and a to that are in force on a day."""
        return tuple(
            move for move in self.moves if move.to == to and source in move.sources and move.window.covers(day)
        )

    def moves_from(self, source: str, day: date) -> tuple[Move, ...]:
        """The rows that lead on from a state on a day, into states that are in force."""
        return tuple(
            move
            for move in self.moves
            if source in move.sources and move.window.covers(day) and self.states[move.to].window.covers(day)
        )

    @property
    def counts_time(self) -> bool:
        """Whether the severities' targets apply: some state's clock runs."""
        return any(state.clock for state in self.states.values())

    @property
    def rated_by_history(self) -> bool:
        """Whether a severity must stand in an entry: some move requires it."""
        return any(need.name == "severity" for move in self.moves for need in move.requires)

    def is_closed(self, state: str) -> bool:
        """Whether a state of that name ends the work; an unknown state does not."""
        return state in self.states and self.states[state].closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A reason to stop the clock, and on whom the ticket then waits."""

    name: str
    title: str
    waits_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """How a ticket was closed; `counts` says whether it enters the share of targets met."""

    name: str
    title: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRule:
    """A section that the policy lists: for which types, whether required, whether internal."""

    name: str
    key: str
    types: tuple[str, ...]
    required: bool
    internal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomKey:
    """A key that `custom:` may hold, and of which type: text, integer, boolean, date or list."""

    name: str
    title: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarVersion:
    """Working hours as they are in force for a while. Without hours it is 24×7."""

    timezone: str
    hours: Mapping[str, tuple[tuple[str, str], ...]] | None
    holidays: tuple[date, ...]
    day: timedelta
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """What the site shows besides what the contract lists, and whom its readers can turn to."""

    site_name: str
    contact: str
    repo_url: str
    edit_uri: str
    notes: bool
    index: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything that a team can change about the process. `source` is the file it was read from, for messages."""

    source: str
    id_prefix: str
    clock_skew: timedelta
    maintainers: tuple[str, ...]
    components: tuple[str, ...]
    roles: Mapping[str, Role]
    entry_roles: Mapping[str, tuple[str, ...]]
    users: tuple[str, ...]
    breakages: tuple[str, ...]
    severities: Mapping[str, SeverityLevel]
    workflows: Mapping[str, Workflow]
    holds: Mapping[str, Hold]
    excuses: Mapping[str, str]
    resolutions: Mapping[str, Resolution]
    sections: tuple[SectionRule, ...]
    custom: Mapping[str, CustomKey]
    calendars: Mapping[str, tuple[CalendarVersion, ...]]
    warn_at: float
    respond_within: Duration | None
    max_attachment: int
    publishing: Publishing

    def day_of(self, instant: datetime, calendar: str = "default") -> date:
        """The day of an instant in a calendar's zone, by the version in force then: what windows are held against."""
        versions = self.calendars[calendar]
        if len(versions) == 1:
            return instant.astimezone(ZoneInfo(versions[0].timezone)).date()
        days = [(version, instant.astimezone(ZoneInfo(version.timezone)).date()) for version in versions]
        return next((day for version, day in days if version.window.covers(day)), days[0][1])

    @property
    def parties(self) -> tuple[str, ...]:
        """On whom a ticket may wait: the roles, and whoever else a state or a hold names."""
        states = [state.waits_on for flow in self.workflows.values() for state in flow.states.values()]
        holds = [hold.waits_on for hold in self.holds.values()]
        return tuple(dict.fromkeys(name for name in (*self.roles, *states, *holds) if name))

    def sections_of(self, ticket_type: str) -> tuple[SectionRule, ...]:
        """The sections that tickets of a type may have."""
        return tuple(rule for rule in self.sections if not rule.types or ticket_type in rule.types)

    def severity_for(self, users: str, breakage: str) -> SeverityLevel | None:
        """The highest severity whose rule an impact fits."""
        levels = sorted(self.severities.values(), key=lambda level: level.rank)
        for level in levels:
            if any(condition.fits(users, breakage) for condition in level.impact):
                return level
        return None
