"""The handbook: the process as the policy states it, and the manual page of every rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from supportflow.model.finding import Severity
from supportflow.model.policy import NEW, CalendarVersion, Move, State, Workflow
from supportflow.rules.base import Page as RulePage
from supportflow.rules.base import Rule
from supportflow.rules.registry import FAMILIES
from supportflow.rules.registry import pages as rule_pages
from supportflow.site import formats
from supportflow.site.docs_tree import Page
from supportflow.site.markdown import Renderer, Scope
from supportflow.site.pages.badges import Badge
from supportflow.site.pages.flow import Flow, flow
from supportflow.site.pages.listings import entered_by
from supportflow.site.pages.site import Site

_WEEKDAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


class Named(NamedTuple):
    """Something that the policy names: a role, a hold, a resolution."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A row of the table of moves."""

    sources: str
    to: Badge
    resolutions: list[Badge]
    by: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage: the step that leads to it, and who comes next."""

    state: State
    url: str
    entered_by: str
    waits_on: str


@dataclass(frozen=True, slots=True)
class WorkflowPart:
    """What the handbook says of a workflow."""

    workflow: Workflow
    drawing: Flow
    stages: list[StageLine]
    moves: list[MoveLine]


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A severity with its rule and its target."""

    badge: Badge
    users: str
    breakage: str
    expected: str


@dataclass(frozen=True, slots=True)
class Hours:
    """A calendar: its zone, its hours day by day, and how many holidays it has."""

    name: str
    zone: str
    days: list[Named]
    target_day: str
    holidays: int


class SectionLine(NamedTuple):
    """A section that a ticket may have."""

    name: str
    types: str
    required: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the list of rules."""

    id: str
    slug: str
    title: str
    error: bool


def handbook(site: Site) -> Iterator[Page]:
    """All pages of the handbook."""
    policy = site.policy
    values: Mapping[str, object] = {
        "roles": [Named(role.name, role.title, role.description) for role in policy.roles.values()],
        "workflows": [_workflow(site, workflow) for workflow in policy.workflows.values()],
        "levels": list(_levels(site)),
        "holds": [Named(one.name, one.title, site.badges.role(one.waits_on)) for one in policy.holds.values()],
        "resolutions": [badge for name in policy.resolutions if (badge := site.badges.resolution(name))],
        "excuses": list(policy.excuses.values()),
        "sections": list(_sections(site)),
        "calendars": [_hours(site, name, versions) for name, versions in policy.calendars.items()],
        "warn_at": round(policy.warn_at * 100),
    }
    yield site.page("handbook/index.md", "handbook.html", "Handbook", values, searchable=True)
    families = [(title, _rules(prefix)) for prefix, title in FAMILIES.items() if _rules(prefix)]
    yield site.page("handbook/rules/index.md", "rules.html", "Rules", {"families": families})
    renderer = Renderer(policy.id_prefix, shallowest=2)
    for page in rule_pages():
        yield _rule_page(site, page, renderer)


def _rule_page(site: Site, page: RulePage, renderer: Renderer) -> Page:
    rule, text = page.rule, page.text
    first, _, rest = text.partition("\n\n")
    lead = " ".join(first.split())
    body: Markup = renderer.render(rest, Scope())
    values = {"rule": _rule(rule), "lead": lead.replace("`", ""), "body": body}
    return site.page(
        f"handbook/rules/{rule.id}.md",
        "rule.html",
        f"{rule.id} {rule.slug}",
        values,
        description=rule.title,
        searchable=True,
    )


def _rules(prefix: str) -> list[RuleLine]:
    return [_rule(page.rule) for page in rule_pages() if page.rule.id.startswith(prefix)]


def _rule(rule: Rule) -> RuleLine:
    return RuleLine(rule.id, rule.slug, rule.title.replace("`", ""), rule.severity is Severity.ERROR)


def _workflow(site: Site, workflow: Workflow) -> WorkflowPart:
    stages = [
        StageLine(
            state,
            f"stages/{state.name}/",
            entered_by(site, workflow, state),
            site.badges.role(state.waits_on) if state.waits_on and not state.closed else "nobody",
        )
        for state in workflow.states.values()
    ]
    return WorkflowPart(
        workflow, flow(workflow, site.policy), stages, [_move(site, workflow, move) for move in workflow.moves]
    )


def _move(site: Site, workflow: Workflow, move: Move) -> MoveLine:
    named = [name for name in move.sources if name in workflow.states or name == NEW]
    still_open = [state.name for state in workflow.states.values() if not state.closed]
    titles = ["New" if name == NEW else workflow.states[name].title for name in named]
    needs = move.required(site.policy.day_of(site.now, workflow.calendar or "default"))
    return MoveLine(
        sources="Any open stage" if named == still_open else ", ".join(titles),
        to=site.badges.state(workflow, move.to),
        resolutions=[badge for name in move.resolutions if (badge := site.badges.resolution(name))],
        by=_roles(site, move.by),
        needs=tuple(name for name in needs if not (name == "resolution" and move.resolutions)),
    )


def _levels(site: Site) -> Iterator[LevelLine]:
    for level in sorted(site.policy.severities.values(), key=lambda level: level.rank):
        badge = site.badges.severity(level.name)
        if badge:
            yield LevelLine(badge, level.users, level.breakage, level.expected)


def _sections(site: Site) -> Iterator[SectionLine]:
    for rule in site.policy.sections:
        if not rule.internal:
            titles = [site.policy.workflows[name].title for name in rule.types if name in site.policy.workflows]
            yield SectionLine(rule.name, ", ".join(titles) or "All", rule.required)


def _hours(site: Site, name: str, versions: tuple[CalendarVersion, ...]) -> Hours:
    today = site.policy.day_of(site.now, name)
    now = next((version for version in versions if version.window.covers(today)), versions[0])
    days = (
        [
            Named(key, title, ", ".join(f"{start}–{end}" for start, end in now.hours.get(key, ())) or "closed")
            for key, title in _WEEKDAYS.items()
        ]
        if now.hours is not None
        else [Named("all", "Every day", "00:00–24:00")]
    )
    day = formats.length(now.day) if now.hours is None else f"{now.day.total_seconds() / 3600:g} h"
    return Hours(name, now.timezone, days, day, len(now.holidays))


def _roles(site: Site, names: tuple[str, ...]) -> str:
    return " or ".join(site.badges.role(name) for name in names) or "anybody"
