"""Charts as static SVG: pygal lays them out, and what it draws is made fit for a page of ours.

Kept are its shapes and words, under classes of our own: the style sheet colours them, in both schemes. Left out are
its style sheet, script, inline styles and comments, which the Content Security Policy would refuse or which name the
day of the build (docs/adr/0005-pygal-for-charts.md).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias
from xml.etree import ElementTree as ET

import pygal  # type: ignore[import-untyped]
from markupsafe import Markup
from pygal.style import Style  # type: ignore[import-untyped]

# pygal leaves a finder for plugins of its own in the import system, in a form that Python gave up: we use none of
# these, and every later import that finds nothing would warn.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]

Kind: TypeAlias = Literal["columns", "bars", "line"]
Value: TypeAlias = "tuple[float, str] | None"
"""How long a bar is, and how it reads: `(83, "83 % of 12")`. None where there is nothing to show."""

_WIDTH, _FONT, _LINE = 420, 11, 13
_KINDS = {"columns": pygal.Bar, "bars": pygal.HorizontalBar, "line": pygal.Line}
_DROPPED = {"desc", "defs", "style", "script", "title"}
_GROUPS = ("plot", "plot overlay")
_CLASS = {
    "x": "sf-x", "y": "sf-y", "guide": "sf-guide", "axis": "sf-axis", "rect": "sf-shape", "dot": "sf-dot",
    "reactive": "", "line": "sf-line", "plot": "sf-plot",
}  # fmt: skip
_SERIES = re.compile(r"color-(\d+)")
_NUMBER = re.compile(r"-?\d+\.\d+")
_SPACE = "{http://www.w3.org/2000/svg}"
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values with its title; `look` is the class of its colour."""

    title: str
    look: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """What is drawn: `labels` stand along the axis, one for each value, and may have a second line after a line
    break. `says` is the description that stands for the picture; `name` makes its ids.
    """

    name: str
    title: str
    says: str
    kind: Kind
    labels: Sequence[str]
    series: Sequence[Series]
    unit: Callable[[float], str] = "{:g}".format
    top: float | None = None
    every: int = 1
    height: int = 200


def draw(plot: Plot) -> Markup:
    """The chart as an `<svg>` element that can stand in a page."""
    drawn = ET.fromstring(_render(plot))  # noqa: S314 - what pygal made just now, from our own figures
    svg = ET.Element(
        "svg",
        {
            "class": f"sf-plotted sf-plotted-{plot.kind}",
            "viewBox": f"0 0 {_WIDTH} {plot.height}",
            "role": "img",
            "aria-labelledby": f"{plot.name}-title {plot.name}-says",
        },
    )
    ET.SubElement(svg, "title", {"id": f"{plot.name}-title"}).text = _clean(plot.title)
    ET.SubElement(svg, "desc", {"id": f"{plot.name}-says"}).text = _clean(plot.says)
    looks = [one.look for one in plot.series]
    for group in drawn.iter(f"{_SPACE}g"):
        if group.get("class") in _GROUPS:
            svg.append(_kept(group, looks))
    return Markup(ET.tostring(svg, encoding="unicode", short_empty_elements=True))  # noqa: S704 - escaped by ElementTree


def _render(plot: Plot) -> str:
    """What pygal draws. Labels of two lines get their second one afterwards: pygal knows no line breaks."""
    two = any("\n" in label for label in plot.labels)
    chart = _KINDS[plot.kind](
        js=[],
        style=Style(label_font_size=_FONT, major_label_font_size=_FONT, font_family="sans-serif"),
        disable_xml_declaration=True,
        no_prefix=True,
        show_legend=False,
        width=_WIDTH,
        height=plot.height,
        margin=4,
        margin_right=16,
        margin_bottom=4 + _LINE * two,
        spacing=6,
        fill=plot.kind == "line",
        dots_size=2.5,
        show_minor_x_labels=plot.kind == "bars",  # of bars that lie, that axis is the one of the values
        truncate_label=-1,
        min_scale=3,
        max_scale=6,
    )
    labels = [_clean(label, keep="\n") for label in plot.labels]
    # pygal finds the labels to show by their text: those that are not shown need another one
    chart.x_labels = [label if _shown(plot, index) else f"{label}\n{index}" for index, label in enumerate(labels)]
    chart.x_labels_major = [label for index, label in enumerate(labels) if _shown(plot, index)]
    chart.value_formatter = plot.unit
    most = max((value[0] for one in plot.series for value in one.values if value), default=0)
    chart.range = (0, plot.top or max(most, 1))
    for one in plot.series:
        chart.add(_clean(one.title), [_value(value) for value in one.values])
    return str(chart.render())


def _shown(plot: Plot, index: int) -> bool:
    """Whether a label is written: every so many, the last one among them."""
    return (len(plot.labels) - 1 - index) % plot.every == 0


def _value(value: Value) -> dict[str, object] | None:
    return {"value": value[0], "label": _clean(value[1])} if value else None


def _kept(drawn: ET.Element, looks: Sequence[str]) -> ET.Element:
    """An element of pygal's with what we keep of it, and its children."""
    found = ET.Element(drawn.tag.removeprefix(_SPACE), dict(_attributes(drawn, looks)))
    label = drawn.find(f"{_SPACE}desc[@class='label']")
    if label is not None and label.text:
        ET.SubElement(found, "title").text = label.text
    for child in drawn:
        if child.tag.removeprefix(_SPACE) not in _DROPPED and child.get("class") != "background":
            found.append(_kept(child, looks))
    if drawn.text and drawn.text.strip():
        _write(found, drawn.text.strip())
    return found


def _attributes(drawn: ET.Element, looks: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name, value in sorted(drawn.attrib.items()):
        if name == "class":
            classes = " ".join(dict.fromkeys(_classes(value, looks)))
            if classes:
                yield "class", classes
        elif name in ("d", "transform", "x", "y", "rx", "width", "height", "cx", "cy", "r"):
            yield name, _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value)


def _classes(value: str, looks: Sequence[str]) -> Iterator[str]:
    for name in value.split():
        series = _SERIES.fullmatch(name)
        if series:
            yield f"sf-k-{looks[int(series[1])]}"
        elif _CLASS.get(name):
            yield _CLASS[name]


def _write(text: ET.Element, words: str) -> None:
    """Words of a label, a second line below the first."""
    first, _, second = words.partition("\n")
    text.text = first
    if second:
        place = {"x": text.get("x", "0"), "dy": str(_LINE), "class": "sf-second"}
        ET.SubElement(text, "tspan", place).text = second


def _clean(text: str, keep: str = "") -> str:
    """A text that XML can hold."""
    return _NO_TEXT.sub(lambda found: found[0] if found[0] in keep else " ", text)
