"""What GitHub knows of a change: from the event that started the workflow, and from the API."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from supportflow.source.errors import UsageError
from supportflow.source.forge.change import (
    ZERO,
    Change,
    Push,
    Review,
    approvers,
    at,
    counted_actor,
    instant,
    rows,
    text,
)
from supportflow.source.forge.client import Client, ForgeError, bearer

PULL_EVENTS = frozenset({"pull_request", "pull_request_review", "pull_request_target"})
DENIED = frozenset({401, 403, 404, 422})
STATUS_LENGTH = 140
_QUEUED = re.compile(r"(?:refs/heads/)?gh-readonly-queue/.+/pr-(\d+)-[0-9a-f]{40,64}")
_DECIDES = {"APPROVED": True, "CHANGES_REQUESTED": False, "DISMISSED": False}


def github_client(environment: Mapping[str, str]) -> Client:
    """The API, with the token of the environment where there is one; public repositories can be read without."""
    headers = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
    for name in ("GITHUB_TOKEN", "GH_TOKEN"):
        if token := environment.get(name, "").strip():
            headers["Authorization"] = f"Bearer {bearer(token, name)}"
            break
    return Client("GitHub", environment.get("GITHUB_API_URL") or "https://api.github.com", headers)


class GitHub:
    """One run of a workflow. `environment` is that of its job."""

    def __init__(self, environment: Mapping[str, str], client: Client) -> None:
        self.repository = environment.get("GITHUB_REPOSITORY", "")
        self.event_name = environment.get("GITHUB_EVENT_NAME", "")
        self.event = _event(environment.get("GITHUB_EVENT_PATH", ""))
        self.client = client

    def change(self, number: int | None = None) -> Change:
        """The change that the event is about, or the pull request with a number."""
        if number is not None:
            return self._pull(self._fetch(number))
        if self.event_name in PULL_EVENTS:
            return self._pull(at(self.event, "pull_request"))
        if self.event_name == "merge_group":
            return self._queued()
        if self.event_name == "push":
            return self._pushed()
        raise UsageError(
            f"the event {self.event_name or '(none)'} brings no change to judge; run it on pull_request, "
            "pull_request_review, merge_group or push, or name one: --pull-request NUMBER"
        )

    def show(self, commit: str, context: str, state: str, description: str, url: str | None) -> str | None:
        """Set a commit status. None where that worked, else why the token may not: a fork's may only read."""
        data: dict[str, object] = {"state": state, "context": context, "description": description[:STATUS_LENGTH]}
        if url:
            data["target_url"] = url
        try:
            self.client.post(f"/repos/{self.repository}/statuses/{commit}", data)
        except ForgeError as error:
            if error.status not in DENIED:
                raise
            return str(error)
        return None

    @property
    def commit(self) -> str | None:
        """The commit that the event is about, as far as that is known without the API."""
        for path in (("pull_request", "head", "sha"), ("merge_group", "head_sha"), ("after",)):
            if commit := text(self.event, *path):
                return commit
        return None

    def _fetch(self, number: int) -> object:
        return self.client.get(f"/repos/{self.repository}/pulls/{number}")

    def _pull(self, pull: object) -> Change:
        head, base, author = text(pull, "head", "sha"), text(pull, "base", "ref"), text(pull, "user", "login")
        if not head or not base:
            raise UsageError("GitHub's event names no pull request; is GITHUB_EVENT_PATH the file of this event?")
        actor, approved, notes = self._people(pull, head, author)
        return Change(
            base=f"refs/remotes/origin/{base}",
            head="HEAD",
            commit=head,
            actor=actor,
            approved_by=approved,
            notes=notes,
        )

    def _people(
        self, pull: object, head: str, author: str | None
    ) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
        """The actor, the approvers, and what could not be found out."""
        notes: list[str] = []
        push = self._push(pull, head)
        approved: tuple[str, ...] = ()
        try:
            found = self.client.pages(f"/repos/{self.repository}/pulls/{at(pull, 'number')}/reviews")
            approved = approvers(_reviews(found), head, push)
        except ForgeError as error:
            if error.status not in DENIED:
                raise
            notes.append(f"no approval counts, since the reviews cannot be read: {error}")
        if author is None:
            return None, approved, (*notes, "GitHub does not say who opened the pull request")
        actor, why = counted_actor(author, push, approved)
        return actor, approved, (*notes, *([why] if why else []))

    def _push(self, pull: object, head: str) -> Push:
        """Who pushed the head: what the repository's activity says; else the event, where it is of that push."""
        repository, ref = text(pull, "head", "repo", "full_name"), text(pull, "head", "ref")
        if repository and ref:
            try:
                found = self.client.get(f"/repos/{repository}/activity", ref=f"refs/heads/{ref}", per_page=100)
            except ForgeError as error:
                if error.status not in DENIED:
                    raise
                found = []
            for entry in rows(found):
                if entry.get("after") == head:
                    return Push(text(entry, "actor", "login"), instant(entry.get("timestamp")))
        if self.event_name != "pull_request_review" and at(self.event, "after") == head:
            return Push(text(self.event, "sender", "login"), None)
        return Push(None, None)

    def _queued(self) -> Change:
        group = at(self.event, "merge_group")
        base, head = text(group, "base_sha"), text(group, "head_sha")
        found = _QUEUED.fullmatch(text(group, "head_ref") or "")
        if not base or not head or not found:
            raise UsageError("GitHub's event names no merge group; is GITHUB_EVENT_PATH the file of this event?")
        pull = self._fetch(int(found[1]))
        actor, approved, notes = self._people(pull, text(pull, "head", "sha") or "", text(pull, "user", "login"))
        return Change(base=base, head=head, commit=head, actor=actor, approved_by=approved, notes=notes)

    def _pushed(self) -> Change:
        before, after = text(self.event, "before"), text(self.event, "after")
        if not before or not after or after == ZERO:
            raise UsageError("this push removed a branch: there is nothing to judge; leave such pushes out")
        if before == ZERO:
            branch = text(self.event, "repository", "default_branch") or "main"
            before = f"refs/remotes/origin/{branch}"
        sender = text(self.event, "sender", "login")
        approved, notes = self._merged(after)
        return Change(base=before, head=after, commit=after, actor=sender, approved_by=approved, notes=notes)

    def _merged(self, commit: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who stood for the pull request that a push merged, where it did."""
        try:
            pulls = self.client.pages(f"/repos/{self.repository}/commits/{commit}/pulls")
        except ForgeError as error:
            if error.status not in DENIED:
                raise
            return (), (f"no approval counts, since the pull request cannot be read: {error}",)
        for pull in rows(pulls):
            if pull.get("merged_at") and pull.get("merge_commit_sha") == commit:
                head, author = text(pull, "head", "sha") or "", text(pull, "user", "login")
                actor, approved, notes = self._people(pull, head, author)
                return tuple(dict.fromkeys((*([actor] if actor else []), *approved))), notes
        return (), ()


def _reviews(found: list[object]) -> list[Review]:
    """What decides, in the order of time: a mere comment leaves an approval in force."""
    reviews = []
    for row in rows(found):
        who, state = text(row, "user", "login"), text(row, "state")
        if who and state in _DECIDES:
            reviews.append(Review(who, _DECIDES[state], text(row, "commit_id") or "", instant(row.get("submitted_at"))))
    reviews.sort(key=lambda review: review.at.timestamp() if review.at else 0.0)
    return reviews


def _event(path: str) -> object:
    if not path:
        return None
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"GITHUB_EVENT_PATH names no file with an event: {path}") from error
