"""The schema of a ticket's front matter, by the policy."""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.policy import Policy, Workflow
from supportflow.model.schema import MOVE_FIELDS, REQUIRED_KEYS, FieldType
from supportflow.model.ticket import LINK_KINDS, SHOWS
from supportflow.source.json_schema.parts import DRAFT, Schema, choice, list_of, matching, object_of

_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_INSTANT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$"
_AUDIENCES = ("stakeholders", "staff")


def ticket_schema(policy: Policy) -> Schema:
    """The schema of a front matter under a policy: its types, states, severities, holds and so on as choices."""
    states = tuple(dict.fromkeys(state for flow in policy.workflows.values() for state in flow.states))
    properties: Schema = {
        "id": matching(_id(policy)),
        "title": _text(),
        "type": choice(policy.workflows),
        "state": choice(states),
        "severity": choice(policy.severities),
        **_fields(policy),
        "subscribers": list_of(_text("an alias of an account, never of a person")),
        "affects": object_of({"versions": list_of(_text()), "platforms": list_of(_text())}),
        "audience": choice(_AUDIENCES),
        "attachments": list_of(_attachment()),
        "links": object_of({kind: list_of(matching(_id(policy))) for kind in LINK_KINDS}),
        "waivers": list_of(_waiver()),
        "custom": object_of({name: _custom(key.type) for name, key in policy.custom.items()}),
        "imported": object_of({"from": _text(), "at": matching(_INSTANT)}, ("from", "at")),
        "history": {"type": "array", "minItems": 1, "items": _entry(policy, states)},
    }
    return {
        "$schema": DRAFT,
        "title": "supportflow ticket",
        "description": "The front matter of a ticket.",
        **object_of(properties, REQUIRED_KEYS),
        "allOf": list(_types(policy)),
    }


def _id(policy: Policy) -> str:
    return rf"^{policy.id_prefix}-([0-9]{{4}}|[1-9][0-9]{{4,}})$"


def _types(policy: Policy) -> Iterator[Schema]:
    """What the type of a ticket decides: its states, and the severities that it may have."""
    for flow in policy.workflows.values():
        yield {
            "if": {"properties": {"type": {"const": flow.name}}, "required": ["type"]},
            "then": {"properties": _of_type(flow)},
        }


def _of_type(flow: Workflow) -> Schema:
    rating = choice(name for name, state in flow.states.items() if state.rates)
    entry: Schema = {
        "properties": {"state": choice(flow.states), "severity": choice(flow.severities)},
        "if": {"required": ["state", "severity"]},
        "then": {"properties": {"state": rating}},
    }
    return {
        "state": choice(flow.states),
        "severity": choice(flow.severities),
        "history": {"items": entry},
    }


def _entry(policy: Policy, states: tuple[str, ...]) -> Schema:
    """An entry does one thing: `state`, `hold`, `resume`, `excuse`, or else `severity` or `note` alone."""
    properties: Schema = {
        "at": matching(_INSTANT),
        "by": matching(rf"^({'|'.join(policy.roles)})(:@[^\s:@]+)?$", "a role, or role:@handle"),
        "state": choice(states),
        "severity": choice(policy.severities),
        "hold": choice(policy.holds),
        "resume": choice(policy.holds),
        "excuse": choice(policy.excuses),
        "note": _text(),
        "reason": _text(),
        **_fields(policy),
    }
    only_state = ("severity", *MOVE_FIELDS)
    return {
        **object_of(properties, ("at", "by")),
        "oneOf": [
            {"required": ["state"], **_none_of("hold", "resume", "excuse")},
            {"required": ["hold"], **_none_of("state", "resume", "excuse", "reason", *only_state)},
            {"required": ["resume"], **_none_of("state", "hold", "excuse", "reason", *only_state)},
            {"required": ["excuse", "reason"], **_none_of("state", "hold", "resume", *only_state)},
            {"required": ["severity", "reason"], **_none_of("state", "hold", "resume", "excuse", *MOVE_FIELDS)},
            {"required": ["note"], **_none_of("state", "hold", "resume", "excuse", "reason", *only_state)},
        ],
    }


def _none_of(*names: str) -> Schema:
    return {"not": {"anyOf": [{"required": [name]} for name in names]}}


def _fields(policy: Policy) -> Schema:
    return {name: _field(policy, name, kind) for name, kind in MOVE_FIELDS.items()}


def _field(policy: Policy, name: str, kind: FieldType) -> Schema:
    match kind:
        case FieldType.DATE:
            return matching(_DATE)
        case FieldType.INSTANT:
            return matching(_INSTANT)
        case FieldType.IMPACT:
            words: Schema = {"users": choice(policy.users), "breakage": choice(policy.breakages)}
            return object_of(words, ("users", "breakage"))
    if name == "resolution":
        return choice(policy.resolutions)
    return choice(policy.components) if name == "component" and policy.components else _text()


def _attachment() -> Schema:
    keys: Schema = {
        "file": _text("its path from the ticket's folder, as SF-0042/spinner.png"),
        "shows": choice(SHOWS),
        "audience": choice(_AUDIENCES),
    }
    return object_of(keys, ("file", "shows"))


def _waiver() -> Schema:
    keys = ("rule", "fingerprint", "reason", "by")
    return object_of({**{key: _text() for key in keys}, "until": matching(_DATE)}, keys)


def _custom(kind: str) -> Schema:
    """A value of a key of the policy's own. A number or a truth value may stand in quotes: it counts as written."""
    types: dict[str, Schema] = {
        "integer": {"anyOf": [{"type": "integer"}, matching("^[+-]?[0-9]{1,18}$")]},
        "boolean": {"anyOf": [{"type": "boolean"}, matching("^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$")]},
        "date": matching(_DATE),
        "list": list_of(_text()),
    }
    return types.get(kind, _text())


def _text(description: str = "") -> Schema:
    """A text is taken as it is written, so that an editor must not mind `released_in: 4.9`."""
    schema: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
    return {**schema, "description": description} if description else schema
