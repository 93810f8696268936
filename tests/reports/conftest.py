"""Findings to write out: one of each weight and status, and such as an attacker would like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from supportflow.lint.check import Result
from supportflow.model.finding import Finding, Severity, Span, Status
from supportflow.reports.base import Report

BASE = Finding(
    rule="SF301",
    slug="illegal-transition",
    severity=Severity.ERROR,
    path="tickets/SF-0042-spinner.md",
    span=Span(5, 8, 10),
    ticket="SF-0042",
    message="evaluated -> qa-testing is not a move of the error workflow",
    help="From evaluated: scheduled (provider; needs scheduled_for)",
    help_uri="handbook/rules/SF301/",
)


@pytest.fixture
def finding() -> Callable[..., Finding]:
    return lambda **values: replace(BASE, **values)


@pytest.fixture
def report() -> Callable[..., Report]:
    def make(*findings: Finding, source: str | None = None, width: int = 80) -> Report:
        ordered = tuple(sorted(findings, key=lambda one: one.sort_key))
        return Report(
            result=Result(ordered, 52, 3),
            line_of=lambda _path, _line: source,
            paint=lambda text, _style: text,
            width=width,
        )

    return make


@pytest.fixture
def mixed(report: Callable[..., Report]) -> Report:
    """An error, a warning, an existing error, one that awaits, one without a place."""
    return report(
        BASE,
        replace(BASE, rule="SF505", slug="unlisted-section", severity=Severity.WARNING, span=Span(30, 1, 4)),
        replace(BASE, path="tickets/SF-0007.md", ticket="SF-0007", status=Status.EXISTING),
        replace(
            BASE,
            rule="SF303",
            slug="wrong-role",
            status=Status.AWAITING,
            message="the move to evaluated awaits the provider",
            help="a provider has to approve: @dev-ben or @dev-mira",
        ),
        replace(BASE, rule="SF902", slug="protected-file", path="mkdocs.yml", span=None, ticket=None),
    )
