"""Pages that list tickets: for each stage, each severity, each party that has to act, and all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from supportflow.model.policy import State, Workflow
from supportflow.site.docs_tree import Page
from supportflow.site.pages.rows import Row, newest_first
from supportflow.site.pages.site import Site

PER_PAGE = 200


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of tickets with its pages: the first at `<stem>/`, the others at `<stem>/2/` and so on.
    `without` is the column that would say the same in every row.
    """

    stem: str
    title: str
    kind: str
    rows: Sequence[Row]
    intro: object = None
    grouped: bool = False
    empty: str = "No ticket stands here."
    without: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class StageIntro:
    """What the policy says of a stage, for one workflow."""

    workflow: str
    step: str
    details: str
    entered_by: str
    waits_on: str
    clock: bool
    closed: bool


def stage_names(site: Site) -> dict[str, str]:
    """The stages of all workflows with their titles; a name that two workflows share stands once."""
    names: dict[str, str] = {}
    for workflow in site.policy.workflows.values():
        for state in workflow.states.values():
            names.setdefault(state.name, state.title)
    return names


def stage_listings(site: Site) -> Iterator[Listing]:
    """A listing for each stage."""
    by_state: dict[str, list[Row]] = {}
    for row in site.rows.values():
        by_state.setdefault(row.state.name, []).append(row)
    order = {name: index for index, name in enumerate(site.policy.workflows)}
    for name, title in stage_names(site).items():
        rows = sorted(by_state.get(name, []), key=lambda row: order[row.type])
        intros = [
            _intro(site, workflow, workflow.states[name])
            for workflow in site.policy.workflows.values()
            if name in workflow.states
        ]
        yield Listing(
            f"stages/{name}",
            title,
            "Stage",
            rows,
            intros,
            grouped=len(intros) > 1,
            empty="No ticket is in this stage.",
            without="stage",
        )


def severity_listings(site: Site) -> Iterator[Listing]:
    """A listing for each severity: open tickets first."""
    by_severity: dict[str, list[Row]] = {}
    for row in site.rows.values():
        by_severity.setdefault(row.severity.name if row.severity else "", []).append(row)
    for level in sorted(site.policy.severities.values(), key=lambda level: level.rank):
        yield Listing(
            f"severities/{level.name}",
            level.title,
            "Severity",
            by_severity.get(level.name, []),
            level,
            empty="No ticket has this severity.",
            without="severity",
        )


def waiting_on(site: Site) -> dict[str, list[Row]]:
    """Open tickets by who has to act: the roles of the policy, then others, those without tickets left out."""
    by_party: dict[str, list[Row]] = {}
    for row in site.open_rows:
        if row.waits_on:
            by_party.setdefault(row.waits_on, []).append(row)
    order = {name: index for index, name in enumerate(site.policy.roles)}
    return dict(sorted(by_party.items(), key=lambda item: (-len(item[1]), order.get(item[0], len(order)), item[0])))


def waiting_listings(site: Site) -> Iterator[Listing]:
    """A listing for each party that states or holds can wait for."""
    found = waiting_on(site)
    for name in parties(site):
        yield Listing(
            f"waiting/{name}",
            site.badges.role(name),
            "Waiting on",
            found.get(name, []),
            empty="Nothing waits here.",
            without="waiting",
        )


def parties(site: Site) -> list[str]:
    """Everybody whom the policy lets a ticket wait on: roles in their order, then others."""
    states = (state for workflow in site.policy.workflows.values() for state in workflow.states.values())
    named = {state.waits_on for state in states if not state.closed}
    named |= {hold.waits_on for hold in site.policy.holds.values()}
    named |= {row.waits_on for row in site.open_rows}
    roles = [name for name in site.policy.roles if name in named]
    return roles + sorted(name for name in named if name and name not in roles)


def index_listing(site: Site) -> Listing:
    """All tickets, the newest first."""
    return Listing(
        "tickets", "All tickets", "", newest_first(list(site.rows.values())), empty="There are no tickets yet."
    )


def pages(site: Site, listing: Listing, template: str = "listing.html") -> Iterator[Page]:
    """The pages of a listing."""
    count = max(1, -(-len(listing.rows) // PER_PAGE))
    for number in range(1, count + 1):
        rows = listing.rows[(number - 1) * PER_PAGE : number * PER_PAGE]
        path = f"{listing.stem}/{number}.md" if number > 1 else _first(listing)
        title = listing.title if number == 1 else f"{listing.title}, page {number}"
        values = {
            "listing": listing,
            "groups": _groups(listing, rows),
            "number": number,
            "count": count,
            "open_count": sum(1 for row in listing.rows if not row.closed),
        }
        hide = ("navigation", "toc") if listing.stem == "tickets" else ("toc",)
        yield site.page(path, template, title, values, hide=hide)


def _first(listing: Listing) -> str:
    return "tickets/index.md" if listing.stem == "tickets" else f"{listing.stem}.md"


def _groups(listing: Listing, rows: Sequence[Row]) -> list[Group]:
    if not listing.grouped:
        return [Group("", list(rows))] if rows else []
    return [Group(title, list(group)) for title, group in groupby(rows, key=lambda row: row.type_title)]


def entered_by(site: Site, workflow: Workflow, state: State) -> str:
    """Who moves tickets into a stage: as the policy describes it, or by whom its moves are."""
    by_moves = (role for move in workflow.moves if move.to == state.name for role in move.by)
    names = state.entered_by or tuple(dict.fromkeys(by_moves))
    return " or ".join(site.badges.role(name) for name in names) or "anybody"


def _intro(site: Site, workflow: Workflow, state: State) -> StageIntro:
    return StageIntro(
        workflow=workflow.title,
        step=state.step,
        details=state.details,
        entered_by=entered_by(site, workflow, state),
        waits_on=site.badges.role(state.waits_on) if state.waits_on and not state.closed else "",
        clock=state.clock,
        closed=state.closed,
    )
