"""Each key with a value of a wrong kind is named, with what is wanted; unknown keys with a suggestion."""

from __future__ import annotations

import pytest

from supportflow.source.policy.load import default_policy
from tests.source.policy.support import SMALLEST, policy, problems

FLOW = "workflows.task"
TEXT, FLAG, TEXTS, TABLE, DATE, WHOLE, NUMBER, LIST = (
    "a text is expected",
    "true or false is expected",
    "a list of texts is expected",
    "a table is expected here",
    "a date without quotes is expected",
    "a whole number is expected",
    "a number is expected",
    "a list is expected",
)


def inside(table: str, assignment: str) -> str:
    """A policy with one assignment in one table."""
    return f"[{table}]\n{assignment}\n" if table else f"{assignment}\n"


@pytest.mark.parametrize(
    ("table", "assignment", "key", "says"),
    [
        ("", "id_prefix = 3", "id_prefix", f"{TEXT}, not a number; put it in quotes"),
        ("", 'id_prefix = ["SF"]', "id_prefix", f"{TEXT}, not a list"),
        ("", "clock_skew = 24", "clock_skew", TEXT),
        ("", 'clock_skew = "a day"', "clock_skew", "a duration is written"),
        ("", 'clock_skew = "99999999999d"', "clock_skew", "longer than"),
        ("", 'maintainers = "lead-cho"', "maintainers", TEXTS),
        ("", "maintainers = [1]", "maintainers", TEXTS),
        ("", 'maintainers = [""]', "maintainers", "an empty text"),
        ("", "components = {a = 1}", "components", TEXTS),
        ("", "roles = 3", "roles", TABLE),
        ("", "roles = {desk = 3}", "roles.desk", TABLE),
        ("roles.desk", "title = true", "roles.desk.title", f"{TEXT}, not true or false"),
        ("roles.desk", 'members = "dev-ben"', "roles.desk.members", TEXTS),
        ("", "entries = 3", "entries", TABLE),
        ("entries", 'note = "desk"', "entries.note", TEXTS),
        ("", "impact = 3", "impact", TABLE),
        ("impact", 'users = "all"', "impact.users", TEXTS),
        ("", "severities = []", "severities", TABLE),
        ("severities.high", 'rank = "1"', "severities.high.rank", f"{WHOLE}, not a text"),
        ("severities.high", "rank = 1.5", "severities.high.rank", WHOLE),
        ("severities.high", "rank = true", "severities.high.rank", WHOLE),
        ("severities.high", "expected = 3", "severities.high.expected", TEXT),
        ("severities.high", "calendar = 3", "severities.high.calendar", TEXT),
        ("severities.high", "impact = 3", "severities.high.impact", LIST),
        ("severities.high", 'impact = ["all"]', "severities.high.impact[0]", TABLE),
        ("severities.high", 'impact = [{users = "all"}]', "severities.high.impact[0].users", TEXTS),
        ("severities.high", "target = 3", "severities.high.target", "is no target"),
        ("severities.high", 'target = ["1d"]', "severities.high.target", "an earliest and a latest are expected"),
        ("severities.high", 'target = ["1d", 3]', "severities.high.target", "an earliest and a latest are expected"),
        ("severities.high", "target = [3]", "severities.high.target[0]", TABLE),
        ("severities.high", 'target = ["1d", "soon"]', "severities.high.target", "a duration is written"),
        ("severities.high", 'target = ["1d", "99999999999d"]', "severities.high.target", "longer than"),
        ("severities.high", 'target = "1 day"', "severities.high.target", "a duration is written"),
        ("severities.high", 'target = {range = "1d"}', "severities.high.target", "an earliest and a latest"),
        ("severities.high", "effective_from = 2026", "severities.high.effective_from", DATE),
        ("holds.parts", "waits_on = 3", "holds.parts.waits_on", TEXT),
        ("excuses", "weather = 3", "excuses.weather", TEXT),
        ("resolutions.mended", 'counts = "yes"', "resolutions.mended.counts", f"{FLAG}, not a text"),
        ("sections.Symptom", "types = 3", "sections.Symptom.types", TEXTS),
        ('sections."How it was"', "required = 1", 'sections."How it was".required', FLAG),
        ("custom.dome", "type = 3", "custom.dome.type", TEXT),
        ("custom.dome", 'type = "float"', "custom.dome.type", "one of text, integer, boolean, date, list"),
        ("workflows", "task = 3", FLOW, TABLE),
        (FLOW, "states = 3", f"{FLOW}.states", TABLE),
        (FLOW, "states = {begun = 3}", f"{FLOW}.states.begun", TABLE),
        (FLOW, "states = {begun = {closed = 1}}", f"{FLOW}.states.begun.closed", FLAG),
        (FLOW, 'states = {begun = {clock = "on"}}', f"{FLOW}.states.begun.clock", FLAG),
        (FLOW, 'states = {begun = {effective_from = "2026-01-01"}}', f"{FLOW}.states.begun.effective_from", DATE),
        (FLOW, "moves = 3", f"{FLOW}.moves", LIST),
        (FLOW, "moves = [3]", f"{FLOW}.moves[0]", TABLE),
        (FLOW, 'moves = [{from = "(new)"}]', f"{FLOW}.moves[0].from", TEXTS),
        (FLOW, "moves = [{to = 3}]", f"{FLOW}.moves[0].to", TEXT),
        (FLOW, 'moves = [{by = "desk"}]', f"{FLOW}.moves[0].by", TEXTS),
        (FLOW, 'moves = [{requires = "note"}]', f"{FLOW}.moves[0].requires", LIST),
        (FLOW, "moves = [{requires = [3]}]", f"{FLOW}.moves[0].requires[0]", TABLE),
        (FLOW, 'moves = [{resolution = "fixed"}]', f"{FLOW}.moves[0].resolution", TEXTS),
        (FLOW, 'severities = "high"', f"{FLOW}.severities", TEXTS),
        ("", "calendars = 3", "calendars", TABLE),
        ("calendars", "default = 3", "calendars.default", TABLE),
        ("calendars", 'default = "allways"', "calendars.default", "the one word that there is is 'always'"),
        ("calendars", "default = []", "calendars.default", "has no hours"),
        ("calendars", "default = [3]", "calendars.default[0]", TABLE),
        ("calendars.default", 'timezone = "UTC"', "calendars.default.hours", "no hours"),
        ("calendars.default", "hours = 3", "calendars.default.hours", "no hours"),
        ("calendars.default", 'hours = "9 to 5"', "calendars.default.hours", "no hours"),
        ("calendars.default", "hours = {}", "calendars.default.hours", "counts nothing"),
        ("calendars.default", "hours = {mon = []}", "calendars.default.hours", "counts nothing"),
        ("calendars.default", "hours = {mon = 9}", "calendars.default.hours.mon", LIST),
        ("calendars.default", 'hours = {mon = ["09:00", "17:00"]}', "calendars.default.hours.mon", "is no span"),
        ("calendars.default", 'hours = "always"\ntimezone = 3', "calendars.default.timezone", TEXT),
        ("calendars.default", 'hours = "always"\nholidays = 2026-12-25', "calendars.default.holidays", LIST),
        ("calendars.default", 'hours = "always"\nday = 8', "calendars.default.day", TEXT),
        ("calendars.default", 'hours = "always"\nday = "0h"', "calendars.default.day", "of no length"),
        ("", "sla = 3", "sla", TABLE),
        ("sla", 'warn_at = "80 %"', "sla.warn_at", f"{NUMBER}, not a text"),
        ("sla", "warn_at = 80", "sla.warn_at", "between 0 and 1"),
        ("sla", "warn_at = 0", "sla.warn_at", "between 0 and 1"),
        ("sla", "warn_at = nan", "sla.warn_at", "between 0 and 1"),
        ("attachments", "max_size = 25", "attachments.max_size", TEXT),
        ("attachments", 'max_size = "25 megabytes"', "attachments.max_size", "write it as 25MiB"),
        ("publishing", "site_name = 3", "publishing.site_name", TEXT),
        ("publishing", 'notes = "no"', "publishing.notes", FLAG),
    ],
)
def test_wrong_kind(table: str, assignment: str, key: str, says: str) -> None:
    found = problems(inside(table, assignment))
    assert key in found
    assert says in found[key]


