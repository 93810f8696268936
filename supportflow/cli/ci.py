"""`supportflow ci`: the gate, fed with what the forge knows of a change, and shown where the forge shows it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from supportflow.cli.check import AWAITING, FINDINGS, HUMAN, lines_of, write_file
from supportflow.cli.common import now_option, painter, present, terminal_width
from supportflow.cli.output import write
from supportflow.lint.check import Result
from supportflow.reports.base import Report, summary, visible
from supportflow.reports.registry import AUTO, FORMATS, format_name
from supportflow.source.errors import UsageError
from supportflow.source.forge.change import Change
from supportflow.source.forge.github import GitHub, github_client
from supportflow.source.forge.gitlab import GitLab, gitlab_client

F = TypeVar("F", bound=Callable[..., object])
FINE, USAGE = 0, 2
STATES = {FINE: "success", FINDINGS: "failure", USAGE: "error", AWAITING: "pending"}
_SUMMARY_ROOM = 900_000


@click.group("ci")
def command() -> None:
    """Judge the change that a forge's CI runs on.

    Who opened, pushed and approved it comes from the environment and the API of the forge; the token too comes from
    the environment alone. Then it is as with check --base. Exit code 3 where only approvals are missing.
    """


def shared(function: F) -> F:
    """Add the options that each forge has."""
    options = (
        click.option("--base", metavar="REF", help="Hold the change against this, instead of what the forge says."),
        click.option(
            "--report",
            "reports",
            multiple=True,
            metavar="FORMAT=FILE",
            help="Write a report into a file as well, as junit=supportflow.xml; repeats.",
        ),
        click.option(
            "--output-format",
            type=click.Choice([AUTO, *FORMATS]),
            default=AUTO,
            envvar="SUPPORTFLOW_OUTPUT_FORMAT",
            help="How findings are written to the log.",
        ),
        now_option,
    )
    for option in reversed(options):
        function = option(function)
    return function


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came out: the report for its writers, what the change does in Markdown, and the exit code."""

    report: Report
    doings: str

    @property
    def code(self) -> int:
        """The exit code."""
        return exit_code(self.report.result)


def exit_code(result: Result) -> int:
    """0 nothing blocks, 1 findings, 3 only approvals are missing."""
    return FINDINGS if result.errors else AWAITING if result.awaiting else FINE


@command.command("github")
@shared
@click.option("--pull-request", type=int, metavar="NUMBER", help="Judge this one, instead of the event's.")
@click.option(
    "--status", default="supportflow/gate", show_default=True, help="The commit status to set; empty sets none."
)
@click.pass_context
def github(
    ctx: click.Context,
    base: str | None,
    reports: tuple[str, ...],
    output_format: str,
    now: datetime | None,
    pull_request: int | None,
    status: str,
) -> None:
    """Judge the change of a GitHub workflow run, and set a commit status.

    Reads GITHUB_EVENT_PATH and its kin, and with GITHUB_TOKEN the reviews (pull-requests: read) and who pushed
    (contents: read); the status needs statuses: write, and is left out where the token may not.
    """
    environment = dict(os.environ)
    files = parse_reports(reports)
    forge = GitHub(environment, github_client(environment))
    show = Shown(forge, status, environment)
    with show.failing(forge.commit):
        change = forge.change(pull_request)
    with show.failing(change.commit):
        verdict = judge(change, base, present(now))
        tell(verdict, change.notes, format_name(output_format, environment, to_file=False), files)
    write_summary(verdict, change.notes, environment.get("GITHUB_STEP_SUMMARY", ""))
    show(change.commit, verdict.code, summary(verdict.report.result))
    ctx.exit(verdict.code)


@command.command("gitlab")
@shared
@click.pass_context
def gitlab(
    ctx: click.Context, base: str | None, reports: tuple[str, ...], output_format: str, now: datetime | None
) -> None:
    """Judge the change of a GitLab pipeline.

    Reads CI_MERGE_REQUEST_IID and its kin, and with SUPPORTFLOW_TOKEN (scope read_api) who opened, pushed and
    approved the merge request. Without a token that may, nobody counts and every new move awaits approval.
    """
    environment = dict(os.environ)
    files = parse_reports(reports)
    change = GitLab(environment, gitlab_client(environment)).change()
    verdict = judge(change, base, present(now))
    tell(verdict, change.notes, format_name(output_format, environment, to_file=False), files)
    ctx.exit(verdict.code)


