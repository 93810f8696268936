"""Detectors of other packages, by the entry points of the group `supportflow.detectors`.

An entry point names a function `find(page: Page) -> Iterable[Match]`, as the detectors of the core are. It is
called once for each reading of a piece of text, and gives places in `page.text`. A plug-in that cannot be loaded
is a hit of the kind "detector failed" in every text: a gate that lost a detector is not green.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.metadata import entry_points
from typing import Final

from supportflow.privacy.page import Find, Match, Page

GROUP: Final = "supportflow.detectors"


@cache
def plugged_in() -> tuple[Find, ...]:
    """The detectors of installed packages, by name."""
    found: list[Find] = []
    for point in sorted(entry_points(group=GROUP), key=lambda each: each.name):
        try:
            found.append(point.load())
        except Exception:  # noqa: BLE001  a package fails in whichever way it likes
            found.append(_failed)
    return tuple(found)


def _failed(_page: Page) -> Iterable[Match]:
    """Stands in for a detector that could not be loaded."""
    raise RuntimeError
