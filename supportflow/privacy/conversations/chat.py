"""Chat transcripts: WhatsApp, Telegram, Slack, Teams, Intercom, Zendesk, IRC, and any `[time] name: text`.

It takes two turns, and a speaker who is a person, or roles (Customer, Agent) who speak as people do. Logs, timelines
of an incident and lists of labels pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from supportflow.privacy.conversations.speakers import ROLES, Speaker, speaker_of
from supportflow.privacy.lines import Line, is_addressed, is_speech
from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_TIME: Final = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d{1,3})?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?(?:[ ]?(?:Uhr|h|CET|CEST"
    r"|UTC|GMT|Z))?|\d{1,2}h\d{2}|\d{1,2}[ ][AaPp][Mm])"
)
_DAY: Final = (
    r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]?(?:\d{2,4})?|(?:\w{2,9}\.?,? )?\d{1,2}\.?(?:st"
    r"|nd|rd|th)?[ -](?:de )?\w{3,10}\.?,?(?:[ -](?:de )?\d{2,4})?|\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,?(?: "
    r"\d{4})?|[Tt]oday|[Yy]esterday|[Hh]eute|[Gg]estern|[Aa]ujourd['’]hui|[Hh]ier|[Hh]oy|[Aa]yer|[Vv]andaag"
    r"|[Gg]isteren|[Hh]oje|[Oo]ntem|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_WHEN: Final = (
    rf"(?:(?:{_DAY})(?:[,T]?[ ]?(?:at|um|à|a las|om|às|alle|kl\.?|klo)?[ ]?)(?:{_TIME})|{_TIME},[ ]{_DAY}"
    rf"|{_TIME})"
)
_WHO: Final = r"(?P<who>[~@+]?[ ]?[^\W_][\w .,'’+()/-]{0,48}?)"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"[\[(]{_WHEN}[\])][ ]{{0,2}}[-–—|]?[ ]?{_WHO}[ ]?:(?!//|\d)[ ]*(?P<what>.*)",
        rf"[\[(]{_WHEN}[\])][ ]{{0,2}}[-–—|]?[ ]?<?{_WHO}>?[ ]*(?P<alone>)(?P<what>)",
        rf"{_WHEN}[ ]{{0,2}}(?:[-–—|][ ]?)?{_WHO}[ ]?:(?!//|\d)[ ]*(?P<what>.*)",
        rf"{_WHEN}[ \t]+(?:From|Von|De|Van)[ ]+{_WHO}[ ]+(?:to|an|à|a|para|aan)[ ]+[^:]{{2,40}}[ ]?:[ ]*(?P<what>.+)",
        rf"(?:{_WHEN}[ ]{{0,2}})?<{_WHO}>[ ]+(?P<what>\S.*)",
        rf"{_WHO}[ ]?[,]?[ ]{{1,4}}[\[(]{_WHEN}[\])][ ]?(?P<alone>):?[ ]*(?P<what>.*)",
        (
            rf"{_WHO},?[ ]{{1,4}}(?:[|·•,—–-][ ])?{_WHEN}(?:[ ]\((?:edited|bearbeitet|modifié|editado"
            rf"|bewerkt)\))?(?P<alone>):?[ ]*(?P<what>)"
        ),
        rf"{_WHO}(?:[ ]{{0,2}}[(\[]{_WHEN}[)\]]|[ ]at {_WHEN}|[ ]{{1,2}}{_WHEN})[ ]?:[ ]*(?P<what>.+)",
    )
)
_TIME_HINT: Final = re.compile(r"\d[:.h]\d\d|\d[ ]?[AaPp][Mm]\b")
_LOG: Final = re.compile(
    r"\b(?:INFO|WARN|WARNING|ERROR|DEBUG|TRACE|FATAL|CRITICAL|NOTICE)\b|^\S+=\S+|\[(?:info|warn|error"
    r"|debug)\]|\bat [\w.$]+\(|https? \d{3}\b|\b(?:GET|POST|PUT|DELETE) /"
)
# `[date, time] name:` and `date, time - name:`: what WhatsApp exports, and no log has
_CHAT_HEAD: Final = re.compile(rf"\[?\d{{1,2}}[-./]\d{{1,2}}[-./]\d{{2,4}},?[ ]{_TIME}(?:\][ ]|[ ][-–][ ])[^\W\d_~+]")
_UNTIMED: Final = re.compile(r"(?P<who>[*_]{0,3}[^\W_][^:>\n]{0,44}?)[ ]?(?P<sign>:|>)[*_]{0,3}[ ]+(?=\S)")
_GAP: Final = 12
"""How many lines one turn may have."""


class Turn(NamedTuple):
    """A line in which somebody begins to speak."""

    row: int
    speaker: Speaker
    timed: bool
    what: str
    chat: bool = False


def find(page: Page) -> Iterator[Match]:
    """Runs of turns."""
    text = page.text
    if ":" not in text and "[" not in text and "<" not in text and not _TIME_HINT.search(text):
        return
    lines = page.lines
    hinted = "<" in text or bool(_TIME_HINT.search(text))
    if not hinted and not page.first_names and not page.has(ROLES):
        return
    turns = [turn for index, line in enumerate(lines) for turn in _turn(lines, index, line, hinted=hinted)]
    for run in _runs(turns):
        if _is_conversation(run):
            yield Match(page.line_start(lines[run[0].row].start), _end(lines, run[-1]), Kind.CONVERSATION)


def _turn(lines: list[Line], row: int, line: Line, *, hinted: bool) -> Iterator[Turn]:
    text = line.text.replace("**", "") if hinted else line.text
    if len(text) < 3 or len(text) > 2000:
        return
    timed = hinted and (text[0] == "<" or _TIME_HINT.search(text, 0, 90))
    if (not timed and not _UNTIMED.match(text)) or _LOG.search(text):
        return
    formed = list(_formed(lines, row, text)) if timed else []
    yield from formed
    if not formed:
        yield from _untimed(row, text)


def _untimed(row: int, text: str) -> Iterator[Turn]:
    """`Name: text` and `Role > text`."""
    found = _UNTIMED.match(text)
    speaker = speaker_of(found["who"].strip("*_ ")) if found and len(found["who"].split()) < 6 else None
    if found and speaker and (found["sign"] == ":" or speaker.role):
        yield Turn(row, speaker, timed=False, what=text[found.end() :].lstrip("*_ "))


def _formed(lines: list[Line], index: int, text: str) -> Iterator[Turn]:
    """A turn with a time, in one of the forms of chat programs."""
    chat = bool(_CHAT_HEAD.match(text))
    for form in _FORMS:
        found = form.fullmatch(text)
        speaker = speaker_of(found["who"].strip(), anybody=chat) if found else None
        if not found or not speaker:
            continue
        what = found["what"] or next((line.text for line in lines[index + 1 : index + 3] if line.text), "")
        if what:
            yield Turn(index, speaker, timed=True, what=what, chat=chat)
            return


def _runs(turns: list[Turn]) -> Iterator[list[Turn]]:
    """Turns that follow each other closely, timed ones apart from those without a time."""
    for timed in (True, False):
        run: list[Turn] = []
        for turn in turns:
            if turn.timed is not timed:
                continue
            if run and turn.row - run[-1].row > _GAP:
                yield run
                run = []
            run.append(turn)
        if run:
            yield run


def _is_conversation(run: list[Turn]) -> bool:
    if len(run) < 2:
        return False
    speakers = {turn.speaker.name for turn in run}
    people = [turn for turn in run if turn.speaker.person]
    roles = [turn for turn in run if turn.speaker.role]
    spoken = sum(is_speech(turn.what) for turn in run)
    if run[0].timed:
        if all(turn.chat for turn in run) and (people or roles or len(speakers) > 1):
            return True
        addressed = any(is_addressed(turn.what) for turn in run)
        known = [turn for turn in people if turn.speaker.known]
        if len(people) + len(roles) > 1 and (spoken > 0 or len(known) > 1) and (known or len(people) > 1):
            return True
        return addressed and (len(roles) + len(people) > 1 or len(speakers) > 1)
    return _is_dialogue(run)


def _is_dialogue(run: list[Turn]) -> bool:
    """Whether turns without times are more than a list of labels and values."""
    sure = [turn for turn in run if turn.speaker.known or turn.speaker.role]
    speakers = {turn.speaker.name for turn in run}
    if len(speakers) < 2 or not sure or not any(is_addressed(turn.what) for turn in run):
        return False
    # one who is known makes the others speakers too, where they speak
    if len({turn.speaker.name for turn in sure}) < 2 and not (
        any(turn.speaker.known for turn in sure) and all(is_speech(turn.what) for turn in run if turn not in sure)
    ):
        return False
    spoken = sum(is_speech(turn.what) for turn in run)
    wordy = sum(len(turn.what.split()) > 2 for turn in run)
    close = run[-1].row - run[0].row <= 4 * len(run)
    return close and spoken * 2 >= len(run) and wordy * 2 >= len(run)


def _end(lines: list[Line], last: Turn) -> int:
    """The end of the last turn: up to the next empty line."""
    index = last.row
    if not lines[index].text.endswith(last.what) or lines[index].text == last.what:
        index = min(index + 1, len(lines) - 1)
    while (
        index + 1 < len(lines)
        and lines[index + 1].text
        and not lines[index + 1].text.startswith("#")
        and index - last.row < _GAP
    ):
        index += 1
    return lines[index].end
