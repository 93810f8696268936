"""`mkdocs build` and `mkdocs serve` work as people expect on a `mkdocs.yml` that names the plugin."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from supportflow.site.docs_folder import MANIFEST
from supportflow.site.publish import read_marker
from tests.site.trackers import MKDOCS, build, content, environment, run, tracker, write_ticket

CONFIGURATION = """\
site_name: Our own desk
docs_dir: pages
theme:
  name: material
plugins:
  - search
  - supportflow:
      now: 2026-07-03T15:00:00Z
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    tracker(tmp_path, 2)
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/.gitignore").write_text("*\n!.gitignore\n")
    return tmp_path


def mkdocs(root: Path, *options: str, **more: str) -> subprocess.CompletedProcess[str]:
    return run(MKDOCS, "build", *options, cwd=root, **more)


def test_builds_the_site_that_our_own_command_builds(root: Path) -> None:
    result = mkdocs(root, "--strict")
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    theirs = content(root / "site")
    assert build(root, "--site-dir", "ours").returncode == 0
    ours = content(root / "ours")
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []
    assert read_marker(root / "site") == frozenset(theirs)


def test_only_what_changed_is_written_and_what_is_stale_is_removed(root: Path) -> None:
    assert mkdocs(root).returncode == 0
    times = {path: path.stat().st_mtime_ns for path in (root / "pages").rglob("*.md")}
    (root / "tickets/SF-0002.md").unlink()
    assert mkdocs(root).returncode == 0
    pages = root / "pages/tickets"
    assert not (pages / "SF-0002.md").exists()
    assert (pages / "SF-0001.md").stat().st_mtime_ns == times[pages / "SF-0001.md"]
    assert (root / "pages/.gitignore").is_file()


def test_pages_of_others_stay_and_are_published(root: Path) -> None:
    (root / "pages/about.md").write_text("# About us\n")
    assert mkdocs(root).returncode == 0
    (root / "tickets/SF-0002.md").unlink()
    assert mkdocs(root).returncode == 0
    assert (root / "pages/about.md").read_text() == "# About us\n"
    assert (root / "site/about/index.html").is_file()
    assert "about.md" not in json.loads((root / "pages" / MANIFEST).read_bytes())["files"]
    assert build(root, "--site-dir", "ours").returncode == 0
    assert (root / "ours/about/index.html").is_file()


def test_page_of_others_in_the_way_is_not_overwritten(root: Path) -> None:
    (root / "pages/index.md").write_text("# Mine\n")
    result = mkdocs(root)
    assert result.returncode == 1
    assert "index.md was not made by the build" in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(content(root / "pages")) == [".gitignore", "index.md"]


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("supportflow.toml", "components = [", "supportflow.toml"),
        ("mkdocs.yml", CONFIGURATION.replace("now: 2026-07-03T15:00:00Z", "now: soon"), "now:"),
        ("mkdocs.yml", CONFIGURATION.replace("now:", "audience: everybody\n      now:"), "everybody"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(root: Path, file: str, text: str, says: str) -> None:
    (root / file).write_text(text)
    result = mkdocs(root)
    assert result.returncode == 1
    assert says in result.stderr
    assert "Traceback" not in result.stderr


def test_environment_moves_the_clock(root: Path) -> None:
    assert mkdocs(root).returncode == 0
    first = content(root / "site")
    assert mkdocs(root, SUPPORTFLOW_NOW="2026-07-05T00:00:00Z").returncode == 0
    assert content(root / "site") != first
    result = mkdocs(root, SUPPORTFLOW_NOW="soon")
    assert result.returncode == 1
    assert "SUPPORTFLOW_NOW" in result.stderr


def test_unreadable_ticket_is_a_warning(root: Path) -> None:
    (root / "tickets/SF-0003.md").write_text("---\nid: [\n---\n")
    result = mkdocs(root)
    assert result.returncode == 0
    assert re.search(r"WARNING .*not published: tickets/SF-0003\.md", result.stderr)
    assert mkdocs(root, "--strict").returncode == 1


def page(url: str) -> str:
    with urlopen(url, timeout=5) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def test_serve_builds_again_after_a_change_and_does_not_loop(root: Path) -> None:
    address = f"127.0.0.1:{40000 + time.monotonic_ns() % 20000}"
    log = root / "log"
    with log.open("w") as said:
        command = [str(MKDOCS), "serve", "-a", address]
        process = subprocess.Popen(command, cwd=root, env=environment(), stdout=said, stderr=said)
    try:
        wait_for(lambda: "Serving on" in log.read_text())
        assert "'unsafe-inline'" in page(f"http://{address}/")
        write_ticket(root, 3, "Number three")
        wait_for(lambda: log.read_text().count("Building documentation") == 2 and "Reloading" in log.read_text())
        assert "Number three" in page(f"http://{address}/tickets/SF-0003/")
        time.sleep(2)
        assert log.read_text().count("Building documentation") == 2
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
    assert not (root / "site").exists()


def wait_for(true: object, seconds: float = 30) -> None:
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.1)
