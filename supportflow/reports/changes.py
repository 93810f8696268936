"""What a change does, in words: as text, as Markdown, as data."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from supportflow.lint.changes import Changes, Side, TicketChange, What
from supportflow.reports.base import columns, counted, json_text, visible
from supportflow.reports.markdown import code

SCHEMA_VERSION = 1
_ARROW = " -> "
_LABEL = 10
_SHOWN = 10


def as_text(changes: Changes, paint: Callable[[str, str], str], width: int) -> str:
    """For a terminal, at most `width` columns wide."""
    lines = [paint(summary(changes), "strong")]
    for one in changes.tickets:
        lines += ["", _head(one, paint, width)]
        for label, value in _facts(one):
            start = f"  {label:<{_LABEL}}"
            wrapped = textwrap.wrap(
                value, width, initial_indent=start, subsequent_indent=" " * len(start), break_on_hyphens=False
            )
            lines += wrapped or [start.rstrip()]
    if changes.others:
        lines += ["", f"Other files: {len(changes.others)}"]
        lines += [f"  {visible(path)}" for path in changes.others[:_SHOWN]]
        if len(changes.others) > _SHOWN:
            lines.append(f"  and {len(changes.others) - _SHOWN} more")
    return "\n".join(lines) + "\n"


def as_markdown(changes: Changes) -> str:
    """For a comment or a step summary; what comes from tickets stands in code spans."""
    lines = [f"### {summary(changes)}"]
    for one in changes.tickets:
        lines += ["", f"- **{one.what}** {code(one.ticket)} {code(one.title)}"]
        lines += [f"  - {label}: {code(value)}" for label, value in _facts(one)]
    if changes.others:
        lines += ["", f"Other files: {len(changes.others)}", ""]
        lines += [f"- {code(path)}" for path in changes.others[:_SHOWN]]
        if len(changes.others) > _SHOWN:
            lines.append(f"- and {len(changes.others) - _SHOWN} more")
    return "\n".join(lines) + "\n"


def as_json(changes: Changes) -> str:
    """For programs: schema version 1, every key always there."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "summary": {"tickets": len(changes.tickets), **{what.value: changes.count(what) for what in What}},
        "tickets": [_data(one) for one in changes.tickets],
        "other_files": list(changes.others),
    }
    return json_text(data)


def summary(changes: Changes) -> str:
    """`3 tickets: 1 new, 2 moved`."""
    parts = [f"{changes.count(what)} {what}" for what in What if changes.count(what)]
    counts = counted(len(changes.tickets), "ticket")
    return f"{counts}: {', '.join(parts)}" if parts else "No ticket is changed"


def _head(one: TicketChange, paint: Callable[[str, str], str], width: int) -> str:
    left = f"{visible(one.ticket)}  {one.what}  "
    title = visible(one.title)
    while title and columns(left + title) > width:
        title = f"{title[:-2]}…" if len(title) > 1 else ""
    return f"{paint(visible(one.ticket), 'strong')}  {one.what}  {title}".rstrip()


def _facts(one: TicketChange) -> Iterator[tuple[str, str]]:
    before, after = one.before, one.after
    if one.old_path:
        yield "file", visible(f"{one.old_path}{_ARROW}{one.path}")
    if one.what is What.UNREADABLE:
        yield "file", visible(f"{one.path} cannot be read: supportflow check says why")
        return
    states = _path(before, after, one.moves)
    if len(states) > 1 or one.what in (What.NEW, What.DELETED):
        yield "state", visible(_ARROW.join(states))
    yield from _differences(before, after, always=one.what is What.NEW)
    if one.fields:
        yield "fields", visible(", ".join(one.fields))
    added = [counted(one.notes, "note")] if one.notes else []
    added += ["the text"] if one.text else []
    if added:
        yield "also", ", ".join(added)


def _path(before: Side | None, after: Side | None, moves: tuple[str, ...]) -> list[str]:
    states = [before.state] if before else []
    states += moves
    end = after.state if after else None
    return states if end is None or states[-1:] == [end] else [*states, end]


def _differences(before: Side | None, after: Side | None, *, always: bool) -> Iterator[tuple[str, str]]:
    for label, show in _SHOW.items():
        values = [show(side) for side in (before, after) if side]
        if always and values[-1:] not in ([], ["none"]):
            yield label, visible(values[-1])
        elif len(set(values)) > 1:
            yield label, visible(_ARROW.join(values))


def _due(side: Side) -> str:
    if side.due:
        return f"{side.due.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return side.promised_for.isoformat() if side.promised_for and not side.closed else "none"


_SHOW: dict[str, Callable[[Side], str]] = {
    "severity": lambda side: side.severity or "none",
    "holds": lambda side: ", ".join(side.holds) or "none",
    "due": _due,
    "SLA": lambda side: side.sla or "none",
    "waits on": lambda side: side.waits_on or "nobody",
}


def _data(one: TicketChange) -> dict[str, object]:
    return {
        "ticket": one.ticket,
        "path": one.path,
        "old_path": one.old_path,
        "what": one.what.value,
        "title": one.title,
        "before": _side(one.before),
        "after": _side(one.after),
        "moves": list(one.moves),
        "fields": list(one.fields),
        "notes": one.notes,
        "text": one.text,
    }


def _side(side: Side | None) -> dict[str, object] | None:
    if side is None:
        return None
    return {
        "title": side.title,
        "state": side.state,
        "severity": side.severity,
        "holds": list(side.holds),
        "waits_on": side.waits_on or None,
        "sla": side.sla,
        "due": _iso(side.due),
        "promised_for": side.promised_for.isoformat() if side.promised_for else None,
        "closed": side.closed,
    }


def _iso(instant: datetime | None) -> str | None:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z") if instant else None
