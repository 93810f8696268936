"""From the bytes of a file to a ticket, or to what keeps it from being one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from supportflow.model.body import Body
from supportflow.model.finding import FIRST_LINE, Problem
from supportflow.model.history import FieldValue
from supportflow.model.policy import Policy
from supportflow.model.schema import MOVE_FIELDS, REQUIRED_KEYS, TOP_KEYS
from supportflow.model.ticket import (
    LINK_KINDS,
    SHOWS,
    Attachment,
    Audience,
    Imported,
    Link,
    Ticket,
    Waiver,
)
from supportflow.source.body import parse_body
from supportflow.source.frontmatter import MAX_FILE, decode, split_text
from supportflow.source.history import read_history, severity_problems
from supportflow.source.reading import Reader

AUDIENCES = ("stakeholders", "staff")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Document:
    """A ticket file as read. `ticket` is None where its front matter cannot be read at all."""

    path: str
    text: str
    ticket: Ticket | None
    problems: tuple[Problem, ...]


def read_document(path: str, data: bytes, policy: Policy) -> Document:
    """Read a ticket file. Every problem is a value; nothing is raised for what a file may hold."""
    if len(data) > MAX_FILE:
        return unreadable(path, "too-large", "the file is beyond 1 MiB", "attach long logs as files")
    text, problem = decode(data)
    if problem:
        return Document(path, "", None, (problem,))
    parts = split_text(text)
    problems = parts.problems
    if parts.front is None or any(found.rule in ("yaml-syntax", "too-large", "encoding") for found in problems):
        return Document(path, text, None, tuple(problems))
    reader = Reader(parts.front, "", problems)
    body = parse_body(parts.body, parts.body_line, _internal(policy))
    ticket = _ticket(path, reader, policy, body)
    # what stands for an alias is empty, and has its finding already
    refused = {problem.span for problem in problems if problem.rule == "yaml-feature"}
    kept = [found for found in problems if not (found.rule == "empty-value" and found.span in refused)]
    return Document(path, text, ticket, tuple(kept))


def unreadable(path: str, rule: str, message: str, mend: str) -> Document:
    """A file whose content was not read."""
    return Document(path, "", None, (Problem(rule, FIRST_LINE, message, mend),))


def _internal(policy: Policy) -> frozenset[str]:
    return frozenset(rule.key for rule in policy.sections if rule.internal)


def _ticket(path: str, top: Reader, policy: Policy, body: Body) -> Ticket:
    top.check_keys(TOP_KEYS, REQUIRED_KEYS)
    kind = top.text("type") or ""
    workflow = policy.workflows.get(kind)
    history = read_history(top, workflow)
    if workflow:
        top.problems.extend(severity_problems(history, workflow))
    affects = top.mapping("affects", ("versions", "platforms"))
    fields = tuple((name, value) for name, form in MOVE_FIELDS.items() if (value := top.field(name, form)) is not None)
    texts: dict[str, FieldValue] = dict(fields)
    return Ticket(
        path=path,
        id=top.text("id") or "",
        title=top.text("title") or "",
        type=kind,
        state=top.text("state") or "",
        severity=top.text("severity"),
        component=cast("str | None", texts.get("component")),
        subscribers=top.texts("subscribers"),
        assignee=cast("str | None", texts.get("assignee")),
        versions=affects.texts("versions") if affects else (),
        platforms=affects.texts("platforms") if affects else (),
        audience=_audience(top),
        attachments=_attachments(top),
        links=_links(top),
        waivers=_waivers(top),
        imported=_imported(top),
        custom=_custom(top, policy),
        fields=fields,
        history=history,
        body=body,
        node=top.node,
    )


def _audience(reader: Reader) -> Audience:
    """Who may see it. What cannot be read is kept back."""
    if reader.node.get("audience") is None:
        return "stakeholders"
    text = reader.text("audience")
    if text in AUDIENCES:
        return cast("Audience", text)
    if text is not None:
        reader.problem(
            "unknown-value",
            reader.node.place("audience"),
            f"`{text}` is no audience",
            f"one of {', '.join(AUDIENCES)}",
        )
    return "staff"


def _attachments(top: Reader) -> tuple[Attachment, ...]:
    found = []
    for row in top.rows("attachments", ("file", "shows", "audience"), ("file", "shows")):
        file, shows, audience = row.text("file"), row.text("shows"), _audience(row)
        if shows is not None and shows not in SHOWS:
            row.problem(
                "unknown-value",
                row.node.place("shows"),
                f"`{shows}` is nothing that a file shows",
                f"one of {', '.join(SHOWS)}",
            )
        if file is not None:
            found.append(Attachment(file, shows or "other", audience, row.node))
    return tuple(found)


def _links(top: Reader) -> tuple[Link, ...]:
    links = top.mapping("links", LINK_KINDS)
    if links is None:
        return ()
    return tuple(Link(kind, target) for kind in LINK_KINDS for target in links.texts(kind))


def _waivers(top: Reader) -> tuple[Waiver, ...]:
    found = []
    keys = ("rule", "fingerprint", "reason", "by")
    for row in top.rows("waivers", (*keys, "until"), keys):
        rule, fingerprint, reason, by = (row.text(key) for key in keys)
        until = row.day("until")
        if rule and fingerprint and reason and by:
            found.append(Waiver(rule, fingerprint, reason, by, until, row.node))
    return tuple(found)


def _imported(top: Reader) -> Imported | None:
    inner = top.mapping("imported", ("from", "at"), ("from", "at"))
    if inner is None:
        return None
    source, at = inner.text("from"), inner.instant("at")
    return Imported(source, at) if source and at else None


def _custom(top: Reader, policy: Policy) -> tuple[tuple[str, object], ...]:
    inner = top.mapping("custom", policy.custom)
    if inner is None:
        return ()
    found: list[tuple[str, object]] = []
    for name, key in policy.custom.items():
        if inner.node.get(name) is None:
            continue
        value = inner.texts(name) if key.type == "list" else _custom_scalar(inner, name, key.type)
        if value is not None:
            found.append((name, value))
    return tuple(found)


def _custom_scalar(reader: Reader, name: str, kind: str) -> object:
    if kind == "date":
        return reader.day(name)
    text = reader.text(name)
    if text is None or kind == "text":
        return text
    core = {"true": True, "false": False} if kind == "boolean" else {}
    if kind == "boolean" and text.lower() in core:
        return core[text.lower()]
    if kind == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    mend = "write true or false" if kind == "boolean" else "write a whole number"
    reader.problem("wrong-type", reader.node.place(name), f"`{name}` is no {kind}", mend)
    return None
