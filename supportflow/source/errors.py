"""Errors in how we are used: each says what is wrong and how to mend it."""

from __future__ import annotations

from typing import NamedTuple


class UsageError(Exception):
    """The command cannot do its work as it was called (exit code 2). The text is one message with its mend."""


class PolicyProblem(NamedTuple):
    """One thing wrong in a policy: the key, dotted, and what is wrong with it."""

    key: str
    message: str


class PolicyError(UsageError):
    """A policy that cannot be used, with all that is wrong in it."""

    def __init__(self, source: str, problems: tuple[PolicyProblem, ...]) -> None:
        self.source = source
        self.problems = problems
        lines = [
            f"{source}: {problem.key}: {problem.message}" if problem.key else f"{source}: {problem.message}"
            for problem in problems
        ]
        super().__init__("\n".join(lines))
