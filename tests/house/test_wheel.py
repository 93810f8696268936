"""What people install works: the wheel, away from the checkout, in a folder that holds only tickets."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NOW = "2026-07-03T15:00:00Z"
TICKET = """\
---
id: SF-0001
title: Checkout spins for ever after the redirect
type: error
state: pending-evaluation
impact: {users: minority, breakage: isolated}
history:
  - {at: 2026-07-01T09:00:00Z, by: operator, state: error-confirmed}
  - {at: 2026-07-01T10:00:00Z, by: operator, state: pending-evaluation}
---

## What happens

The page of the shop shows a spinner and stays there.

## Steps to reproduce

1. Put anything into the basket and pay by card.
2. Confirm the payment.
"""


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run it as a user would who has no checkout, and in no CI."""
    environment = {name: os.environ[name] for name in ("HOME", "PATH", "LANG") if name in os.environ}
    return subprocess.run(command, cwd=cwd, env=environment, text=True, capture_output=True, timeout=120, check=False)


def output(result: subprocess.CompletedProcess[str]) -> str:
    return f"{result.args}\nexit code {result.returncode}\n{result.stdout}\n{result.stderr}"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # by way of the source distribution, so that it is shown to hold all that the wheel is built from
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    result = run(*build, cwd=folder)
    assert result.returncode == 0, output(result)
    (path,) = folder.glob("*.whl")
    return path


def install(wheel: Path, extra: str, folder: Path) -> Path:
    """The command, from a new environment that holds the wheel and this extra of it."""
    # The settings of pip stay as they are on this machine: they say where packages come from.
    pip = [sys.executable, "-m", "pip", "--python", str(folder), "install", "--quiet", "--no-compile"]
    requirement = f"supportflow{extra} @ {wheel.as_uri()}"
    for command in (
        [sys.executable, "-m", "venv", "--without-pip", str(folder)],
        [*pip, "--constraint", str(ROOT / "constraints.txt"), requirement],
    ):
        result = subprocess.run(command, text=True, capture_output=True, timeout=240, check=False)
        assert result.returncode == 0, output(result)
    return folder / ("Scripts" if os.name == "nt" else "bin") / "supportflow"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    tickets = tmp_path / "project" / "tickets"
    tickets.mkdir(parents=True)
    (tickets / "SF-0001-checkout-spins.md").write_text(TICKET, encoding="utf-8")
    return tickets.parent


def test_wheel_holds_the_product_and_no_more(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names} == {"supportflow", "supportflow-0.1.0.dist-info"}
    for folder, target in (("supportflow", "supportflow"), ("site_templates", "supportflow/site_templates")):
        files = [path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*") if path.is_file()]
        expected = {f"{target}/{file.as_posix()}" for file in files if "__pycache__" not in file.parts}
        assert expected, f"{folder} is empty"
        assert expected <= names


def test_installed_with_the_site(wheel: Path, project: Path, tmp_path: Path) -> None:
    supportflow = install(wheel, "[site]", tmp_path / "venv")

    check = run(supportflow, "check", "--now", NOW, cwd=project)
    assert check.returncode == 0, output(check)

    build = run(supportflow, "build", "--now", NOW, cwd=project)
    assert build.returncode == 0, output(build)
    assert (project / "site/index.html").is_file()
    assert (project / "site/tickets/SF-0001/index.html").is_file()


def test_installed_without_the_site(wheel: Path, project: Path, tmp_path: Path) -> None:
    supportflow = install(wheel, "", tmp_path / "venv")

    check = run(supportflow, "check", "--now", NOW, cwd=project)
    assert check.returncode == 0, output(check)

    build = run(supportflow, "build", "--now", NOW, cwd=project)
    assert build.returncode == 2, output(build)
    (line,) = build.stderr.splitlines()
    assert "supportflow[site]" in line
    assert not (project / "site").exists()
