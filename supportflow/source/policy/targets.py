"""Reading `target`: a pair, or several pairs that were in force one after the other."""

from __future__ import annotations

from datetime import timedelta

from supportflow.model.policy import Target
from supportflow.model.values import Duration, parse_duration
from supportflow.source.policy.table import Table

_FORM = 'write ["1d", "3d"], or [{range = ["1d", "3d"], effective_until = 2026-07-01}, …]'


def build_targets(table: Table, day: timedelta) -> tuple[Target, ...]:
    """The targets of a severity, in the order of the file. A pair of texts is in force without end, or as the
    severity's own `effective_from` and `effective_until` say. `day` is the length of one target day.
    """
    value = table.raw("target")
    window = table.window()
    match value:
        case None:
            return ()
        case str():
            rows = [Table({"range": [value, value]}, table.path, [])]
        case [str(), *_]:
            rows = [Table({"range": value}, table.path, [])]
        case list():
            rows = [table.at("target", index, row) for index, row in enumerate(value)]
        case dict():
            rows = [table.sub("target")]
        case _:
            table.wrong("target", f"no target; {_FORM}")
            return ()
    plain = isinstance(value, str) or (isinstance(value, list) and bool(value) and isinstance(value[0], str))
    targets = []
    for row in rows:
        pair = _pair(table, row.items("range"))
        own = window if plain else row.window()
        row.done()
        if pair is None:
            continue
        earliest, latest = pair
        if earliest.over(day) > latest.over(day):
            table.wrong("target", f"the earliest ({earliest.text}) lies after the latest ({latest.text})")
        targets.append(Target(earliest=earliest, latest=latest, window=own))
    return tuple(targets)


def _pair(table: Table, value: tuple[object, ...]) -> tuple[Duration, Duration] | None:
    match value:
        case (str(earliest), str(latest)):
            try:
                return parse_duration(earliest), parse_duration(latest)
            except ValueError as error:
                table.wrong("target", str(error))
        case _:
            table.wrong("target", f"an earliest and a latest are expected; {_FORM}")
    return None
