"""A site is published whole or not at all, and nothing is removed that a build did not make."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from supportflow.site.lock import is_held, locked
from supportflow.site.publish import MARKER, publish, read_marker, resolve_target, staging, write_marker
from supportflow.source.errors import UsageError
from tests.site.trackers import content, debris


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "tracker/tickets").mkdir(parents=True)
    return tmp_path / "tracker"


def put(target: Path, **files: str) -> None:
    """Publish a site of these files."""
    with staging(target) as new:
        for name, text in files.items():
            (new / name).write_text(text)
        publish(new, target)


def files(site: Path) -> dict[str, str]:
    return {path: text.decode() for path, text in content(site).items() if path != MARKER}


def test_new_site_takes_the_place_of_the_old(root: Path) -> None:
    put(root / "site", one="1", two="2")
    put(root / "site", one="1b", three="3")
    assert files(root / "site") == {"one": "1b", "three": "3"}
    assert debris(root) == []


def test_missing_folders_above_are_made(root: Path) -> None:
    put(root / "a/b/site", one="1")
    assert files(root / "a/b/site") == {"one": "1"}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_failed_build_leaves_everything_as_it_was(root: Path, error: type[BaseException]) -> None:
    put(root / "site", one="1")

    def fail(target: Path) -> None:
        with staging(target) as new:
            (new / "one").write_text("half")
            raise error

    with pytest.raises(error):
        fail(root / "site")
    with pytest.raises(error):
        fail(root / "a/b/site")
    assert files(root / "site") == {"one": "1"}
    assert debris(root) == []
    assert not (root / "a").exists()


@pytest.mark.parametrize("step", [0, 1])
def test_interrupted_between_the_renames(root: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    put(root / "site", one="1")
    rename: Callable[[Path, Path], Path] = Path.rename
    calls: list[Path] = []

    def interrupted(path: Path, to: Path) -> Path:
        calls.append(path)
        if len(calls) == step + 1:
            raise KeyboardInterrupt
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        put(root / "site", one="2")
    assert files(root / "site") == {"one": "1"}
    assert debris(root) == []


def test_killed_build_is_tidied_up_by_the_next(root: Path) -> None:
    put(root / "site", one="1")
    stage = root / ".site.supportflow-dead"
    (stage / "new").mkdir(parents=True)
    (stage / "lock").touch()
    (root / "site").rename(stage / "old")  # killed between the renames
    with staging(root / "site"):
        assert files(root / "site") == {"one": "1"}
        assert not stage.exists()
    assert files(root / "site") == {"one": "1"}
    assert debris(root) == []


def test_build_that_still_runs_is_left_alone(root: Path) -> None:
    with staging(root / "site") as first, staging(root / "site") as second:
        (first / "one").write_text("first")
        (second / "one").write_text("second")
        publish(second, root / "site")
        assert files(root / "site") == {"one": "second"}
        publish(first, root / "site")
    assert files(root / "site") == {"one": "first"}
    assert debris(root) == []


def test_what_others_put_into_the_site_stays(root: Path) -> None:
    put(root / "site", one="1")
    (root / "site/CNAME").write_text("support.example.com")
    (root / "site/.git").mkdir()
    (root / "site/.git/HEAD").write_text("ref")
    (root / "site/link").symlink_to("one")
    for text in ("2", "3"):
        put(root / "site", one=text)
        assert files(root / "site") == {"one": text, "CNAME": "support.example.com", ".git/HEAD": "ref", "link": text}
        assert (root / "site/link").is_symlink()
        assert "CNAME" not in (read_marker(root / "site") or ())


def test_what_others_put_where_a_new_file_belongs_is_not_overwritten(root: Path) -> None:
    put(root / "site", one="1")
    (root / "site/two").write_text("theirs")
    with pytest.raises(UsageError, match="two was not made by the build"):
        put(root / "site", one="2", two="ours")
    assert files(root / "site") == {"one": "1", "two": "theirs"}


def not_ours(root: Path) -> Path:
    (root / "web").mkdir()
    (root / "web/index.html").write_text("mine")
    return root / "web"


def broken_marker(root: Path) -> Path:
    folder = not_ours(root)
    (folder / MARKER).write_text("{")
    return folder


def marker_of_another(root: Path) -> Path:
    folder = not_ours(root)
    (folder / MARKER).write_text(json.dumps({"made_by": "somebody", "files": []}))
    return folder


def a_file(root: Path) -> Path:
    (root / "web").write_text("mine")
    return root / "web"


def below_a_file(root: Path) -> Path:
    return a_file(root) / "site"


def a_link(root: Path) -> Path:
    (root / "real").mkdir()
    (root / "web").symlink_to("real")
    return root / "web"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (not_ours, "holds files that no build"),
        (broken_marker, "holds files that no build"),
        (marker_of_another, "holds files that no build"),
        (a_file, "is a file"),
        (below_a_file, "is no folder"),
        (a_link, "is a symbolic link"),
        (lambda root: root, "holds the tracker itself"),
        (lambda root: root.parent, "holds the tracker itself"),
        (lambda root: root / "tickets", "lies in tickets/"),
        (lambda root: root / "tickets/2026/site", "lies in tickets/"),
        (lambda root: root / ".supportflow/site", "lies in .supportflow/"),
        (lambda root: root / ".git/site", "lies in .git/"),
    ],
)
def test_where_no_site_may_go(root: Path, make: Callable[[Path], Path], message: str) -> None:
    target = make(root)
    before = content(root)
    with pytest.raises(UsageError, match=f"{re.escape(message)}.*--site-dir"):
        resolve_target(target, root)
    assert content(root) == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind everybody")
@pytest.mark.parametrize("closed", [".", "site"])
def test_folder_without_permission(root: Path, closed: str) -> None:
    put(root / "site", one="1")
    (root / closed).chmod(0o500)
    try:
        with pytest.raises(UsageError, match="no permission"):
            resolve_target(root / "site", root)
    finally:
        (root / closed).chmod(0o700)


def test_where_a_site_may_go(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "empty").mkdir()
    put(root / "site", one="1")
    for target in (root / "empty", root / "site", root / "a/b", root.parent / "beside"):
        assert resolve_target(target, root) == target
    monkeypatch.chdir(root / "tickets")
    assert resolve_target(Path("../out"), root) == root / "out"
    (root.parent / "way").symlink_to(root)
    assert resolve_target(root.parent / "way/site", root) == root / "site"
    with pytest.raises(UsageError, match="lies in tickets"):
        resolve_target(root.parent / "way/tickets/site", root)


def test_marker_names_every_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/ü.html").write_text("")
    assert read_marker(tmp_path) is None
    write_marker(tmp_path)
    write_marker(tmp_path)
    assert read_marker(tmp_path) == frozenset({"a/ü.html", MARKER})


def test_lock_is_for_one(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert not is_held(path)
    with locked(path):
        assert is_held(path)
    assert not is_held(path)
