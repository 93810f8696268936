"""The schema of `supportflow.toml`, and of `[tool.supportflow]`."""

from __future__ import annotations

from supportflow.model.schema import REQUIRABLE
from supportflow.source.json_schema.parts import (
    DRAFT,
    Schema,
    choice,
    flag,
    list_of,
    map_of,
    matching,
    object_of,
    text,
)
from supportflow.source.policy.build import CUSTOM_TYPES
from supportflow.source.policy.calendars import ROUND_THE_CLOCK, WEEKDAYS

_DURATION = r"^(?=.)([0-9]+(\.[0-9]+)?d)?\s*([0-9]+h)?\s*([0-9]+m)?\s*([0-9]+s)?$"
_OPENS = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
_CLOSES = r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"


def policy_schema() -> Schema:
    """The schema of a policy, which is the same for every tracker."""
    texts = list_of(text())
    properties: Schema = {
        "extends": choice(("default", "none")),
        "id_prefix": matching("^[A-Za-z][A-Za-z0-9]*$", "what ids begin with, as SF"),
        "clock_skew": _duration("how far an entry's time may lie before the commit that adds it"),
        "maintainers": {**texts, "description": "handles of those who approve changes of the policy"},
        "components": {**texts, "description": "none listed: any component will do"},
        "roles": map_of(object_of({"title": _words(), "description": _words(), "members": texts})),
        "entries": object_of(dict.fromkeys(("severity", "excuse", "hold", "resume", "note"), texts)),
        "impact": object_of({"users": texts, "breakage": texts}),
        "severities": map_of(_severity()),
        "holds": map_of(object_of({"title": _words(), "waits_on": _words()})),
        "excuses": map_of(_words()),
        "resolutions": map_of(object_of({"title": _words(), "counts": flag()})),
        "sections": map_of(object_of({"types": texts, "required": flag(), "internal": flag()})),
        "custom": map_of(object_of({"title": _words(), "type": choice(CUSTOM_TYPES)})),
        "workflows": map_of(_workflow()),
        "calendars": map_of({"anyOf": [{"const": ROUND_THE_CLOCK}, _calendar(), _several(_calendar())]}),
        "sla": object_of(
            {
                "warn_at": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
                "respond_within": _duration("the time until a first answer"),
            }
        ),
        "attachments": object_of({"max_size": matching(r"^[0-9]+\s*(B|KiB|MiB|GiB)$", "as 25MiB")}),
        "publishing": object_of(
            {
                **dict.fromkeys(("site_name", "contact", "repo_url", "edit_uri"), _words()),
                "notes": flag("whether stakeholders see the notes of the history"),
                "index": flag("whether search engines may index the site"),
            }
        ),
    }
    return {"$schema": DRAFT, "title": "supportflow policy", **object_of(properties)}


def _severity() -> Schema:
    texts = list_of(text())
    pair: Schema = {"type": "array", "items": _duration(), "minItems": 2, "maxItems": 2}
    dated = object_of({"range": pair, **_window()}, ("range",))
    return object_of(
        {
            **dict.fromkeys(("title", "users", "breakage", "expected"), _words()),
            "rank": {"type": "integer", "description": "1 weighs most"},
            "impact": list_of(object_of({"users": texts, "breakage": texts})),
            "calendar": text(),
            "target": {"anyOf": [_duration(), pair, dated, list_of(dated)]},
            "respond_within": _duration(),
            **_window(),
        }
    )


def _workflow() -> Schema:
    keys: Schema = {
        "title": _words(),
        "description": _words(),
        "severities": list_of(text()),
        "calendar": text(),
        "states": {**map_of(_state()), "minProperties": 1},
        "moves": {**list_of(_move()), "minItems": 1},
    }
    return object_of(keys, ("states", "moves"))


def _state() -> Schema:
    return object_of(
        {
            **dict.fromkeys(("title", "step", "details"), _words()),
            "entered_by": list_of(text()),
            "waits_on": _words(),
            "clock": flag("whether time in it counts"),
            "closed": flag("whether the work is done"),
            "rates": flag("whether an entry into it may carry the severity"),
            "fulfils_promise": flag("whether entering it keeps the promise of a request"),
            **_window(),
        }
    )


def _move() -> Schema:
    texts = {**list_of(text()), "minItems": 1}
    name = {"anyOf": [choice(REQUIRABLE), matching(r"^(custom\..|## .)")]}
    need = {"anyOf": [name, object_of({"field": name, **_window()}, ("field",))]}
    keys = {"from": texts, "to": text(), "by": texts, "requires": list_of(need), "resolution": texts, **_window()}
    return object_of(keys, ("from", "to", "by"))


def _calendar() -> Schema:
    span: Schema = {
        "type": "array",
        "prefixItems": [matching(_OPENS), matching(_CLOSES)],
        "minItems": 2,
        "maxItems": 2,
    }
    week = {**object_of({day: list_of(span) for day in WEEKDAYS}), "minProperties": 1}
    keys: Schema = {
        "timezone": text("as Europe/Berlin"),
        "hours": {"anyOf": [{"const": ROUND_THE_CLOCK}, week]},
        "holidays": list_of(_day()),
        "day": _duration("the length of one target day"),
        **_window(),
    }
    return object_of(keys, ("hours",))


def _several(items: Schema) -> Schema:
    return {**list_of(items), "minItems": 1}


def _window() -> Schema:
    return {"effective_from": _day(), "effective_until": _day()}


def _day() -> Schema:
    """A date of TOML, which editors hand on as a text."""
    return {"type": "string", "format": "date"}


def _duration(description: str = "") -> Schema:
    return matching(_DURATION, description)


def _words() -> Schema:
    return {"type": "string"}
