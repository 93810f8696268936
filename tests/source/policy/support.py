"""Policies from TOML texts."""

from __future__ import annotations

import tomllib
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from supportflow.source.errors import PolicyError
from supportflow.source.policy.load import policy_from

if TYPE_CHECKING:
    from supportflow.model.policy import Policy

SMALLEST = """\
extends = "none"

[roles.desk]

[workflows.task]
states = {begun = {clock = true}, done = {closed = true}}
moves = [{from = ["(new)"], to = "begun", by = ["desk"]}, {from = ["begun"], to = "done", by = ["desk"]}]
"""
"""A policy of one's own with no more than it needs."""


def policy(text: str = "") -> Policy:
    """The policy that a `supportflow.toml` gives."""
    return policy_from(tomllib.loads(dedent(text)), "supportflow.toml")


def problems(text: str, source: str = "supportflow.toml") -> dict[str, str]:
    """What is wrong with it: messages by key; more than one at a key are joined."""
    with pytest.raises(PolicyError) as error:
        policy_from(tomllib.loads(dedent(text)), source)
    found: dict[str, str] = {}
    for key, message in error.value.problems:
        found[key] = f"{found[key]} / {message}" if key in found else message
    for line in str(error.value).splitlines():
        assert line.startswith(f"{source}: ")
    return found
