"""Running every rule over a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from supportflow.model.finding import Finding, Severity, Status
from supportflow.model.policy import Policy
from supportflow.rules.base import Index, Report, Rule, TicketContext, TreeContext
from supportflow.rules.registry import RULES
from supportflow.source.repository import Repository


class BrokenRuleError(Exception):
    """A rule gave a finding that cannot be shown: a bug of ours, never a finding."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a check found: the findings in the order of every output, and how many tickets it looked at."""

    findings: tuple[Finding, ...]
    tickets: int
    checked: int

    def count(self, severity: Severity, status: Status = Status.NEW) -> int:
        """How many findings weigh so much and have this status."""
        return sum(1 for finding in self.findings if finding.severity is severity and finding.status is status)

    @property
    def errors(self) -> int:
        """New errors: these alone fail a check."""
        return self.count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """New warnings."""
        return self.count(Severity.WARNING)

    @property
    def awaiting(self) -> int:
        """Findings that an approval settles."""
        return sum(1 for finding in self.findings if finding.status is Status.AWAITING)


def check_tree(  # noqa: PLR0913, PLR0917 - the tree and all that it is held against
    repository: Repository,
    policy: Policy,
    now: datetime,
    ignored_policy: str | None = None,
    policy_file: str | None = None,
    rules: Iterable[Rule] = RULES,
) -> Result:
    """Run the rules over all tickets of a tree, as of `now` (an aware datetime)."""
    chosen = tuple(rules)
    index = Index(repository.documents, repository.files, policy)
    findings: list[Finding] = []
    for document in repository.documents:
        context = TicketContext(document, policy, index, now)
        findings.extend(ticket_findings(context, chosen))
    tree = TreeContext(index, policy, now, ignored_policy, repository.misnamed, policy_file)
    findings.extend(tree_findings(tree, chosen))
    findings.sort(key=lambda finding: finding.sort_key)
    count = len(repository.documents)
    return Result(tuple(findings), count, count)


def ticket_findings(context: TicketContext, rules: Iterable[Rule]) -> Iterator[Finding]:
    """What the rules find in one ticket."""
    ticket_id = _id_of(context)
    for rule in rules:
        if rule.ticket:
            for report in rule.ticket(context):
                yield build_finding(rule, context.document.path, ticket_id, report)


def tree_findings(context: TreeContext, rules: Iterable[Rule]) -> Iterator[Finding]:
    """What the rules find that look across files."""
    for rule in rules:
        if rule.tree:
            for path, ticket_id, report in rule.tree(context):
                yield build_finding(rule, path, ticket_id, report)


def _id_of(context: TicketContext) -> str | None:
    return (context.ticket.id or None) if context.ticket else None


def build_finding(rule: Rule, path: str, ticket: str | None, report: Report) -> Finding:
    """The one way a finding comes to be. Raises BrokenRuleError where a rule gave no place or no words."""
    span, message, mend = report
    if not path or span.line < 1 or span.column < 1 or not message or not mend:
        text = f"{rule.id} gave a finding without a place, a message or a mend"
        raise BrokenRuleError(text)
    return Finding(
        rule=rule.id,
        slug=rule.slug,
        severity=rule.severity,
        path=path,
        span=span,
        ticket=ticket,
        message=message,
        help=mend,
        help_uri=f"handbook/rules/{rule.id}/",
    )
