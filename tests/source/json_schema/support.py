"""What a schema says of the tickets of a tree, beside what a check says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from supportflow.lint.check import check_tree
from supportflow.model.finding import Severity
from supportflow.model.node import plain_value
from supportflow.source.json_schema.ticket import ticket_schema
from supportflow.source.policy.load import load_policy
from supportflow.source.repository import read_repository
from supportflow.source.tree import WorkTree

LATER = datetime(2027, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Judged:
    """A ticket: what the check found in it, and what the schema minds."""

    path: str
    rules: frozenset[str]
    minded: tuple[str, ...]


def judged(root: Path) -> Iterator[Judged]:
    """Every ticket of a tree whose front matter can be read."""
    policy = load_policy(root).policy
    repository = read_repository(WorkTree(root), policy)
    found: dict[str, set[str]] = {}
    for finding in check_tree(repository, policy, LATER).findings:
        if finding.severity is Severity.ERROR:
            found.setdefault(finding.path, set()).add(finding.slug)
    validator: Any = Draft202012Validator(ticket_schema(policy))
    for document in repository.documents:
        if document.ticket:
            errors = validator.iter_errors(plain_value(document.ticket.node))
            minded = tuple(f"{error.json_path}: {error.message}" for error in errors)
            yield Judged(document.path, frozenset(found.get(document.path, ())), minded)
