"""Whether a policy holds together: what it names exists, every state can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from supportflow.model.names import SLUG
from supportflow.model.policy import NEW, Move, Policy, Workflow
from supportflow.model.schema import REQUIRABLE
from supportflow.source.errors import PolicyProblem

THIRD_PARTY = "third-party"


def validate(policy: Policy) -> Iterator[PolicyProblem]:
    """All that is wrong between the parts of a policy."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", policy.id_prefix):
        yield PolicyProblem("id_prefix", f"{policy.id_prefix!r} is no prefix; write letters and digits, as SF")
    if not policy.roles:
        yield PolicyProblem("roles", "there are none; write [roles.operator] and the like")
    if not policy.workflows:
        yield PolicyProblem("workflows", "there are none; write [workflows.error] and the like")
    yield from _slugs(policy)
    yield from _severities(policy)
    for kind, roles in policy.entry_roles.items():
        yield from _known(f"entries.{kind}", roles, policy.roles, "role")
    for hold in policy.holds.values():
        yield from _waits_on(policy, f"holds.{hold.name}", hold.waits_on)
    for section in policy.sections:
        yield from _known(f'sections."{section.name}".types', section.types, policy.workflows, "workflow")
    for workflow in policy.workflows.values():
        yield from _workflow(policy, workflow)
    yield from _calendars(policy)


def _slugs(policy: Policy) -> Iterator[PolicyProblem]:
    named: tuple[tuple[str, Iterable[str]], ...] = (
        ("roles", policy.roles),
        ("severities", policy.severities),
        ("workflows", policy.workflows),
        ("holds", policy.holds),
        ("resolutions", policy.resolutions),
        ("excuses", policy.excuses),
        *((f"workflows.{name}.states", flow.states) for name, flow in policy.workflows.items()),
    )
    for key, names in named:
        for name in names:
            if not SLUG.fullmatch(name):
                yield PolicyProblem(f"{key}.{name}", "a name has small letters, digits and hyphens, as qa-testing")


def _severities(policy: Policy) -> Iterator[PolicyProblem]:
    ranks: dict[int, str] = {}
    for level in policy.severities.values():
        key = f"severities.{level.name}"
        if level.rank in ranks:
            yield PolicyProblem(f"{key}.rank", f"{level.rank} is the rank of {ranks[level.rank]} already")
        ranks[level.rank] = level.name
        if level.calendar not in policy.calendars:
            yield PolicyProblem(f"{key}.calendar", f"there is no calendar {level.calendar!r}")
        for condition in level.impact:
            yield from _known(f"{key}.impact", condition.users, policy.users, "word of impact.users")
            yield from _known(f"{key}.impact", condition.breakage, policy.breakages, "word of impact.breakage")


def _waits_on(policy: Policy, key: str, name: str) -> Iterator[PolicyProblem]:
    if name and name != THIRD_PARTY:
        yield from _known(f"{key}.waits_on", (name,), policy.roles, "role")


def _workflow(policy: Policy, flow: Workflow) -> Iterator[PolicyProblem]:
    key = f"workflows.{flow.name}"
    yield from _known(f"{key}.severities", flow.severities, policy.severities, "severity")
    if flow.calendar and flow.calendar not in policy.calendars:
        yield PolicyProblem(f"{key}.calendar", f"there is no calendar {flow.calendar!r}")
    if not flow.states:
        yield PolicyProblem(f"{key}.states", "a workflow needs states")
    for state in flow.states.values():
        yield from _known(f"{key}.states.{state.name}.entered_by", state.entered_by, policy.roles, "role")
        yield from _waits_on(policy, f"{key}.states.{state.name}", state.waits_on)
    for index, move in enumerate(flow.moves):
        yield from _move(policy, flow, f"{key}.moves[{index}]", move)
    reached = _reachable(flow)
    for name in flow.states:
        if name not in reached:
            yield PolicyProblem(f"{key}.states.{name}", 'cannot be reached from "(new)"; add a move to it or remove it')


def _move(policy: Policy, flow: Workflow, key: str, move: Move) -> Iterator[PolicyProblem]:
    if not move.sources:
        yield PolicyProblem(
            f"{key}.from", f'a move starts somewhere; write ["(new)"] or one of {", ".join(flow.states)}'
        )
    if not move.by:
        yield PolicyProblem(f"{key}.by", f"nobody may make this move; name one of {', '.join(policy.roles)}")
    yield from _known(f"{key}.from", move.sources, (NEW, *flow.states), f"state of the {flow.name} workflow")
    yield from _known(f"{key}.to", (move.to,), flow.states, f"state of the {flow.name} workflow")
    yield from _known(f"{key}.by", move.by, policy.roles, "role")
    yield from _known(f"{key}.resolution", move.resolutions, policy.resolutions, "resolution")
    if move.resolutions and not flow.is_closed(move.to):
        yield PolicyProblem(f"{key}.resolution", f"only a move into a closed state has one, and {move.to} is open")
    names = [need.name for need in move.requires if not need.name.startswith("## ")]
    known = (*REQUIRABLE, *(f"custom.{name}" for name in policy.custom))
    yield from _known(f"{key}.requires", names, known, "field that a move can require")


def _reachable(flow: Workflow) -> set[str]:
    reached = {NEW}
    grown = True
    while grown:
        more = {move.to for move in flow.moves if reached.intersection(move.sources)} - reached
        reached |= more
        grown = bool(more)
    return reached


def _calendars(policy: Policy) -> Iterator[PolicyProblem]:
    for name, versions in policy.calendars.items():
        windows = [version.window for version in versions]
        if len(windows) > 1 and not all(window.start or window.end for window in windows):
            yield PolicyProblem(f"calendars.{name}", "several versions need effective_from and effective_until")
        for first, second in pairwise(sorted(windows, key=lambda window: window.start or date.min)):
            if first.end != second.start:
                yield PolicyProblem(
                    f"calendars.{name}",
                    f"one version ends {first.end} and the next begins {second.start}; let them meet",
                )


def _known(key: str, names: Iterable[str], known: Iterable[str], what: str) -> Iterator[PolicyProblem]:
    choices = tuple(known)
    for name in names:
        if name not in choices:
            yield PolicyProblem(key, f"{name!r} is no {what}; known are {', '.join(choices) or 'none'}")
