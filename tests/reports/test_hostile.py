"""Whatever stands in a ticket or a file name: no format lets it act, and each still tells all."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from supportflow.model.finding import Finding, Span
from supportflow.reports.base import Report
from supportflow.reports.registry import FORMATS

HOSTILE = {
    "workflow command": "::error file=a.py::pwned",
    "command after a newline": "x\n::set-output name=a::b",
    "command after a carriage return": "x\r::stop-commands::z",
    "old command": "x ##[set-env name=PATH]evil",
    "old command of another CI": "x ##vso[task.setvariable variable=a]b",
    "percent": "100%0A::error::x %25",
    "terminal": "\x1b[2J\x1b]0;title\x07\x1b[31mred",
    "eight bit control": "\x9b31m\x85next",
    "section of GitLab's log": "section_start:1:x[collapsed=true]\r\x1b[0Kx",
    "end of CDATA": "]]><failure/><![CDATA[",
    "XML": '</testcase><failure message="x"/>&amp;<!-- \'',
    "illegal in XML": "a\x00b\x0b\x1fc\ufffe\uffff",
    "HTML": "<script>alert(1)</script><img src=x onerror=y>",
    "Markdown": "# h\n- [click](https://evil.example) ![p](https://evil.example/p) **b** | a | b |",
    "backticks": "`` ` ``` <b>x</b> ` `@team`",
    "only backticks": "```",
    "mention": "@org/team @dev-ben #12 !34 GH-5 https://evil.example www.evil.example",
    "link of SARIF": "[click](https://evil.example) {0} {12}",
    "lone surrogate": "a\udcff\ud800b",
    "direction": "abc\u202etxt.exe\u2066\u200b\ufeff",
    "line separators": "a\u2028::error::b\u2029::error::c\x0c::error::d",
    "pipes": "a\\| b \\\\| c | d",
    "JSON": '"}],"x":"\\',
    "private and unassigned": "\ue000\U000e0041\U0010ffff",
    "spaces": "   ",
    "tab": "a\t::error::b",
}
TEXT_FORMATS = ("full", "concise", "github")


def acts(text: str) -> list[str]:
    """Characters that a terminal would act on."""
    return [char for char in text if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and char != "\n"]


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE))
def evil(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hostile(evil: str, finding: Callable[..., Finding], report: Callable[..., Report]) -> Report:
    """A result in which the text stands wherever a ticket can put one."""
    return report(finding(path=f"tickets/{evil}.md", message=evil, help=evil, ticket=evil), source=evil)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_acts_on_a_terminal_or_in_a_log(name: str, hostile: Report) -> None:
    text = FORMATS[name](hostile)
    assert acts(text) == []
    assert text.encode("utf-8")
    commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == (3 if name == "github" else 0)
    if name not in {"json", "gitlab", "sarif"}:  # in JSON each text is quoted, and no line begins with it
        assert re.findall(r"##(\w*\[)", text) == []


@pytest.mark.parametrize("name", FORMATS)
def test_one_finding_stays_one(name: str, hostile: Report, finding: Callable[..., Finding]) -> None:
    text = FORMATS[name](hostile)
    match name:
        case "json":
            assert json.loads(text)["findings"][0]["message"] == hostile.result.findings[0].message
        case "gitlab":
            assert len(json.loads(text)) == 1
        case "sarif":
            assert len(json.loads(text)["runs"][0]["results"]) == 1
        case "junit":
            suite = ET.fromstring(text)  # noqa: S314 - our own
            assert len(list(suite.iter("testcase"))) == len(list(suite.iter("failure"))) == 1
        case "concise":
            assert len(text.splitlines()) == 2
        case "github":
            assert len(text.splitlines()) == 5
        case "markdown":
            assert text.count("SF301") == 1
        case _:
            assert text.count(finding().rule) == 2  # the head and the line that says where more stands


def test_markdown_stays_text(hostile: Report, evil: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(FORMATS["markdown"](hostile))
    inline = [child for token in tokens for child in token.children or []]
    assert {token.type for token in inline} <= {"text", "code_inline", "strong_open", "strong_close", "hardbreak"}
    assert not [token for token in tokens if token.type.startswith("html")]
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h3", "h4"]
    assert len([token for token in tokens if token.type == "list_item_open"]) == 1
    codes = [token.content for token in inline if token.type == "code_inline"]
    assert len(codes) == 3  # place, message, mend: what comes from outside, and nothing of it elsewhere
    plain = "".join(token.content for token in inline if token.type == "text")
    assert not evil.strip() or evil.strip() not in plain


def test_sarif_links_nothing(hostile: Report) -> None:
    result = json.loads(FORMATS["sarif"](hostile))["runs"][0]["results"][0]
    assert not re.search(r"(?<!\\)\]\(", result["message"]["text"])
    assert not re.search(r"(?<!\{)\{\d+\}(?!\})", result["message"]["text"])
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_a_command_split_by_the_caret_is_none(
    name: str, finding: Callable[..., Finding], report: Callable[..., Report]
) -> None:
    text = FORMATS[name](report(finding(span=Span(5, 3, 1)), source="##[error]x"))
    assert "##[" not in text


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_wrapping_makes_no_command(width: int, finding: Callable[..., Finding], report: Callable[..., Report]) -> None:
    message = "word " * 11 + "::error::pwned " + "x" * 90 + " ::error::again"
    text = FORMATS["full"](report(finding(message=message, help=message), width=width))
    assert [line for line in text.splitlines() if line.lstrip().startswith("::")] == []
