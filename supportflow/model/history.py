"""The entries of a ticket's history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from supportflow.model.finding import Span
from supportflow.model.node import Mapping, Scalar


class Kind(StrEnum):
    """What an entry does; the value is the key that says so."""

    STATE = "state"
    SEVERITY = "severity"
    HOLD = "hold"
    RESUME = "resume"
    EXCUSE = "excuse"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Impact:
    """How many users are affected and how badly it breaks, in the policy's words."""

    users: str
    breakage: str


FieldValue = str | date | datetime | Impact


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: at what instant, by which role, and what it does.

    `value` is the name of the state, severity, hold or excuse; for a note alone it is the note. `fields` are
    the values of a move that the entry carries itself.
    """

    at: datetime
    role: str
    handle: str | None
    kind: Kind
    value: str
    node: Mapping
    severity: str | None = None
    note: str | None = None
    reason: str | None = None
    fields: tuple[tuple[str, FieldValue], ...] = ()

    def field(self, name: str) -> FieldValue | None:
        """The value of a field that the entry carries, or None."""
        return next((value for key, value in self.fields if key == name), None)

    @property
    def resolution(self) -> str | None:
        """How the entry closes the ticket, where it says so itself."""
        value = self.field("resolution")
        return value if isinstance(value, str) else None

    @property
    def span(self) -> Span:
        """The place that stands for the entry: the value of what it does."""
        return self.node.place(self.kind.value)

    @property
    def by(self) -> Scalar | None:
        """The node that names the role."""
        node = self.node.get("by")
        return node if isinstance(node, Scalar) else None
