"""Whether the parts of a policy hold together."""

from __future__ import annotations

import pytest

from tests.source.policy.support import SMALLEST, policy, problems

FLOW = "workflows.task"
OWN = """
extends = "none"
[roles.desk]
[roles.smith]
[resolutions.mended]
[severities.red]
[holds.parts]
[custom.dome]
[sections.Symptom]
[workflows.task]
states = {begun = {}, done = {closed = true}}
"""


def moves(*rows: str) -> str:
    """A policy of two states with these moves after the ones that lead through it."""
    through = ['{from = ["(new)"], to = "begun", by = ["desk"]}', '{from = ["begun"], to = "done", by = ["desk"]}']
    return f"{OWN}moves = [{', '.join((*through, *rows))}]\n"


def hours(*spans: str) -> str:
    return f"[calendars.default]\nhours = {{mon = [{', '.join(spans)}]}}\n"


def test_unreachable_state() -> None:
    text = SMALLEST.replace("done = {closed = true}", "done = {closed = true}, lost = {}, gone = {}")
    assert problems(text) == {
        f"{FLOW}.states.{name}": 'cannot be reached from "(new)"; add a move that leads to it, or remove it'
        for name in ("lost", "gone")
    }


def test_states_that_reach_only_each_other() -> None:
    text = OWN.replace("begun = {}", "begun = {}, one = {}, two = {}") + (
        'moves = [{from = ["(new)"], to = "begun", by = ["desk"]}, {from = ["begun"], to = "done", by = ["desk"]},'
        '{from = ["one"], to = "two", by = ["desk"]}, {from = ["two"], to = "one", by = ["desk"]}]\n'
    )
    assert list(problems(text)) == [f"{FLOW}.states.one", f"{FLOW}.states.two"]


def test_any_open_reaches_nothing_by_itself() -> None:
    text = OWN + 'moves = [{from = ["(any open)"], to = "done", by = ["desk"]}]\n'
    assert list(problems(text)) == [f"{FLOW}.states.begun", f"{FLOW}.states.done"]


@pytest.mark.parametrize(
    ("row", "key", "says"),
    [
        (
            '{from = ["begun"], to = "dnoe", by = ["desk"]}',
            "to",
            "'dnoe' is no state of the task workflow; did you mean",
        ),
        ('{from = ["begun"], by = ["desk"]}', "to", "'' is no state of the task workflow; known are begun, done"),
        ('{from = ["beginn"], to = "done", by = ["desk"]}', "from", "did you mean begun?"),
        ('{from = ["(any)"], to = "done", by = ["desk"]}', "from", "(any open)"),
        ('{from = [], to = "done", by = ["desk"]}', "from", 'a move starts somewhere; write ["(new)"]'),
        ('{to = "done", by = ["desk"]}', "from", "a move starts somewhere"),
        ('{from = ["begun"], to = "done", by = ["desc"]}', "by", "'desc' is no role; did you mean desk?"),
        ('{from = ["begun"], to = "done", by = []}', "by", "nobody may make this move; name some of desk, smith"),
        ('{from = ["begun"], to = "done"}', "by", "nobody may make this move"),
        (
            '{from = ["begun"], to = "done", by = ["desk"], resolution = ["mend"]}',
            "resolution",
            "'mend' is no resolution; did you mean mended?",
        ),
        (
            '{from = ["begun"], to = "begun", by = ["desk"], resolution = ["mended"]}',
            "resolution",
            "only a move into a closed state",
        ),
        ('{from = ["begun"], to = "done", by = ["desk"], requires = ["notes"]}', "requires", "did you mean note?"),
        ('{from = ["begun"], to = "done", by = ["desk"], requires = [""]}', "requires", "field or section"),
        ('{from = ["begun"], to = "done", by = ["desk"], requires = ["title"]}', "requires", "field or section"),
        ('{from = ["begun"], to = "done", by = ["desk"], requires = ["custom.dom"]}', "requires", "custom.dome?"),
        ('{from = ["begun"], to = "done", by = ["desk"], requires = ["## Cause"]}', "requires", "## Symptom"),
        ('{from = ["begun"], to = "done", by = ["desk"], requires = [{field = "nte"}]}', "requires", "note?"),
    ],
)
def test_move(row: str, key: str, says: str) -> None:
    found = problems(moves(row))
    assert list(found) == [f"{FLOW}.moves[2].{key}"]
    assert says in found[f"{FLOW}.moves[2].{key}"]


@pytest.mark.parametrize("need", ["note", "severity", "custom.dome", "## Symptom", "## symptom:", "links.duplicates"])
def test_what_a_move_may_require(need: str) -> None:
    own = policy(moves(f'{{from = ["begun"], to = "done", by = ["smith"], requires = ["{need}"]}}'))
    assert own.workflows["task"].moves[2].requires[0].name == need


