"""With which settings git runs: ours, and nobody else's."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable

_KEPT = frozenset(
    {
        "GIT_OBJECT_DIRECTORY",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_QUARANTINE_PATH",
        "GIT_DISCOVERY_ACROSS_FILESYSTEM",
        "GIT_CEILING_DIRECTORIES",
        "GIT_EXEC_PATH",
    }
)
"""Variables of git that say where things are. All others are somebody's settings."""

_NOWHERE = f"{os.devnull}/none"
_OURS = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": _NOWHERE,
    "LC_ALL": "C",
    "LANGUAGE": "",
}
_SETTINGS = (
    "core.fsmonitor=",
    "core.hooksPath=" + _NOWHERE,
    "core.untrackedCache=false",
    "core.attributesFile=" + _NOWHERE,
    "core.excludesFile=" + _NOWHERE,
    "core.quotePath=off",
    "core.warnAmbiguousRefs=true",
    "core.useReplaceRefs=false",
    "core.ignoreStat=false",
    "protocol.allow=never",
    "remote.origin.promisor=false",
    "submodule.recurse=false",
    "color.ui=false",
)
OPTIONS = ("--no-pager", "--no-optional-locks", *(part for setting in _SETTINGS for part in ("-c", setting)))
"""What stands between `git` and the command."""


def environment() -> dict[str, str]:
    """The environment of a git that follows our settings alone."""
    return {key: value for key, value in os.environ.items() if _passes(key)} | _OURS


def environment_of_user() -> dict[str, str]:
    """The environment of a git that follows the user's settings, to ask for one of them."""
    return {key: value for key, value in os.environ.items() if _passes(key) or key.startswith("GIT_CONFIG")}


def settings_that_trust(folders: Iterable[str]) -> str:
    """A file of settings that says nothing but which folders are trusted; whoever asked for it removes it."""
    with tempfile.NamedTemporaryFile("w", delete=False, encoding="utf-8", errors="surrogateescape") as file:
        file.write("".join(f'[safe]\n\tdirectory = "{_quoted(folder)}"\n' for folder in folders))
    return file.name


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _passes(variable: str) -> bool:
    return not variable.startswith("GIT_") or variable in _KEPT
