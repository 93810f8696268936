"""The entry point: finds the command, and turns whatever goes wrong into one message and an exit code."""

from __future__ import annotations

import importlib
import os
import sys
import traceback

import click

from supportflow import __version__
from supportflow.source.errors import UsageError

COMMANDS = {
    "check": "judge the tickets: front matter, workflow, history, text",
    "explain": "print the page of a rule",
    "list": "list tickets, with filters",
    "show": "show one ticket, its history and its legal next moves",
    "build": "build the site",
    "serve": "show the site on this machine, and again after each change",
    "schema": "print a JSON Schema for editors",
}
"""Each command with its one line of help; its module has the same name below `supportflow.cli`."""

_MODULES = {"list": "list_tickets"}
USAGE, INTERRUPTED = 2, 130


class Commands(click.Group):
    """A group that imports a command only when it runs, so that `--help` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and give a command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"supportflow.cli.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="supportflow", message="%(prog)s %(version)s")
def main() -> None:
    """Support tickets in git: checked, timed and published.

    Exit codes: 0 nothing blocks, 1 findings, 2 usage or environment, 3 only approvals are missing.
    """


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    sys.exit(_guarded(arguments))


def _guarded(arguments: list[str] | None) -> int:
    try:
        code = main.main(args=arguments, prog_name="supportflow", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - the reader went away
        return 0
    except UsageError as error:
        _say(str(error))
        return USAGE
    except Exception as error:  # noqa: BLE001 - whatever it is: one message, and never what it holds
        _say(_bug(error))
        return USAGE
    return code if isinstance(code, int) else 0


def _say(message: str) -> None:
    for line in message.splitlines():
        click.echo(f"{click.style('error:', fg='red', bold=True)} {line}", err=True)


def _bug(error: Exception) -> str:
    """A bug of ours: where it happened, without the values that the exception may quote."""
    if os.environ.get("SUPPORTFLOW_DEBUG"):
        traceback.print_exception(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119
    return (
        f"supportflow has a bug: {type(error).__name__} at {where}. "
        "Please report it; SUPPORTFLOW_DEBUG=1 shows more, which may hold text of tickets"
    )
