"""The top shows only what holds now.

## What it checks

`resolution` stands at the top only while the ticket is closed, `released_in`
only from the release on, and neither contradicts the entry that closed the
ticket.

## Why

People who look for what was released find a ticket by these keys. One that is
set too early, or was left there when a ticket was reopened, tells them that it
is done.

## Bad

```yaml
state: error-confirmed
resolution: fixed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

## Good

```yaml
state: error-confirmed
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: error-confirmed}
```

## How to mend

Remove the key from the top. When you reopen a ticket, move it into the entry
that had closed it.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.rules.base import Report, Rule, TicketContext, place


def check(context: TicketContext) -> Iterator[Report]:
    """Report a resolution of an open ticket, a release that nothing has released, and a top that contradicts
    the closing entry.
    """
    ticket, workflow, replay = context.ticket, context.workflow, context.replay
    if not ticket or not workflow or not replay or not replay.moves or replay.end.state not in workflow.states:
        return
    closed = workflow.is_closed(replay.end.state)
    if not closed and ticket.field("resolution") is not None:
        yield Report(
            place(ticket.node, "resolution"),
            f"a ticket in {replay.end.state} has no resolution",
            "remove `resolution`; where the ticket was closed before, it stands in that closing entry",
        )
    if ticket.field("released_in") is not None and not _released(context):
        yield Report(
            place(ticket.node, "released_in"),
            "`released_in` stands before the release",
            "remove it; the move that releases the ticket sets it",
        )
    if closed:
        for name in ("resolution", "released_in"):
            own, top = replay.moves[-1].entry.field(name), ticket.field(name)
            if own is not None and top is not None and own != top:
                yield Report(
                    place(ticket.node, name),
                    f"`{name}` is {top}, and the closing entry says {own}",
                    "let both say the same",
                )


def _released(context: TicketContext) -> bool:
    """Whether a move of the present cycle required the release."""
    cycle = context.replay.end.cycle if context.replay else 0
    return any(
        made.step.after.cycle == cycle and (made.move is None or "released_in" in made.needs) for made in context.made
    )


RULE = Rule(
    id="SF310",
    slug="misplaced-field",
    title="The top shows only what holds now",
    ticket=check,
)
