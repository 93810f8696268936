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
from supportflow.source.policy.problems import tell_inherited, without_followers
from supportflow.source.policy.table import dotted
from supportflow.source.policy.validate import validate

OWN_FILE = "supportflow.toml"
PROJECT_FILE = "pyproject.toml"
PROJECT_TABLE = "tool.supportflow"
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
    if own is not None:
        ignored = PROJECT_FILE if _has_project_table(project) else None
        return Loaded(policy_from(_parse(own, OWN_FILE), OWN_FILE), OWN_FILE, ignored)
    table = _project_table(project)
    if table is not None:
        return Loaded(policy_from(table, PROJECT_FILE, PROJECT_TABLE), PROJECT_FILE, None)
    return Loaded(default_policy(), None, None)


def policy_file(path: Path) -> Policy:
    """The policy in a file of any name: a `supportflow.toml`, or a `pyproject.toml`. Raises PolicyError."""
    text = _read(path)
    if text is None:
        raise PolicyError(str(path), (PolicyProblem("", "there is no such file"),))
    table = _project_table(text) if path.name == PROJECT_FILE else _parse(text, str(path))
    return policy_from(table or {}, str(path))


@cache
def default_policy() -> Policy:
    """The built-in policy."""
    return policy_from({}, DEFAULT)


def default_data() -> dict[str, object]:
    """The built-in policy as TOML data."""
    text = resources.files(__package__).joinpath("default.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def policy_from(data: Mapping[str, object], source: str, below: str = "") -> Policy:
    """A policy from TOML data, over what it extends. Raises PolicyError naming `source` and every key that is wrong;
    `below` is the table of the file that the data stands in.
    """
    extends = data.get("extends", "default")
    if extends not in ("default", "none"):
        message = f'{extends!r} is not known; write "none", or "default", which is the same as leaving it out'
        raise PolicyError(source, (PolicyProblem(dotted(below, "extends"), message),))
    merged = dict(data) if extends == "none" else merge(default_data(), data)
    policy, problems = build_policy(merged, source)
    problems += without_followers(validate(policy), problems)
    if problems:
        told = dict.fromkeys(tell_inherited(problem, data, merged) for problem in problems)
        raise PolicyError(source, tuple(PolicyProblem(_below(below, key), message) for key, message in told))
    return policy


def _below(table: str, key: str) -> str:
    return f"{table}.{key}" if table and key else table or key


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
    """The text of a file; None where there is none. What is no file, as a pipe, is not opened."""
    if not path.exists():
        if path.is_symlink():
            raise _unreadable(path.name, "is a link that leads nowhere; put the file there, or remove the link")
        return None
    if not path.is_file():
        raise _unreadable(path.name, "is no file; put the policy into a file of this name, or rename this one")
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(path.name, f"is not UTF-8 (byte {error.start + 1}); save it as UTF-8") from error
    except OSError as error:
        raise _unreadable(path.name, f"cannot be read: {error.strerror}; check its permissions") from error


def _unreadable(source: str, message: str) -> PolicyError:
    return PolicyError(source, (PolicyProblem("", message),))


def _has_project_table(text: str | None) -> bool:
    """Whether there is a second policy. A `pyproject.toml` that others have to mend holds none."""
    try:
        return _project_table(text) is not None
    except PolicyError:
        return False


def _project_table(text: str | None) -> Mapping[str, object] | None:
    if text is None or "supportflow" not in text:
        return None
    tool = _parse(text, PROJECT_FILE).get("tool")
    table = tool.get("supportflow") if isinstance(tool, Mapping) else None
    if table is not None and not isinstance(table, Mapping):
        raise PolicyError(PROJECT_FILE, (PolicyProblem(PROJECT_TABLE, "a table is expected here"),))
    return table


def _parse(text: str, source: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise _unreadable(source, f"no valid TOML: {error}") from error
    except RecursionError as error:
        raise _unreadable(source, "no valid TOML: it is nested too deeply") from error
