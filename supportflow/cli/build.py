"""`supportflow build`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn, get_args

import click

from supportflow.cli.common import now_option, open_tracker, painter, present, progress
from supportflow.model.ticket import Audience
from supportflow.reports.base import counted
from supportflow.source.errors import UsageError

FINDINGS = 1
TERMINATED = 143
NEEDED = ("mkdocs", "material", "jinja2", "nh3", "pygal")
"""What the extra `site` brings."""


@click.command("build")
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Write the site there, instead of site/ beside tickets/.",
)
@click.option(
    "--audience",
    type=click.Choice(get_args(Audience)),
    help="Whom the site is for; stakeholders see neither staff tickets nor what only staff get.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Exit code 1 where a ticket could not be read or MkDocs warns; the site is published.",
)
@now_option
@click.pass_context
def command(
    ctx: click.Context, site_dir: Path | None, audience: Audience | None, now: datetime | None, *, strict: bool
) -> None:
    """Build the site of the tickets.

    What mkdocs.yml says beside tickets/ counts: name, address, colours, and under its plugin supportflow the
    options now, audience and templates. A site that cannot be finished leaves the old one as it is.
    """
    require_site()
    from supportflow.site.engine import Job, build_site, building
    from supportflow.site.publish import resolve_target
    from supportflow.site.settings import read_settings

    tracker = open_tracker()
    settings = read_settings(tracker.root)
    target = resolve_target(site_dir or tracker.root / "site", tracker.root)
    with terminable(), building(tracker.root, say_waiting) as workshop:
        job = Job(
            target=target,
            policy=tracker.policy,
            tickets=tracker.read,
            read=tracker.tree.read,
            now=present(now or settings.options.now),
            settings=settings,
            options=settings.site_options(tracker.policy.publishing, audience),
        )
        built = build_site(job, workshop, progress)
    say_problems(built.unreadable, built.warnings)
    tickets, pages = counted(built.tickets, "ticket"), counted(built.pages, "page")
    click.echo(f"{shown(target)}/: {tickets}, {pages}, as of {job.now:%Y-%m-%dT%H:%M:%SZ}")
    ctx.exit(FINDINGS if strict and (built.unreadable or built.warnings) else 0)


def require_site() -> None:
    """Raises UsageError where the extra `site` is not installed."""
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise UsageError(f'{missing[0]} is not installed; pip install "supportflow[site]"')


def say_waiting() -> None:
    """Say why nothing happens."""
    click.echo("another build of this tracker is running; waiting for it", err=True)


def say_problems(unreadable: tuple[tuple[str, str], ...], warnings: tuple[str, ...]) -> None:
    """Name what did not get its page, and what MkDocs warned of."""
    paint = painter(sys.stderr)
    for path, message in unreadable:
        click.echo(f"{paint('not published:', 'warning')} {path}: {message}", err=True)
    for warning in warnings:
        click.echo(f"{paint('warning:', 'warning')} {' '.join(warning.split())}", err=True)


def shown(path: Path) -> str:
    """A path as one would write it here."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM, too, end the command in order: nothing half done, and nothing left behind."""

    def stop(_signal: int, _frame: object) -> NoReturn:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, stop) if os.name == "posix" else None
    try:
        yield
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)
