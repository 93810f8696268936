"""Who stands behind a change: its author and those who have approved it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from supportflow.lifecycle.wording import one_of
from supportflow.model.names import handle_key
from supportflow.model.policy import Policy


@dataclass(frozen=True, slots=True)
class People:
    """The actor and the approvers; both count, for roles and for the policy."""

    actor: str | None = None
    approvers: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Their handles, in the form in which handles compare."""
        named = (handle_key(handle) for handle in (self.actor or "", *self.approvers))
        return frozenset(handle for handle in named if handle)

    def hold(self, policy: Policy, roles: Iterable[str], handle: str | None = None) -> bool:
        """Whether one of them has one of the roles, and is that handle where one is given."""
        members = members_of(policy, roles)
        wanted = self.keys if handle is None else self.keys & {handle_key(handle)}
        return bool(wanted & members)

    def maintain(self, maintainers: Iterable[str]) -> bool:
        """Whether one of them maintains the policy."""
        return bool(self.keys & {handle_key(handle) for handle in maintainers})

    def ask_role(self, policy: Policy, roles: Iterable[str], handle: str | None = None) -> str:
        """Who has to approve, by role and by handle."""
        names = tuple(roles)
        if handle:
            return f"let @{handle.strip().removeprefix('@')} approve{self._nobody()}"
        members = [member for role in names if role in policy.roles for member in policy.roles[role].members]
        if not members:
            mend = f"the policy names no members of {one_of(names)}; add them: [roles.{names[0]}] members = […]"
            return mend if names else "the policy allows nobody to do this"
        return f"let the {one_of(names)} approve: {one_of(handles(members))}{self._nobody()}"

    def ask_maintainer(self, maintainers: Iterable[str]) -> str:
        """Which maintainers can approve."""
        names = tuple(maintainers)
        if not names:
            return 'the policy names no maintainers who could approve; add them: maintainers = ["…"]'
        return f"let a maintainer approve: {one_of(handles(names))}{self._nobody()}"

    def _nobody(self) -> str:
        return "" if self.actor else " (who makes this change is not known: --actor)"


def members_of(policy: Policy, roles: Iterable[str]) -> frozenset[str]:
    """Handles of the members of roles, in the form in which they compare."""
    known = (policy.roles[role] for role in roles if role in policy.roles)
    return frozenset(handle_key(member) for role in known for member in role.members)


def handles(names: Iterable[str]) -> list[str]:
    """Handles as people write them, with `@`."""
    return [f"@{name.strip().removeprefix('@')}" for name in dict.fromkeys(names)]
