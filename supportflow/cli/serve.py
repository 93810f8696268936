"""`supportflow serve`."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path
from typing import get_args

import click

from supportflow.cli.build import require_site, say_problems, say_waiting, terminable
from supportflow.cli.common import now_option, open_tracker, present, progress
from supportflow.model.ticket import Audience
from supportflow.source.errors import UsageError
from supportflow.source.tree import find_root


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Listen on this port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Listen on this address.")
@click.option(
    "--audience",
    type=click.Choice(get_args(Audience)),
    help="Whom the site is for; stakeholders see neither staff tickets nor what only staff get.",
)
@now_option
def command(port: int, host: str, audience: Audience | None, now: datetime | None) -> None:
    """Show the site on this machine, and again after each change.

    Tickets, policy, mkdocs.yml and templates are watched. Ctrl-C ends it.
    """
    require_site()
    from supportflow.site.server import Server, serve, watched
    from supportflow.site.settings import read_settings

    root = find_root(Path.cwd())
    with terminable(), tempfile.TemporaryDirectory(prefix="supportflow-") as folder:
        site = Path(folder).resolve() / "site"
        url = _build(site, host, port, audience, now)
        server = Server(
            site,
            url,
            build=lambda: _build_again(site, host, port, audience, now),
            on_ready=lambda: click.echo(f"Serving at {url} (Ctrl-C ends it)"),
        )
        serve(server, watched(root, read_settings(root)))


def _build(site: Path, host: str, port: int, audience: Audience | None, now: datetime | None) -> str:
    """Build for the server; gives the address at which the site will be shown."""
    from supportflow.site.engine import Job, build_site, building
    from supportflow.site.server import site_url
    from supportflow.site.settings import read_settings

    tracker = open_tracker()
    settings = read_settings(tracker.root)
    url = site_url(host, port, settings.values.get("site_url"))
    with building(tracker.root, say_waiting) as workshop:
        job = Job(
            target=site,
            policy=tracker.policy,
            tickets=tracker.read,
            read=tracker.tree.read,
            now=present(now or settings.options.now),
            settings=settings,
            options=settings.site_options(tracker.policy.publishing, audience),
            serve_url=url,
        )
        built = build_site(job, workshop, progress)
    say_problems(built.unreadable, built.warnings)
    return url


def _build_again(site: Path, host: str, port: int, audience: Audience | None, now: datetime | None) -> None:
    """Build after a change; what is wrong is said, and the site stays as it was."""
    try:
        _build(site, host, port, audience, now)
    except UsageError as error:
        click.echo(str(error), err=True)
    else:
        click.echo("Built again")
