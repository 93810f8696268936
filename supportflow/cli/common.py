"""What commands share: the clock, the tracker, colours, progress."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import click

from supportflow.cli.output import colours
from supportflow.model.policy import Policy
from supportflow.model.values import INSTANT_FORM, parse_instant
from supportflow.source.errors import UsageError
from supportflow.source.policy.load import Loaded, load_policy
from supportflow.source.repository import Repository, read_repository
from supportflow.source.tree import WorkTree, find_root, repository_prefix

F = TypeVar("F", bound=Callable[..., Any])
_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "good": {"fg": "green"},
    "frame": {"fg": "blue"},
    "caret": {"fg": "red", "bold": True},
    "strong": {"bold": True},
    "faint": {"dim": True},
}


class InstantType(click.ParamType[datetime]):
    """An instant on the command line."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401
        """An aware datetime, or a usage error with the form that is expected."""
        if isinstance(value, datetime):
            return value
        try:
            return parse_instant(value)
        except ValueError as error:
            self.fail(f"{value!r}: {error}; write {INSTANT_FORM}", param, ctx)


INSTANT = InstantType()


def now_option(function: F) -> F:
    """Add `--now`: the one clock of a command."""
    return click.option(
        "--now",
        type=INSTANT,
        envvar="SUPPORTFLOW_NOW",
        show_envvar=True,
        help="Take this instant as the present, as 2026-11-23T09:14:00Z.",
    )(function)


def json_option(function: F) -> F:
    """Add `--json`, which is `--output-format json`."""
    return click.option("--json", "as_json", is_flag=True, help="The same as --output-format json.")(function)


def present(now: datetime | None) -> datetime:
    """The instant that the command takes as the present, in UTC and in whole seconds."""
    return (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)


@dataclass(frozen=True)
class Tracker:
    """A tracker on disk: where it is, its policy, its tickets."""

    root: Path
    loaded: Loaded

    @property
    def policy(self) -> Policy:
        """The policy in force in the work tree."""
        return self.loaded.policy

    @cached_property
    def tree(self) -> WorkTree:
        """The files below `tickets/`."""
        return WorkTree(self.root, repository_prefix(self.root))

    def read(self) -> Repository:
        """Read all tickets, with a progress bar on a terminal."""
        with progress("Reading") as step:
            return read_repository(self.tree, self.policy, step)


def open_tracker() -> Tracker:
    """The tracker that the current folder belongs to. Raises UsageError where there is none, or its policy is
    broken.
    """
    root = find_root(here())
    return Tracker(root, load_policy(root))


def here() -> Path:
    """The current folder. Raises UsageError where somebody has removed it."""
    try:
        return Path.cwd()
    except OSError as error:
        raise UsageError("the current folder is gone; change to another one") from error


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error where that is a terminal and the work takes long; else nothing."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        yield lambda _done, _of: None
        return
    least = 200
    shown = 0

    def step(done: int, of: int) -> None:
        nonlocal shown
        share = done * 100 // max(1, of)
        if of >= least and share != shown:
            shown = share
            filled = share * 30 // 100
            click.echo(f"\r{label} [{'#' * filled}{'-' * (30 - filled)}] {share:3d} %", nl=False, err=True)

    try:
        yield step
    finally:
        if shown:
            click.echo("\r" + " " * (len(label) + 42) + "\r", nl=False, err=True)


def painter(stream: Any) -> Callable[[str, str], str]:  # noqa: ANN401 - any text stream
    """A function that colours a text for a terminal, and leaves it alone elsewhere or with NO_COLOR."""
    if not colours(stream):
        return lambda text, _style: text
    return lambda text, style: click.style(text, **_STYLES.get(style, {}))


def terminal_width() -> int:
    """Columns of the terminal, at the most 100; 80 where there is none."""
    return min(100, shutil.get_terminal_size((80, 24)).columns)


def table_width() -> int:
    """Columns that a table may take: all of the terminal, and as many as it wants where there is none."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS"):
        return shutil.get_terminal_size((80, 24)).columns
    return sys.maxsize
