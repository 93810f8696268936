"""Whether a policy holds together: what it names exists, every state can be reached."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from supportflow.model.names import SLUG, section_key
from supportflow.model.policy import NEW, Move, Policy, Workflow
from supportflow.model.schema import REQUIRABLE
from supportflow.source.errors import PolicyProblem
from supportflow.source.policy.table import dotted
from supportflow.source.policy.workflows import ANY_OPEN

THIRD_PARTY = "third-party"
"""What `waits_on` says of somebody who has no role."""

UNREACHABLE = "cannot be reached"


def validate(policy: Policy) -> Iterator[PolicyProblem]:
    """All that is wrong between the parts of a policy."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", policy.id_prefix):
        yield PolicyProblem("id_prefix", f"{policy.id_prefix!r} is no prefix; write letters and digits, as SF")
    if not policy.roles:
        yield PolicyProblem("roles", "there are none; write a table for each, as [roles.agent]")
    if not policy.workflows:
        yield PolicyProblem("workflows", "there are none; write a table for each, as [workflows.incident]")
    yield from _slugs(policy)
    yield from _severities(policy)
    for kind, roles in policy.entry_roles.items():
        yield from _known(f"entries.{kind}", roles, policy.roles, "role")
    for hold in policy.holds.values():
        yield from _waits_on(policy, f"holds.{hold.name}", hold.waits_on)
    yield from _sections(policy)
    for name in policy.custom:
        if not re.fullmatch(r"[A-Za-z0-9_-]+", name):
            yield PolicyProblem(
                dotted("custom", name), "a name has letters, digits, hyphens and underscores, as dome_no"
            )
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
                yield PolicyProblem(dotted(key, name), "a name has small letters, digits and hyphens, as in-review")


def _sections(policy: Policy) -> Iterator[PolicyProblem]:
    seen: dict[str, str] = {}
    for section in policy.sections:
        key = dotted("sections", section.name)
        yield from _known(f"{key}.types", section.types, policy.workflows, "workflow")
        if not section.key:
            yield PolicyProblem(key, "a section needs a name that can be read")
        elif section.key in seen:
            yield PolicyProblem(key, f"is the same name as {seen[section.key]!r}; keep one of the two")
        seen[section.key] = section.name


def _severities(policy: Policy) -> Iterator[PolicyProblem]:
    ranks: dict[int, str] = {}
    for level in policy.severities.values():
        key = f"severities.{level.name}"
        if level.rank in ranks:
            yield PolicyProblem(
                f"{key}.rank", f"{level.rank} is the rank of {ranks[level.rank]} already; give each its own"
            )
        ranks[level.rank] = level.name
        yield from _known(f"{key}.calendar", (level.calendar,), policy.calendars, "calendar")
        for condition in level.impact:
            yield from _known(f"{key}.impact", condition.users, policy.users, "word of impact.users")
            yield from _known(f"{key}.impact", condition.breakage, policy.breakages, "word of impact.breakage")


def _waits_on(policy: Policy, key: str, name: str) -> Iterator[PolicyProblem]:
    if name:
        yield from _known(f"{key}.waits_on", (name,), (*policy.roles, THIRD_PARTY), "role")


def _workflow(policy: Policy, flow: Workflow) -> Iterator[PolicyProblem]:
    key = f"workflows.{flow.name}"
    yield from _known(f"{key}.severities", flow.severities, policy.severities, "severity")
    if flow.calendar:
        yield from _known(f"{key}.calendar", (flow.calendar,), policy.calendars, "calendar")
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
            yield PolicyProblem(
                f"{key}.states.{name}", f'{UNREACHABLE} from "{NEW}"; add a move that leads to it, or remove it'
            )


def _move(policy: Policy, flow: Workflow, key: str, move: Move) -> Iterator[PolicyProblem]:
    if not move.sources:
        yield PolicyProblem(
            f"{key}.from", f'a move starts somewhere; write ["{NEW}"] or some of {", ".join(flow.states)}'
        )
    if not move.by:
        yield PolicyProblem(f"{key}.by", f"nobody may make this move; name some of {', '.join(policy.roles)}")
    yield from _known(f"{key}.from", move.sources, (NEW, ANY_OPEN, *flow.states), f"state of the {flow.name} workflow")
    yield from _known(f"{key}.to", (move.to,), flow.states, f"state of the {flow.name} workflow")
    yield from _known(f"{key}.by", move.by, policy.roles, "role")
    yield from _known(f"{key}.resolution", move.resolutions, policy.resolutions, "resolution")
    if move.resolutions and not flow.is_closed(move.to):
        yield PolicyProblem(
            f"{key}.resolution",
            f"only a move into a closed state has one; remove it, or write closed = true in {move.to}",
        )
    yield from _requires(policy, flow, f"{key}.requires", move)


def _requires(policy: Policy, flow: Workflow, key: str, move: Move) -> Iterator[PolicyProblem]:
    sections = {section.key: section.name for section in policy.sections_of(flow.name)}
    known = (
        *REQUIRABLE,
        *(f"custom.{name}" for name in policy.custom),
        *(f"## {name}" for name in sections.values()),
    )
    for need in move.requires:
        title = need.name.removeprefix("## ")
        if title == need.name or section_key(title) not in sections:
            yield from _known(key, (need.name,), known, "field or section that a move can require")


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
        if len(versions) == 1:
            continue
        windows = sorted((version.window for version in versions), key=lambda window: window.start or date.min)
        for first, second in pairwise(windows):
            if not first.end or first.end != second.start:
                ends = f"ends {first.end}" if first.end else "has no effective_until"
                begins = f"begins {second.start}" if second.start else "has no effective_from"
                yield PolicyProblem(
                    f"calendars.{name}",
                    f"one version {ends} and the next {begins}; let the one begin on the day that the other ends",
                )


def _known(key: str, names: Iterable[str], known: Iterable[str], what: str) -> Iterator[PolicyProblem]:
    choices = tuple(known)
    for name in names:
        if name not in choices:
            near = difflib.get_close_matches(name, choices, n=1)
            mend = f"did you mean {near[0]}? Known are" if near else "known are"
            yield PolicyProblem(key, f"{name!r} is no {what}; {mend} {', '.join(choices) or 'none'}")
