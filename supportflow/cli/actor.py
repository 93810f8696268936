"""Who makes a change, as the option or the environment of a CI says."""

from __future__ import annotations

import os

ACTOR = "SUPPORTFLOW_ACTOR"


def actor_of(option: str | None) -> str | None:
    """The handle of who makes the change: the option, else SUPPORTFLOW_ACTOR. An empty one is none."""
    given = os.environ.get(ACTOR) if option is None else option
    return (given or "").strip() or None
