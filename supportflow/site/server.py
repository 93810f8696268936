"""The live server: shows the site, and again after each change of what it is made from."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer

from supportflow.site.settings import FILES, Settings
from supportflow.site.templates import template_folder
from supportflow.source.errors import UsageError
from supportflow.source.policy.load import OWN_FILE, PROJECT_FILE
from supportflow.source.tree import TICKETS


class Server(LiveReloadServer):
    """MkDocs' own server, for the site that we build. `on_ready` is called as soon as it listens."""

    def __init__(self, site: Path, url: str, build: Callable[[], None], on_ready: Callable[[], None]) -> None:
        address = urlsplit(url)
        super().__init__(build, address.hostname or "", address.port or 0, str(site), address.path)
        not_found = site / "404.html"
        self.error_handler = lambda code: not_found.read_bytes() if code == HTTPStatus.NOT_FOUND else None
        self._on_ready = on_ready

    def server_bind(self) -> None:
        """Take the address. Raises UsageError where it cannot be had."""
        try:
            super().server_bind()
        except OSError as error:
            raise UsageError(f"cannot serve at {self.url}: {error.strerror}; name another --port or --host") from error

    def server_activate(self) -> None:
        """Listen, and say so."""
        super().server_activate()
        self._on_ready()


def watched(root: Path, settings: Settings) -> Iterator[Path]:
    """What a site is made from, as far as it is there."""
    yield root / TICKETS
    files = (root / name for name in (OWN_FILE, PROJECT_FILE, *FILES))
    folders = (template_folder(), settings.options.templates, settings.docs, settings.custom_dir)
    for path in (*files, *folders):
        if path and path.exists():
            yield path


def serve(server: Server, paths: Iterable[Path]) -> None:
    """Show a site, built before, until interrupted. Raises UsageError where the address is taken."""
    for path in paths:
        server.watch(str(path))
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    try:
        server.serve()  # type: ignore[no-untyped-call]
    finally:
        server.shutdown()


def site_url(host: str, port: int, published: str | None) -> str:
    """Where the site is shown: below the same path as where it is published."""
    path = urlsplit(published or "").path.strip("/")
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}/{path}/" if path else f"http://{name}:{port}/"
