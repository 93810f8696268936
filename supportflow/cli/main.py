"""The entry point: finds the command, and turns whatever goes wrong into one message and an exit code."""

from __future__ import annotations

import gc
import importlib
import os
import sys

import click

from supportflow import __version__
from supportflow.cli.output import colours, hush, prepare, settle
from supportflow.source.errors import UsageError

COMMANDS = {
    "check": "judge the tickets: front matter, workflow, history, text",
    "diff": "say what a change does to the tickets",
    "ci": "judge the change that a forge's CI runs on",
    "audit": "replay a branch: who moved what, when, and was it legal",
    "explain": "print the page of a rule",
    "list": "list tickets, with filters",
    "show": "show one ticket, its history and its legal next moves",
    "sla": "what is late, what is next, how good we are",
    "holidays": "write the holidays of a country into the policy",
    "build": "build the site",
    "serve": "show the site on this machine, and again after each change",
    "schema": "print a JSON Schema for editors",
    "completion": "print what makes the shell complete words",
}
"""Each command with its one line of help; its module has the same name below `supportflow.cli`."""

_MODULES = {"list": "list_tickets"}
USAGE, INTERRUPTED = 2, 130
DEBUG = "SUPPORTFLOW_DEBUG"


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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the one that was meant."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"there is no command {args[0]!r}{f'; did you mean {near[0]}?' if near else ''}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. Colours are the business of `painter`, so that click takes none away."""
        ctx.color = True
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # the reader went away: it has what it wanted
            hush(sys.stdout)
            return 0

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
    # A command makes millions of small objects and keeps them: with the default, the collector looks through all of
    # them over and over, a tenth of the time.
    gc.set_threshold(50_000, 20, 100)
    prepare()
    code = _guarded(arguments)
    settle()
    sys.exit(code)


def _guarded(arguments: list[str] | None) -> int:
    try:
        code = main.main(args=arguments, prog_name="supportflow", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted", label="")
        return INTERRUPTED
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except UsageError as error:
        _say(str(error))
        return USAGE
    except OSError as error:
        _say(_refused(error))
        return USAGE
    except Exception as error:  # noqa: BLE001 - whatever it is: one message, and never what it holds
        _say(_bug(error))
        return USAGE
    return code if isinstance(code, int) else 0


def _say(message: str, label: str = "error: ") -> None:
    """Say on standard error what went wrong, a line for each thing."""
    from supportflow.reports.base import visible

    mark = click.style(label.rstrip(), fg="red", bold=True) if colours(sys.stderr) else label.rstrip()
    try:
        for line in message.split("\n"):
            click.echo(f"{mark} {visible(line)}".lstrip(), err=True, color=True)
    except OSError:
        hush(sys.stderr)


def _refused(error: OSError) -> str:
    """What the system said, without the name of a file, which may be anything."""
    if os.environ.get(DEBUG):
        import traceback

        traceback.print_exception(error)
    return f"the system refuses: {error.strerror or type(error).__name__}; {DEBUG}=1 shows where"


def _bug(error: Exception) -> str:
    """A bug of ours: where it happened, without the values that the exception may quote."""
    import traceback

    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno}"  # noqa: PTH119
    return (
        f"supportflow has a bug: {type(error).__name__} at {where}. "
        f"Please report it; {DEBUG}=1 shows more, which may hold text of tickets"
    )
