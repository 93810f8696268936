"""All output formats of a check, by the name that `--output-format` takes."""

from __future__ import annotations

from collections.abc import Callable

from supportflow.reports import concise, full, json_format
from supportflow.reports.base import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "full": full.render,
    "concise": concise.render,
    "json": json_format.render,
}
