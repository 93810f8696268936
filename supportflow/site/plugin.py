"""The plugin of MkDocs: `mkdocs build` and `mkdocs serve` work on the `mkdocs.yml` beside `tickets/`.

It calls the generator and tells MkDocs what it made; all else happens elsewhere.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from jinja2 import TemplateError
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger

from supportflow.model.values import parse_instant
from supportflow.site.csp import finish_site
from supportflow.site.docs_folder import write_beside
from supportflow.site.docs_tree import CSS, JAVASCRIPT, DocsTree
from supportflow.site.engine import source_date
from supportflow.site.generator import generate
from supportflow.site.publish import write_marker
from supportflow.site.server import watched
from supportflow.site.settings import FORCED_THEME, THEME, Settings, load_settings
from supportflow.site.templates import OVERRIDES, template_folder
from supportflow.site.verbatim import Verbatim
from supportflow.source.errors import UsageError
from supportflow.source.policy.load import load_policy
from supportflow.source.repository import read_repository
from supportflow.source.tree import WorkTree, find_root, repository_prefix

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger(__name__)


class PluginConfig(Config):  # type: ignore[no-untyped-call]
    """The options; `supportflow.site.settings` reads them."""

    now = c.Optional(c.Type((str, datetime)))
    audience = c.Optional(c.Type(str))
    templates = c.Optional(c.Type(str))


class SupportflowPlugin(BasePlugin[PluginConfig]):  # type: ignore[no-untyped-call]
    """Publishes the tickets beside a `mkdocs.yml`."""

    def __init__(self) -> None:
        super().__init__()
        self._serving = False
        self._clock = ExitStack()
        self._root = Path()
        self._settings = Settings()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Note whether a server will add scripts to the pages. MkDocs keeps a plugin that has this event."""
        self._serving = command == "serve"

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Generate the docs tree into the docs folder, and set what MkDocs has to know of it."""
        file = Path(config.config_file_path)
        try:
            self._root = find_root(file.parent)
            self._settings = load_settings(file)
            tree = self._generate()
            write_beside(tree.files, Path(config.docs_dir))
        except (UsageError, OSError, TemplateError) as error:
            raise PluginError(str(error)) from error
        for path, message in tree.unreadable:
            log.warning("not published: %s: %s", path, message)
        _set_theme(config, self._settings)
        _set_pages(config, tree)
        config.plugins["supportflow/verbatim"] = Verbatim(tree.files)
        return config

    @event_priority(-100)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Finish the pages."""
        self._clock.close()
        site = Path(config.site_dir)
        for page in finish_site(site, reloads=self._serving).refused:
            log.warning("%s: the browser will not run an inline script of this page", page)
        write_marker(site)

    def on_build_error(self, error: Exception) -> None:  # noqa: ARG002 - MkDocs' signature
        """Give the clock back."""
        self._clock.close()

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        """Watch what the docs tree is made from, and not the docs tree itself, which each build writes to."""
        server.unwatch(config.docs_dir)
        for path in watched(self._root, self._settings):
            if path != Path(config.docs_dir):
                server.watch(str(path))
        return server

    def _generate(self) -> DocsTree:
        policy = load_policy(self._root).policy
        work_tree = WorkTree(self._root, repository_prefix(self._root))
        options = self._settings.site_options(policy.publishing, None)
        now = _present(self._settings)
        self._clock.close()
        self._clock.enter_context(source_date(now))
        return generate(read_repository(work_tree, policy), policy, now, options, work_tree.read)


def _present(settings: Settings) -> datetime:
    """The instant that the site is built as of: the environment first, then the options, then the clock."""
    text = os.environ.get("SUPPORTFLOW_NOW")
    try:
        now = parse_instant(text) if text else settings.options.now
    except ValueError as error:
        raise UsageError(f"SUPPORTFLOW_NOW: {error}") from error
    return (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)


def _set_theme(config: MkDocsConfig, settings: Settings) -> None:
    """Put our templates under theirs, and our defaults where they say nothing."""
    for key, value in {**THEME, **settings.theme, **FORCED_THEME}.items():
        if key not in ("name", "language", "static_templates", "locale"):
            config.theme[key] = value
    users = settings.options.templates
    ours = (settings.custom_dir, users / OVERRIDES if users else None, template_folder() / OVERRIDES)
    folders = [str(folder) for folder in ours if folder and folder.is_dir()]
    config.theme.dirs[:] = [*folders, *(folder for folder in config.theme.dirs if folder not in folders)]


def _set_pages(config: MkDocsConfig, tree: DocsTree) -> None:
    config.nav = tree.nav
    config.not_in_nav = c.PathSpec().validate(tree.not_in_nav)
    for key, value in tree.extra.items():
        config.extra.setdefault(key, value)
    config.edit_uri = ""
    config.edit_uri_template = None
    for ours, theirs in ((CSS, config.extra_css), (JAVASCRIPT, config.extra_javascript)):
        if ours not in theirs:
            theirs.insert(0, ours)
