"""Tickets in short, for tests of the figures: a line for each entry, all times UTC.

03-02 09:00 operator state=pending-evaluation
03-02 10:00 provider state=evaluated severity=severe
"""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta

from supportflow.model.policy import Policy
from supportflow.model.ticket import Ticket
from supportflow.sla.tracked import Tracked, track
from supportflow.sla.types import TicketSla
from supportflow.source.policy.load import default_policy, policy_from
from supportflow.source.ticket import read_document

POLICY = default_policy()
YEAR = 2026
LATER = "12-31 00:00"


def at(text: str) -> datetime:
    """An instant in UTC: `03-02 09:00`, with seconds where they are given, and a year in front where it is."""
    text = text if text[4] == "-" else f"{YEAR}-{text}"
    return datetime.fromisoformat(f"{text}+00:00").astimezone(UTC)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def policy(text: str) -> Policy:
    """The built-in policy with some TOML over it."""
    return policy_from(tomllib.loads(text), "supportflow.toml")


def entries(lines: str) -> list[tuple[str, str]]:
    """The instant of each line, and its entry as YAML."""
    found = []
    for line in lines.strip().splitlines():
        day, clock, role, *pairs = line.split()
        keys = ", ".join(pair.replace("=", ": ", 1) for pair in pairs)
        instant = at(f"{day} {clock}").isoformat()
        found.append((instant, f"{{at: {instant}, by: {role}, {keys}}}"))
    return found


def text_of(lines: str, *, top: str = "", kind: str = "error", number: int = 42, title: str = "A ticket") -> str:
    """A ticket file whose state and severity are those that its history ends in."""
    history = [entry for _, entry in entries(lines)]
    states = [line.split("state=")[1].split()[0] for line in lines.splitlines() if "state=" in line]
    rated = [line.split("severity=")[1].split()[0] for line in lines.splitlines() if "severity=" in line]
    rating = [f"severity: {rated[-1]}"] if rated else []
    front = [f"id: SF-{number:04}", f"title: {title}", f"type: {kind}", f"state: {states[-1]}", *rating]
    front += [line for line in top.splitlines() if line]
    section = "## What happens\n\nx\n\n## Steps to reproduce\n\nx" if kind == "error" else "## Brief\n\nx"
    return "\n".join(["---", *front, "history:", *(f"  - {entry}" for entry in history), "---", "", section, ""])


def ticket(
    lines: str, *, top: str = "", kind: str = "error", number: int = 42, by: Policy = POLICY, title: str = "A ticket"
) -> Ticket:
    """A ticket, read as every ticket is."""
    text = text_of(lines, top=top, kind=kind, number=number, title=title)
    found = read_document(f"tickets/SF-{number:04}.md", text.encode(), by).ticket
    assert found is not None
    return found


def tracked(
    lines: str, now: str = LATER, *, top: str = "", kind: str = "error", number: int = 42, by: Policy = POLICY
) -> Tracked:
    """A ticket with its figures."""
    (one,) = track([ticket(lines, top=top, kind=kind, number=number, by=by)], by, at(now))
    return one


def figure(lines: str, now: str = LATER, *, top: str = "", kind: str = "error", by: Policy = POLICY) -> TicketSla:
    """The figures of a ticket."""
    return tracked(lines, now, top=top, kind=kind, by=by).sla


def rated(severity: str, day: str = "03-02 09:00") -> str:
    """The first lines of an error that is reported and rated at the same instant; 2 March 2026 is a Monday."""
    return f"{day} operator state=pending-evaluation\n{day} provider state=evaluated severity={severity}\n"
