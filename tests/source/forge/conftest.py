"""A recorded forge, and what it can be made to answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from supportflow.source.forge import client as client_module
from tests.source.forge.server import SECRET, Forge, Pages, Raw, Redirect, Tries, serving


@pytest.fixture
def forge(monkeypatch: pytest.MonkeyPatch) -> Iterator[Forge]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    monkeypatch.setattr(client_module, "TIMEOUT", 5.0)
    monkeypatch.setattr(client_module, "pause", lambda _seconds: None)
    with serving() as state:
        yield state


@pytest.fixture
def pages() -> Callable[..., Pages]:
    return lambda *each: Pages(each)


@pytest.fixture
def tries() -> Callable[..., Tries]:
    return lambda *each: Tries(each)


@pytest.fixture
def raw() -> Callable[[str], Raw]:
    return Raw


@pytest.fixture
def redirect() -> Callable[[str], Redirect]:
    return Redirect


@pytest.fixture
def secret() -> str:
    return SECRET
