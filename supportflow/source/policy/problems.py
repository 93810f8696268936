"""All that is wrong with a policy, said once: what only follows from another problem is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from supportflow.source.errors import PolicyProblem
from supportflow.source.policy.validate import UNREACHABLE

_PART = re.compile(r'"((?:[^"\\]|\\.)*)"|([A-Za-z0-9_-]+)|\[([0-9]+)\]')
_MOVE = re.compile(r"(workflows\.[^.]+\.moves\[[0-9]+\]).*")
_NAMES = ("roles", "severities", "workflows", "holds", "resolutions", "sections", "calendars", "custom", "impact")
"""Tables whose names others use: where one cannot be read at all, nothing can be said of those uses."""


def without_followers(found: Iterable[PolicyProblem], read: Iterable[PolicyProblem]) -> list[PolicyProblem]:
    """Of what was found wrong between the parts, that which does not follow from what could not be `read`."""
    roots = [_MOVE.sub(r"\1", problem.key) for problem in read]
    if any(root in _NAMES for root in roots):
        return []
    return [problem for problem in found if not any(_follows(problem, root) for root in roots)]


def _follows(problem: PolicyProblem, root: str) -> bool:
    if problem.message.startswith(UNREACHABLE):
        return root.startswith(problem.key.partition(".states.")[0])
    return _within(problem.key, root) or _within(root, problem.key)


def _within(key: str, table: str) -> bool:
    return key == table or key.startswith((f"{table}.", f"{table}["))


def tell_inherited(problem: PolicyProblem, own: Mapping[str, object], merged: Mapping[str, object]) -> PolicyProblem:
    """Say so where the key stands in the built-in policy only, so that nobody looks for it in vain."""
    if not _stands(own, problem.key) and _stands(merged, problem.key):
        return problem._replace(message=f"{problem.message}. The built-in policy has this key: write your own over it")
    return problem


def _stands(data: object, key: str) -> bool:
    for quoted, bare, index in _PART.findall(key):
        name = quoted or bare
        if name and isinstance(data, Mapping) and name in data:
            data = data[name]
        elif index and isinstance(data, list) and int(index) < len(data):
            data = data[int(index)]
        else:
            return False
    return True
