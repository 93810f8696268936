"""Small trees of tickets for the tests of the site: files by path, as a work tree would give them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from supportflow.site.docs_tree import DocsTree, SiteOptions
from supportflow.site.generator import generate
from supportflow.source.policy.load import policy_from
from supportflow.source.repository import read_repository
from supportflow.source.tree import FileKind, TreeFile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from supportflow.model.ticket import Audience

NOW = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)

TICKET = """\
---
id: {id}
title: {title}
type: error
state: evaluated
severity: high
impact: {{users: majority, breakage: most}}
{more}history:
  - {{at: 2026-01-05T09:00:00Z, by: "operator:@op-anna", state: pending-evaluation, note: NOTE-OF-OPERATOR}}
  - {{at: 2026-01-05T11:00:00Z, by: provider, state: evaluated, severity: high, reason: REASON-OF-PROVIDER}}
---

## What happens

{text}

## Steps to reproduce

1. Look.

## Internal notes

SECRET-OF-STAFF
"""


class MemoryTree:
    """A tree that lies in no folder."""

    def __init__(self, contents: Mapping[str, str | bytes]) -> None:
        self.contents = {path: data.encode() if isinstance(data, str) else data for path, data in contents.items()}

    def files(self) -> tuple[TreeFile, ...]:
        return tuple(TreeFile(path, FileKind.REGULAR, len(data)) for path, data in sorted(self.contents.items()))

    def read(self, path: str) -> bytes:
        return self.contents[path]


def ticket(number: int, *, title: str = "It breaks", more: str = "", text: str = "It breaks.") -> tuple[str, str]:
    """A ticket file: its path and its text. `more` holds further lines of the front matter."""
    name = f"SF-{number:04}"
    return f"tickets/{name}.md", TICKET.format(id=name, title=title, more=more, text=text)


def build(
    contents: Mapping[str, str | bytes],
    *,
    audience: Audience = "stakeholders",
    policy: Mapping[str, object] | None = None,
    repo_url: str = "",
    now: datetime = NOW,
    user_templates: Path | None = None,
) -> DocsTree:
    """The docs tree that these files give."""
    tree = MemoryTree(contents)
    rules = policy_from(policy or {}, "test")
    edit_uri = "edit/main" if repo_url else ""
    options = SiteOptions("Test", audience, repo_url, edit_uri, user_templates)
    return generate(read_repository(tree, rules), rules, now, options, tree.read)


def text_of(tree: DocsTree) -> str:
    """Everything that the tree holds but the manual pages of the rules, as one text."""
    return "\n".join(
        f"{path}\n{tree.files[path].decode('utf-8', 'replace')}" for path in tree.files if "/rules/" not in path
    )


def page(tree: DocsTree, path: str) -> str:
    """A page of the tree."""
    return tree.files[path].decode()
