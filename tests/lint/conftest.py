"""Repositories and the gate."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lint.gate_support import POLICY, Gate, Repo


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gate:
    """`supportflow check --base`."""
    for name in ("SUPPORTFLOW_NOW", "SUPPORTFLOW_OUTPUT_FORMAT", "SUPPORTFLOW_ACTOR"):
        monkeypatch.delenv(name, raising=False)
    return Gate(monkeypatch, capsys)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository with a policy on its main branch."""
    made = Repo.at(tmp_path / "repo")
    made.commit("main", {"supportflow.toml": POLICY})
    return made
