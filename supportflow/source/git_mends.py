"""What to type when git cannot do its work: each message ends with it."""

from __future__ import annotations

import difflib
import re
from typing import Protocol

from supportflow.source.errors import UsageError

NEEDED = (2, 32)
"""The oldest git whose answers this package knows."""

_VERSION = re.compile(r"git version ([0-9]+)\.([0-9]+)")
_PLAIN = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_./-]*")


class Asked(Protocol):
    """A repository that can be asked about itself."""

    @property
    def folder(self) -> object:
        """Where it lies."""
        ...

    def ask_about(self, *arguments: str) -> str:
        """What git answers to a question; empty where it refuses."""
        ...

    def names(self) -> list[str]:
        """Names of all branches and tags."""
        ...


def no_git() -> UsageError:
    """There is no git to run."""
    return UsageError("git was not found; install it, or put it on the PATH")


def mend_of(git: Asked, said: str) -> UsageError:
    """An error for what git said on standard error."""
    line = next((line for line in said.splitlines() if line.startswith(("fatal:", "error:"))), said.strip())
    line = line.removeprefix("fatal:").removeprefix("error:").strip() or "it ended without a word"
    if "dubious ownership" in said:
        return UsageError(
            "git does not trust this folder, since it belongs to somebody else; type: "
            f"git config --global --add safe.directory {git.folder}"
        )
    if "not a git repository" in said:
        return UsageError(
            f"{git.folder} is no git repository; change to one, or type: git init && git add -A && git commit"
        )
    old = _too_old(git)
    if old:
        return UsageError(f"git {old} is too old; install git {NEEDED[0]}.{NEEDED[1]} or newer")
    if git.ask_about("rev-parse", "--is-shallow-repository") == "true" and _is_missing(said):
        return UsageError(f"this clone is shallow, and git says: {line}; type: {unshallow()}")
    promised = git.ask_about("config", "--get-regexp", r"^remote\..*\.promisor$").splitlines()
    if any(one.endswith(" true") for one in promised):
        return UsageError(
            f"this clone is partial, and git says: {line}; "
            "type: git fetch --refetch --no-filter (nothing is fetched by a check)"
        )
    return UsageError(f"git cannot read this repository: {line}; to see what is damaged, type: git fsck")


def _is_missing(said: str) -> bool:
    return any(word in said for word in ("missing", "bad object", "unable to read", "unable to find"))


def _too_old(git: Asked) -> str:
    found = _VERSION.match(git.ask_about("version"))
    return f"{found[1]}.{found[2]}" if found and (int(found[1]), int(found[2])) < NEEDED else ""


def mend_of_revision(git: Asked, name: str, said: str) -> UsageError:
    """An error for a name of a revision that means no commit, or more than one."""
    if not name.strip():
        return UsageError("the base is missing: the name is empty; type: supportflow check --base origin/main")
    if "ambiguous" in said:
        return _ambiguous(git, name)
    if name == "HEAD":
        return UsageError("this branch has no commit yet; type: git add -A && git commit")
    if git.ask_about("rev-parse", "--is-shallow-repository") == "true":
        return UsageError(
            f"there is no commit {name!r} in this clone, which is shallow; type: {unshallow()} "
            "(in GitHub Actions: `fetch-depth: 0` at actions/checkout, in GitLab CI: `GIT_DEPTH: 0`)"
        )
    names = git.names()
    near = [known for known in names if known.endswith(f"/{name}")] or difflib.get_close_matches(name, names, n=1)
    remote, _, branch = name.partition("/")
    fetch = f"git fetch {remote} {branch}" if branch else f"git fetch origin {name}"
    if not _PLAIN.fullmatch(name):
        fetch = "git branch --all, which lists what there is"
    mend = f"did you mean {near[0]}?" if near else f"to fetch it, type: {fetch}"
    return UsageError(f"there is no commit {name!r}; {mend}")


def _ambiguous(git: Asked, name: str) -> UsageError:
    full = git.ask_about("for-each-ref", "--format=%(refname)", f"refs/heads/{name}", f"refs/tags/{name}").split()
    mend = f"write {' or '.join(full)}" if full else "write more digits of the commit's name, or refs/heads/… in full"
    return UsageError(f"{name!r} is ambiguous: it names more than one thing; {mend}")


def unshallow() -> str:
    """What makes a shallow clone whole."""
    return "git fetch --unshallow"


def unrelated(git: Asked, base: str, head: str) -> UsageError:
    """An error for two commits without a common ancestor."""
    if git.ask_about("rev-parse", "--is-shallow-repository") == "true":
        return UsageError(
            f"{base} and {head} have no common commit in this clone, which is shallow; type: {unshallow()} "
            "(in GitHub Actions: `fetch-depth: 0` at actions/checkout, in GitLab CI: `GIT_DEPTH: 0`)"
        )
    return UsageError(
        f"{base} and {head} have unrelated histories: no commit is common to both; "
        f"name the branch that {head} was begun from, or type: git merge --allow-unrelated-histories {base}"
    )
