"""What a ticket's words look like on every page: title, colour class and sign of states, severities, statuses."""

from __future__ import annotations

from dataclasses import dataclass

from supportflow.model.policy import Policy, Workflow
from supportflow.sla.types import Promise, SlaStatus

_STEPS = 5
"""So many weights of severity have a colour of their own; further ones share the last."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A word with its look: the look is a CSS class, whose sign says the same without colour."""

    name: str
    title: str
    look: str


STATUS_TITLES = {
    SlaStatus.NO_COMMITMENT: "No target",
    SlaStatus.BREACHED: "Breached",
    SlaStatus.PAUSED: "Paused",
    SlaStatus.UNRATED: "Not rated yet",
    SlaStatus.AT_RISK: "At risk",
    SlaStatus.IN_WINDOW: "In window",
    SlaStatus.ON_TRACK: "On track",
    SlaStatus.MET: "Target met",
    SlaStatus.MISSED: "Target missed",
}
PROMISE_TITLES = {Promise.OPEN: "Promised", Promise.KEPT: "Promise kept", Promise.LATE: "Promise late"}
_PROMISE_LOOKS = {Promise.OPEN: "on-track", Promise.KEPT: "met", Promise.LATE: "breached"}


class Badges:
    """Every badge of a policy, made once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        levels = sorted(policy.severities.values(), key=lambda level: (level.rank, level.name))
        committed = [level.name for level in levels if level.targets]
        self._severities = {
            level.name: Badge(level.name, level.title, f"sev-{_weight(level.name, committed)}") for level in levels
        }
        self._statuses = {status: Badge(status, title, status) for status, title in STATUS_TITLES.items()}
        self._promises = {
            promise: Badge(promise, title, _PROMISE_LOOKS[promise]) for promise, title in PROMISE_TITLES.items()
        }

    def severity(self, name: str | None) -> Badge | None:
        """A severity; one that the policy does not know shows as it is written."""
        return self._severities.get(name, Badge(name, name, "sev-none")) if name else None

    def state(self, workflow: Workflow, name: str) -> Badge:
        """A stage of a workflow."""
        state = workflow.states.get(name)
        if state is None:
            return Badge(name, name or "unknown", "state-unknown")
        return Badge(name, state.title, "state-closed" if state.closed else "state-open")

    def status(self, status: SlaStatus, promise: Promise | None) -> Badge:
        """How a ticket stands: against its target, or against the promise where that is all there is."""
        if status is SlaStatus.NO_COMMITMENT and promise is not None:
            return self._promises[promise]
        return self._statuses[status]

    def hold(self, name: str) -> Badge:
        """A hold in force."""
        hold = self._policy.holds.get(name)
        return Badge(name, hold.title if hold else name, "hold")

    def resolution(self, name: str | None) -> Badge | None:
        """How a ticket was closed."""
        if not name:
            return None
        known = self._policy.resolutions.get(name)
        return Badge(name, known.title if known else name, "done" if known and known.counts else "ended")

    def role(self, name: str) -> str:
        """What a role is called; somebody outside the roles by the name that the policy gives."""
        role = self._policy.roles.get(name)
        return role.title if role else name.replace("-", " ").capitalize()


def _weight(name: str, committed: list[str]) -> str:
    """Severities with a target weigh from 1 (most); the others have none."""
    if name not in committed:
        return "free"
    return str(min(_STEPS, committed.index(name) + 1))
