"""Where the templates lie, and the environment that renders them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from supportflow.site import formats

_PACKAGE = Path(__file__).resolve().parent.parent


class Badge(Protocol):
    """A word with its look."""

    @property
    def title(self) -> str:
        """The word."""
        ...

    @property
    def look(self) -> str:
        """The CSS class."""
        ...


OVERRIDES = "overrides"
ASSETS = "assets"
_FILTERS = ("iso", "instant", "short_instant", "day", "utc_day", "count_down", "ago", "working", "hours", "size")


def template_folder() -> Path:
    """The folder of our own templates: beside the package in a checkout, inside it once installed."""
    installed = _PACKAGE / "site_templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "site_templates"


class Templates:
    """Our templates, each of which a file of the same name in the user's folder replaces. Compiled once."""

    def __init__(self, user: Path | None = None) -> None:
        self._folders = tuple(folder for folder in (user, template_folder()) if folder)
        self._environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in self._folders]),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            auto_reload=False,
        )
        for name in _FILTERS:
            self._environment.filters[name] = getattr(formats, name)
        self._environment.filters["wall"] = formats.length  # `length` is a filter of Jinja's own
        self._environment.filters["badge"] = self._badge
        self._compiled: dict[str, Template] = {}
        self._badges: dict[tuple[str, str], Markup] = {}

    def share(self, values: Mapping[str, object]) -> None:
        """Give values to all templates."""
        self._environment.globals.update(values)

    def render(self, name: str, values: Mapping[str, object]) -> Markup:
        """A template with its values."""
        if name not in self._compiled:
            self._compiled[name] = self._environment.get_template(name)
        return Markup(self._compiled[name].render(values))  # noqa: S704 - autoescape is on

    def _badge(self, one: Badge) -> Markup:
        """A badge; there are few different ones, and thousands of each."""
        key = (one.look, one.title)
        if key not in self._badges:
            self._badges[key] = self.render("badge.html", {"one": one})
        return self._badges[key]

    def files(self, folder: str) -> dict[str, bytes]:
        """The files below a folder by their path in it, the user's before ours."""
        found: dict[str, bytes] = {}
        for base in reversed(self._folders):
            top = base / folder
            for path in sorted(top.rglob("*")) if top.is_dir() else ():
                if path.is_file():
                    found[path.relative_to(top).as_posix()] = path.read_bytes()
        return dict(sorted(found.items()))
