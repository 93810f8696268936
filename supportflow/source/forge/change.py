"""A change as its forge describes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

ZERO = "0" * 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be judged and who stands for it. `base` and `head` are revisions; `commit` is the one that a
    verdict is shown at. `notes` say what could not be found out, and what that means.
    """

    base: str
    head: str
    commit: str
    actor: str | None
    approved_by: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Review(NamedTuple):
    """One act of review: who, whether it approves, at which commit (where the forge says), when."""

    who: str
    approves: bool
    commit: str | None
    at: datetime | None


class Push(NamedTuple):
    """The push that brought the head: by whom and when, where the forge says."""

    who: str | None
    at: datetime | None


def approvers(reviews: Iterable[Review], head: str, push: Push) -> tuple[str, ...]:
    """Whose approval counts: of each person the latest act, where it approves the head itself and is not older
    than the push of it. What the forge does not say counts against it.
    """
    latest: dict[str, Review] = {}
    for review in reviews:
        latest[handle(review.who)] = review
    return tuple(review.who for review in latest.values() if review.approves and _in_time(review, head, push))


def _in_time(review: Review, head: str, push: Push) -> bool:
    if review.commit is not None and review.commit != head:
        return False
    if push.at is None or review.at is None:
        return review.commit is not None
    return review.at >= push.at


def counted_actor(author: str, push: Push, approved: Iterable[str]) -> tuple[str | None, str | None]:
    """Who counts as the actor: the one who opened the change, unless somebody else pushed what it is now; then
    only as any approver would. With the reason where it is nobody.
    """
    if push.who is not None and handle(push.who) == handle(author):
        return author, None
    if handle(author) in {handle(one) for one in approved}:
        return author, None
    by = f"@{push.who} pushed" if push.who else "the forge does not say who pushed"
    return None, f"{by} the latest commit, so that @{author}, who opened the change, does not count as its actor"


def handle(name: str) -> str:
    """A handle as it is compared."""
    return name.removeprefix("@").casefold()


def instant(value: object) -> datetime | None:
    """An instant of an API, or None."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def text(data: object, *path: str) -> str | None:
    """A text that lies so deep in JSON, or None where it is missing or empty."""
    found = at(data, *path)
    return found if isinstance(found, str) and found else None


def at(data: object, *path: str) -> object:
    """What lies so deep in JSON, or None."""
    for key in path:
        if not isinstance(data, Mapping):
            return None
        data = data.get(key)
    return data


def rows(data: object) -> Iterator[Mapping[str, object]]:
    """The mappings of a list."""
    if isinstance(data, list):
        yield from (item for item in data if isinstance(item, Mapping))
