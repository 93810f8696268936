"""All output formats of a check, by the name that `--output-format` takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from supportflow.reports import concise, full, github, gitlab, json_format, junit, markdown, sarif
from supportflow.reports.base import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "full": full.render,
    "concise": concise.render,
    "json": json_format.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
    "sarif": sarif.render,
    "markdown": markdown.render,
}
AUTO = "auto"


def format_name(wanted: str, environment: Mapping[str, str], *, to_file: bool) -> str:
    """The format that a name stands for; `auto` knows the CI that it runs in.

    In GitHub Actions it is `github`. In GitLab CI the log gets `full`, and a file gets `gitlab`: GitLab shows
    findings beside their lines from a report file, and a log of JSON helps nobody. Elsewhere it is `full`.
    """
    if wanted != AUTO:
        return wanted
    if environment.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "gitlab" if to_file and environment.get("GITLAB_CI") == "true" else "full"
