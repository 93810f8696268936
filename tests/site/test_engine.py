"""`supportflow build`: from tickets to a published site, by the real command on real files."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from supportflow.site.lock import locked
from supportflow.site.publish import MARKER
from tests.site.trackers import (
    MKDOCS,
    NOW,
    SUPPORTFLOW,
    build,
    content,
    debris,
    environment,
    run,
    sample_tracker,
    tracker,
    write_ticket,
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the project's own tickets."""
    root = sample_tracker(tmp_path_factory.mktemp("sample"))
    result = run(SUPPORTFLOW, "build", cwd=root)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return root / "site"


def test_bare_folder(tmp_path: Path) -> None:
    root = tracker(tmp_path, tickets=2)
    result = build(root)
    assert (result.returncode, result.stderr) == (0, "")
    assert re.fullmatch(r"site/: 2 tickets, \d+ pages, as of 2026-07-03T15:00:00Z\n", result.stdout)
    assert (root / "site/tickets/SF-0001/index.html").is_file()
    assert sorted(path.name for path in root.iterdir()) == [".supportflow", "site", "tickets"]
    assert (root / ".supportflow/.gitignore").read_text() == "*\n"
    assert "kraken" not in "".join(text.decode(errors="replace") for text in content(root / "site").values())
    assert "kraken" not in "".join(text.decode(errors="replace") for text in content(root / ".supportflow").values())


def test_from_a_folder_below_and_to_elsewhere(tmp_path: Path) -> None:
    root = tracker(tmp_path / "tracker")
    result = build(root / "tickets", "--site-dir", "../../out/here")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{tmp_path}/out/here/: 1 ticket, ")
    assert (tmp_path / "out/here/index.html").is_file()
    assert not (root / "site").exists()


def test_same_bytes_in_another_folder_at_another_time(tmp_path: Path) -> None:
    one, two = tracker(tmp_path / "one", 3), tracker(tmp_path / "somewhere/else", 3)
    assert build(one, TZ="Asia/Tokyo").returncode == 0
    write_ticket(two, 4)
    assert build(two, LANG="C.UTF-8").returncode == 0
    (two / "tickets/SF-0004.md").unlink()
    assert build(two, TZ="America/Lima", SOURCE_DATE_EPOCH="1").returncode == 0
    first, second = content(one / "site"), content(two / "site")
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    assert {"sitemap.xml.gz", "search/search_index.json"} <= first.keys()


def test_plain_mkdocs_renders_the_same_pages(tmp_path: Path) -> None:
    root = sample_tracker(tmp_path)
    result = build(root)
    assert (result.returncode, result.stderr) == (0, "")
    config = root / ".supportflow/build/mkdocs.yml"
    options = ("build", "--strict", "-f", config, "-d", root / "plain")
    plain = run(MKDOCS, *options, cwd=root, SOURCE_DATE_EPOCH=str(int(datetime.fromisoformat(NOW).timestamp())))
    assert plain.returncode == 0, plain.stderr
    ours, theirs = content(root / "site"), content(root / "plain")
    assert ours.keys() - {MARKER} == theirs.keys()
    policy = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="[^"]*">')
    assert [path for path in theirs if policy.sub(b"", ours[path]) != theirs[path]] == []


def test_every_page_has_its_policy_and_no_robot_reads_it(sample: Path) -> None:
    pages = [path for path in content(sample) if path.endswith(".html")]
    assert "404.html" in pages
    for path in pages:
        text = (sample / path).read_text(encoding="utf-8")
        assert text.count('<meta http-equiv="Content-Security-Policy"') == 1, path
        assert re.search(r'<meta name="robots" content="[^"]*noindex', text), path
        assert "'unsafe" not in text[: text.index("</head>")], path
    assert "Disallow: /" in (sample / "robots.txt").read_text()


