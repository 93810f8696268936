"""The settings of a site: what the `mkdocs.yml` beside `tickets/` says, over our defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import yaml

from supportflow.model.policy import Publishing
from supportflow.model.ticket import Audience
from supportflow.model.values import INSTANT_FORM, parse_instant
from supportflow.site.docs_tree import SiteOptions
from supportflow.source.errors import UsageError

PLUGIN = "supportflow"
FILES = ("mkdocs.yml", "mkdocs.yaml")

THEME: Mapping[str, Any] = {
    "name": "material",
    "language": "en",
    "palette": [
        {
            "media": "(prefers-color-scheme)",
            "primary": "indigo",
            "accent": "indigo",
            "toggle": {"icon": "material/brightness-auto", "name": "Switch to light mode"},
        },
        {
            "media": "(prefers-color-scheme: light)",
            "scheme": "default",
            "primary": "indigo",
            "accent": "indigo",
            "toggle": {"icon": "material/brightness-7", "name": "Switch to dark mode"},
        },
        {
            "media": "(prefers-color-scheme: dark)",
            "scheme": "slate",
            "primary": "indigo",
            "accent": "indigo",
            "toggle": {"icon": "material/brightness-4", "name": "Switch to the mode of the system"},
        },
    ],
    "features": ["navigation.tabs", "navigation.top", "search.highlight", "search.suggest", "content.code.copy"],
}
"""The theme where nothing else is said."""

FORCED_THEME: Mapping[str, Any] = {"font": False}
"""What a `mkdocs.yml` cannot change: the fonts of Material would come from another host."""

_LOOKS = ("site_name", "site_url", "site_description", "site_author", "copyright", "repo_url", "repo_name", "edit_uri")
"""What is taken from a `mkdocs.yml` that does not name our plugin, and thus was written for another site."""

_OURS = (
    "docs_dir",
    "site_dir",
    "nav",
    "not_in_nav",
    "exclude_docs",
    "draft_docs",
    "use_directory_urls",
    "plugins",
    "theme",
    "hooks",
    "watch",
    "strict",
    "dev_addr",
)
"""What is never taken over as it stands."""


@dataclass(frozen=True, slots=True)
class PluginOptions:
    """The options of the `supportflow` entry under `plugins`."""

    now: datetime | None = None
    audience: Audience = "stakeholders"
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What a `mkdocs.yml` says, apart from what we decide. `docs` is the folder of its own pages and files."""

    values: Mapping[str, Any] = field(default_factory=dict)
    theme: Mapping[str, Any] = field(default_factory=dict)
    plugins: tuple[tuple[str, Any], ...] = ()
    hooks: tuple[str, ...] = ()
    custom_dir: Path | None = None
    docs: Path | None = None
    options: PluginOptions = PluginOptions()

    def site_options(self, publishing: Publishing, audience: Audience | None) -> SiteOptions:
        """What the generator is told: the `mkdocs.yml` first, then the policy."""
        return SiteOptions(
            site_name=self.values.get("site_name") or publishing.site_name,
            audience=audience or self.options.audience,
            repo_url=self.values.get("repo_url") or publishing.repo_url,
            edit_uri=self.values.get("edit_uri") or publishing.edit_uri,
            user_templates=self.options.templates,
        )


def read_settings(root: Path) -> Settings:
    """The settings of the tracker at `root`. Raises UsageError where its `mkdocs.yml` cannot be used."""
    file = next((root / name for name in FILES if (root / name).is_file()), None)
    return load_settings(file) if file else Settings()


def load_settings(file: Path) -> Settings:
    """The settings of one `mkdocs.yml`, whose paths start at its own folder. Raises UsageError."""
    return settings_from(_load(file), file.parent, file.name)


