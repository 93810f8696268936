"""Which attachments are published, and as what.

Only passive types are: what a browser would run when it is opened on its own (SVG, HTML, XML, scripts) stays in
the repository, since no policy of a page covers a file that is opened directly. Markdown stays there as well, or
the engine would make a page of it.
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from supportflow.model.policy import Policy
from supportflow.model.ticket import Attachment, Audience, Ticket
from supportflow.source.tree import FileKind, TreeFile

IMAGES = frozenset({"png", "jpg", "jpeg", "gif", "webp", "avif", "bmp"})
VIDEOS = frozenset({"mp4", "webm", "m4v", "mov"})
_TEXTS = ("txt", "log", "csv", "tsv", "json", "har", "pdf")
_OFFICE = ("odt", "ods", "odp", "docx", "xlsx", "pptx")
_OTHERS = frozenset((*_TEXTS, *_OFFICE, "zip", "gz", "7z", "tar", "mp3", "ogg", "wav", "heic"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicAttachment:
    """A published file: its name as the ticket writes it, where it comes from, and its address from the ticket."""

    file: str
    name: str
    shows: str
    media: str
    size: int
    source: str
    url: str
    alt: str


def public_attachments(
    ticket: Ticket,
    text: str,
    files: Mapping[str, TreeFile],
    policy: Policy,
    audience: Audience,
) -> tuple[PublicAttachment, ...]:
    """The attachments that an audience may have: declared, regular files beside the ticket, of a passive type,
    and not one that only internal or unpublished text uses. `text` is the whole text of the ticket file.
    """
    if not ticket.attachments:
        return ()
    usage = _Usage(ticket, text, policy)
    found: dict[str, PublicAttachment] = {}
    for attachment in ticket.attachments:
        if audience == "stakeholders" and attachment.audience != "stakeholders":
            found.pop(attachment.file, None)
            usage.kept_back.add(attachment.file)
            continue
        path = f"{ticket.folder}/{attachment.file}" if ticket.folder else attachment.file
        file = files.get(path)
        if _is_beside(ticket, attachment) and file and _may_be_read(file, policy) and usage.allows(attachment):
            found.setdefault(attachment.file, _public(ticket, attachment, file))
    return tuple(found.values())


def media_of(name: str) -> str:
    """What a browser makes of a file: image, video or file; empty where it is not published."""
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if suffix in IMAGES:
        return "image"
    if suffix in VIDEOS:
        return "video"
    return "file" if suffix in _OTHERS else ""


def _is_beside(ticket: Ticket, attachment: Attachment) -> bool:
    """Whether the file lies in the ticket's own folder, at a path that means the same everywhere."""
    parts = attachment.file.split("/")
    if len(parts) < 2 or parts[0] != ticket.id or "\\" in attachment.file:  # noqa: PLR2004 - folder and name
        return False
    return all(part.isprintable() and part and not part.startswith(".") for part in parts)


def _may_be_read(file: TreeFile, policy: Policy) -> bool:
    return file.kind is FileKind.REGULAR and file.size <= policy.max_attachment and bool(media_of(file.name))


def _public(ticket: Ticket, attachment: Attachment, file: TreeFile) -> PublicAttachment:
    inner = attachment.file.removeprefix(f"{ticket.id}/")
    return PublicAttachment(
        file=attachment.file,
        name=inner,
        shows=attachment.shows,
        media=media_of(inner),
        size=file.size,
        source=file.path,
        url=f"files/{quote(inner)}",
        alt=f"{attachment.shows.replace('-', ' ')}: {ticket.title}",
    )


class _Usage:
    """Where the text of a ticket names its files: in what is published, or only in what is not."""

    def __init__(self, ticket: Ticket, text: str, policy: Policy) -> None:
        listed = {rule.key for rule in policy.sections_of(ticket.type) if not rule.internal}
        published = (part.text for part in ticket.body.sections if part.key in listed and not part.internal)
        self.published = _plain("\n".join(published))
        self.whole = _plain(_body(text))
        names = [posixpath.basename(attachment.file) for attachment in ticket.attachments]
        self.unique = {name for name in names if names.count(name) == 1}
        self.kept_back: set[str] = set()

    def allows(self, attachment: Attachment) -> bool:
        """Whether a file may be published as far as the text is concerned: nothing, or published text, names it."""
        if attachment.file in self.kept_back:
            return False
        return self._in(self.published, attachment) or not self._in(self.whole, attachment, loosely=True)

    def _in(self, text: str, attachment: Attachment, *, loosely: bool = False) -> bool:
        name = posixpath.basename(attachment.file)
        if attachment.file.casefold() in text:
            return True
        return (loosely or name in self.unique) and name.casefold() in text


def _body(text: str) -> str:
    lines = iter(text.splitlines())
    return "\n".join(_after_front_matter(lines))


def _after_front_matter(lines: Iterator[str]) -> Iterator[str]:
    next(lines, None)
    for line in lines:
        if line.rstrip() == "---":
            break
    yield from lines


def _plain(text: str) -> str:
    """Text in which a file's name is found however Markdown spells it."""
    return html.unescape(unquote(text.replace("\\", ""))).casefold()
