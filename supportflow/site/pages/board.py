"""The board: a column for each stage of a workflow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supportflow.site.docs_tree import Page
from supportflow.site.pages.rows import Row
from supportflow.site.pages.site import Site

_CARDS = 40
_CLOSED_CARDS = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with its cards; `more` further tickets stand on the stage's own page."""

    title: str
    url: str
    waits_on: str
    cards: list[Row]
    count: int
    more: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A workflow with its columns."""

    name: str
    title: str
    description: str
    columns: list[Column]
    open: int


def board(site: Site) -> Page:
    """The page."""
    values = {"lanes": list(_lanes(site))}
    return site.page("board.md", "board.html", "Board", values, hide=("navigation", "toc"))


def _lanes(site: Site) -> Iterator[Lane]:
    by_place: dict[tuple[str, str], list[Row]] = {}
    for row in site.rows.values():
        by_place.setdefault((row.type, row.state.name), []).append(row)
    for workflow in site.policy.workflows.values():
        columns = []
        for state in workflow.states.values():
            rows = by_place.get((workflow.name, state.name), [])
            cards = rows[: _CLOSED_CARDS if state.closed else _CARDS]
            party = site.badges.role(state.waits_on) if state.waits_on and not state.closed else ""
            columns.append(
                Column(
                    state.title, f"stages/{state.name}/", party, cards, len(rows), len(rows) - len(cards), state.closed
                )
            )
        still = sum(column.count for column in columns if not column.closed)
        yield Lane(workflow.name, workflow.title, workflow.description, columns, still)