@pytest.mark.parametrize(
    ("text", "key", "says"),
    [
        ('[entries]\nnote = ["provder"]', "entries.note", "did you mean provider?"),
        ('[holds.parts]\nwaits_on = "smith"', "holds.parts.waits_on", "known are operator, provider, subscriber"),
        ('[sections.Symptom]\ntypes = ["eror"]', "sections.Symptom.types", "did you mean error?"),
        ("[sections.brief]", "sections.brief", "is the same name as 'Brief'"),
        ('[sections." "]', 'sections." "', "a name that can be read"),
        ("[custom.'the dome']", 'custom."the dome"', "letters, digits, hyphens and underscores"),
        ('[severities.high]\ncalendar = "nights"', "severities.high.calendar", "'nights' is no calendar"),
        ('[severities.high]\nimpact = [{users = ["al"]}]', "severities.high.impact", "did you mean all?"),
        ('[severities.high]\nimpact = [{breakage = ["bit"]}]', "severities.high.impact", "impact.breakage"),
        ("[severities.high]\nrank = 1", "severities.high.rank", "1 is the rank of severe already"),
        ('[severities.high]\ntarget = ["3d", "1d"]', "severities.high.target", "(3d) lies after the latest (1d)"),
        ('[severities.high]\ntarget = ["1d", "7h"]', "severities.high.target", "(1d) lies after the latest (7h)"),
        ('[severities.high]\ntarget = ["0h", "0h"]', "severities.high.target", "of no length"),
        ("[roles.Desk_1]", "roles.Desk_1", "small letters"),
        ('[roles."front desk"]', 'roles."front desk"', "small letters"),
        ("[severities.HIGH]", "severities.HIGH", "small letters"),
        ("[holds.On_Hold]", "holds.On_Hold", "small letters"),
        ('[excuses]\n"bad luck" = "Bad luck"', 'excuses."bad luck"', "small letters"),
        ('id_prefix = ""', "id_prefix", "is no prefix"),
        ('id_prefix = "S-F"', "id_prefix", "write letters and digits, as SF"),
        ('id_prefix = "1A"', "id_prefix", "is no prefix"),
        ('id_prefix = "Ü"', "id_prefix", "is no prefix"),
        ('extends = "none"', "roles", "there are none"),
        ('extends = "none"', "workflows", "there are none"),
        ("[workflows.task]\n", f"{FLOW}.states", "a workflow needs states"),
    ],
)
def test_names(text: str, key: str, says: str) -> None:
    assert says in problems(text)[key]


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("severities", '["read"]', "'read' is no severity; did you mean red?"),
        ("calendar", '"nights"', "'nights' is no calendar"),
    ],
)
def test_workflow(key: str, value: str, says: str) -> None:
    text = moves().replace("[workflows.task]\n", f"[workflows.task]\n{key} = {value}\n")
    assert says in problems(text)[f"{FLOW}.{key}"]


@pytest.mark.parametrize("key", ["entered_by", "waits_on"])
def test_state_that_names_nobody(key: str) -> None:
    value = '["dusk"]' if key == "entered_by" else '"dusk"'
    found = problems(moves().replace("begun = {}", f"begun = {{{key} = {value}}}"))
    assert found[f"{FLOW}.states.begun.{key}"].startswith("'dusk' is no role; did you mean desk?")


@pytest.mark.parametrize("name", ["Begun", "be gun", "-begun"])
def test_state_with_a_bad_name(name: str) -> None:
    found = problems(moves().replace("begun =", f'"{name}" =').replace('"begun"', f'"{name}"'))
    assert any(key.startswith(f"{FLOW}.states.") and "small letters" in found[key] for key in found)


@pytest.mark.parametrize(
    ("spans", "says"),
    [
        (('["09:00", "12:00"]', '["11:59", "17:00"]'), "09:00–12:00 and 11:59–17:00 overlap"),
        (('["13:00", "17:00"]', '["09:00", "13:01"]'), "09:00–13:01 and 13:00–17:00 overlap"),
        (('["09:00", "17:00"]', '["09:00", "17:00"]'), "overlap"),
        (('["00:00", "24:00"]', '["23:00", "24:00"]'), "overlap"),
        (('["17:00", "09:00"]',), "17:00–09:00 ends before it begins; split it at 24:00"),
        (('["09:00", "09:00"]',), "ends before it begins"),
        (('["24:00", "24:00"]',), "is no span"),
        (('["24:00", "08:00"]',), "is no span"),
        (('["09:00", "24:01"]',), "is no span"),
        (('["09:00", "25:00"]',), "is no span"),
        (('["9:00", "17:00"]',), "is no span"),
        (('["09:60", "17:00"]',), "is no span"),
        (('["09:00"]',), "is no span"),
        (('["09:00", "12:00", "17:00"]',), "is no span"),
        (("[9, 17]",), "is no span"),
        (("[09:00:00, 17:00:00]",), "is no span"),
    ],
)
def test_hours(spans: tuple[str, ...], says: str) -> None:
    assert says in problems(hours(*spans))["calendars.default.hours.mon"]


