"""From TOML tables to the frozen policy. What cannot be read is noted, and everything else still built."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

from supportflow.model.names import section_key
from supportflow.model.policy import (
    ALWAYS,
    CalendarVersion,
    Condition,
    CustomKey,
    Hold,
    Policy,
    Publishing,
    Resolution,
    Role,
    SectionRule,
    SeverityLevel,
)
from supportflow.model.values import Duration, parse_duration
from supportflow.source.errors import PolicyProblem
from supportflow.source.policy.table import Table
from supportflow.source.policy.targets import build_targets
from supportflow.source.policy.workflows import build_workflow

_SIZE = re.compile(r"([0-9]+)\s*(B|KiB|MiB|GiB)")
_UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
_SPAN = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CUSTOM_TYPES = ("text", "integer", "boolean", "date", "list")


def build_policy(data: object, source: str) -> tuple[Policy, list[PolicyProblem]]:
    """Build a policy from merged TOML data. Gives the policy and what is wrong with it; the policy is of use only
    where nothing is.
    """
    problems: list[PolicyProblem] = []
    top = Table(data, "", problems)
    top.raw("extends")
    calendars = _calendars(top.sub("calendars"))
    severities = _severities(top.sub("severities"), calendars)
    policy = Policy(
        source=source,
        id_prefix=top.text("id_prefix", "SF"),
        clock_skew=_duration(top, "clock_skew", "24h"),
        maintainers=top.texts("maintainers"),
        components=top.texts("components"),
        roles=MappingProxyType({name: _role(name, table) for name, table in top.sub("roles").subs()}),
        entry_roles=MappingProxyType(_entry_roles(top.sub("entries"))),
        users=_impact(top, "users"),
        breakages=_impact(top, "breakage"),
        severities=MappingProxyType(severities),
        workflows=MappingProxyType(
            {name: build_workflow(name, table, tuple(severities)) for name, table in top.sub("workflows").subs()}
        ),
        holds=MappingProxyType({name: _hold(name, table) for name, table in top.sub("holds").subs()}),
        excuses=MappingProxyType({name: top.sub("excuses").text(name) for name in top.sub("excuses").names()}),
        resolutions=MappingProxyType({name: _resolution(name, table) for name, table in top.sub("resolutions").subs()}),
        sections=tuple(_section(name, table) for name, table in top.sub("sections").subs()),
        custom=MappingProxyType({name: _custom(name, table) for name, table in top.sub("custom").subs()}),
        calendars=MappingProxyType(calendars),
        warn_at=_warn_at(top.sub("sla")),
        max_attachment=_max_size(top.sub("attachments")),
        publishing=_publishing(top.sub("publishing")),
    )
    top.done()
    return policy, problems


def _role(name: str, table: Table) -> Role:
    role = Role(
        name=name,
        title=table.text("title", _title(name)),
        description=table.text("description"),
        members=table.texts("members"),
    )
    table.done()
    return role


def _entry_roles(table: Table) -> dict[str, tuple[str, ...]]:
    kinds = ("severity", "excuse", "hold", "resume", "note")
    roles = {kind: table.texts(kind) for kind in kinds if table.has(kind)}
    table.done()
    return roles


def _impact(top: Table, key: str) -> tuple[str, ...]:
    table = top.sub("impact")
    words = table.texts(key)
    table.has("users")
    table.has("breakage")
    if key == "users":
        table.done()
    return words


def _severities(tables: Table, calendars: dict[str, tuple[CalendarVersion, ...]]) -> dict[str, SeverityLevel]:
    levels = {}
    for index, (name, table) in enumerate(tables.subs()):
        calendar = table.text("calendar", "default")
        versions = calendars.get(calendar)
        day = versions[-1].day if versions else timedelta(hours=8)
        levels[name] = SeverityLevel(
            name=name,
            title=table.text("title", _title(name)),
            rank=int(table.number("rank", index + 1)),
            users=table.text("users"),
            breakage=table.text("breakage"),
            expected=table.text("expected"),
            targets=build_targets(table, day),
            impact=tuple(
                _condition(table.at("impact", number, row)) for number, row in enumerate(table.items("impact"))
            ),
            calendar=calendar,
        )
        table.done()
    return levels


def _condition(table: Table) -> Condition:
    condition = Condition(users=table.texts("users"), breakage=table.texts("breakage"))
    table.done()
    return condition


def _hold(name: str, table: Table) -> Hold:
    hold = Hold(name=name, title=table.text("title", _title(name)), waits_on=table.text("waits_on"))
    table.done()
    return hold


def _resolution(name: str, table: Table) -> Resolution:
    resolution = Resolution(name=name, title=table.text("title", _title(name)), counts=table.flag("counts"))
    table.done()
    return resolution


def _section(name: str, table: Table) -> SectionRule:
    rule = SectionRule(
        name=name,
        key=section_key(name),
        types=table.texts("types"),
        required=table.flag("required"),
        internal=table.flag("internal"),
    )
    table.done()
    return rule


def _custom(name: str, table: Table) -> CustomKey:
    kind = table.text("type", "text")
    if kind not in CUSTOM_TYPES:
        table.wrong("type", f"{kind!r} is no type; one of {', '.join(CUSTOM_TYPES)}")
    key = CustomKey(name=name, title=table.text("title", _title(name)), type=kind)
    table.done()
    return key


def _calendars(tables: Table) -> dict[str, tuple[CalendarVersion, ...]]:
    calendars: dict[str, tuple[CalendarVersion, ...]] = {}
    for name in tables.names():
        value = tables.raw(name)
        if value == "always":
            value = {"hours": "always"}
        if isinstance(value, list):
            versions = tuple(_calendar(tables.at(name, index, row)) for index, row in enumerate(value))
        else:
            versions = (_calendar(tables.same(name, value)),)
        if versions:
            calendars[name] = versions
        else:
            tables.wrong(name, 'has no hours; write hours = {mon = [["09:00", "17:00"]]} or hours = "always"')
    calendars.setdefault("default", (_always(),))
    return calendars


def _always() -> CalendarVersion:
    return CalendarVersion(timezone="UTC", hours=None, holidays=(), day=timedelta(hours=24), window=ALWAYS)


def _calendar(table: Table) -> CalendarVersion:
    zone = table.text("timezone", "UTC")
    if not _is_zone(zone):
        table.wrong("timezone", f"{zone!r} is no time zone; write one as Europe/Berlin or UTC")
        zone = "UTC"
    hours = None if table.raw("hours") == "always" else _hours(table.sub("hours"))
    version = CalendarVersion(
        timezone=zone,
        hours=hours,
        holidays=tuple(_holidays(table)),
        day=_duration(table, "day", "24h" if hours is None else "8h"),
        window=table.window(),
    )
    table.done()
    return version


def _is_zone(key: str) -> bool:
    """Whether a key names a zone of the IANA database; the machine's own and those with leap seconds do not."""
    if key in ("localtime", "posixrules") or key.startswith(("posix/", "right/")):
        return False
    try:
        ZoneInfo(key)
    except (KeyError, OSError, ValueError):
        return False
    return True


