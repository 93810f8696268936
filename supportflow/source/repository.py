"""Reading all tickets of a tree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from supportflow.model.names import ticket_name_pattern
from supportflow.model.policy import Policy
from supportflow.source.frontmatter import MAX_FILE, begins_with_front_matter
from supportflow.source.ticket import Document, read_document, unreadable
from supportflow.source.tree import FileKind, Tree, TreeFile

MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Repository:
    """The tickets of a tree, the files that only look like tickets, and all files."""

    documents: tuple[Document, ...]
    misnamed: tuple[str, ...]
    files: tuple[TreeFile, ...]


def read_repository(tree: Tree, policy: Policy, on_ticket: Callable[[int, int], None] | None = None) -> Repository:
    """Read every ticket of a tree. `on_ticket` hears how many files of how many are done."""
    pattern = ticket_name_pattern(policy.id_prefix)
    documents: list[Document] = []
    misnamed: list[str] = []
    files = tree.files()
    for number, file in enumerate(files, start=1):
        if pattern.fullmatch(file.name) or hides_tickets(file):
            documents.append(read_file(tree, file, policy))
        elif file.name.lower().endswith(MARKDOWN) and _has_front_matter(tree, file):
            misnamed.append(file.path)
        if on_ticket:
            on_ticket(number, len(files))
    return Repository(tuple(documents), tuple(misnamed), files)


def read_file(tree: Tree, file: TreeFile, policy: Policy) -> Document:
    """Read one ticket file; what is no regular file is named and not read."""
    if file.kind is not FileKind.REGULAR:
        return unreadable(
            file.path, "not-a-file", f"a {file.kind} where a ticket should be", "put the file itself there"
        )
    if file.size > MAX_FILE:
        return unreadable(file.path, "too-large", "the file is beyond 1 MiB", "attach long logs as files")
    try:
        data = tree.read(file.path)
    except OSError as error:
        return unreadable(
            file.path, "not-a-file", f"the file cannot be read: {error.strerror}", "check its permissions"
        )
    return read_document(file.path, data, policy)


def hides_tickets(file: TreeFile) -> bool:
    """Whether a link or a submodule stands where tickets may be: a Markdown file or a folder."""
    if file.kind not in (FileKind.LINK, FileKind.SUBMODULE):
        return False
    return file.name.lower().endswith(MARKDOWN) or "." not in file.name


def _has_front_matter(tree: Tree, file: TreeFile) -> bool:
    if file.kind is not FileKind.REGULAR:
        return False
    try:
        return begins_with_front_matter(tree.read(file.path))
    except OSError:
        return False
