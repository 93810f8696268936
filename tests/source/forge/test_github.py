"""Who stands for a change on GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from supportflow.source.errors import UsageError
from supportflow.source.forge.change import Change
from supportflow.source.forge.github import GitHub, github_client

HEAD, OLD, BASE, MERGE = "a" * 40, "b" * 40, "c" * 40, "d" * 40
REPO = "/repos/tide/support"
ACTIVITY = f"{REPO}/activity"
REVIEWS = f"{REPO}/pulls/7/reviews"
PUSHED = "2026-07-03T10:00:00Z"
Run = Callable[..., Change]


def pull(**values: Any) -> dict[str, Any]:
    return {
        "number": 7,
        "user": {"login": "op-anna"},
        "head": {"sha": HEAD, "ref": "fix", "repo": {"full_name": "tide/support"}},
        "base": {"sha": BASE, "ref": "main", "repo": {"full_name": "tide/support"}},
        **values,
    }


def review(who: str, state: str = "APPROVED", commit: str | None = HEAD, at: str = "2026-07-03T11:00:00Z") -> Any:
    return {"user": {"login": who}, "state": state, "commit_id": commit, "submitted_at": at}


def push(who: str | None, after: str = HEAD, at: str = PUSHED) -> Any:
    return {"actor": {"login": who} if who else None, "after": after, "timestamp": at, "activity_type": "push"}


@pytest.fixture
def run(forge: Any, tmp_path: Path, secret: str) -> Run:
    """Read the change of an event; the pull request was pushed by the one who opened it, if nothing else is said."""
    forge.answers = {ACTIVITY: [push("op-anna")], REVIEWS: [], **forge.answers}

    def read(name: str = "pull_request", event: Any = None, number: int | None = None, **extra: str) -> Change:
        path = tmp_path / "event.json"
        path.write_text(json.dumps(event or {"action": "opened", "number": 7, "pull_request": pull()}))
        environment = {
            "GITHUB_API_URL": forge.address,
            "GITHUB_REPOSITORY": "tide/support",
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(path),
            "GITHUB_TOKEN": secret,
            **extra,
        }
        return GitHub(environment, github_client(environment)).change(number)

    return read


def test_the_actor_is_who_opened_it(run: Run, forge: Any, secret: str) -> None:
    assert run() == Change(base="refs/remotes/origin/main", head="HEAD", commit=HEAD, actor="op-anna")
    assert set(forge.tokens) == {f"Bearer {secret}"}


@pytest.mark.parametrize(
    ("reviews", "approved"),
    [
        ([review("dev-ben")], ("dev-ben",)),
        ([review("dev-ben"), review("dev-mira")], ("dev-ben", "dev-mira")),
        ([review("dev-ben", "DISMISSED")], ()),
        ([review("dev-ben", "CHANGES_REQUESTED")], ()),
        ([review("dev-ben", "COMMENTED")], ()),
        ([review("dev-ben", "PENDING")], ()),
        ([review("dev-ben", commit=OLD)], ()),
        ([review("dev-ben", commit=None)], ()),
        ([review("dev-ben", at="2026-07-03T09:59:59Z")], ()),
        ([review("dev-ben", at=PUSHED)], ("dev-ben",)),
        ([review("dev-ben"), review("DEV-Ben", "CHANGES_REQUESTED", at="2026-07-03T12:00:00Z")], ()),
        ([review("dev-ben", "CHANGES_REQUESTED"), review("dev-ben", at="2026-07-03T12:00:00Z")], ("dev-ben",)),
        ([review("dev-ben"), review("dev-ben", "COMMENTED", at="2026-07-03T12:00:00Z")], ("dev-ben",)),
        ([review("dev-ben", at="2026-07-03T12:00:00Z"), review("dev-ben", "CHANGES_REQUESTED")], ("dev-ben",)),
        ([{"user": None, "state": "APPROVED", "commit_id": HEAD}], ()),
        ([review("dev-ben", at="never")], ("dev-ben",)),
    ],
)
def test_which_reviews_count(run: Run, forge: Any, reviews: list[Any], approved: tuple[str, ...]) -> None:
    forge.answers[REVIEWS] = reviews
    assert run().approved_by == approved


def test_reviews_come_in_pages(run: Run, forge: Any, pages: Callable[..., Any]) -> None:
    forge.answers[REVIEWS] = pages([review("dev-ben")], [review("dev-ben", "DISMISSED", at="2026-07-03T12:00:00Z")])
    assert run().approved_by == ()


def test_who_pushes_onto_another_s_pull_request_takes_the_actor_away(run: Run, forge: Any) -> None:
    forge.answers[ACTIVITY] = [push("op-bela"), push("op-anna", OLD)]
    change = run()
    assert change.actor is None
    assert change.notes == (
        "@op-bela pushed the latest commit, so that @op-anna, who opened the change, does not count as its actor",
    )


def test_an_earlier_push_by_another_does_not_matter(run: Run, forge: Any) -> None:
    forge.answers[ACTIVITY] = [push("Op-Anna"), push("op-bela", OLD)]
    assert run().actor == "op-anna"


def test_pushed_by_another_the_actor_counts_once_they_approve(run: Run, forge: Any) -> None:
    forge.answers |= {ACTIVITY: [push("op-bela")], REVIEWS: [review("op-anna")]}
    assert run().actor == "op-anna"
    forge.answers[REVIEWS] = [review("op-anna", at="2026-07-03T09:00:00Z")]
    assert run().actor is None


@pytest.mark.parametrize("answer", [403, 404, [], [push(None)], [push("op-anna", OLD)]])
def test_an_unknown_pusher_counts_for_nobody(run: Run, forge: Any, answer: Any) -> None:
    forge.answers[ACTIVITY] = answer
    change = run()
    assert change.actor is None
    assert "does not say who pushed" in change.notes[0]


@pytest.mark.parametrize(("sender", "actor"), [("op-anna", "op-anna"), ("op-bela", None)])
def test_without_the_activity_the_event_of_the_push_says_it(
    run: Run, forge: Any, sender: str, actor: str | None
) -> None:
    forge.answers[ACTIVITY] = 403
    event = {"action": "synchronize", "after": HEAD, "sender": {"login": sender}, "pull_request": pull()}
    assert run(event=event).actor == actor


def test_the_sender_of_a_review_pushed_nothing(run: Run, forge: Any) -> None:
    forge.answers[ACTIVITY] = 403
    event = {"action": "submitted", "after": HEAD, "sender": {"login": "op-anna"}, "pull_request": pull()}
    assert run("pull_request_review", event).actor is None


def test_a_fork_s_activity_is_its_own(run: Run, forge: Any) -> None:
    forge.answers["/repos/anna/fork/activity"] = [push("op-anna")]
    event = {"pull_request": pull(head={"sha": HEAD, "ref": "fix", "repo": {"full_name": "anna/fork"}})}
    assert run(event=event).actor == "op-anna"


def test_a_fork_that_is_gone(run: Run) -> None:
    assert run(event={"pull_request": pull(head={"sha": HEAD, "ref": "fix", "repo": None})}).actor is None


@pytest.mark.parametrize("status", [401, 403, 404])
def test_reviews_that_may_not_be_read_are_none_and_it_says_so(run: Run, forge: Any, status: int) -> None:
    forge.answers[REVIEWS] = status
    change = run()
    assert change.approved_by == ()
    assert change.actor == "op-anna"
    assert change.notes[0].startswith("no approval counts, since the reviews cannot be read: GitHub's API answered")


def test_an_api_that_is_down_is_an_error(run: Run, forge: Any) -> None:
    forge.answers[REVIEWS] = 503
    with pytest.raises(UsageError, match="answered 503"):
        run()


def test_without_a_token_nothing_is_sent(run: Run, forge: Any) -> None:
    run(GITHUB_TOKEN="")
    assert set(forge.tokens) == {""}


def test_merge_group(run: Run, forge: Any) -> None:
    group = {
        "base_sha": BASE,
        "head_sha": MERGE,
        "base_ref": "refs/heads/main",
        "head_ref": f"refs/heads/gh-readonly-queue/main/pr-7-{BASE}",
    }
    forge.answers |= {f"{REPO}/pulls/7": pull(), REVIEWS: [review("dev-ben")]}
    change = run("merge_group", {"action": "checks_requested", "merge_group": group})
    assert change == Change(base=BASE, head=MERGE, commit=MERGE, actor="op-anna", approved_by=("dev-ben",))


def test_by_number(run: Run, forge: Any) -> None:
    forge.answers[f"{REPO}/pulls/7"] = pull(base={"ref": "release/1"})
    change = run("workflow_dispatch", {"inputs": {}}, number=7)
    assert (change.base, change.commit, change.actor) == ("refs/remotes/origin/release/1", HEAD, "op-anna")


def push_event(**values: Any) -> dict[str, Any]:
    return {"before": BASE, "after": MERGE, "sender": {"login": "lead-cho"}, **values}


def test_push(run: Run, forge: Any) -> None:
    forge.answers[f"{REPO}/commits/{MERGE}/pulls"] = []
    assert run("push", push_event()) == Change(base=BASE, head=MERGE, commit=MERGE, actor="lead-cho")


def test_push_of_a_merge_counts_who_stood_for_the_pull_request(run: Run, forge: Any) -> None:
    merged = pull(merged_at=PUSHED, merge_commit_sha=MERGE)
    forge.answers |= {f"{REPO}/commits/{MERGE}/pulls": [merged], REVIEWS: [review("dev-ben")]}
    change = run("push", push_event())
    assert (change.actor, change.approved_by) == ("lead-cho", ("op-anna", "dev-ben"))


def test_push_that_only_touches_a_pull_request_counts_nobody_else(run: Run, forge: Any) -> None:
    forge.answers[f"{REPO}/commits/{MERGE}/pulls"] = [pull(merged_at=None, merge_commit_sha=MERGE)]
    assert run("push", push_event()).approved_by == ()


def test_push_of_a_new_branch_is_held_against_the_default(run: Run) -> None:
    event = push_event(before="0" * 40, repository={"default_branch": "trunk"})
    assert run("push", event).base == "refs/remotes/origin/trunk"


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("push", push_event(after="0" * 40)),
        ("push", {"x": 1}),
        ("pull_request", {"x": 1}),
        ("merge_group", {"merge_group": {"base_sha": BASE, "head_sha": MERGE, "head_ref": "refs/heads/main"}}),
        ("schedule", {"x": 1}),
        ("", {"x": 1}),
    ],
)
def test_what_brings_no_change(run: Run, name: str, event: Any) -> None:
    with pytest.raises(UsageError):
        run(name, event)


@pytest.mark.parametrize("content", [None, "{", b"\xff"])
def test_an_event_that_cannot_be_read(content: Any, tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    environment = {"GITHUB_EVENT_PATH": str(path)}
    with pytest.raises(UsageError, match="GITHUB_EVENT_PATH"):
        GitHub(environment, github_client(environment))


def test_status(forge: Any) -> None:
    environment = {"GITHUB_API_URL": forge.address, "GITHUB_REPOSITORY": "tide/support"}
    github = GitHub(environment, github_client(environment))
    forge.answers[f"{REPO}/statuses/{HEAD}"] = {"id": 1}
    assert github.show(HEAD, "supportflow/gate", "pending", "x" * 200, "https://ci.example/1") is None
    method, path, body = forge.asked[-1]
    assert (method, path) == ("POST", f"{REPO}/statuses/{HEAD}")
    assert body == {
        "state": "pending",
        "context": "supportflow/gate",
        "description": "x" * 140,
        "target_url": "https://ci.example/1",
    }
    forge.answers[f"{REPO}/statuses/{HEAD}"] = 403
    assert "403" in (github.show(HEAD, "supportflow/gate", "pending", "x", None) or "")
