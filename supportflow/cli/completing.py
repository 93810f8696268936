"""What the shell may propose for an argument or an option. Where nothing can be read, nothing is proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from supportflow.cli.common import open_tracker
from supportflow.model.names import ticket_name_pattern
from supportflow.model.policy import Policy
from supportflow.source.errors import UsageError

Proposals = Callable[[click.Context, click.Parameter, str], list[str]]
_WORDS: dict[str, Callable[[Policy], Iterable[str]]] = {
    "type": lambda policy: policy.workflows,
    "state": lambda policy: (state for flow in policy.workflows.values() for state in flow.states),
    "severity": lambda policy: (*policy.severities, "none"),
    "component": lambda policy: policy.components,
    "hold": lambda policy: (*policy.holds, "any"),
    "waits on": lambda policy: policy.parties,
}


def known_words(policy: Policy, what: str) -> tuple[str, ...]:
    """What a filter may name: words of the policy."""
    return tuple(dict.fromkeys(_WORDS[what](policy)))


def words(what: str) -> Proposals:
    """Proposals from the policy of the tracker."""

    def propose(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
        try:
            policy = open_tracker().policy
        except UsageError:
            return []
        return [word for word in known_words(policy, what) if word.startswith(begun)]

    return propose


def ticket_ids(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """The ids that the names of the ticket files hold."""
    try:
        tracker = open_tracker()
        names = [file.name for file in tracker.tree.files()]
    except UsageError:
        return []
    pattern = ticket_name_pattern(tracker.policy.id_prefix)
    ids = {found[1] for name in names if (found := pattern.fullmatch(name))}
    return sorted(one for one in ids if one.startswith(begun.upper()))


def rules(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    """Numbers and names of the rules."""
    from supportflow.rules.registry import RULES

    names = [name for rule in RULES for name in (rule.id, rule.slug)]
    return [name for name in names if name.lower().startswith(begun.lower())]
