"""From TOML tables to the frozen policy. What cannot be read is noted, and everything else still built."""

from __future__ import annotations

import re
from datetime import timedelta
from types import MappingProxyType

from supportflow.model.names import section_key
from supportflow.model.policy import (
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
from supportflow.source.policy.calendars import build_calendars
from supportflow.source.policy.table import Table
from supportflow.source.policy.targets import build_targets
from supportflow.source.policy.workflows import build_workflow

_SIZE = re.compile(r"([0-9]+)\s*(B|KiB|MiB|GiB)")
_UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
CUSTOM_TYPES = ("text", "integer", "boolean", "date", "list")


def build_policy(data: object, source: str) -> tuple[Policy, list[PolicyProblem]]:
    """Build a policy from merged TOML data. Gives the policy and what is wrong with it; the policy is of use only
    where nothing is.
    """
    problems: list[PolicyProblem] = []
    top = Table(data, "", problems)
    top.has("extends")
    calendars = build_calendars(top.sub("calendars"))
    severities = _severities(top.sub("severities"), calendars)
    policy = Policy(
        source=source,
        id_prefix=top.text("id_prefix", "SF"),
        clock_skew=top.duration("clock_skew", "24h"),
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
        respond_within=_response(top.sub("sla")),
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
            rank=table.integer("rank", index + 1),
            users=table.text("users"),
            breakage=table.text("breakage"),
            expected=table.text("expected"),
            targets=build_targets(table, day),
            impact=tuple(
                _condition(table.at("impact", number, row)) for number, row in enumerate(table.items("impact"))
            ),
            calendar=calendar,
            respond_within=_response(table),
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


def _response(table: Table) -> Duration | None:
    """`respond_within`: working time until the first reaction; off where it is missing."""
    text = table.text("respond_within")
    if not text:
        return None
    try:
        return parse_duration(text)
    except ValueError as error:
        table.wrong("respond_within", f"{text!r}: {error}")
        return None


def _warn_at(table: Table) -> float:
    share = table.number("warn_at", 0.8)
    table.has("respond_within")
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
