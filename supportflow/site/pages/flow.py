"""The flow of a workflow as a drawing: where its boxes and arrows lie, in the units of the SVG."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supportflow.model.policy import NEW, Move, Policy, Workflow

_WIDTH, _HEIGHT, _GAP = 128, 58, 34
_PITCH = _WIDTH + _GAP
_LEFT = 52
_START = 18
_LINE = 14
_LIFT, _RISE = 20, 13


@dataclass(frozen=True, slots=True)
class Box:
    """A stage: its place, the words in it line by line, and whether it ends the work."""

    x: int
    y: int
    lines: tuple[tuple[int, str], ...]
    closed: bool
    url: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move: its path, and whether it leads on, back or starts again."""

    path: str
    look: str
    title: str


@dataclass(frozen=True, slots=True)
class Flow:
    """A drawing of a workflow."""

    width: int
    height: int
    box_width: int
    box_height: int
    start: tuple[int, int]
    boxes: list[Box]
    arrows: list[Arrow]


def flow(workflow: Workflow, policy: Policy) -> Flow:
    """Draw a workflow: stages from left to right, leaps above them, ways back below. Moves that end the work
    without a result are left out: they lead from nearly everywhere to the end.
    """
    names = list(workflow.states)
    edges = _edges(workflow, policy, names)
    above = max((to - start for start, to in edges if to > start + 1), default=0)
    below = max((start - to for start, to in edges if to < start), default=0)
    top, bottom = _space(above), _space(below)
    middle = top + _HEIGHT // 2
    return Flow(
        width=_LEFT + len(names) * _PITCH - _GAP + 8,
        height=top + _HEIGHT + bottom,
        box_width=_WIDTH,
        box_height=_HEIGHT,
        start=(_START, middle),
        boxes=[
            Box(_x(index), top, _lines(state.title, middle), state.closed, f"stages/{state.name}/")
            for index, state in enumerate(workflow.states.values())
        ],
        arrows=[Arrow(_path(edge, top), _look(edge, workflow, names), title) for edge, title in edges.items()],
    )


def _edges(workflow: Workflow, policy: Policy, names: list[str]) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for move in workflow.moves:
        if move.resolutions and not any(policy.resolutions[name].counts for name in move.resolutions):
            continue
        for source in _sources(move, workflow):
            edge = (names.index(source) if source in names else -1, names.index(move.to))
            before = "New" if source == NEW else workflow.states[source].title
            found.setdefault(edge, f"{before} to {workflow.states[move.to].title}")
    return found


def _sources(move: Move, workflow: Workflow) -> Iterator[str]:
    return (source for source in move.sources if source == NEW or source in workflow.states)


def _space(span: int) -> int:
    """What the highest arc takes: it comes as far as three quarters of its handles."""
    return 8 + 3 * (_LIFT + _RISE * span) // 4 if span else 8


def _x(index: int) -> int:
    return _LEFT + index * _PITCH


def _path(edge: tuple[int, int], top: int) -> str:
    start, to = edge
    middle = top + _HEIGHT // 2
    left = _START + 7 if start < 0 else _x(start) + _WIDTH
    if to == start + 1:
        return f"M{left} {middle}H{_x(to) - 3}"
    back = to < start
    y = top + _HEIGHT if back else top
    lift = (_LIFT + _RISE * abs(to - start)) * (1 if back else -1)
    shift = -14 if back else 14
    begin = _START if start < 0 else _x(start) + _WIDTH // 2 + shift
    first = middle - 7 if start < 0 else y
    end = _x(to) + _WIDTH // 2 - shift
    tip = y + (3 if back else -3)
    return f"M{begin} {first}C{begin} {y + lift} {end} {y + lift} {end} {tip}"


def _look(edge: tuple[int, int], workflow: Workflow, names: list[str]) -> str:
    start, to = edge
    if start >= 0 and workflow.is_closed(names[start]):
        return "again"
    return "back" if to < start else "on"


def _lines(title: str, middle: int) -> tuple[tuple[int, str], ...]:
    """The words of a box, at most so many characters on a line, each with its height."""
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + len(word) < _LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    first = middle + 5 - 8 * (len(lines) - 1)
    return tuple((first + 16 * index, line) for index, line in enumerate(lines))
