"""Where the links of a ticket stand."""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.model.finding import Span
from supportflow.model.node import Mapping, Scalar, Sequence
from supportflow.model.ticket import LINK_KINDS, Ticket


def link_places(ticket: Ticket) -> Iterator[tuple[str, str, Span]]:
    """Kind, target and place of each link."""
    links = ticket.node.get("links")
    if not isinstance(links, Mapping):
        return
    for key, targets in links.pairs:
        if key.text in LINK_KINDS and isinstance(targets, Sequence):
            for target in targets.items:
                if isinstance(target, Scalar) and not target.is_null and target.text.strip():
                    yield key.text, target.text, target.span
