"""Reading `target`: a pair, or several pairs that were in force one after the other."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

from supportflow.model.policy import ALWAYS, Target, Window
from supportflow.model.values import Duration, parse_duration
from supportflow.source.policy.table import Table

_FORM = 'write ["1d", "3d"], or [{range = ["1d", "3d"], effective_until = 2026-07-01}, …]'


def build_targets(table: Table, day: timedelta) -> tuple[Target, ...]:
    """The targets of a severity, in the order of the file; none for an empty list. A text or a pair of texts is in
    force without end, or as the severity's own `effective_from` and `effective_until` say; a table or a list of
    tables says so in each. `day` is the length of one target day.
    """
    value = table.raw("target")
    window = table.window()
    match value:
        case None:
            return ()
        case str():
            return _targets(table, [(table.same("target", {"range": [value, value]}), window)], day)
        case [str(), *_]:
            return _targets(table, [(table.same("target", {"range": value}), window)], day)
        case dict():
            rows = [table.sub("target")]
        case list():
            rows = [table.at("target", index, row) for index, row in enumerate(value)]
        case _:
            table.wrong("target", f"is no target; {_FORM}")
            return ()
    if rows and window != ALWAYS:
        table.wrong("target", "write effective_from and effective_until into each range, not beside them")
    return _targets(table, [(row, row.window()) for row in rows], day)


def _targets(table: Table, rows: list[tuple[Table, Window]], day: timedelta) -> tuple[Target, ...]:
    targets = []
    for row, window in rows:
        pair = _pair(row, day)
        row.done()
        if pair:
            targets.append(Target(earliest=pair[0], latest=pair[1], window=window))
    for first, second in combinations(targets, 2):
        if first.window.meets(second.window):
            ranges = " and ".join(f"{one.earliest.text}–{one.latest.text}" for one in (first, second))
            table.wrong("target", f"{ranges} are in force on the same day; let one end where the next begins")
    return tuple(targets)


def _pair(row: Table, day: timedelta) -> tuple[Duration, Duration] | None:
    match row.raw("range"):
        case [str(first), str(last)]:
            pass
        case _:
            row.wrong("", f"an earliest and a latest are expected; {_FORM}")
            return None
    try:
        earliest, latest = parse_duration(first), parse_duration(last)
        lengths = earliest.over(day), latest.over(day)
    except ValueError as error:
        row.wrong("", str(error))
        return None
    except OverflowError:
        row.wrong("", f"{first} or {last} is longer than anybody waits; write days, as 3d")
        return None
    if lengths[0] > lengths[1]:
        row.wrong("", f"the earliest ({first}) lies after the latest ({last}); write the shorter one first")
    if not lengths[1]:
        row.wrong("", "a target of no length is met by nobody; write 1h, or [] for no target")
    return earliest, latest