def _hours(table: Table) -> dict[str, tuple[tuple[str, str], ...]]:
    hours = {day: _spans(table, day) for day in WEEKDAYS if table.has(day)}
    if not any(hours.values()):
        table.wrong("", 'a calendar without hours counts nothing; write mon = [["09:00", "17:00"]]')
    table.done()
    return hours


def _spans(table: Table, day: str) -> tuple[tuple[str, str], ...]:
    spans: list[tuple[str, str]] = []
    for row in table.items(day):
        match row:
            case [str(start), str(end)] if _SPAN.fullmatch(start) and (end == "24:00" or _SPAN.fullmatch(end)):
                if end <= start:
                    table.wrong(day, f"the span {start}–{end} ends before it begins; split it at 24:00")
                spans.append((start, end))
            case _:
                table.wrong(day, f'{row!r} is no span; write ["09:00", "17:00"], at the latest "24:00"')
    spans.sort()
    for (start, end), (later, until) in pairwise(spans):
        if later < end:
            table.wrong(day, f"the hours {start}–{end} and {later}–{until} overlap")
    return tuple(spans)


def _holidays(table: Table) -> list[date]:
    days = []
    for row in table.items("holidays"):
        if isinstance(row, datetime) or not isinstance(row, date):
            table.wrong("holidays", f"{row!r} is no date; write it without quotes, as 2026-12-25")
        else:
            days.append(row)
    return sorted(set(days))


def _duration(table: Table, key: str, default: str) -> timedelta:
    text = table.text(key, default)
    try:
        duration: Duration = parse_duration(text)
    except ValueError as error:
        table.wrong(key, f"{text!r}: {error}")
        duration = parse_duration(default)
    length = duration.over(timedelta(hours=24))
    if key == "day" and length <= timedelta(0):
        table.wrong(key, "a day of no length is no unit; write 8h")
        return timedelta(hours=8)
    return length


def _warn_at(table: Table) -> float:
    share = table.number("warn_at", 0.8)
    if not 0 < share <= 1:
        table.wrong("warn_at", f"{share} is no share of the target; write one between 0 and 1, as 0.8")
    table.done()
    return share


def _max_size(table: Table) -> int:
    text = table.text("max_size", "25MiB")
    found = _SIZE.fullmatch(text)
    if not found:
        table.wrong("max_size", f"{text!r} is no size; write it as 25MiB")
    table.done()
    return int(found[1]) * _UNITS[found[2]] if found else 25 * 2**20


def _publishing(table: Table) -> Publishing:
    publishing = Publishing(
        site_name=table.text("site_name", "Support tickets"),
        contact=table.text("contact"),
        repo_url=table.text("repo_url"),
        edit_uri=table.text("edit_uri"),
        notes=table.flag("notes"),
        index=table.flag("index"),
    )
    table.done()
    return publishing


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()
