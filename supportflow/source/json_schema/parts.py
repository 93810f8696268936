"""What both schemas are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, object]


def object_of(properties: Mapping[str, object], required: Iterable[str] = ()) -> Schema:
    """A mapping with these keys and no other."""
    schema: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    names = list(required)
    return {**schema, "required": names} if names else schema


def map_of(values: Mapping[str, object]) -> Schema:
    """A mapping from any names to values of one kind."""
    return {"type": "object", "additionalProperties": dict(values)}


def list_of(items: Mapping[str, object]) -> Schema:
    """A list of values of one kind."""
    return {"type": "array", "items": dict(items)}


def choice(names: Iterable[str]) -> Schema:
    """One of these texts."""
    return {"enum": list(names)}


def text(description: str = "") -> Schema:
    """A text that is not empty."""
    schema: Schema = {"type": "string", "minLength": 1}
    return {**schema, "description": description} if description else schema


def matching(pattern: str, description: str = "") -> Schema:
    """A text in a form."""
    schema: Schema = {"type": "string", "pattern": pattern}
    return {**schema, "description": description} if description else schema


def flag(description: str = "") -> Schema:
    """True or false."""
    schema: Schema = {"type": "boolean"}
    return {**schema, "description": description} if description else schema
