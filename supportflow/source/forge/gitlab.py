"""What GitLab knows of a change: from the variables of the pipeline, and from the API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from supportflow.source.errors import UsageError
from supportflow.source.forge.change import (
    ZERO,
    Change,
    Push,
    Review,
    approvers,
    at,
    counted_actor,
    handle,
    instant,
    rows,
    text,
)
from supportflow.source.forge.client import Client, ForgeError, bearer

DENIED = frozenset({401, 403, 404})
_APPROVED, _WITHDRAWN = "approved this merge request", "unapproved this merge request"


def gitlab_client(environment: Mapping[str, str]) -> Client:
    """The API, with the token of the environment: SUPPORTFLOW_TOKEN (scope read_api), else the job's own."""
    headers: dict[str, str] = {}
    for name, header in (("SUPPORTFLOW_TOKEN", "PRIVATE-TOKEN"), ("CI_JOB_TOKEN", "JOB-TOKEN")):
        if token := environment.get(name, "").strip():
            headers[header] = bearer(token, name)
            break
    return Client("GitLab", environment.get("CI_API_V4_URL") or "https://gitlab.com/api/v4", headers)


class GitLab:
    """One pipeline. `environment` is that of its job."""

    def __init__(self, environment: Mapping[str, str], client: Client) -> None:
        self.environment = environment
        self.client = client

    def change(self) -> Change:
        """The change that the pipeline is about: a merge request, or a push."""
        if iid := self._variable("CI_MERGE_REQUEST_IID"):
            return self._merge_request(iid)
        if self._variable("CI_PIPELINE_SOURCE") == "push":
            return self._pushed()
        raise UsageError(
            "this pipeline brings no change to judge; run the job in merge request pipelines and on pushes to the "
            "default branch (rules: ci/gitlab/supportflow.gitlab-ci.yml)"
        )

    def _variable(self, name: str) -> str:
        """A variable; one that is missing is as if it were empty."""
        return self.environment.get(name, "")

    def _merge_request(self, iid: str) -> Change:
        project = self._variable("CI_MERGE_REQUEST_PROJECT_ID") or self._variable("CI_PROJECT_ID")
        merged = self._variable("CI_MERGE_REQUEST_TARGET_BRANCH_SHA")
        target = self._variable("CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
        head = self._variable("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") or self._variable("CI_COMMIT_SHA")
        if not head or not (merged or target):
            raise UsageError("the pipeline's variables name no head or no target branch; is this GitLab CI?")
        actor, approved, notes = self._people(f"/projects/{project}/merge_requests/{iid}", head)
        base = merged or f"refs/remotes/origin/{target}"
        return Change(base=base, head="HEAD", commit=head, actor=actor, approved_by=approved, notes=notes)

    def _people(self, path: str, head: str) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
        try:
            request = self.client.get(path)
        except ForgeError as error:
            if error.status not in DENIED:
                raise
            return None, (), (f"nobody counts as actor or approver, since the merge request cannot be read: {error}",)
        author = text(request, "author", "username")
        push = self._push(request, path, head)
        approved, notes = self._approvers(request, path, head, push)
        if author is None:
            return None, approved, (*notes, "GitLab does not say who opened the merge request")
        actor, why = counted_actor(author, push, approved)
        return actor, approved, (*notes, *([why] if why else []))

    def _approvers(self, request: object, path: str, head: str, push: Push) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if at(request, "sha") != head:
            return (), ("no approval counts: there are newer commits than this pipeline judges",)
        try:
            found = at(self.client.get(f"{path}/approvals"), "approved_by")
        except ForgeError as error:
            if error.status not in DENIED:
                raise
            return (), (f"no approval counts, since the approvals cannot be read: {error}",)
        reviews = [(text(row, "user", "username"), instant(row.get("approved_at"))) for row in rows(found)]
        said = self._noted(path) if any(time is None for _, time in reviews) else {}
        known = [
            Review(who=who, approves=True, commit=None, at=time or said.get(handle(who)))
            for who, time in reviews
            if who
        ]
        return approvers(known, head, push), ()

    def _noted(self, path: str) -> dict[str, datetime]:
        """When each approved, by the notes that GitLab itself writes: older releases say it nowhere else."""
        try:
            notes = self.client.pages(f"{path}/notes", sort="asc", order_by="created_at")
        except ForgeError as error:
            if error.status not in DENIED:
                raise
            return {}
        said: dict[str, datetime] = {}
        for row in rows(notes):
            who, when = text(row, "author", "username"), instant(row.get("created_at"))
            if row.get("system") is not True or not who or not when:
                continue
            if row.get("body") == _APPROVED:
                said[handle(who)] = when
            elif row.get("body") == _WITHDRAWN:
                said.pop(handle(who), None)
        return said

    def _push(self, request: object, path: str, head: str) -> Push:
        """Who pushed the head, by the events of its project, and when, by the versions of the merge request."""
        source, branch = at(request, "source_project_id"), text(request, "source_branch")
        events = self._readable(f"/projects/{source}/events", action="pushed", per_page=100)
        who = when = None
        for row in rows(events):
            if at(row, "push_data", "commit_to") == head and at(row, "push_data", "ref") == branch:
                who = text(row, "author", "username") or text(row, "author_username")
                when = instant(row.get("created_at"))
                break
        times = [
            instant(row.get("created_at"))
            for row in rows(self._readable(f"{path}/versions", per_page=100))
            if row.get("head_commit_sha") == head
        ]
        return Push(who, max((time for time in (when, *times) if time), default=None))

    def _readable(self, path: str, **parameters: str | int) -> object:
        try:
            return self.client.get(path, **parameters)
        except ForgeError as error:
            if error.status not in DENIED:
                raise
            return None

    def _pushed(self) -> Change:
        before, after = self._variable("CI_COMMIT_BEFORE_SHA"), self._variable("CI_COMMIT_SHA")
        if not before or before == ZERO:
            before = f"refs/remotes/origin/{self._variable('CI_DEFAULT_BRANCH') or 'main'}"
        if not after:
            raise UsageError("CI_COMMIT_SHA is not set; is this GitLab CI?")
        approved, notes = self._merged(after)
        actor = self._variable("GITLAB_USER_LOGIN") or None
        return Change(base=before, head=after, commit=after, actor=actor, approved_by=approved, notes=notes)

    def _merged(self, commit: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who stood for the merge request that a push merged, where it did."""
        project = f"/projects/{self._variable('CI_PROJECT_ID')}"
        for row in rows(self._readable(f"{project}/repository/commits/{commit}/merge_requests")):
            if row.get("state") == "merged" and commit in (
                row.get("merge_commit_sha"),
                row.get("squash_commit_sha"),
                row.get("sha"),
            ):
                path = f"{project}/merge_requests/{row.get('iid')}"
                actor, approved, notes = self._people(path, text(row, "sha") or "")
                return tuple(dict.fromkeys((*([actor] if actor else []), *approved))), notes
        return (), ()
