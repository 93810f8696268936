"""Writing holidays into the policy, as dates: a later release of the package that knows them changes no past figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from supportflow.model.policy import CalendarVersion, Policy
from supportflow.source.errors import UsageError
from supportflow.source.policy.load import OWN_FILE, PROJECT_FILE


def public_holidays(country: str, subdivision: str | None, years: Collection[int]) -> dict[date, str]:
    """The public holidays of a country (ISO 3166 code, as DE) or a part of it (as BY), with their names.

    Raises UsageError for a country, a part or a year that the `holidays` package does not know, and where it is not
    installed.
    """
    try:
        import holidays  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise UsageError('the package that knows holidays is missing: pip install "supportflow[holidays]"') from error
    try:
        found = holidays.country_holidays(country.upper(), subdiv=subdivision, years=list(years), language="en_US")
    except NotImplementedError as error:
        part = f" with the part {subdivision!r}" if subdivision else ""
        raise UsageError(
            f"no holidays are known for {country!r}{part}; write ISO codes, as DE or DE --part BY"
        ) from error
    if not found:
        raise UsageError(f"no holidays are known for {country!r} in {', '.join(map(str, years))}; name other years")
    return dict(sorted(found.items()))


def add_holidays(root: Path, policy: Policy, calendar: str, days: Mapping[date, str]) -> tuple[Path, list[date]]:
    """Add dates to a calendar of the policy's file, and say which file that is and which dates were new.

    Comments, layout and line ends stay. Where the tracker has no policy file yet, `supportflow.toml` is made; where
    the file does not have the calendar, the one in force is written out, since a calendar replaces as a whole. Of a
    calendar that has several versions, each gets the dates on which it is in force.
    """
    try:
        import tomlkit  # noqa: PLC0415 - the same extra
    except ImportError as error:
        raise UsageError('a package is missing: pip install "supportflow[holidays]"') from error
    path = _policy_file(root, policy)
    text = path.read_bytes().decode() if path.exists() else ""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(mark)
    document = tomlkit.parse(text)
    new: set[date] = set()
    for table, version in _calendar_tables(document, path, policy, calendar, tomlkit):
        missing = _missing(table.get("holidays"), version, days)
        if missing:
            table["holidays"] = _array(table.get("holidays"), missing, tomlkit)
            new.update(missing)
    if new:
        _write(path, mark + _line_ends(tomlkit.dumps(document), text))
    return path, sorted(new)


def _missing(listed: Iterable[object] | None, version: CalendarVersion, days: Mapping[date, str]) -> dict[date, str]:
    """Dates on which a version is in force and that it does not list."""
    known = set(listed or ())
    return {day: name for day, name in days.items() if version.window.covers(day) and day not in known}


def _line_ends(new: str, old: str) -> str:
    """A text with the line ends of the one that it replaces; a file that mixes them keeps each."""
    mixed = "\n" in old.replace("\r\n", "")
    return new if mixed or "\r\n" not in old else new.replace("\r\n", "\n").replace("\n", "\r\n")


def _policy_file(root: Path, policy: Policy) -> Path:
    return root / (policy.source if policy.source in (OWN_FILE, PROJECT_FILE) else OWN_FILE)


def _calendar_tables(
    document: Any,  # noqa: ANN401 - tomlkit's types are dynamic
    path: Path,
    policy: Policy,
    calendar: str,
    kit: Any,  # noqa: ANN401 - as above
) -> Iterator[tuple[Any, CalendarVersion]]:
    """The tables of the calendar in the document, each with the version that it is; made where there is none."""
    top = document
    if path.name == PROJECT_FILE:
        top = document["tool"]["supportflow"]
    calendars = top.get("calendars")
    if calendars is None:
        calendars = kit.table(is_super_table=True)
        top["calendars"] = calendars
    versions = policy.calendars[calendar]
    if calendar not in calendars:
        calendars[calendar] = _written_out(versions[-1], kit)
    table = calendars[calendar]
    if isinstance(table, str):
        raise UsageError(f"{path.name}: calendars.{calendar} is one word; write it as a table to give it holidays")
    yield from zip(table if isinstance(table, list) else (table,), versions, strict=True)


def _written_out(version: CalendarVersion, kit: Any) -> Any:  # noqa: ANN401 - as above
    table = kit.table()
    table["timezone"] = version.timezone
    if version.hours is None:
        table["hours"] = "always"
    else:
        hours = kit.inline_table()
        for name, spans in version.hours.items():
            hours[name] = [list(span) for span in spans]
        table["hours"] = hours
    table["holidays"] = _array(version.holidays, {}, kit)
    table["day"] = _length(version.day)
    return table


def _array(listed: Any, new: Mapping[date, str], kit: Any) -> Any:  # noqa: ANN401 - as above
    """The list with the new dates, one a line and its name beside it; a list that has lines keeps them."""
    has_lines = hasattr(listed, "as_string") and "\n" in listed.as_string()
    array = listed if has_lines else kit.array()
    if not has_lines:
        for day in listed or ():
            array.add_line(day)
        if hasattr(listed, "trivia"):
            array.trivia.comment_ws, array.trivia.comment = listed.trivia.comment_ws, listed.trivia.comment
    for day, name in sorted(new.items()):
        array.add_line(day, comment=name)
    if len(array) and not has_lines:
        array.add_line(indent="")
    return array


def _length(day: timedelta) -> str:
    minutes = int(day.total_seconds() // 60)
    return f"{minutes // 60}h" if minutes % 60 == 0 else f"{minutes}m"


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        raise UsageError(f"{path.name} cannot be written: {error.strerror}; check its permissions") from error
