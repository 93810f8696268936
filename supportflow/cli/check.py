"""`supportflow check`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from supportflow.cli.common import json_option, now_option, open_tracker, painter, present, terminal_width
from supportflow.lint.check import check_tree
from supportflow.reports.base import Report
from supportflow.reports.registry import FORMATS
from supportflow.source.errors import UsageError
from supportflow.source.repository import Repository

FINDINGS = 1


@click.command("check")
@click.option(
    "--output-format",
    type=click.Choice(["auto", *FORMATS]),
    default="auto",
    envvar="SUPPORTFLOW_OUTPUT_FORMAT",
    show_envvar=True,
    help="How findings are written; auto is full.",
)
@click.option("--output-file", type=click.Path(dir_okay=False, path_type=Path), help="Write there instead.")
@json_option
@now_option
@click.pass_context
def command(
    ctx: click.Context, output_format: str, output_file: Path | None, now: datetime | None, *, as_json: bool
) -> None:
    """Judge the tickets of the tree.

    Exit code 0 where nothing blocks (warnings never do), 1 where there are errors.
    """
    tracker = open_tracker()
    repository = tracker.read()
    result = check_tree(repository, tracker.policy, present(now), tracker.loaded.ignored)
    name = "json" if as_json else "full" if output_format == "auto" else output_format
    report = Report(
        result=result,
        line_of=_lines(repository),
        paint=painter(sys.stdout) if output_file is None else lambda text, _: text,
        width=terminal_width(),
    )
    _write(FORMATS[name](report), output_file)
    ctx.exit(FINDINGS if result.errors else 0)


def _write(text: str, file: Path | None) -> None:
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}; name another --output-file") from error


def _lines(repository: Repository) -> Callable[[str, int], str | None]:
    texts = {document.path: document.text for document in repository.documents}
    cut: dict[str, list[str]] = {}

    def line_of(path: str, line: int) -> str | None:
        if path not in texts:
            return None
        if path not in cut:
            cut[path] = texts[path].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines = cut[path]
        return lines[line - 1] if line <= len(lines) and texts[path] else None

    return line_of
