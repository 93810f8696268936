"""What may happen to a ticket next: who may do it, what it takes, and the command that does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from supportflow.lifecycle.next_moves import NextMove, next_moves
from supportflow.site.pages.badges import Badge
from supportflow.site.pages.site import Site
from supportflow.site.public import PublicTicket

_ID = "\N{SYMBOL FOR SUBSTITUTE}"
"""Stands for the id in what is rendered for many tickets."""

_PLACEHOLDERS = {
    "scheduled_for": "YYYY-MM-DD",
    "approval": "YYYY-MM-DD",
    "consultation": "YYYY-MM-DDTHH:MM:SSZ",
    "impact": "'{users: …, breakage: …}'",
}
_WORDS = {"note": "a note", "links.duplicates": "a link to the ticket that it duplicates"}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRow:
    """A legal next step; the command is what stands before and after the id."""

    verb: str
    badge: Badge
    resolutions: list[Badge]
    by: str
    needs: tuple[str, ...]
    command: tuple[str, str]


class Moves:
    """The next moves of every ticket, rendered once for each situation: tickets of a stage differ in the id alone."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._rendered: dict[tuple[str, str, tuple[str, ...]], Markup] = {}

    def of(self, ticket: PublicTicket) -> Markup:
        """The moves of a ticket; nothing where there are none."""
        key = (ticket.type, ticket.situation.state, ticket.holds)
        if key not in self._rendered:
            rows = move_rows(self._site, ticket)
            values = {"moves": rows, "id": _ID}
            self._rendered[key] = self._site.templates.render("moves.html", values) if rows else Markup()
        return self._rendered[key].replace(_ID, ticket.id)


def move_rows(site: Site, ticket: PublicTicket) -> list[MoveRow]:
    """The legal next moves in the policy's order, then the holds that can begin or end."""
    workflow = site.workflow(ticket)
    day = site.policy.day_of(site.now, workflow.calendar or "default")
    rows = [
        MoveRow(
            verb="Reopen as" if workflow.is_closed(ticket.state) else "Close as" if move.resolutions else "Move to",
            badge=site.badges.state(workflow, move.to),
            resolutions=[badge for name in move.resolutions if (badge := site.badges.resolution(name))],
            by=_roles(site, move.by),
            needs=tuple(_needs(move)),
            command=("move", " ".join((move.to, *_options(move)))),
        )
        for move in next_moves(workflow, ticket.situation, day)
    ]
    return rows if workflow.is_closed(ticket.state) else [*rows, *_holds(site, ticket)]


def _holds(site: Site, ticket: PublicTicket) -> Iterator[MoveRow]:
    for name in site.policy.holds:
        verb = "resume" if name in ticket.holds else "hold"
        yield MoveRow(
            verb="End the hold" if verb == "resume" else "Hold for",
            badge=site.badges.hold(name),
            resolutions=[],
            by=_roles(site, site.policy.entry_roles.get(verb, ())),
            needs=(),
            command=(verb, name),
        )


def _roles(site: Site, names: tuple[str, ...]) -> str:
    return " or ".join(site.badges.role(name) for name in names) or "anybody"


def _needs(move: NextMove) -> Iterator[str]:
    for name in move.needs:
        if name != "resolution":
            yield _WORDS.get(name, name.replace("_", " "))
    for name in move.sections:
        yield f"the section “{name}”"


def _options(move: NextMove) -> tuple[str, ...]:
    options = []
    for name in move.needs:
        if name == "note":
            options.append('--note "…"')
        elif name == "resolution" and len(move.resolutions) == 1:
            options.append(f"--set resolution={move.resolutions[0]}")
        else:
            options.append(f"--set {name}={_PLACEHOLDERS.get(name, '…')}")
    return tuple(options)
