"""What holds for every file of the project, whoever wrote it."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[2]
LONGEST_MODULE = 400

# Written in pieces, so that this file passes its own test.
REGISTRIES = re.compile(
    r"\b("
    + "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("yarnpkg", "com"),
            ("proxy", "golang", "org"),
            ("crates", "io"),
            ("rubygems", "org"),
            ("docker", "io"),
            ("ghcr", "io"),
            ("deb", "debian", "org"),
            ("archive", "ubuntu", "com"),
        )
    )
    + r")\b",
    re.IGNORECASE,
)
MACHINE_PATHS = re.compile(r"(?<![\w.-])/(?:work|root)/")
CONFLICT_MARKERS = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: |$)", re.MULTILINE)


@cache
def files() -> list[str]:
    """What is in git, and what would be after `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in set(listed.split("\0")) if name and (ROOT / name).is_file())


@cache
def text(name: str) -> str:
    return (ROOT / name).read_bytes().decode("utf-8", errors="replace")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{text(name).count(chr(10), 0, found.start()) + 1}: {found[0]}"
        for name in files()
        for found in pattern.finditer(text(name))
    ]


def links(name: str) -> list[str]:
    """The relative targets of links and pictures of a Markdown file."""
    tokens = [
        token for block in MarkdownIt("commonmark").enable("table").parse(text(name)) for token in block.children or []
    ]
    targets = [str(token.attrGet("href") or token.attrGet("src") or "") for token in tokens]
    parts = [urlsplit(target) for target in targets]
    return [unquote(part.path) for part in parts if part.path and not part.scheme and not part.netloc]


def resolve(page: str, target: str) -> str:
    """The path in the project that a link of this page leads to."""
    parts: list[str] = [] if target.startswith("/") else list(PurePosixPath(page).parent.parts)
    for part in PurePosixPath(target.lstrip("/")).parts:
        if part == "..":
            if not parts:
                return ".."
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_no_registry_is_named() -> None:
    assert lines_with(REGISTRIES) == []


def test_no_path_of_one_machine_is_named() -> None:
    assert lines_with(MACHINE_PATHS) == []


def test_no_conflict_is_left() -> None:
    assert lines_with(CONFLICT_MARKERS) == []


def test_no_module_is_too_long() -> None:
    modules = [name for name in files() if name.startswith("supportflow/") and name.endswith(".py")]
    lengths = {name: len(text(name).splitlines()) for name in modules}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_links_of_the_docs_lead_somewhere() -> None:
    known = {str(parent) for name in files() for parent in (PurePosixPath(name), *PurePosixPath(name).parents)}
    pages = [name for name in files() if name.endswith(".md") and ("/" not in name or name.startswith("docs/"))]
    assert "README.md" in pages
    dead = [f"{page}: {link}" for page in pages for link in links(page) if (resolve(page, link) or ".") not in known]
    assert dead == []
