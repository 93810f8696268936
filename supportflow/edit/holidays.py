"""Writing holidays into the policy, as dates: a later release of the package that knows them changes no past figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from supportflow.model.policy import CalendarVersion, Policy
from supportflow.source.errors import UsageError
from supportflow.source.policy.load import OWN_FILE, PROJECT_FILE


def public_holidays(country: str, subdivision: str | None, years: Iterable[int]) -> dict[date, str]:
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
    return dict(sorted(found.items()))


def add_holidays(root: Path, policy: Policy, calendar: str, days: Mapping[date, str]) -> tuple[Path, list[date]]:
    """Add dates to a calendar of the policy's file, and say which file that is and which dates were new.

    Comments and layout stay. Where the tracker has no policy file yet, `supportflow.toml` is made; where the file
    does not have the calendar, the one in force is written out, since a calendar replaces as a whole.
    """
    try:
        import tomlkit  # noqa: PLC0415 - the same extra
    except ImportError as error:
        raise UsageError('a package is missing: pip install "supportflow[holidays]"') from error
    path = _policy_file(root, policy)
    text = path.read_bytes().decode("utf-8-sig") if path.exists() else ""
    document = tomlkit.parse(text)
    table = _calendar_table(document, path, policy, calendar, tomlkit)
    listed = table.get("holidays")
    known = {day for day in listed or () if isinstance(day, date)}
    new = [day for day in days if day not in known]
    if new:
        table["holidays"] = _array(listed, {day: days[day] for day in new}, tomlkit)
        _write(path, tomlkit.dumps(document))
    return path, new


def _policy_file(root: Path, policy: Policy) -> Path:
    return root / (policy.source if policy.source in (OWN_FILE, PROJECT_FILE) else OWN_FILE)


def _calendar_table(document: Any, path: Path, policy: Policy, calendar: str, kit: Any) -> Any:  # noqa: ANN401
    """The table of the calendar in the document, made where it is missing. tomlkit's types are dynamic."""
    top = document
    if path.name == PROJECT_FILE:
        top = document["tool"]["supportflow"]
    calendars = top.get("calendars")
    if calendars is None:
        calendars = kit.table(is_super_table=True)
        top["calendars"] = calendars
    if calendar not in calendars:
        calendars[calendar] = _written_out(policy.calendars[calendar][-1], kit)
    table = calendars[calendar]
    if isinstance(table, list):
        table = table[-1]
    if isinstance(table, str):
        raise UsageError(f"{path.name}: calendars.{calendar} is one word; write it as a table to give it holidays")
    return table


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