@pytest.mark.parametrize(
    ("table", "assignment", "key"),
    [
        ("", "id_prefix = 3", "id_prefix"),
        ("", "roles = 3", "roles"),
        ("", "severities = 3", "severities"),
        ("", "calendars = 3", "calendars"),
        ("", "impact = 3", "impact"),
        ("workflows", "task = 3", FLOW),
        (FLOW, "states = 3", f"{FLOW}.states"),
        (FLOW, "states = {begun = {}}\nmoves = 3", f"{FLOW}.moves"),
        (FLOW, "states = {begun = {}}\nmoves = [3]", f"{FLOW}.moves[0]"),
        ("calendars.default", "hours = 3", "calendars.default.hours"),
    ],
)
def test_what_only_follows_is_not_said(table: str, assignment: str, key: str) -> None:
    assert list(problems(inside(table, assignment))) == [key]


@pytest.mark.parametrize(
    ("table", "assignment", "key", "says"),
    [
        ("", 'id_prefx = "SF"', "id_prefx", "did you mean id_prefix?"),
        ("", "zzz = 1", "zzz", "known here: attachments, calendars, clock_skew"),
        ("", '"a b" = 1', '"a b"', "unknown key"),
        ("roles.desk", "member = []", "roles.desk.member", "did you mean members?"),
        ("entries", "reopen = []", "entries.reopen", "known here: excuse, hold, note, resume, severity"),
        ("impact", "user = []", "impact.user", "did you mean users?"),
        ("severities.high", 'tagret = ["1d", "2d"]', "severities.high.tagret", "did you mean target?"),
        ("severities.high", "impact = [{user = []}]", "severities.high.impact[0].user", "did you mean users?"),
        ("severities.high", "target = {rang = []}", "severities.high.target.rang", "did you mean range?"),
        ("holds.parts", 'wait_on = "x"', "holds.parts.wait_on", "did you mean waits_on?"),
        ("resolutions.mended", "count = true", "resolutions.mended.count", "did you mean counts?"),
        ("sections.Symptom", "require = true", "sections.Symptom.require", "did you mean required?"),
        ("custom.dome", 'kind = "text"', "custom.dome.kind", "known here: title, type"),
        (FLOW, "state = {}", f"{FLOW}.state", "did you mean states?"),
        (FLOW, "states = {begun = {clocks = true}}", f"{FLOW}.states.begun.clocks", "did you mean clock?"),
        (FLOW, "moves = [{form = []}]", f"{FLOW}.moves[0].form", "did you mean from?"),
        (FLOW, 'moves = [{requires = [{feild = "a"}]}]', f"{FLOW}.moves[0].requires[0].feild", "did you mean field?"),
        ("calendars.default", "holiday = []", "calendars.default.holiday", "did you mean holidays?"),
        ("calendars.default", "hours = {monday = []}", "calendars.default.hours.monday", "did you mean mon?"),
        ("sla", "warn_it = 0.5", "sla.warn_it", "did you mean warn_at?"),
        ("attachments", 'maxsize = "1MiB"', "attachments.maxsize", "did you mean max_size?"),
        ("publishing", 'sitename = "x"', "publishing.sitename", "did you mean site_name?"),
    ],
)
def test_unknown_key(table: str, assignment: str, key: str, says: str) -> None:
    found = problems(inside(table, assignment))
    assert says in found[key]


def test_all_that_is_wrong_is_listed() -> None:
    text = """
        id_prefix = "S-F"
        colour = "blue"
        [severities.high]
        rank = 1
        target = ["3d", "1d"]
        [calendars.default]
        hours = {mon = [["09:00", "12:00"], ["11:00", "17:00"]]}
        [roles.desk]
        members = 3
        """
    assert list(problems(text)) == [
        "calendars.default.hours.mon",
        "severities.high.target",
        "roles.desk.members",
        "colour",
        "id_prefix",
        "severities.high.rank",
    ]


def test_the_file_is_named() -> None:
    assert list(problems("colour = 1", source="pyproject.toml")) == ["colour"]


def test_default_and_smallest_are_in_order() -> None:
    assert default_policy().source == "the built-in policy"
    assert policy(SMALLEST).roles
