"""A ticket: the current values at the top, its history, its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from supportflow.model.body import Body
from supportflow.model.history import Entry, FieldValue, Impact
from supportflow.model.node import Mapping, Sequence

Audience = Literal["stakeholders", "staff"]
LINK_KINDS = ("duplicates", "blocks", "blocked_by", "relates")
SHOWS = ("app-screen", "video", "log", "document", "other")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside the ticket: its path from the ticket's folder, what it shows, and who may see it."""

    file: str
    shows: str
    audience: Audience
    node: Mapping


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another ticket."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody has judged to be none."""

    rule: str
    fingerprint: str
    reason: str
    by: str
    until: date | None
    node: Mapping


@dataclass(frozen=True, slots=True)
class Imported:
    """Where the ticket came from, and until when its entries were made elsewhere."""

    source: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a ticket file says, as far as it can be read.

    A value that cannot be read is left out here and is a finding of its own; so every attribute but the history
    may be empty in a ticket that is being checked.
    """

    path: str
    id: str
    title: str
    type: str
    state: str
    severity: str | None
    component: str | None
    subscribers: tuple[str, ...]
    assignee: str | None
    versions: tuple[str, ...]
    platforms: tuple[str, ...]
    audience: Audience
    attachments: tuple[Attachment, ...]
    links: tuple[Link, ...]
    waivers: tuple[Waiver, ...]
    imported: Imported | None
    custom: tuple[tuple[str, object], ...]
    fields: tuple[tuple[str, FieldValue], ...]
    history: tuple[Entry, ...]
    body: Body
    node: Mapping

    def field(self, name: str) -> FieldValue | None:
        """The current value of a field that moves may require (`impact`, `scheduled_for`, …), or None."""
        return next((value for key, value in self.fields if key == name), None)

    def linked(self, kind: str) -> tuple[str, ...]:
        """Ids of the tickets that a kind of link names."""
        return tuple(link.target for link in self.links if link.kind == kind)

    @property
    def impact(self) -> Impact | None:
        """The impact at the top."""
        value = self.field("impact")
        return value if isinstance(value, Impact) else None

    @property
    def whole(self) -> bool:
        """Whether every entry of the history could be read; else nothing is known of how the ticket stands."""
        node = self.node.get("history")
        return len(self.history) == (len(node.items) if isinstance(node, Sequence) else 0)

    @property
    def folder(self) -> str:
        """Repository path of the folder that the file lies in."""
        return self.path.rpartition("/")[0]