def test_hours_that_touch_and_end_the_day() -> None:
    own = policy(hours('["12:00", "24:00"]', '["00:00", "12:00"]'))
    assert own.calendars["default"][0].hours == {"mon": (("00:00", "12:00"), ("12:00", "24:00"))}


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "localtime", "posix/UTC", "right/UTC", "../UTC", "+02:00"])
def test_unknown_zone(zone: str) -> None:
    found = problems(f'[calendars.default]\nhours = "always"\ntimezone = "{zone}"\n')
    assert found["calendars.default.timezone"].startswith(f"{zone!r} is no time zone")


@pytest.mark.parametrize("day", ['"2026-12-25"', "2026-12-25T00:00:00", "20261225", "true", '"Christmas"'])
def test_holiday_that_is_no_date(day: str) -> None:
    found = problems(f'[calendars.default]\nhours = "always"\nholidays = [2026-01-01, {day}]\n')
    assert "is no date; write it without quotes, as 2026-12-25" in found["calendars.default.holidays"]


@pytest.mark.parametrize(
    ("start", "end"), [("2026-07-01", "2026-01-01"), ("2026-07-01", "2026-07-01"), ("2026-07-01", "1999-12-31")]
)
@pytest.mark.parametrize(
    ("text", "key"),
    [
        (moves('{from = ["begun"], to = "done", by = ["desk"], %s}'), f"{FLOW}.moves[2]"),
        (moves('{from = ["begun"], to = "done", by = ["desk"], requires = [{field = "note", %s}]}'),
         f"{FLOW}.moves[2].requires[0]"),
        (moves().replace("begun = {}", "begun = {%s}"), f"{FLOW}.states.begun"),
        ('[severities.high]\ntarget = {range = ["1d", "2d"], %s}', "severities.high.target"),
        ('[severities.high]\ntarget = [{range = ["1d", "2d"], %s}]', "severities.high.target[0]"),
        ('[calendars]\ndefault = {hours = "always", %s}', "calendars.default"),
    ],
)  # fmt: skip
def test_from_after_until(text: str, key: str, start: str, end: str) -> None:
    found = problems(text % f"effective_from = {start}, effective_until = {end}")
    assert found == {f"{key}.effective_until": f"does not lie after effective_from ({start})"}


def test_from_after_until_beside_a_target() -> None:
    text = '[severities.high]\ntarget = ["1d", "2d"]\neffective_from = 2026-02-01\neffective_until = 2026-01-01\n'
    assert list(problems(text)) == ["severities.high.effective_until"]


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (
            "effective_until = 2026-01-01",
            "effective_from = 2026-01-02",
            "ends 2026-01-01 and the next begins 2026-01-02",
        ),
        ("effective_until = 2026-01-03", "effective_from = 2026-01-02", "let the one begin on the day"),
        ("", "effective_from = 2026-01-02", "has no effective_until"),
        ("effective_until = 2026-01-02", "", "has no effective_"),
        ("", "", "has no effective_until and the next has no effective_from"),
    ],
)
def test_calendar_versions_that_do_not_meet(first: str, second: str, says: str) -> None:
    text = f'[[calendars.default]]\nhours = "always"\n{first}\n[[calendars.default]]\nhours = "always"\n{second}\n'
    assert says in problems(text)["calendars.default"]


def test_calendar_versions_in_any_order() -> None:
    text = (
        '[[calendars.default]]\nhours = "always"\neffective_from = 2026-01-02\n'
        '[[calendars.default]]\nhours = {mon = [["09:00", "17:00"]]}\neffective_until = 2026-01-02\n'
    )
    assert len(policy(text).calendars["default"]) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [("", ""), ("", "effective_from = 2026-01-01"), ("effective_until = 2026-01-02", "effective_from = 2026-01-01")],
)
def test_targets_that_overlap(first: str, second: str) -> None:
    rows = [
        f'{{range = ["{days}d", "4d"]{", " if window else ""}{window}}}' for days, window in ((1, first), (2, second))
    ]
    found = problems(f"[severities.high]\ntarget = [{', '.join(rows)}]\n")
    assert found["severities.high.target"].startswith("1d–4d and 2d–4d are in force on the same day")


def test_window_beside_a_list_of_targets() -> None:
    text = '[severities.high]\neffective_from = 2026-01-01\ntarget = [{range = ["1d", "2d"]}]\n'
    assert "write effective_from and effective_until into each range" in problems(text)["severities.high.target"]


def test_what_the_default_brings_and_the_own_file_lacks_is_explained() -> None:
    found = problems('[impact]\nusers = ["some", "all"]\n')
    assert "The built-in policy has this key: write your own over it" in found["severities.high.impact"]


def test_what_stands_in_the_own_file_is_not_explained_away() -> None:
    found = problems('[severities.high]\nimpact = [{users = ["most"]}]\n')
    assert "built-in" not in found["severities.high.impact"]
