"""Writing a tree of files into a folder: what changed is written, what is stale is removed, the rest is let be."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from supportflow.source.errors import UsageError

MANIFEST = ".supportflow-files.json"
"""Names the files that we wrote into a folder that also holds other files."""


def write_own(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files into a folder that is ours alone: whatever else lies in it is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    _remove(set(files_below(folder)) - files.keys(), folder)
    _write(files, folder)


def write_beside(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files into a folder beside files of others. Raises UsageError rather than change one of theirs."""
    ours = written_before(folder)
    for path in files:
        if path not in ours and os.path.lexists(folder / path) and not _is_same(folder / path, files[path]):
            raise in_the_way(folder / path)
    # named before they are written: an interrupted run leaves nothing that the next one does not know
    _write_manifest(folder, ours | files.keys())
    _remove(ours - files.keys(), folder)
    _write(files, folder)
    _write_manifest(folder, files.keys())


def written_before(folder: Path) -> set[str]:
    """The files of a folder that an earlier run wrote."""
    try:
        return set(json.loads((folder / MANIFEST).read_bytes())["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def files_of_others(folder: Path) -> Iterator[str]:
    """The files of a folder that we did not write, save hidden ones, which the engine leaves out too."""
    ours = written_before(folder)
    for path in files_below(folder):
        if path not in ours and not any(part.startswith(".") for part in path.split("/")):
            yield path


def files_below(folder: Path) -> Iterator[str]:
    """Paths of all files of a folder, sorted within each of its folders; links are named and not followed."""
    for where, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(where, name).is_symlink()]
        for name in sorted((*names, *links)):
            yield Path(where, name).relative_to(folder).as_posix()


def in_the_way(path: Path) -> UsageError:
    """The error about a file of others where one of ours belongs."""
    return UsageError(f"{path} was not made by the build and stands where a generated file belongs; move it away")


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    made: set[str] = set()
    for path, content in files.items():
        parent = path.rpartition("/")[0]
        if parent not in made:
            (folder / parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        file = folder / path
        if not _is_same(file, content):
            file.write_bytes(content)


def _is_same(file: Path, content: bytes) -> bool:
    try:
        return file.stat(follow_symlinks=False).st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _remove(paths: Collection[str], folder: Path) -> None:
    """Remove files of ours, and the folders that become empty by it."""
    parents: set[str] = set()
    for path in paths:
        (folder / path).unlink(missing_ok=True)
        steps = path.split("/")
        parents.update("/".join(steps[:depth]) for depth in range(1, len(steps)))
    for parent in sorted(parents, key=lambda path: path.count("/"), reverse=True):
        if (folder / parent).is_dir() and not any((folder / parent).iterdir()):
            (folder / parent).rmdir()


def _write_manifest(folder: Path, files: Collection[str]) -> None:
    text = json.dumps({"made_by": "supportflow", "files": sorted(files)}, ensure_ascii=False, indent=0)
    fresh = folder / f"{MANIFEST}.new"
    fresh.write_text(text + "\n", encoding="utf-8")
    fresh.replace(folder / MANIFEST)