def settings_from(data: Mapping[str, Any], root: Path, source: str) -> Settings:
    """The settings that the data of a `mkdocs.yml` give."""
    plugins = tuple(_entries(data.get("plugins"), source))
    options = next((value for name, value in plugins if name == PLUGIN), None)
    theme = data.get("theme") or {}
    theme = {"name": theme} if isinstance(theme, str) else dict(theme)
    if options is None:
        looks = {key: data[key] for key in _LOOKS if data.get(key)}
        theme.pop("custom_dir", None)
        return Settings(looks, theme if theme.get("name") == THEME["name"] else {})
    if theme.get("name", THEME["name"]) != THEME["name"]:
        raise UsageError(f"{source}: theme: the site needs the theme material; write `name: material`")
    custom = theme.pop("custom_dir", None)
    return Settings(
        values={key: value for key, value in data.items() if key not in _OURS},
        theme=theme,
        plugins=tuple((name, value) for name, value in plugins if name != PLUGIN),
        hooks=tuple(str(root / hook) for hook in data.get("hooks") or ()),
        custom_dir=root / custom if custom else None,
        docs=root / (data.get("docs_dir") or "docs"),
        options=plugin_options(options, root, source),
    )


def plugin_options(options: Mapping[str, Any], root: Path, source: str) -> PluginOptions:
    """Read the options of the plugin. Raises UsageError naming the one that cannot be used."""
    where = f"{source}: plugins: {PLUGIN}"
    known = ("now", "audience", "templates")
    for key in options:
        if key not in known:
            raise UsageError(f"{where}: `{key}` is not known; there are {', '.join(known)}")
    audience: Any = options.get("audience") or "stakeholders"
    if audience not in get_args(Audience):
        raise UsageError(f"{where}: audience: {audience!r} is not known; write {' or '.join(get_args(Audience))}")
    templates = options.get("templates")
    folder = root / str(templates) if templates else None
    if folder and not folder.is_dir():
        raise UsageError(f"{where}: templates: there is no folder {templates}")
    return PluginOptions(_instant(options.get("now"), where), audience, folder)


def _instant(value: object, where: str) -> datetime | None:
    """`now`, which YAML may have read as a time already."""
    if value is None or (isinstance(value, datetime) and value.tzinfo):
        return value
    try:
        return parse_instant(str(value))
    except ValueError as error:
        raise UsageError(f"{where}: now: {error}; write {INSTANT_FORM}") from error


def _entries(plugins: object, source: str) -> Iterator[tuple[str, Any]]:
    """Names and options of the plugins; MkDocs takes a list or a mapping."""
    rows: list[object] = [{name: value} for name, value in plugins.items()] if isinstance(plugins, dict) else []
    if isinstance(plugins, list):
        rows = plugins
    elif plugins is not None and not isinstance(plugins, dict):
        raise UsageError(f"{source}: plugins: a list is expected here")
    for row in rows:
        if isinstance(row, str):
            yield row, {}
        elif isinstance(row, dict):
            for name, value in row.items():
                yield str(name), value or {}


def _load(file: Path) -> Mapping[str, Any]:
    """Read a `mkdocs.yml`: as MkDocs does, with `INHERIT` and `!ENV`, where it is ours; else only what is plain."""
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - the rest of this module needs no extra
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415

    try:
        ours = any(word in file.read_text(encoding="utf-8") for word in (PLUGIN, "INHERIT"))
        with file.open("rb") as stream:
            data = yaml_load(stream) if ours else yaml.load(stream, _PlainLoader)  # noqa: S506 - a safe loader
    except (MkDocsException, yaml.YAMLError, OSError, ValueError) as error:
        raise UsageError(f"{file.name} cannot be read: {' '.join(str(error).split())}") from error
    if not isinstance(data, dict):
        raise UsageError(f"{file.name}: a mapping is expected here, such as `site_name: Support`")
    return data


class _PlainLoader(yaml.SafeLoader):
    """Takes a value with a tag of MkDocs or Python as empty: what it names need not be installed here."""


for _prefix in ("!", "tag:yaml.org,2002:python/"):
    _PlainLoader.add_multi_constructor(_prefix, lambda _loader, _suffix, _node: None)
