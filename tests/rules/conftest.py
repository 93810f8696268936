"""The command, ready to run on a small tracker."""

from __future__ import annotations

import pytest

from tests.rules.support import Checker


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Checker:
    """`supportflow check` on a folder."""
    for name in ("SUPPORTFLOW_NOW", "SUPPORTFLOW_OUTPUT_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    return Checker(monkeypatch, capsys)
