"""`supportflow check`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import click

from supportflow.cli.common import json_option, now_option, open_tracker, painter, present, terminal_width
from supportflow.cli.output import write
from supportflow.lint.check import Result, check_tree
from supportflow.reports.base import Report
from supportflow.reports.registry import AUTO, FORMATS, format_name
from supportflow.source.errors import UsageError

FINDINGS, AWAITING = 1, 3
HUMAN = ("full", "concise")
"""Formats that people read, in the encoding of their terminal; the others are data."""


@click.command("check")
@click.option(
    "--output-format",
    type=click.Choice([AUTO, *FORMATS]),
    default="auto",
    envvar="SUPPORTFLOW_OUTPUT_FORMAT",
    show_envvar=True,
    help="How findings are written; auto is github in GitHub Actions, a file for GitLab CI is gitlab, all else full.",
)
@click.option("--output-file", type=click.Path(dir_okay=False, path_type=Path), help="Write there instead.")
@json_option
@now_option
@click.option("--base", metavar="REF", help="Judge the change from the merge base with this, as origin/main.")
@click.option("--head", metavar="REF", help="The end of the change; without it what is checked out, dirty or not.")
@click.option("--actor", metavar="HANDLE", help="Who makes the change.  [env: SUPPORTFLOW_ACTOR]")
@click.option("--approved-by", "approvers", multiple=True, metavar="HANDLE", help="Who has approved it; repeats.")
@click.pass_context
def command(
    ctx: click.Context,
    output_format: str,
    output_file: Path | None,
    now: datetime | None,
    base: str | None,
    head: str | None,
    actor: str | None,
    approvers: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Judge the tickets of the tree; with --base judge the change.

    Exit code 0 where nothing blocks (warnings never do), 1 where there are errors, 3 where only approvals are
    missing.
    """
    result, texts = _judged(base, head, actor, approvers, present(now))
    name = format_name("json" if as_json else output_format, os.environ, to_file=output_file is not None)
    report = Report(
        result=result,
        line_of=lines_of(texts),
        paint=painter(sys.stdout) if output_file is None else lambda text, _: text,
        width=terminal_width(),
    )
    text = FORMATS[name](report)
    if output_file is None:
        write(text, data=name not in HUMAN)
    else:
        write_file(text, output_file)
    ctx.exit(FINDINGS if result.errors else AWAITING if result.awaiting else 0)


def _judged(
    base: str | None, head: str | None, actor: str | None, approvers: tuple[str, ...], now: datetime
) -> tuple[Result, Mapping[str, str]]:
    """What a check found, and the texts that it may quote."""
    if base is None:
        if head is not None:
            raise UsageError(f"--head needs a base to judge from; type: supportflow check --base REF --head {head}")
        tracker = open_tracker()
        repository = tracker.read()
        result = check_tree(repository, tracker.policy, now, tracker.loaded.ignored, tracker.loaded.file)
        return result, {document.path: document.text for document in repository.documents}
    from supportflow.cli.actor import actor_of
    from supportflow.cli.change import open_change
    from supportflow.lint.gate import check_change
    from supportflow.lint.gate_people import People

    with open_change(base, head, now) as change:
        judgement = check_change(change, People(actor_of(actor), approvers), now)
    return judgement.result, judgement.texts


def write_file(text: str, file: Path) -> None:
    """Write a report. Raises UsageError where that cannot be."""
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}; name another --output-file") from error


def lines_of(texts: Mapping[str, str]) -> Callable[[str, int], str | None]:
    """What gives a line of one of the texts, for a snippet."""
    cut: dict[str, list[str]] = {}

    def line_of(path: str, line: int) -> str | None:
        if path not in texts:
            return None
        if path not in cut:
            cut[path] = texts[path].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = cut[path]
        return lines[line - 1] if line <= len(lines) and texts[path] else None

    return line_of
