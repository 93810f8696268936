"""The configuration of MkDocs for a docs tree: one that needs no plugin of ours."""

from __future__ import annotations

import shutil
from collections import ChainMap
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from supportflow.site.docs_folder import files_of_others, in_the_way, write_own
from supportflow.site.docs_tree import CSS, JAVASCRIPT, DocsTree, SiteOptions
from supportflow.site.settings import FORCED_THEME, THEME, Settings

_HEAD = "# Written by `supportflow build`, and again by the next one: change the mkdocs.yml beside tickets/ instead.\n"


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder that a build writes the docs tree and the configuration to."""

    folder: Path

    @property
    def docs(self) -> Path:
        """The docs tree."""
        return self.folder / "docs"

    @property
    def overrides(self) -> Path:
        """The templates that stand over those of the theme."""
        return self.folder / "overrides"

    @property
    def file(self) -> Path:
        """The configuration, on which plain `mkdocs build -f` renders the same site."""
        return self.folder / "mkdocs.yml"

    def write(self, tree: DocsTree, settings: Settings, options: SiteOptions) -> None:
        """Write everything that MkDocs needs."""
        write_own(ChainMap(_files_of_others(tree, settings), cast("dict[str, bytes]", tree.files)), self.docs)
        write_own({**tree.overrides, **_files(settings.custom_dir)}, self.overrides)
        text = yaml.dump(configuration(tree, settings, options), sort_keys=False, allow_unicode=True)
        self.file.write_text(_HEAD + text, encoding="utf-8")

    def prepare(self) -> None:
        """Make the folder, which git is told to leave alone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        ignore = self.folder.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")

    def clear(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)


def configuration(tree: DocsTree, settings: Settings, options: SiteOptions) -> dict[str, Any]:
    """What stands in the `mkdocs.yml` of a build: theirs over our defaults, and what we decide over both."""
    values = dict(settings.values)
    return values | {
        "site_name": options.site_name,
        "docs_dir": "docs",
        "site_dir": "site",
        "repo_url": options.repo_url or None,
        "edit_uri": "",  # it would lead to generated pages; each ticket links its own file
        "use_directory_urls": True,
        "theme": {**THEME, **settings.theme, **FORCED_THEME, "custom_dir": "overrides"},
        "plugins": _plugins(settings),
        "hooks": list(settings.hooks),
        "extra": {**tree.extra, **(values.get("extra") or {})},
        "extra_css": [CSS, *(values.get("extra_css") or ())],
        "extra_javascript": [JAVASCRIPT, *(values.get("extra_javascript") or ())],
        "nav": tree.nav,
        "not_in_nav": tree.not_in_nav,
    }


def _plugins(settings: Settings) -> list[Any]:
    plugins = settings.plugins or (("search", {}),)
    return [{name: options} if options else name for name, options in plugins]


def _files_of_others(tree: DocsTree, settings: Settings) -> dict[str, bytes]:
    """Pages and files that lie in the docs folder of the project by themselves: a logo, a style sheet."""
    if settings.docs is None or not settings.docs.is_dir():
        return {}
    found = {path: (settings.docs / path).read_bytes() for path in files_of_others(settings.docs)}
    for path, content in found.items():
        if path in tree.files and tree.files[path] != content:
            raise in_the_way(settings.docs / path)
    return found


def _files(folder: Path | None) -> dict[str, bytes]:
    paths = sorted(folder.rglob("*")) if folder else ()
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if folder and path.is_file()}
