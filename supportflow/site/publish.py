"""Publishing: a finished site takes the place of the old one by renaming, or everything stays as it was.

Beside the target lies, while a build runs, a folder `.<name>.supportflow-…` that holds `new`, what is being
built, for a moment `old`, and `lock`, by which others see that the build still lives. A site holds a marker
that names its files, so that nothing is ever removed that a build did not make.
"""

from __future__ import annotations

import glob
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from supportflow import __version__
from supportflow.site.docs_folder import files_below, in_the_way
from supportflow.site.lock import is_held, locked
from supportflow.source.errors import UsageError
from supportflow.source.tree import TICKETS

MARKER = ".supportflow-site"
"""The file in a site that says that we made it, and what of it."""

BUILD_FOLDER = ".supportflow"
"""The folder of the tracker that builds may write to, besides the site."""

_ELSEWHERE = "name another folder with --site-dir"


def resolve_target(folder: Path, root: Path) -> Path:
    """The absolute path of a site folder, if a site may be written there. Raises UsageError if not."""
    shown = folder
    target = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link at the target itself
    if target.is_symlink():
        raise UsageError(f"{shown} is a symbolic link, and publishing would replace it; {_ELSEWHERE}")
    target = target.parent.resolve() / target.name
    if root.is_relative_to(target):
        raise UsageError(f"{shown} holds the tracker itself; {_ELSEWHERE}")
    for name in (TICKETS, BUILD_FOLDER, ".git"):
        if target.is_relative_to(root / name):
            raise UsageError(f"{shown} lies in {name}/, which is not for the site; {_ELSEWHERE}")
    _refuse_what_is_not_ours(target, shown)
    _refuse_what_is_not_writable(target, shown)
    return target


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A folder to build in, which `publish` can rename to the target; it is gone afterwards, whatever happens."""
    made = _make_parents(target)
    try:
        _tidy(target)
        stage = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=target.parent))
        try:
            with locked(stage / "lock"):
                (stage / "new").mkdir()
                yield stage / "new"
        finally:
            _give_back(stage, target)
            shutil.rmtree(stage, ignore_errors=True)
    finally:
        for folder in made:
            with suppress(OSError):  # it holds the site
                folder.rmdir()


def publish(new: Path, target: Path) -> None:
    """Put a finished site, built in `staging`, in the place of the target."""
    write_marker(new)
    _keep_files_of_others(new, target)
    old = new.parent / "old"
    try:
        if target.exists():
            target.rename(old)
        new.rename(target)
    finally:
        _give_back(new.parent, target)


def write_marker(site: Path) -> None:
    """Mark a site as ours, with the names of all its files."""
    files = sorted(path for path in files_below(site) if path != MARKER)
    marker = {"made_by": "supportflow", "version": __version__, "files": files}
    (site / MARKER).write_text(json.dumps(marker, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def read_marker(site: Path) -> frozenset[str] | None:
    """The files of a site that a build made; None where no build of ours made it."""
    try:
        marker = json.loads((site / MARKER).read_bytes())
        return frozenset((*marker["files"], MARKER)) if marker["made_by"] == "supportflow" else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _refuse_what_is_not_ours(target: Path, shown: Path) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise UsageError(f"{shown} is a file; {_ELSEWHERE}")
    try:
        empty = not any(target.iterdir())
    except OSError as error:
        raise UsageError(f"{shown} cannot be read: {error.strerror}; {_ELSEWHERE}") from error
    if not empty and read_marker(target) is None:
        raise UsageError(f"{shown} holds files that no build of supportflow made; empty it, or {_ELSEWHERE}")


def _refuse_what_is_not_writable(target: Path, shown: Path) -> None:
    place = target.parent
    while not os.path.lexists(place):
        place = place.parent
    if not place.is_dir():
        raise UsageError(f"{shown} cannot be made: {place} is no folder; {_ELSEWHERE}")
    for folder in (place, target):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise UsageError(f"{shown} cannot be written: no permission to write in {folder}; {_ELSEWHERE}")


def _make_parents(target: Path) -> list[Path]:
    """Make the folders above the target; gives those that were missing, the deepest first."""
    missing = [folder for folder in target.parents if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{target.parent} cannot be made: {error.strerror}; {_ELSEWHERE}") from error
    return missing


def _keep_files_of_others(new: Path, target: Path) -> None:
    """Take over from the old site what somebody put there by hand."""
    made = read_marker(target)
    for path in files_below(target) if made is not None else ():
        if made is not None and path not in made:
            if os.path.lexists(new / path):
                raise in_the_way(target / path)
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(target / path, new / path)


def _link_or_copy(source: Path, copy: Path) -> None:
    if not source.is_symlink():
        with suppress(OSError):
            copy.hardlink_to(source)
            return
    shutil.copy2(source, copy, follow_symlinks=False)


def _tidy(target: Path) -> None:
    """Remove what builds left behind that were killed; the site that one had just moved aside is given back."""
    for stage in target.parent.glob(f"{glob.escape(_prefix(target))}*"):
        lock = stage / "lock"
        if lock.exists() and not is_held(lock):
            _give_back(stage, target)
            shutil.rmtree(stage, ignore_errors=True)


def _give_back(stage: Path, target: Path) -> None:
    """Where the old site has been moved aside and no new one stands in its place, move it back."""
    if (stage / "old").exists() and not target.exists():
        (stage / "old").rename(target)


def _prefix(target: Path) -> str:
    return f".{target.name}.supportflow-"
