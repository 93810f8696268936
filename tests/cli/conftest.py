"""The command, and a small tracker to run it on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import CLEARED, Cli, plant, ticket


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """`supportflow`, in this process."""
    for name in CLEARED:
        monkeypatch.delenv(name, raising=False)
    return Cli(monkeypatch, capsys)


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    """A folder that holds nothing but a ticket in order."""
    return plant(tmp_path / "tracker", {"tickets/SF-0001-checkout-spins.md": ticket()})


@pytest.fixture
def broken(tracker: Path) -> Path:
    """The same with a second ticket, which has one error."""
    text = ticket("SF-0002", "Basket is empty", state="evaluated")
    return plant(tracker, {"tickets/SF-0002-basket-is-empty.md": text})