class Targets(HTMLParser):
    """Collects what a page leads to, and the names inside it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.ids.update(value for key in ("id", "name") if (value := named.get(key)))
        target = named.get("href") or named.get("src") or named.get("poster")
        if target:
            (self.links if tag == "a" else self.loads).append(target)


def targets(sites: Path) -> dict[str, Targets]:
    found = {}
    for path in sorted(sites.rglob("*.html")):
        found[path.relative_to(sites).as_posix()] = parsed = Targets()
        parsed.feed(path.read_text(encoding="utf-8"))
    return found


def test_links_lead_somewhere(sample: Path) -> None:
    pages = targets(sample)
    dead = []
    for page, parsed in pages.items():
        if page == "404.html":  # its links start at the root of the host
            continue
        for link in (*parsed.links, *parsed.loads):
            parts = urlsplit(urljoin(f"https://site.test/{page}", link))
            if parts.netloc != "site.test":
                continue
            path = unquote(parts.path.lstrip("/"))
            path = f"{path}index.html" if path == "" or path.endswith("/") else path
            if not (sample / path).is_file() or (
                parts.fragment and path in pages and unquote(parts.fragment) not in pages[path].ids
            ):
                dead.append(f"{page}: {link}")
    assert dead == []


def test_nothing_is_loaded_from_elsewhere(sample: Path) -> None:
    loads = {load for parsed in targets(sample).values() for load in parsed.loads}
    assert {load for load in loads if urlsplit(load).netloc} == set()
    styles = "".join(path.read_text(encoding="utf-8") for path in sample.rglob("*.css"))
    assert re.findall(r"(?:url\(|@import\s+)['\"]?(?:https?:)?//[^)'\"]*", styles) == []


def test_unreadable_ticket_is_named_and_the_rest_is_published(tmp_path: Path) -> None:
    root = tracker(tmp_path)
    (root / "tickets/SF-0002.md").write_text("---\nid: [\n---\n")
    for options, code in (((), 0), (("--strict",), 1)):
        result = build(root, *options)
        assert result.returncode == code
        (line,) = result.stderr.splitlines()
        assert line.startswith("not published: tickets/SF-0002.md")
        assert "1 ticket," in result.stdout
        assert (root / "site/tickets/SF-0001/index.html").is_file()


def break_policy(root: Path) -> None:
    (root / "supportflow.toml").write_text("components = [")


def no_tickets(root: Path) -> None:
    for folder in root.parents:  # a build would find these, and write its site beside them
        assert not (folder / "tickets").exists(), f"{folder}/tickets stands in the way of this test"
    shutil.rmtree(root / "tickets")


def foreign_site(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/index.html").write_text("mine")


def site_is_a_file(root: Path) -> None:
    (root / "site").write_text("mine")


def blocked_workshop(root: Path) -> None:
    (root / ".supportflow").write_text("mine")


def broken_configuration(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: [\n")


def unknown_option(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: A\nplugins: [supportflow: {nowt: 1}]\n")


def bad_instant(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: A\nplugins: [supportflow: {now: yesterday}]\n")


def other_theme(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: A\ntheme: readthedocs\nplugins: [supportflow]\n")


def unknown_plugin(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: A\nplugins: [supportflow, nonesuch]\n")


def broken_template(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_name: A\nplugins: [supportflow: {templates: mine}]\n")
    (root / "mine/overrides").mkdir(parents=True)
    (root / "mine/overrides/main.html").write_text("{% extends 'base.html' %}{% nonesuch %}")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (break_policy, "supportflow.toml"),
        (no_tickets, "mkdir tickets"),
        (foreign_site, "--site-dir"),
        (site_is_a_file, "--site-dir"),
        (blocked_workshop, ".supportflow"),
        (broken_configuration, "mkdocs.yml cannot be read"),
        (unknown_option, "`nowt` is not known"),
        (bad_instant, "now:"),
        (other_theme, "material"),
        (unknown_plugin, "nonesuch"),
        (broken_template, "main.html:1"),
    ],
)
def test_one_message_and_nothing_changed(tmp_path: Path, spoil: object, says: str) -> None:
    root = tracker(tmp_path)
    assert callable(spoil)
    spoil(root)
    before = content(root)
    result = build(root)
    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("error: ")
    assert says in line
    left = {path: data for path, data in content(root).items() if not path.startswith(".supportflow/")}
    assert left == before
    assert debris(root) == []


def test_site_dir_that_cannot_be_made(tmp_path: Path) -> None:
    root = tracker(tmp_path)
    (root / "file").write_text("")
    result = build(root, "--site-dir", "file/site")
    assert result.returncode == 2
    (line,) = result.stderr.splitlines()
    assert "file is no folder" in line


def test_failed_build_leaves_the_old_site(tmp_path: Path) -> None:
    root = tracker(tmp_path)
    assert build(root).returncode == 0
    before = content(root / "site")
    broken_template(root)
    assert build(root).returncode == 2
    assert content(root / "site") == before
    assert debris(root) == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_interrupted_in_the_middle(tmp_path: Path, number: int, code: int) -> None:
    root = tracker(tmp_path, 60)
    assert build(root).returncode == 0
    before = content(root / "site")
    process = subprocess.Popen(
        [SUPPORTFLOW, "build", "--now", NOW], cwd=root, env=environment(), stderr=subprocess.PIPE, text=True
    )
    while process.poll() is None and not list(root.glob(".site.supportflow-*/new/404.html")):
        time.sleep(0.005)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == code, said
    assert "Traceback" not in said
    assert content(root / "site") == before
    assert debris(root) == []


def test_two_builds_at_once_wait_for_each_other(tmp_path: Path) -> None:
    root = tracker(tmp_path, 20)
    command = [str(SUPPORTFLOW), "build", "--now", NOW, "--site-dir"]
    processes = [
        subprocess.Popen([*command, site], cwd=root, env=environment(), stderr=subprocess.DEVNULL)
        for site in ("site", "site", "other")
    ]
    assert [process.wait(timeout=120) for process in processes] == [0, 0, 0]
    assert content(root / "site") == content(root / "other")
    assert debris(root) == []


def test_waiting_is_said(tmp_path: Path) -> None:
    root = tracker(tmp_path)
    assert build(root).returncode == 0
    with locked(root / ".supportflow/build/.lock"):
        process = subprocess.Popen(
            [SUPPORTFLOW, "build", "--now", NOW], cwd=root, env=environment(), stderr=subprocess.PIPE, text=True
        )
        assert process.stderr
        assert "another build" in process.stderr.readline()
    assert process.wait(timeout=60) == 0
    process.stderr.close()


def test_ticket_that_is_gone_is_gone_from_docs_and_site(tmp_path: Path) -> None:
    root = tracker(tmp_path, 2)
    assert build(root).returncode == 0
    (root / "tickets/SF-0002.md").unlink()
    assert build(root).returncode == 0
    for folder in ("site", ".supportflow/build/docs"):
        assert [path for path in content(root / folder) if "SF-0002" in path] == []


CONFIGURATION = """\
site_name: Our own desk
site_url: https://support.example.com/desk/
site_dir: elsewhere
docs_dir: own
nav: [{Old: old.md}]
theme:
  name: material
  custom_dir: over
  logo: img/logo.svg
  font: {text: Roboto}
  palette: {primary: teal}
