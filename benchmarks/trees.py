"""Trees of invented tickets, like the corpus in size and shape: mostly closed, some 4 KB, with internal notes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

NOW = "2026-07-03T15:00:00Z"
"""The instant as of which the trees are checked and built."""

_SEED = 20260703
_LAST = datetime(2026, 7, 1, 9, tzinfo=UTC)
_A_FOLDER = 500
_LINKED = 0.2
_ERRORS = 0.3
_COMPONENTS = ("basket", "booking", "kiosk", "invoices", "search", "sign-in", "reports")
_THINGS = (
    "the list of bookings", "the receipt", "the basket", "the calendar", "the export", "the sign-in page",
    "the reminder", "the price of a season pass", "the seat map", "the waiting list", "the daily report",
)  # fmt: skip
_FAULTS = (
    "stays empty", "shows the day before", "is loaded twice", "forgets the filter", "breaks off after ten rows",
    "takes half a minute", "loses the last line", "cannot be closed on a phone", "shows prices without tax",
)  # fmt: skip
_CAUSES = (
    "The cache keeps the answer of the first request and gives it to the second.",
    "A time without a zone is read as local time on the one side and as UTC on the other.",
    "The query joins a table that has no row for new accounts, and the whole line is dropped.",
    "The component asks for its data before the session has been renewed, and takes no for an answer.",
    "The page sorts by text where it should sort by number, so that ten comes before two.",
    "Two requests race, and the slower one overwrites what the faster one has written.",
)
_TASKS = (
    "Write a test that fails as described above.", "Read the value once and hand it on.",
    "Remove the second code path, which nothing needs any more.", "Describe the change in the manual.",
    "Look at the other pages that use the same helper.", "Measure the page before and after.",
)  # fmt: skip
_ERROR_PATH = ("pending-evaluation", "evaluated", "scheduled", "qa-testing", "closed")
_REQUEST_PATH = ("open", "evaluated", "pending", "scheduled", "qa-testing", "monitor-and-close", "closed")
_OPERATOR = ("pending-evaluation", "open")
_IMPACTS = {
    "severe": "{users: all, breakage: multiple}",
    "high": "{users: majority, breakage: isolated}",
    "medium": "{users: minority, breakage: isolated}",
    "low": "{users: few, breakage: none}",
}


@dataclass(frozen=True)
class _Ticket:
    """What is drawn for one ticket before it is written."""

    number: int
    kind: str
    path: tuple[str, ...]
    times: tuple[datetime, ...]
    severity: str
    title: str

    def reached(self, state: str) -> bool:
        """Whether the ticket has come so far."""
        return state in self.path


def write_tree(folder: Path, count: int) -> None:
    """Invent this many tickets below `folder/tickets`; the same ones each time."""
    draw = random.Random(_SEED)  # noqa: S311 - the same each time is what is wanted
    for number in range(1, count + 1):
        ticket = _invent(draw, number, count)
        below = folder / "tickets" / f"{2020 + number // _A_FOLDER}"
        below.mkdir(parents=True, exist_ok=True)
        text = "\n".join((*_front_matter(draw, ticket), *_body(draw, ticket), ""))
        (below / f"SF-{number:04}.md").write_text(text, encoding="utf-8")


def _invent(draw: random.Random, number: int, count: int) -> _Ticket:
    is_error = draw.random() < _ERRORS
    states = _ERROR_PATH if is_error else _REQUEST_PATH
    length = len(states) if draw.random() < 6 / 7 else draw.randrange(1, len(states))
    first = _LAST - timedelta(hours=(count - number) * 12 + 240)
    times = tuple(first + timedelta(hours=5 * step + draw.randrange(4)) for step in range(length))
    thing = draw.choice(_THINGS)
    title = f"{thing[0].upper()}{thing[1:]} {draw.choice(_FAULTS)}"
    kind = "error" if is_error else "request"
    return _Ticket(number, kind, states[:length], times, draw.choice(list(_IMPACTS)), title)


def _front_matter(draw: random.Random, ticket: _Ticket) -> Iterator[str]:
    yield from ("---", f"id: SF-{ticket.number:04}", f"title: {ticket.title}", f"type: {ticket.kind}")
    yield f"state: {ticket.path[-1]}"
    if ticket.kind == "error":
        if ticket.reached("evaluated"):
            yield f"severity: {ticket.severity}"
        yield f"impact: {_IMPACTS[ticket.severity]}"
    yield f"component: {draw.choice(_COMPONENTS)}"
    yield from _required(ticket)
    if ticket.number > 1 and draw.random() < _LINKED:
        yield f"links: {{relates: [SF-{draw.randrange(1, ticket.number):04}]}}"
    yield "history:"
    for state, time in zip(ticket.path, ticket.times, strict=True):
        by = "operator" if state in _OPERATOR else "provider"
        rating = f", severity: {ticket.severity}" if state == "evaluated" and ticket.kind == "error" else ""
        yield f"  - {{at: {time.isoformat()}, by: {by}, state: {state}{rating}}}"
    yield from ("---", "")


def _required(ticket: _Ticket) -> Iterator[str]:
    """The fields that the moves of the path require."""
    if ticket.kind == "request" and ticket.reached("evaluated"):
        yield f"consultation: {(ticket.times[1] + timedelta(days=1)).isoformat()}"
    if ticket.reached("pending"):
        yield "estimate: 3 days"
    if ticket.reached("scheduled"):
        if ticket.kind == "request":
            yield f"approval: {ticket.times[2].date()}"
        yield f"scheduled_for: {ticket.times[-1].date()}"
    if ticket.reached("closed") or ticket.reached("monitor-and-close"):
        yield f"released_in: 4.{ticket.number // 100}.{ticket.number % 100}"
    if ticket.reached("closed"):
        yield "resolution: fixed"


def _body(draw: random.Random, ticket: _Ticket) -> Iterator[str]:
    about = f"{ticket.title}, in version 4.{ticket.number // 100}. {draw.choice(_CAUSES)}"
    if ticket.kind == "error":
        yield from ("## What happens", "", about, "", draw.choice(_CAUSES), "")
        yield from ("## Steps to reproduce", "", "1. Sign in with a test account.", f"2. Open {draw.choice(_THINGS)}.")
        yield from ("3. Wait until it has loaded.", "", "```console", f"$ shop open --page {ticket.number}", "```", "")
        yield from ("## Expected", "", *_check_list(draw), "")
    else:
        yield from ("## Brief", "", about, "", draw.choice(_CAUSES), "")
        yield from ("## Acceptance criteria", "", *_check_list(draw), "")
    if ticket.reached("closed"):
        yield from ("## Resolution", "", f"Done as `change-{ticket.number}`. {draw.choice(_CAUSES)}", "")
        yield from (draw.choice(_CAUSES), "", draw.choice(_CAUSES), "")
    yield from ("## Internal notes", "", "### Plan", "")
    yield from (f"{step}. {draw.choice(_TASKS)}" for step in range(1, draw.randrange(6, 14)))
    yield from ("", "### Notes", "")
    for _ in range(draw.randrange(4, 16)):
        yield f"{draw.choice(_CAUSES)} {draw.choice(_TASKS)} It concerns {draw.choice(_THINGS)} as well."
        yield ""


def _check_list(draw: random.Random) -> Iterator[str]:
    for row in range(1, draw.randrange(4, 9)):
        yield f"- [x] #{row} {draw.choice(_TASKS)} Checked with {draw.choice(_THINGS)}."
