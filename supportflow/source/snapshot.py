"""A tracker as a commit has it: its tickets, its policy, and when it was committed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from supportflow.model.policy import Policy
from supportflow.source.errors import UsageError
from supportflow.source.git import Git
from supportflow.source.git_objects import Commit
from supportflow.source.policy.load import OWN_FILE, PROJECT_FILE, choose_policy
from supportflow.source.repository import Repository, read_repository
from supportflow.source.revision import RevisionTree
from supportflow.source.tree import repository_prefix


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a commit says. `committed_at` is its committer date, in UTC."""

    repository: Repository
    policy: Policy
    committed_at: datetime


def read_snapshot(root: Path, revision: str) -> Snapshot:
    """Read the tracker at `root` as it was in a revision of its git repository.

    Raises UsageError where there is no git repository, no such revision or no date in it, and PolicyError where
    the policy of that commit cannot be used.
    """
    prefix = repository_prefix(root)
    top = root.joinpath(*([".."] * prefix.count("/"))).resolve()
    if not (top / ".git").exists():
        raise UsageError(f"{revision!r} is no instant, and there is no git repository here to look it up in")
    with Git(top) as git:
        commit = git.resolve(revision)
        own, project = (_text(git, commit, f"{prefix}{name}") for name in (OWN_FILE, PROJECT_FILE))
        policy = choose_policy(own, project).policy
        repository = read_repository(RevisionTree(git, commit, prefix), policy)
    if commit.committed is None:
        raise UsageError(f"the commit {revision} has no date that can be read; give --now as well")
    return Snapshot(repository, policy, commit.committed.astimezone(UTC))


def _text(git: Git, commit: Commit, path: str) -> str | None:
    entry = git.entry(commit.tree, path)
    return None if entry is None else git.read(entry.oid).decode("utf-8-sig", "replace")
