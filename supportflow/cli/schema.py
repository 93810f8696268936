"""`supportflow schema`."""

from __future__ import annotations

import click

from supportflow.cli.common import open_tracker
from supportflow.cli.output import write_json
from supportflow.model.policy import Policy
from supportflow.source.errors import PolicyError, UsageError
from supportflow.source.json_schema.policy import policy_schema
from supportflow.source.json_schema.ticket import ticket_schema
from supportflow.source.policy.load import default_policy


@click.command("schema")
@click.argument("what", type=click.Choice(["ticket", "policy"]))
def command(what: str) -> None:
    """Print the JSON Schema of a ticket's front matter (by the policy of this tracker) or of the policy.

    Editors use it to complete and to check while one types.
    """
    schema = policy_schema() if what == "policy" else ticket_schema(_policy())
    write_json(schema)


def _policy() -> Policy:
    try:
        return open_tracker().policy
    except PolicyError:
        raise
    except UsageError:
        return default_policy()
