"""Writing to standard output: data in UTF-8, and no fuss where the reader has gone away."""

from __future__ import annotations

import json
import os
import sys
from typing import Any, TextIO

import click

from supportflow.source.errors import UsageError


def prepare() -> None:
    """Let both streams take any text; one that was closed from the start takes it to nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open till the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def write(text: str, *, data: bool = False) -> None:
    """Write a text. `data` is for programs, in UTF-8 whatever the locale says; what people read is in theirs.

    A reader that closes its end (`| head -1`) has what it wanted. Raises UsageError where the system refuses.
    """
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    try:
        if data and encoding != "utf8":
            click.echo(text.encode("utf-8", "backslashreplace"), nl=False)
        else:
            click.echo(text, nl=False)
    except BrokenPipeError:
        hush(sys.stdout)
    except OSError as error:
        hush(sys.stdout)
        raise UsageError(f"standard output cannot be written: {error.strerror}; make room, or name a file") from error


def write_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Write a value as JSON."""
    write(json.dumps(value, indent=1, ensure_ascii=False) + "\n", data=True)


def colours(stream: TextIO) -> bool:
    """Whether a stream takes colours: FORCE_COLOR and NO_COLOR decide, of both the latter, and else the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR", "0") not in ("", "0")
    return forced or (stream.isatty() and os.environ.get("TERM") != "dumb")


def settle() -> None:
    """Flush both streams before the end, so that Python does not complain of one that cannot take any more."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            hush(stream)


def hush(stream: TextIO) -> None:
    """Let all that is still to be written to a stream go nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
