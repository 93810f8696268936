"""Which keys a ticket may have, and of which type: one table for reading, for the JSON Schema and for the policy."""

from __future__ import annotations

from enum import StrEnum


class FieldType(StrEnum):
    """How a value is written."""

    TEXT = "text"
    DATE = "date"
    INSTANT = "instant"
    IMPACT = "impact"
    LIST = "list"
    MAP = "map"


MOVE_FIELDS: dict[str, FieldType] = {
    "impact": FieldType.IMPACT,
    "scheduled_for": FieldType.DATE,
    "approval": FieldType.DATE,
    "consultation": FieldType.INSTANT,
    "estimate": FieldType.TEXT,
    "lead": FieldType.TEXT,
    "released_in": FieldType.TEXT,
    "resolution": FieldType.TEXT,
    "component": FieldType.TEXT,
    "assignee": FieldType.TEXT,
}
"""Fields that a move may require; they stand at the top or in the entry that makes the move."""

TOP_KEYS: dict[str, FieldType] = {
    "id": FieldType.TEXT,
    "title": FieldType.TEXT,
    "type": FieldType.TEXT,
    "state": FieldType.TEXT,
    "severity": FieldType.TEXT,
    **MOVE_FIELDS,
    "subscribers": FieldType.LIST,
    "affects": FieldType.MAP,
    "audience": FieldType.TEXT,
    "attachments": FieldType.LIST,
    "links": FieldType.MAP,
    "waivers": FieldType.LIST,
    "custom": FieldType.MAP,
    "imported": FieldType.MAP,
    "history": FieldType.LIST,
}

REQUIRED_KEYS = ("id", "title", "type", "state", "history")

REQUIRABLE = (*MOVE_FIELDS, "severity", "note", "links.duplicates", "subscribers", "affects", "attachments")
"""What the table of moves may name under `requires`, besides `custom.<key>` and sections."""
