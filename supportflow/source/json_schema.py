"""JSON Schemas of a ticket's front matter and of the policy, for editors. Both follow from what the readers read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supportflow.model.policy import Policy
from supportflow.model.schema import MOVE_FIELDS, REQUIRED_KEYS, FieldType
from supportflow.model.ticket import LINK_KINDS, SHOWS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DATE = r"^\d{4}-\d{2}-\d{2}$"
_INSTANT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$"

Schema = dict[str, object]


def ticket_schema(policy: Policy) -> Schema:
    """The schema of a front matter under a policy: its types, states, severities, holds and so on as choices."""
    states = dict.fromkeys(state for flow in policy.workflows.values() for state in flow.states)
    properties: Schema = {
        "id": {"type": "string", "pattern": rf"^{policy.id_prefix}-(\d{{4}}|[1-9]\d{{4,}})$"},
        "title": _text(),
        "type": _choice(policy.workflows),
        "state": _choice(states),
        "severity": _choice(policy.severities),
        **{name: _field(policy, name, kind) for name, kind in MOVE_FIELDS.items()},
        "subscribers": _list(_text("an alias of an account, never of a person")),
        "affects": _object({"versions": _list(_text()), "platforms": _list(_text())}),
        "audience": _choice(("stakeholders", "staff")),
        "attachments": _list(_attachment()),
        "links": _object({kind: _list(_text()) for kind in LINK_KINDS}),
        "waivers": _list(_waiver()),
        "custom": _object({name: _custom(key.type) for name, key in policy.custom.items()}),
        "imported": _object({"from": _text(), "at": _instant()}, ("from", "at")),
        "history": {"type": "array", "minItems": 1, "items": _entry(policy, tuple(states))},
    }
    return {
        "$schema": _DRAFT,
        "title": "supportflow ticket",
        "description": "The front matter of a ticket.",
        **_object(properties, REQUIRED_KEYS),
        "allOf": [_states_of(name, tuple(flow.states)) for name, flow in policy.workflows.items()],
    }


def _states_of(kind: str, states: tuple[str, ...]) -> Schema:
    return {
        "if": {"properties": {"type": {"const": kind}}},
        "then": {"properties": {"state": {"enum": list(states)}}},
    }


def _entry(policy: Policy, states: tuple[str, ...]) -> Schema:
    names = "|".join(policy.roles)
    properties: Schema = {
        "at": _instant(),
        "by": {
            "type": "string",
            "pattern": rf"^({names})(:@[^\s:@]+)?$",
            "description": "a role, or role:@handle",
        },
        "state": _choice(states),
        "severity": _choice(policy.severities),
        "hold": _choice(policy.holds),
        "resume": _choice(policy.holds),
        "excuse": _choice(policy.excuses),
        "note": _text(),
        "reason": _text(),
        **{name: _field(policy, name, kind) for name, kind in MOVE_FIELDS.items()},
    }
    actions = ("state", "hold", "resume", "excuse")
    alone = [
        {"required": [name], "not": {"anyOf": [{"required": [other]} for other in actions if other != name]}}
        for name in actions
    ]
    other = {
        "not": {"anyOf": [{"required": [name]} for name in actions]},
        "anyOf": [{"required": ["severity", "reason"]}, {"required": ["note"]}],
    }
    return {**_object(properties, ("at", "by")), "oneOf": [*alone, other]}


def _field(policy: Policy, name: str, kind: FieldType) -> Schema:
    match kind:
        case FieldType.DATE:
            return {"type": "string", "pattern": _DATE}
        case FieldType.INSTANT:
            return _instant()
        case FieldType.IMPACT:
            words = {"users": _choice(policy.users), "breakage": _choice(policy.breakages)}
            return _object(words, ("users", "breakage"))
    if name == "resolution":
        return _choice(policy.resolutions)
    return _choice(policy.components) if name == "component" and policy.components else _scalar()


def _attachment() -> Schema:
    return _object(
        {
            "file": _text("its path from the ticket's folder, as SF-0042/spinner.png"),
            "shows": _choice(SHOWS),
            "audience": _choice(("stakeholders", "staff")),
        },
        ("file", "shows"),
    )


def _waiver() -> Schema:
    keys = ("rule", "fingerprint", "reason", "by")
    return _object({**{key: _text() for key in keys}, "until": {"type": "string", "pattern": _DATE}}, keys)


def _custom(kind: str) -> Schema:
    types: dict[str, Schema] = {
        "integer": {"type": "integer"},
        "boolean": {"type": "boolean"},
        "date": {"type": "string", "pattern": _DATE},
        "list": _list(_text()),
    }
    return types.get(kind, _scalar())


def _object(properties: Mapping[str, object], required: tuple[str, ...] = ()) -> Schema:
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def _list(items: Mapping[str, object]) -> Schema:
    return {"type": "array", "items": items}


def _choice(names: Iterable[str]) -> Schema:
    return {"enum": list(names)}


def _text(description: str = "") -> Schema:
    schema: Schema = {"type": "string", "minLength": 1}
    return {**schema, "description": description} if description else schema


def _scalar() -> Schema:
    """A text is taken as it is written, so that an editor must not mind `released_in: 4.9`."""
    return {"type": ["string", "number", "boolean"]}


def _instant() -> Schema:
    return {"type": "string", "pattern": _INSTANT}


def policy_schema() -> Schema:
    """The schema of `supportflow.toml`, and of `[tool.supportflow]`."""
    window: Schema = {"effective_from": _toml_date(), "effective_until": _toml_date()}
    texts = _list(_text())
    requirement = {"anyOf": [_text(), _object({"field": _text(), **window}, ("field",))]}
    move = _object(
        {
            "from": texts,
            "to": _text(),
            "by": texts,
            "requires": _list(requirement),
            "resolution": texts,
            **window,
        },
        ("from", "to", "by"),
    )
    state = _object(
        {
            "title": _text(),
            "step": _text(),
            "details": _text(),
            "entered_by": texts,
            "waits_on": _text(),
            "clock": _flag(),
            "closed": _flag(),
            "rates": _flag(),
            "fulfils_promise": _flag(),
            **window,
        }
    )
    workflow = _object(
        {
            "title": _text(),
            "description": _text(),
            "severities": texts,
            "calendar": _text(),
            "states": _map(state),
            "moves": _list(move),
        }
    )
    pair: Schema = {"type": "array", "items": _text(), "minItems": 2, "maxItems": 2}
    target = _object({"range": pair, **window}, ("range",))
    condition = _object({"users": texts, "breakage": texts})
    severity = _object(
        {
            "title": _text(),
            "rank": {"type": "integer"},
            "users": _text(),
            "breakage": _text(),
            "expected": _text(),
            "impact": _list(condition),
            "calendar": _text(),
            "target": {"anyOf": [_text(), pair, target, _list(target)]},
            **window,
        }
    )
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    hours = {"anyOf": [{"const": "always"}, _object({day: _list(pair) for day in days})]}
    calendar = _object({"timezone": _text(), "hours": hours, "holidays": _list(_toml_date()), "day": _text(), **window})
    properties: Schema = {
        "extends": {"enum": ["default", "none"]},
        "id_prefix": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9]*$"},
        "clock_skew": _text(),
        "maintainers": texts,
        "components": texts,
        "roles": _map(_object({"title": _text(), "description": {"type": "string"}, "members": texts})),
        "entries": _object(dict.fromkeys(("severity", "excuse", "hold", "resume", "note"), texts)),
        "impact": _object({"users": texts, "breakage": texts}),
        "severities": _map(severity),
        "holds": _map(_object({"title": _text(), "waits_on": _text()})),
        "excuses": _map(_text()),
        "resolutions": _map(_object({"title": _text(), "counts": _flag()})),
        "sections": _map(_object({"types": texts, "required": _flag(), "internal": _flag()})),
        "custom": _map(_object({"title": _text(), "type": _choice(("text", "integer", "boolean", "date", "list"))})),
        "workflows": _map(workflow),
        "calendars": _map({"anyOf": [{"const": "always"}, calendar, _list(calendar)]}),
        "sla": _object({"warn_at": {"type": "number", "exclusiveMinimum": 0, "maximum": 1}}),
        "attachments": _object({"max_size": {"type": "string", "pattern": r"^\d+\s*(B|KiB|MiB|GiB)$"}}),
        "publishing": _object(
            {
                "site_name": _text(),
                "contact": {"type": "string"},
                "repo_url": {"type": "string"},
                "edit_uri": {"type": "string"},
                "notes": _flag(),
                "index": _flag(),
            }
        ),
    }
    return {"$schema": _DRAFT, "title": "supportflow policy", **_object(properties)}


def _map(values: Mapping[str, object]) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _flag() -> Schema:
    return {"type": "boolean"}


def _toml_date() -> Schema:
    return {"type": "string", "format": "date"}
