"""Charts: static SVG that a page under our Content Security Policy can hold, the same at every build."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from supportflow.site.charts import Kind, Plot, Series, draw

PLOT = Plot(
    name="met",
    title="Targets met",
    says="Jul 2026: 50 % of 2.",
    kind="columns",
    labels=["Jun\n2/2", "Jul\n1/2"],
    series=[
        Series("Met", "met", [(100, "100 %, 2 of 2"), (50, "50 %, 1 of 2")]),
        Series("Net", "net", [None, (100, "100 %, 1 of 1")]),
    ],
    top=100,
)
KINDS: list[Kind] = ["columns", "bars", "line"]


def parsed(plot: Plot) -> ET.Element:
    return ET.fromstring(draw(plot))  # noqa: S314 - our own


def texts(root: ET.Element, tag: str) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(tag)]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_the_policy_refuses_and_no_foreign_address(kind: Kind) -> None:
    svg = draw(replace(PLOT, kind=kind))
    assert "<style" not in svg
    assert "<script" not in svg
    assert " style=" not in svg
    assert "http" not in svg
    assert "<!--" not in svg
    assert " on" not in re.sub(r">[^<]*<", "><", svg)


@pytest.mark.parametrize("kind", KINDS)
def test_colours_come_from_classes_alone(kind: Kind) -> None:
    svg = draw(replace(PLOT, kind=kind))
    assert "fill=" not in svg
    assert "stroke=" not in svg
    assert "sf-k-met" in svg
    assert "sf-k-net" in svg


def test_it_is_an_image_with_a_name_and_a_description() -> None:
    root = parsed(PLOT)
    assert root.get("role") == "img"
    said = (root.get("aria-labelledby") or "").split()
    found = {one.get("id"): one.text for one in root}
    assert [found[name] for name in said] == ["Targets met", "Jul 2026: 50 % of 2."]


def test_each_value_is_a_shape_that_says_what_it_is_of() -> None:
    root = parsed(PLOT)
    assert sum(1 for one in root.iter("rect") if one.get("class") == "sf-shape") == 3
    assert texts(root, "title")[1:] == ["100 %, 2 of 2", "50 %, 1 of 2", "100 %, 1 of 1"]


def test_the_height_of_a_column_is_its_value() -> None:
    heights = [float(one.get("height", "0")) for one in parsed(PLOT).iter("rect") if one.get("class") == "sf-shape"]
    assert heights[0] == pytest.approx(2 * heights[1], rel=0.01)


def test_labels_have_two_lines() -> None:
    assert texts(parsed(PLOT), "tspan") == ["2/2", "1/2"]


def test_of_many_labels_every_so_many_is_written_and_the_last() -> None:
    labels = [f"w{number}" for number in range(10)]
    series = [Series("Open", "open", [(number, str(number)) for number in range(10)])]
    shown = texts(
        parsed(Plot(name="n", title="t", says="s", kind="line", labels=labels, series=series, every=4)), "text"
    )
    assert [text for text in shown if text.startswith("w")] == ["w1", "w5", "w9"]


def test_words_are_escaped_and_control_characters_are_gone() -> None:
    series = [Series("<b>\x00", "open", [(1, "<script>\x01 & co")])]
    svg = draw(Plot(name="n", title="<i>", says="&", kind="bars", labels=["<u>\x02\ud800"], series=series))
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert "<script>" not in svg
    assert texts(root, "title") == ["<i>", "<script>  & co"]
    assert "<u>" in " ".join(texts(root, "text"))


def test_the_same_twice() -> None:
    assert draw(PLOT) == draw(PLOT)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_nothing_can_be_drawn(kind: Kind) -> None:
    series = [Series("Open", "open", [(0, "0 of 0")])]
    root = parsed(Plot(name="n", title="t", says="s", kind=kind, labels=["now"], series=series))
    assert root.tag == "svg"


def test_the_library_leaves_no_hook_in_the_imports() -> None:
    assert [finder for finder in sys.meta_path if not hasattr(finder, "find_spec")] == []
