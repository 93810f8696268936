"""`severity` is the one that the history ends in.

## What it checks

`severity` at the top is the one that the last entry with a severity gives, and
absent until there is one. The type of the ticket may have that severity.

## Why

The severity sets the target. A change that stands only at the top has no time,
nobody who made it and no reason.

## Bad

```yaml
state: evaluated
severity: high
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: provider, state: evaluated, severity: medium}
```

## Good

```yaml
state: evaluated
severity: high
history:
  - {at: 2026-01-05T09:00:00Z, by: operator, state: pending-evaluation}
  - {at: 2026-01-05T10:00:00Z, by: provider, state: evaluated, severity: medium}
  - {at: 2026-01-05T12:00:00Z, by: provider, severity: high, reason: Every payment by card is affected.}
```

## How to mend

To change a severity, add an entry with it and a `reason`, and write the same
word at the top. To undo a slip at the top, write what the history says.
"""

from __future__ import annotations

from collections.abc import Iterator

from supportflow.lifecycle.replay import Replay
from supportflow.lifecycle.wording import one_of
from supportflow.model.finding import Span
from supportflow.model.history import Kind
from supportflow.model.policy import Workflow
from supportflow.rules.base import Report, Rule, TicketContext, place, reported


def check(context: TicketContext) -> Iterator[Report]:
    """Report a severity that the history does not give, or that the type of ticket cannot have."""
    yield from reported("severity-mismatch")(context)
    yield from _not_of_the_type(context)
    ticket, workflow, replay = context.ticket, context.workflow, context.replay
    if not ticket or not workflow or not replay:
        return
    given = replay.end.severity
    if given is not None and given not in context.policy.severities:
        return
    if given is not None and ticket.severity != given and ticket.node.get("severity") is None:
        yield Report(
            place(ticket.node, "severity"),
            f"`severity` is missing, and the history gives {given}",
            f"add `severity: {given}`",
        )
    elif given is not None and ticket.severity in context.policy.severities and ticket.severity != given:
        yield Report(
            place(ticket.node, "severity"),
            f"`severity` is {ticket.severity}, and the history gives {given}",
            f"write `severity: {given}`, or add an entry with the severity and a reason",
        )
    elif given is None and ticket.severity in context.policy.severities and _never_rated(workflow, replay):
        yield Report(
            place(ticket.node, "severity"),
            f"`severity` is {ticket.severity}, and no entry gives it",
            f"remove it until the ticket enters {_rating(workflow)}: that entry gives it",
        )


def _never_rated(workflow: Workflow, replay: Replay) -> bool:
    """Whether no entry could give the severity yet; one that could and does not has a finding of its own."""
    entered = (workflow.states.get(step.after.state) for step in replay.moves)
    return workflow.rated_by_history and not any(state and state.rates for state in entered)


def _rating(workflow: Workflow) -> str:
    return one_of(f"`{state.name}`" for state in workflow.states.values() if state.rates)


def _not_of_the_type(context: TicketContext) -> Iterator[Report]:
    ticket, workflow = context.ticket, context.workflow
    if not ticket or not workflow:
        return
    named: list[tuple[str | None, Span]] = [(ticket.severity, place(ticket.node, "severity"))]
    for entry in ticket.history:
        value = entry.value if entry.kind is Kind.SEVERITY else entry.severity
        named.append((value, entry.node.place("severity")))
    for value, span in named:
        if value in context.policy.severities and value not in workflow.severities:
            yield Report(
                span,
                f"a ticket of type {workflow.name} is not {value}",
                f"remove it; possible are none, or {', '.join(workflow.severities)}",
            )


RULE = Rule(
    id="SF308",
    slug="severity-mismatch",
    title="`severity` is the one that the history ends in",
    ticket=check,
)