def parse_reports(reports: Iterable[str]) -> dict[Path, str]:
    """Which format goes into which file. Raises UsageError."""
    files = {}
    for one in reports:
        name, _, file = one.partition("=")
        if name not in FORMATS or not file:
            raise UsageError(f"--report {one}: write FORMAT=FILE, with one of {', '.join(FORMATS)}")
        files[Path(file)] = name
    return files


def judge(change: Change, base: str | None, now: datetime) -> Verdict:
    """Run the gate on what is checked out."""
    from supportflow.cli.change import open_change
    from supportflow.lint.changes import describe
    from supportflow.lint.gate import check_change
    from supportflow.lint.gate_people import People
    from supportflow.lint.gate_policy import load_policies
    from supportflow.reports.changes import as_markdown
    from supportflow.source.change_set import ChangeSet

    def held(found: ChangeSet) -> None:
        commit = found.git.resolve(change.commit).oid
        if found.git.merge_base(commit, found.git.resolve(change.head).oid) != commit:
            raise UsageError(
                f"what is checked out does not hold {commit[:12]}, which the approvals are about; check out the merge "
                "of the change (on GitHub refs/pull/NUMBER/merge), or run again"
            )

    with open_change(base or change.base, change.head, now) as found:
        held(found)
        judgement = check_change(found, People(change.actor, change.approved_by), now)
        doings = as_markdown(describe(found, load_policies(found).policy, now))
    report = Report(
        result=judgement.result,
        line_of=lines_of(judgement.texts),
        paint=painter(sys.stdout),
        width=terminal_width(),
    )
    return Verdict(report, doings)


def tell(verdict: Verdict, notes: Iterable[str], name: str, files: Mapping[Path, str]) -> None:
    """Write the findings to the log and into files, and what could not be found out to standard error."""
    for note in notes:
        click.echo(f"note: {visible(note)}", err=True)
    plain = replace(verdict.report, paint=lambda text, _style: text)
    for file, format_ in files.items():
        write_file(FORMATS[format_](plain), file)
    write(FORMATS[name](verdict.report), data=name not in HUMAN)


def write_summary(verdict: Verdict, notes: Iterable[str], file: str) -> None:
    """Append the verdict, and what the change does, to the step summary; GitHub takes a megabyte."""
    if not file:
        return
    from supportflow.reports.markdown import code

    text = FORMATS["markdown"](verdict.report)
    text += "".join(f"\n- {code(note)}\n" for note in notes)
    text += f"\n<details><summary>What it does</summary>\n\n{verdict.doings}\n</details>\n"
    lines, room = [], _SUMMARY_ROOM
    for line in text.splitlines(keepends=True):
        room -= len(line.encode("utf-8", "backslashreplace"))
        if room < 0:
            lines.append("\nThere is more; the log of the step has all of it.\n")
            break
        lines.append(line)
    try:
        with Path(file).open("a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write("".join(lines))
    except OSError as error:
        click.echo(f"note: the step summary cannot be written: {error.strerror}", err=True)


class Shown:
    """The verdict as a commit status of GitHub, where the token may set one."""

    def __init__(self, forge: GitHub, name: str, environment: Mapping[str, str]) -> None:
        run = environment.get("GITHUB_RUN_ID")
        server = environment.get("GITHUB_SERVER_URL") or "https://github.com"
        self.url = f"{server}/{forge.repository}/actions/runs/{run}" if run else None
        self.forge = forge
        self.name = name

    def __call__(self, commit: str | None, code: int, text: str) -> None:
        """Set it. Raises UsageError where the forge does not answer: an older verdict must not stand."""
        why = self.forge.show(commit, self.name, STATES[code], text, self.url) if self.name and commit else None
        if why:
            click.echo(f"note: the commit status {self.name} is not set: {visible(why)}", err=True)

    @contextmanager
    def failing(self, commit: str | None) -> Iterator[None]:
        """Show that there is no verdict where the work ends in an error."""
        try:
            yield
        except UsageError:
            with suppress(UsageError):
                self(commit, USAGE, "the gate could not judge this; its log says why")
            raise
