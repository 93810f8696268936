"""Values are words of the policy.

## What it checks

Type, state, severity, resolution, impact, component, role, hold, the cause of
an excuse, audience and what an attachment shows are words that the policy or
the format lists. After a role may stand a handle, `operator:@op-anna`.

## Why

A state that is misspelt by one letter is a state that no rule knows, and a
ticket in it would be judged by none of them. It is refused instead.

## Bad

```yaml
state: eror-confirmed
```

## Good

```yaml
state: error-confirmed
```

## How to mend

Take the word that the finding proposes, or one of those that it lists. A new
word is added to the policy first, by a change of its own.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from supportflow.model.history import Entry, Impact, Kind
from supportflow.model.node import Node, Scalar
from supportflow.model.policy import Policy, Workflow
from supportflow.model.ticket import Ticket
from supportflow.rules.base import Report, Rule, TicketContext, reported


def check(context: TicketContext) -> Iterator[Report]:
    """Report each value that the policy does not list."""
    yield from reported("unknown-value")(context)
    if context.ticket:
        yield from _top(context.ticket, context.policy, context.workflow)
        for entry in context.ticket.history:
            yield from _entry(entry, context.policy, context.workflow)


def _top(ticket: Ticket, policy: Policy, workflow: Workflow | None) -> Iterator[Report]:
    node = ticket.node
    yield from _word(node.get("type"), ticket.type, policy.workflows, "type of ticket")
    if workflow:
        yield from _word(node.get("state"), ticket.state, workflow.states, f"state of the {workflow.name} workflow")
    yield from _word(node.get("severity"), ticket.severity, policy.severities, "severity")
    yield from _word(node.get("resolution"), ticket.field("resolution"), policy.resolutions, "resolution")
    yield from _component(node.get("component"), ticket.component, policy)
    yield from _impact(node.get("impact"), ticket.impact, policy)


def _entry(entry: Entry, policy: Policy, workflow: Workflow | None) -> Iterator[Report]:
    node = entry.node
    yield from _word(entry.by, entry.role, policy.roles, "role")
    yield from _word(node.get("severity"), entry.severity, policy.severities, "severity")
    yield from _word(node.get("resolution"), entry.resolution, policy.resolutions, "resolution")
    yield from _component(node.get("component"), entry.field("component"), policy)
    yield from _impact(node.get("impact"), entry.field("impact"), policy)
    words: dict[Kind, tuple[Iterable[str], str]] = {
        Kind.HOLD: (policy.holds, "hold"),
        Kind.RESUME: (policy.holds, "hold"),
        Kind.EXCUSE: (policy.excuses, "cause of an excuse"),
    }
    if entry.kind is Kind.STATE and workflow:
        words[Kind.STATE] = (workflow.states, f"state of the {workflow.name} workflow")
    if entry.kind in words:
        known, what = words[entry.kind]
        yield from _word(node.get(entry.kind.value), entry.value, known, what)


def _component(node: Node | None, value: object, policy: Policy) -> Iterator[Report]:
    if policy.components:
        yield from _word(node, value, policy.components, "component")


def _impact(node: Node | None, value: object, policy: Policy) -> Iterator[Report]:
    if isinstance(value, Impact) and node is not None and not isinstance(node, Scalar):
        inner = node
        get = getattr(inner, "get", lambda _: None)
        yield from _word(get("users"), value.users, policy.users, "word for the users")
        yield from _word(get("breakage"), value.breakage, policy.breakages, "word for the breakage")


def _word(node: Node | None, value: object, known: Iterable[str], what: str) -> Iterator[Report]:
    words = tuple(known)
    if node is None or not isinstance(value, str) or not value or value in words:
        return
    near = difflib.get_close_matches(value, words, n=1)
    mend = f"did you mean `{near[0]}`? Known: {', '.join(words)}" if near else f"known: {', '.join(words) or 'none'}"
    yield Report(node.span, f"`{value}` is no {what}", mend)


RULE = Rule(
    id="SF111",
    slug="unknown-value",
    title="Values are words of the policy",
    ticket=check,
)
