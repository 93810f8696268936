"""From tickets to a published site: docs tree, MkDocs, policy of the pages, publication."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import jinja2
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files

from supportflow.model.policy import Policy
from supportflow.site.configuration import Workshop
from supportflow.site.csp import finish_site
from supportflow.site.docs_tree import SiteOptions
from supportflow.site.generator import generate
from supportflow.site.lock import locked
from supportflow.site.publish import BUILD_FOLDER, publish, staging
from supportflow.site.settings import Settings
from supportflow.site.verbatim import Verbatim
from supportflow.source.errors import UsageError
from supportflow.source.repository import Repository

Progress = Callable[[str], AbstractContextManager[Callable[[int, int], None]]]
"""Gives, for the name of some work, a function that hears how much of how much is done."""

Plugin: TypeAlias = "BasePlugin[Any]"

_EPOCH = "SOURCE_DATE_EPOCH"
# MkDocs keeps every page in memory, and the collector would look through all of them again and again.
_COLLECT_AFTER = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One build: which tickets, as of when, with which settings, and where the site goes.

    `tickets` reads them; nothing else holds on to them, so that their memory is free while MkDocs runs.
    """

    target: Path
    policy: Policy
    tickets: Callable[[], Repository]
    read: Callable[[str], bytes]
    now: datetime
    settings: Settings
    options: SiteOptions
    serve_url: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: counts, what could not become a page, and what MkDocs warned of."""

    tickets: int
    pages: int
    unreadable: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


@contextmanager
def building(root: Path, on_wait: Callable[[], None] | None = None) -> Iterator[Workshop]:
    """The workshop of a tracker, for one build at a time.

    Raises UsageError where something cannot be written, or a template cannot be used.
    """
    workshop = Workshop(root / BUILD_FOLDER / "build")
    try:
        workshop.prepare()
        with locked(workshop.folder / ".lock", on_wait):
            yield workshop
    except jinja2.TemplateError as error:  # the one about a missing template is an OSError besides
        raise UsageError(f"a template cannot be used: {_place(error)}{error}") from error
    except OSError as error:
        raise _unwritable(error) from error


def build_site(job: Job, workshop: Workshop, progress: Progress) -> Built:
    """Generate, render, finish and publish. Raises UsageError; whatever goes wrong, the old site stays."""
    written = _write_docs(job, workshop, progress)
    gc.collect()  # the tickets have become files, and would only take room from here on
    with staging(job.target) as new:
        with progress("Rendering") as step:
            plugins = (Verbatim(written.pages), _Progress(step))
            warnings = run_mkdocs(workshop.file, new, job.now, job.serve_url, plugins)
        with progress("Finishing") as step:
            finished = finish_site(new, reloads=job.serve_url is not None, on_page=step)
        publish(new, job.target)
    blocked = (f"{page}: the browser will not run an inline script of this page" for page in finished.refused)
    tickets = sum(1 for path in written.pages if path.startswith(f"tickets/{job.policy.id_prefix}-"))
    return Built(tickets, len(written.pages), written.unreadable, (*warnings, *blocked))


class _Written(NamedTuple):
    """What is remembered of a docs tree: its pages, and what could not become one."""

    pages: frozenset[str]
    unreadable: tuple[tuple[str, str], ...]


def _write_docs(job: Job, workshop: Workshop, progress: Progress) -> _Written:
    repository = job.tickets()
    with progress("Writing") as step:
        tree = generate(repository, job.policy, job.now, job.options, job.read, step)
        workshop.write(tree, job.settings, job.options)
    return _Written(frozenset(path for path in tree.files if path.endswith(".md")), tree.unreadable)


def run_mkdocs(
    file: Path, site: Path, now: datetime, serve_url: str | None = None, plugins: Iterable[Plugin] = ()
) -> tuple[str, ...]:
    """Render a configuration into a folder, with more plugins than it names; gives what MkDocs warned of.

    Raises UsageError where it fails.
    """
    with _listening() as heard, source_date(now), _rarely_collecting():
        try:
            address = {"site_url": serve_url} if serve_url else {}
            config = load_config(config_file=str(file), site_dir=str(site), **address)
            for plugin in plugins:
                config.plugins[f"supportflow/{type(plugin).__name__}"] = plugin
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
        except MkDocsException as error:
            message = "; ".join(heard) or str(error)
            raise UsageError(f"MkDocs cannot build the site: {' '.join(message.split())}") from error
    return tuple(heard)


@contextmanager
def source_date(now: datetime) -> Iterator[None]:
    """Let MkDocs take an instant as the present: else today's date would stand in the sitemap."""
    before = os.environ.get(_EPOCH)
    os.environ[_EPOCH] = str(int(now.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[_EPOCH]
        else:
            os.environ[_EPOCH] = before


class _Progress(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Hears of each page, read once and rendered once."""

    def __init__(self, on_page: Callable[[int, int], None]) -> None:
        super().__init__()
        self._on_page = on_page
        self._done = 0
        self._all = 0

    def on_files(self, files: Files, **_: object) -> None:
        """Count the work."""
        self._all = 2 * len(files.documentation_pages())

    def on_page_content(self, _html: str, **_: object) -> None:
        """One page has been read."""
        self._step()

    def on_post_page(self, _html: str, **_: object) -> None:
        """One page has been rendered."""
        self._step()

    def _step(self) -> None:
        self._done += 1
        self._on_page(self._done, self._all)


class _Ear(logging.Handler):
    """Keeps what is said of a level."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.heard.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Hear MkDocs' warnings instead of having them printed."""
    logger = logging.getLogger("mkdocs")
    ear = _Ear()
    before = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield ear.heard
    finally:
        logger.removeHandler(ear)
        logger.propagate = before


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(_COLLECT_AFTER, *before[1:])
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def _place(error: jinja2.TemplateError) -> str:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: "
    return ""


def _unwritable(error: OSError) -> UsageError:
    name = f"{error.filename}: " if error.filename else ""
    return UsageError(f"the site cannot be written: {name}{error.strerror or error}")
