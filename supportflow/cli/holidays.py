"""`supportflow holidays`."""

from __future__ import annotations

from datetime import datetime

import click

from supportflow.cli.common import json_option, now_option, open_tracker, present
from supportflow.cli.output import write, write_json
from supportflow.edit.holidays import add_holidays, public_holidays
from supportflow.reports.base import counted
from supportflow.source.errors import UsageError
from supportflow.source.policy.load import load_policy


@click.command("holidays")
@click.argument("country")
@click.option("--part", metavar="CODE", help="A part of the country, as BY for Bavaria.")
@click.option("--year", "years", type=click.IntRange(1970, 2100), multiple=True,
              help="For this year; repeats. Default: this year and the next.")  # fmt: skip
@click.option("--calendar", default="default", show_default=True, help="The calendar of the policy to write into.")
@click.option("--dry-run", is_flag=True, help="Only print the dates.")
@json_option
@now_option
def command(
    country: str,
    part: str | None,
    years: tuple[int, ...],
    calendar: str,
    now: datetime | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the public holidays of COUNTRY (as DE) into the policy, as dates.

    Dates that the calendar already lists stay as they are, comments included.
    """
    tracker = open_tracker()
    if calendar not in tracker.policy.calendars:
        raise UsageError(f"there is no calendar {calendar!r}; known are {', '.join(tracker.policy.calendars)}")
    this = present(now).year
    days = public_holidays(country, part, years or (this, this + 1))
    if as_json:
        write_json({day.isoformat(): name for day, name in days.items()})
    if dry_run:
        if not as_json:
            write("".join(f"{day}  {name}\n" for day, name in days.items()))
        return
    path, new = add_holidays(tracker.root, tracker.policy, calendar, days)
    load_policy(tracker.root)
    click.echo(f"{path.name}: {counted(len(new), 'date')} added to calendars.{calendar}.holidays", err=as_json)