extra_css: [own.css]
plugins:
  - search
  - supportflow:
      now: 2026-07-03T15:00:00Z
      templates: mine
"""


def test_own_configuration_counts(tmp_path: Path) -> None:
    root = tracker(tmp_path)
    (root / "mkdocs.yml").write_text(CONFIGURATION)
    for path, text in {
        "own/own.css": "a{color:red}",
        "own/img/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "over/partials/copyright.html": "by their custom_dir",
        "mine/overrides/partials/copyright.html": "by their templates, which stand below",
        "mine/overrides/extra.txt": "",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    result = run(SUPPORTFLOW, "build", cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    assert "as of 2026-07-03T15:00:00Z" in result.stdout
    page = (root / "site/index.html").read_text(encoding="utf-8")
    assert "Our own desk" in page
    assert 'data-md-color-primary="teal"' in page
    assert 'href="https://support.example.com/desk/"' in page
    assert "own.css" in page
    assert "img/logo.svg" in page
    assert "by their custom_dir" in page
    assert "fonts.googleapis" not in page
    assert (root / "site/own.css").is_file()
    assert not (root / "elsewhere").exists()
    sooner = run(SUPPORTFLOW, "build", cwd=root, SUPPORTFLOW_NOW="2026-07-02T00:00:00Z")
    assert "as of 2026-07-02T00:00:00Z" in sooner.stdout


def test_configuration_of_another_site_gives_its_looks_only(tmp_path: Path) -> None:
    root = tracker(tmp_path)
    text = "site_name: Manual\nplugins: [nonesuch]\nhooks: [nonesuch.py]\ntheme: {name: mkdocs, custom_dir: x}\n"
    text += "markdown_extensions:\n  - emoji: {index: !!python/name:nonesuch.index '', at: !ENV HOME}\n"
    (root / "mkdocs.yml").write_text(text)
    result = build(root)
    assert (result.returncode, result.stderr) == (0, "")
    assert "Manual" in (root / "site/index.html").read_text(encoding="utf-8")


def test_without_the_extra_one_message(tmp_path: Path) -> None:
    root = tracker(tmp_path)
    code = """if True:
        import importlib.util
        find = importlib.util.find_spec
        importlib.util.find_spec = lambda name, package=None: None if name == "mkdocs" else find(name, package)
        from supportflow.cli.main import run
        run(["{command}"])
    """
    for command in ("build", "serve"):
        result = run(sys.executable, "-c", code.format(command=command), cwd=root)
        assert result.returncode == 2
        (line,) = result.stderr.splitlines()
        assert 'pip install "supportflow[site]"' in line
    assert not (root / "site").exists()


def test_serve_shows_the_site_and_again_after_a_change(tmp_path: Path) -> None:
    root = tracker(tmp_path)
    port = str(20000 + os.getpid() % 20000)
    process = subprocess.Popen(
        [SUPPORTFLOW, "serve", "--now", NOW, "--port", port], cwd=root, env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout
        assert f"http://127.0.0.1:{port}/" in process.stdout.readline()
        taken = run(SUPPORTFLOW, "serve", "--now", NOW, "--port", port, cwd=root)
        assert taken.returncode == 2
        assert "--port" in taken.stderr
        write_ticket(root, 2, "Another one")
        assert process.stdout.readline() == "Built again\n"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
    assert process.returncode == 130
    assert not (root / "site").exists()


@pytest.mark.corpus
@pytest.mark.slow
def test_corpus_gives_a_page_a_ticket(corpus: Path, tmp_path: Path) -> None:
    root = tmp_path / "tracker"
    shutil.copytree(corpus / "backlog-md/tickets", root / "tickets", copy_function=shutil.copyfile)
    result = run(SUPPORTFLOW, "build", "--now", "2026-09-01T00:00:00Z", cwd=root)
    assert (result.returncode, result.stderr) == (0, "")
    names = {path.name[:7] for path in (root / "tickets").rglob("SF-*.md")}
    assert len(names) == 673
    assert {path.parent.name for path in (root / "site/tickets").glob("SF-*/index.html")} == names
    index = json.loads((root / "site/search/search_index.json").read_bytes())
    assert {doc["location"].split("/")[1] for doc in index["docs"] if doc["location"].startswith("tickets/SF")} == names
