"""The figures of one build: every share, percentile and trend, reckoned once, over what the build publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property

from supportflow.model.policy import Policy
from supportflow.sla import compliance, trends
from supportflow.sla.forecast import Forecast, forecasts
from supportflow.sla.receipt import Line, receipt
from supportflow.sla.schedule import Schedules
from supportflow.sla.tracked import Tracked


class Figured:
    """The published tickets that have figures, and what `supportflow.sla` says of them as of the build.

    A ticket that an audience may not see is in none of its figures. Templates never see the tickets in here, which
    hold more than is public: they are given what is reckoned from them.
    """

    def __init__(self, tracked: Sequence[Tracked], policy: Policy, now: datetime, schedules: Schedules) -> None:
        self.tracked = tuple(tracked)
        self.schedules = schedules
        self._policy = policy
        self._now = now

    @cached_property
    def _by_id(self) -> Mapping[str, Tracked]:
        return {one.ticket.id: one for one in self.tracked}

    def receipt(self, ticket_id: str) -> tuple[Line, ...]:
        """The receipt of a ticket; empty where it has no figures."""
        one = self._by_id.get(ticket_id)
        return receipt(one, self.schedules) if one else ()

    @cached_property
    def overall(self) -> compliance.Share:
        """Targets met, over everything."""
        return compliance.overall(self.tracked, self._policy)

    @cached_property
    def by_severity(self) -> tuple[compliance.Share, ...]:
        """Targets met by severity."""
        return compliance.by_severity(self.tracked, self._policy)

    @cached_property
    def by_month(self) -> tuple[compliance.Share, ...]:
        """Targets met by month, oldest first."""
        return compliance.by_month(self.tracked, self._policy, self._now)

    @cached_property
    def by_component(self) -> tuple[compliance.Share, ...]:
        """Targets met by component; without one under an empty name."""
        return compliance.by_component(self.tracked, self._policy)

    @cached_property
    def resolution_times(self) -> tuple[compliance.Percentiles, ...]:
        """Percentiles of the working time until closing."""
        return compliance.resolution_times(self.tracked, self._policy)

    @cached_property
    def breaches(self) -> tuple[compliance.Breach, ...]:
        """Every breach, newest first."""
        return compliance.breaches(self.tracked)

    @cached_property
    def time_in_state(self) -> tuple[trends.StateTime, ...]:
        """How long tickets stay in each state."""
        return trends.time_in_state(self.tracked)

    @cached_property
    def reopened(self) -> trends.Reopened:
        """How many closed tickets were taken up again."""
        return trends.reopen_rate(self.tracked)

    @cached_property
    def ages(self) -> tuple[tuple[str, int], ...]:
        """How old open work is."""
        return trends.ages(self.tracked, self._now)

    @cached_property
    def weeks(self) -> tuple[trends.Week, ...]:
        """Week by week: opened, closed, open at the end."""
        return trends.weeks(self.tracked, self._now)

    @cached_property
    def forecasts(self) -> dict[str, Forecast]:
        """When open tickets will probably be done, by id, where enough comparable ones were closed."""
        return forecasts(self.tracked, self._policy, self._now)
