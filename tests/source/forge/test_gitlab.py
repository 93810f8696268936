"""Who stands for a change on GitLab."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from supportflow.source.errors import UsageError
from supportflow.source.forge.change import Change
from supportflow.source.forge.gitlab import GitLab, gitlab_client

HEAD, OLD, BASE, MERGE = "a" * 40, "b" * 40, "c" * 40, "d" * 40
REQUEST = "/projects/5/merge_requests/7"
PUSHED, LATER, EARLIER = "2026-07-03T10:00:00.000Z", "2026-07-03T12:00:00.000+02:00", "2026-07-03T09:59:59.000Z"
Run = Callable[..., Change]


def approval(who: str, at: str | None = "2026-07-03T11:00:00.000Z") -> Any:
    return {"user": {"username": who}, **({"approved_at": at} if at else {})}


def note(who: str, body: str, at: str, *, system: bool = True) -> Any:
    return {"author": {"username": who}, "body": body, "created_at": at, "system": system}


def pushed(who: str, commit: str = HEAD, branch: str = "fix") -> Any:
    return {
        "author": {"username": who},
        "push_data": {"commit_to": commit, "ref": branch},
        "created_at": "2026-07-03T09:59:00.000Z",
    }


@pytest.fixture
def run(forge: Any, secret: str) -> Run:
    request = {"sha": HEAD, "author": {"username": "op-anna"}, "source_project_id": 5, "source_branch": "fix"}
    forge.answers = {
        REQUEST: request,
        f"{REQUEST}/versions": [{"head_commit_sha": HEAD, "created_at": PUSHED}],
        f"{REQUEST}/approvals": {"approved_by": []},
        "/projects/5/events": [pushed("op-anna")],
    }

    def read(**extra: str) -> Change:
        environment = {
            "CI_API_V4_URL": forge.address,
            "CI_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_IID": "7",
            "CI_MERGE_REQUEST_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_COMMIT_SHA": HEAD,
            "SUPPORTFLOW_TOKEN": secret,
            **extra,
        }
        return GitLab(environment, gitlab_client(environment)).change()

    return read


def test_merge_request(run: Run, forge: Any, secret: str) -> None:
    assert run() == Change(base="refs/remotes/origin/main", head="HEAD", commit=HEAD, actor="op-anna")
    assert set(forge.tokens) == {secret}


def test_merged_results_and_trains_are_held_against_what_they_were_merged_onto(run: Run) -> None:
    change = run(CI_MERGE_REQUEST_SOURCE_BRANCH_SHA=HEAD, CI_MERGE_REQUEST_TARGET_BRANCH_SHA=BASE, CI_COMMIT_SHA=MERGE)
    assert (change.base, change.head, change.commit, change.actor) == (BASE, "HEAD", HEAD, "op-anna")


@pytest.mark.parametrize(
    ("approvals", "approved"),
    [
        ([approval("dev-ben")], ("dev-ben",)),
        ([approval("dev-ben"), approval("dev-mira")], ("dev-ben", "dev-mira")),
        ([approval("dev-ben", EARLIER)], ()),
        ([approval("dev-ben", PUSHED)], ("dev-ben",)),
        ([approval("dev-ben", LATER)], ("dev-ben",)),  # the same instant, in another zone
        ([{"user": None}], ()),
    ],
)
def test_which_approvals_count(run: Run, forge: Any, approvals: list[Any], approved: tuple[str, ...]) -> None:
    forge.answers[f"{REQUEST}/approvals"] = {"approved_by": approvals}
    assert run().approved_by == approved


@pytest.mark.parametrize(
    ("notes", "approved"),
    [
        ([], ()),
        ([note("dev-ben", "approved this merge request", "2026-07-03T11:00:00Z")], ("dev-ben",)),
        ([note("dev-ben", "approved this merge request", "2026-07-03T09:00:00Z")], ()),
        ([note("dev-ben", "approved this merge request", "2026-07-03T11:00:00Z", system=False)], ()),
        ([note("op-anna", "approved this merge request", "2026-07-03T11:00:00Z")], ()),
        (
            [
                note("dev-ben", "approved this merge request", "2026-07-03T11:00:00Z"),
                note("dev-ben", "unapproved this merge request", "2026-07-03T11:30:00Z"),
            ],
            (),
        ),
    ],
)
def test_older_gitlab_says_when_in_its_notes(run: Run, forge: Any, notes: list[Any], approved: tuple[str, ...]) -> None:
    forge.answers[f"{REQUEST}/approvals"] = {"approved_by": [approval("dev-ben", None)]}
    forge.answers[f"{REQUEST}/notes"] = notes
    assert run().approved_by == approved


def test_without_the_time_of_the_push_no_approval_counts(run: Run, forge: Any) -> None:
    forge.answers[f"{REQUEST}/approvals"] = {"approved_by": [approval("dev-ben")]}
    forge.answers |= {f"{REQUEST}/versions": 403, "/projects/5/events": 403}
    change = run()
    assert change.approved_by == ()
    assert change.actor is None


def test_newer_commits_than_the_pipeline_take_approvals_away(run: Run, forge: Any) -> None:
    forge.answers[REQUEST]["sha"] = OLD
    forge.answers[f"{REQUEST}/approvals"] = {"approved_by": [approval("dev-ben")]}
    change = run()
    assert change.approved_by == ()
    assert "newer commits" in change.notes[0]


@pytest.mark.parametrize(
    ("events", "actor"),
    [
        ([pushed("op-bela"), pushed("op-anna", OLD)], None),
        ([pushed("op-anna"), pushed("op-bela", OLD)], "op-anna"),
        ([pushed("op-anna", branch="other")], None),
        ([], None),
    ],
)
def test_who_pushed_decides_whether_the_actor_counts(
    run: Run, forge: Any, events: list[Any], actor: str | None
) -> None:
    forge.answers["/projects/5/events"] = events
    assert run().actor == actor


def test_pushed_by_another_the_actor_counts_as_an_approver(run: Run, forge: Any) -> None:
    forge.answers["/projects/5/events"] = [pushed("op-bela")]
    forge.answers[f"{REQUEST}/approvals"] = {"approved_by": [approval("op-anna")]}
    assert run().actor == "op-anna"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_without_a_token_nobody_counts(run: Run, forge: Any, status: int) -> None:
    forge.answers[REQUEST] = status
    change = run(SUPPORTFLOW_TOKEN="", CI_JOB_TOKEN="job")
    assert (change.actor, change.approved_by) == (None, ())
    assert "nobody counts as actor or approver" in change.notes[0]
    assert set(forge.tokens) == {"job"}


def test_approvals_alone_may_be_out_of_reach(run: Run, forge: Any) -> None:
    forge.answers[f"{REQUEST}/approvals"] = 403
    change = run()
    assert change.actor == "op-anna"
    assert "no approval counts" in change.notes[0]


@pytest.mark.parametrize("path", [REQUEST, f"{REQUEST}/approvals", f"{REQUEST}/versions", "/projects/5/events"])
def test_an_api_that_is_down_is_an_error(run: Run, forge: Any, path: str) -> None:
    forge.answers[path] = 502
    with pytest.raises(UsageError, match="502"):
        run()


def test_push(run: Run, forge: Any) -> None:
    merged = {
        "iid": 7,
        "state": "merged",
        "merge_commit_sha": MERGE,
        "squash_commit_sha": None,
        "sha": HEAD,
    }
    forge.answers[f"/projects/5/repository/commits/{MERGE}/merge_requests"] = [merged]
    forge.answers[f"{REQUEST}/approvals"] = {"approved_by": [approval("dev-ben")]}
    push = {
        "CI_MERGE_REQUEST_IID": "",
        "CI_PIPELINE_SOURCE": "push",
        "CI_COMMIT_SHA": MERGE,
        "CI_COMMIT_BEFORE_SHA": BASE,
        "GITLAB_USER_LOGIN": "lead-cho",
    }
    expected = Change(base=BASE, head=MERGE, commit=MERGE, actor="lead-cho", approved_by=("op-anna", "dev-ben"))
    assert run(**push) == expected
    forge.answers[f"/projects/5/repository/commits/{MERGE}/merge_requests"] = 404
    assert run(**push).approved_by == ()
    assert run(**{**push, "CI_COMMIT_BEFORE_SHA": "0" * 40}).base == "refs/remotes/origin/main"


@pytest.mark.parametrize(
    "environment",
    [{}, {"CI_PIPELINE_SOURCE": "schedule"}, {"CI_MERGE_REQUEST_IID": "7"}, {"CI_PIPELINE_SOURCE": "push"}],
)
def test_what_brings_no_change(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        GitLab(environment, gitlab_client(environment)).change()
