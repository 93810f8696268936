"""`supportflow completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from supportflow.cli.output import write

NAME = "supportflow"
VARIABLE = "_SUPPORTFLOW_COMPLETE"


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what makes SHELL complete commands, options, states, rules and ids.

    \b
    In ~/.bashrc:                  eval "$(supportflow completion bash)"
    In ~/.zshrc, after compinit:   eval "$(supportflow completion zsh)"
    In ~/.config/fish/config.fish: supportflow completion fish | source
    """  # noqa: D301 - click wants the backspace itself
    script = get_completion_class(shell)
    if script:
        write(script(ctx.find_root().command, {}, NAME, VARIABLE).source() + "\n")
