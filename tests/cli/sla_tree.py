"""A small tracker with a ticket of each kind, for the tests of `supportflow sla`."""

from __future__ import annotations

from tests.sla.tickets import rated, text_of

# 29 June 2026 is a Monday; support.NOW is Friday, 3 July, 15:00
LATE = rated("severe", "06-30 09:00")
NEXT = rated("severe", "07-03 10:00")
PAUSED = rated("medium", "07-01 09:00") + "07-01 10:00 provider hold=third-party"
MET = rated("severe", "06-01 09:00") + "06-01 12:00 provider state=closed resolution=fixed"
MISSED = rated("high", "06-01 09:00") + "06-08 12:00 provider state=closed resolution=fixed"
REQUEST = "07-01 09:00 operator state=open"
HISTORIES = (LATE, NEXT, PAUSED, MET, MISSED)


def tree(**more: str) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {
        f"tickets/SF-{n:04}.md": text_of(lines, number=n, title=f"Ticket number {n} with a title that is rather long")
        for n, lines in enumerate(HISTORIES, start=1)
    }
    files["tickets/SF-0006.md"] = text_of(REQUEST, number=6, kind="request", top="severity: enhancement")
    return {**files, **more}
