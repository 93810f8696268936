"""Finding a tracker's policy and putting it over the built-in default."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from supportflow.model.policy import Policy
from supportflow.source.errors import PolicyError, PolicyProblem
from supportflow.source.policy.build import build_policy
from supportflow.source.policy.validate import validate

OWN_FILE = "supportflow.toml"
PROJECT_FILE = "pyproject.toml"
DEFAULT = "the built-in policy"
_REPLACED_WHOLE = ("workflows", "calendars")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A policy, where it came from, and whether a second one was there that does not count."""

    policy: Policy
    file: str | None
    ignored: str | None


def load_policy(root: Path) -> Loaded:
    """Load the policy of the tracker at `root`: `supportflow.toml`, else `[tool.supportflow]`, else the default.

    Raises PolicyError naming file and key where it cannot be used.
    """
    own = _read(root / OWN_FILE)
    project = _read(root / PROJECT_FILE)
    return choose_policy(own, project)


def choose_policy(own: str | None, project: str | None) -> Loaded:
    """The policy that the texts of `supportflow.toml` and `pyproject.toml` give; None is a file that is not there.

    Raises PolicyError naming file and key.
    """
    table = _project_table(project)
    if own is not None:
        ignored = PROJECT_FILE if table is not None else None
        return Loaded(policy_from(_parse(own, OWN_FILE), OWN_FILE), OWN_FILE, ignored)
    if table is not None:
        return Loaded(policy_from(table, PROJECT_FILE), PROJECT_FILE, None)
    return Loaded(default_policy(), None, None)


@cache
def default_policy() -> Policy:
    """The built-in policy."""
    return policy_from({}, DEFAULT)


def default_data() -> dict[str, object]:
    """The built-in policy as TOML data."""
    text = resources.files(__package__).joinpath("default.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def policy_from(data: Mapping[str, object], source: str) -> Policy:
    """A policy from TOML data, over what it extends. Raises PolicyError naming `source` and key."""
    extends = data.get("extends", "default")
    if extends not in ("default", "none"):
        raise PolicyError(source, (PolicyProblem("extends", f'{extends!r} is not known; write "none" or "default"'),))
    merged = dict(data) if extends == "none" else merge(default_data(), data)
    policy, problems = build_policy(merged, source)
    problems = problems or list(validate(policy))
    if problems:
        raise PolicyError(source, tuple(dict.fromkeys(problems)))
    return policy


def merge(base: Mapping[str, object], over: Mapping[str, object], path: tuple[str, ...] = ()) -> dict[str, object]:
    """Put one table over another: tables merge by key, all else replaces, a workflow and a calendar whole."""
    result = dict(base)
    whole = path in tuple((name,) for name in _REPLACED_WHOLE)
    for key, value in over.items():
        old = base.get(key)
        if isinstance(value, Mapping) and isinstance(old, Mapping) and not whole:
            result[key] = merge(old, value, (*path, key))
        else:
            result[key] = value
    return result


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(path.name, (PolicyProblem("", f"cannot be read: {error}"),)) from error


def _project_table(text: str | None) -> Mapping[str, object] | None:
    if text is None or "supportflow" not in text:
        return None
    tool = _parse(text, PROJECT_FILE).get("tool")
    table = tool.get("supportflow") if isinstance(tool, Mapping) else None
    if table is not None and not isinstance(table, Mapping):
        raise PolicyError(PROJECT_FILE, (PolicyProblem("tool.supportflow", "a table is expected here"),))
    return table


def _parse(text: str, source: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(source, (PolicyProblem("", f"no valid TOML: {error}"),)) from error
