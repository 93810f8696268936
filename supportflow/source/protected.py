"""Which files decide how a change is judged and what is published: nobody changes them for themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import yaml

from supportflow.source.policy.load import OWN_FILE, PROJECT_FILE

SITE_FILES = ("mkdocs.yml", "mkdocs.yaml")
TEMPLATES = "site_templates/"
CI_FOLDER = ".github/"
CI_FILE = ".gitlab-ci.yml"
ATTRIBUTES = ".gitattributes"
_USUAL_OVERRIDES = "overrides/"


def protected_names(prefix: str) -> tuple[str, ...]:
    """Files that are protected wherever they are new."""
    own = (OWN_FILE, PROJECT_FILE, *SITE_FILES, ATTRIBUTES)
    return tuple(dict.fromkeys((*(f"{prefix}{name}" for name in own), CI_FILE, ATTRIBUTES)))


def protected_folders(prefix: str, overrides: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Folders of which every file is protected; each ends in `/`."""
    return tuple(dict.fromkeys((f"{prefix}{TEMPLATES}", TEMPLATES, CI_FOLDER, *overrides)))


def is_protected(path: str, prefix: str, overrides: tuple[str, ...]) -> bool:
    """Whether a path is protected; of `pyproject.toml` only a part is, which `same_table` tells."""
    if path in protected_names(prefix) or path.rpartition("/")[2] == ATTRIBUTES:
        return True
    return any(path.startswith(folder) or f"{path}/" == folder for folder in protected_folders(prefix, overrides))


def override_folders(text: str, prefix: str) -> tuple[str, ...]:
    """The folders and hooks that a `mkdocs.yml` puts over ours. Where it cannot be read, the usual one."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return (f"{prefix}{_USUAL_OVERRIDES}",)
    named = [_text(_get(_get(root, "theme"), "custom_dir")), *_texts(_get(root, "hooks"))]
    named += [_text(_get(options, "templates")) for options in _options(_get(root, "plugins"))]
    clean = (name.removeprefix("./").strip("/") for name in named if name)
    return tuple(f"{prefix}{name}/" for name in clean if name)


def overrides_on_disk(top: Path, prefix: str) -> tuple[str, ...]:
    """The same of the `mkdocs.yml` of a work tree."""
    found: list[str] = []
    for name in SITE_FILES:
        with suppress(OSError):
            found += override_folders((top / prefix / name).read_text("utf-8", "replace"), prefix)
    return tuple(found)


def _options(plugins: yaml.Node | None) -> Iterator[yaml.Node | None]:
    """The options of our plugin; MkDocs takes a list or a mapping."""
    rows = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    for row in rows:
        yield _get(row, "supportflow")


def _get(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _text(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _texts(node: yaml.Node | None) -> list[str]:
    return [_text(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else []


def same_table(old: bytes | None, new: bytes | None) -> bool:
    """Whether two versions of `pyproject.toml` say the same in `[tool.supportflow]`."""
    one, other = _table(old), _table(new)
    return one == other and one is not _BROKEN


_BROKEN: Mapping[str, object] = {"": "no TOML"}


def _table(data: bytes | None) -> object:
    if data is None or b"supportflow" not in data:
        return None
    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get("tool")
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        return _BROKEN
    return tool.get("supportflow") if isinstance(tool, Mapping) else None
