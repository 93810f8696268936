"""Tests that need a missing tool are left out by name, or fail where the tool is required."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
NEEDING = """
    import pytest

    @pytest.mark.{need}
    def test_needing(): pass

    def test_plain(): pass
"""
TITLES = [("browser", "Chromium"), ("ocr", "tesseract"), ("node", "node"), ("corpus", "corpus")]


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """An empty project with our own settings and conftest, on a machine that has no tool at all."""
    (pytester.path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (pytester.path / "conftest.py").write_bytes((ROOT / "tests/conftest.py").read_bytes())
    monkeypatch.setenv("PATH", str(pytester.mkdir("bin")))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # the plugins take most of the time
    monkeypatch.delenv("SUPPORTFLOW_CORPUS", raising=False)
    monkeypatch.delenv("SUPPORTFLOW_REQUIRE", raising=False)
    return pytester


def give(suite: pytest.Pytester, program: str) -> Path:
    path = suite.path / "bin" / program
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(("need", "title"), TITLES)
def test_left_out_by_name_in_the_last_line(suite: pytest.Pytester, need: str, title: str) -> None:
    suite.makepyfile(test_it=NEEDING.format(need=need))
    result = suite.runpytest("test_it.py")
    result.assert_outcomes(passed=1, skipped=1)
    assert result.ret == pytest.ExitCode.OK
    assert result.outlines[-1] == f"left out (no {title}): test_it.py::test_needing"


def test_left_out_one_a_line_even_when_another_fails(suite: pytest.Pytester) -> None:
    suite.makepyfile(
        test_it="""
        import pytest

        @pytest.mark.node
        @pytest.mark.parametrize("n", [1, 2])
        def test_many(n): pass

        @pytest.mark.browser
        @pytest.mark.ocr
        def test_two_needs(): pass

        def test_bad(): assert False
        """
    )
    result = suite.runpytest("test_it.py")
    result.assert_outcomes(failed=1, skipped=3)
    assert result.outlines[-3:] == [
        "left out (no Chromium): test_it.py::test_two_needs",
        "left out (no node): test_it.py::test_many[1]",
        "left out (no node): test_it.py::test_many[2]",
    ]


def test_left_out_is_named_across_processes(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_it=NEEDING.format(need="ocr"))
    result = suite.runpytest_subprocess("-p", "xdist", "-n", "1", "test_it.py")
    result.assert_outcomes(passed=1, skipped=1)
    assert result.outlines[-1] == "left out (no tesseract): test_it.py::test_needing"


@pytest.mark.parametrize(("need", "title"), TITLES)
def test_required_fails(suite: pytest.Pytester, need: str, title: str) -> None:
    suite.makepyfile(test_it=NEEDING.format(need=need))
    result = suite.runpytest("test_it.py", f"--require={need}")
    result.assert_outcomes(passed=1, errors=1)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([f"*no {title}, and {need} is required*"])
    result.stdout.no_fnmatch_line("left out*")


def test_required_by_the_environment(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPPORTFLOW_REQUIRE", "browser, ocr,node")
    suite.makepyfile(test_it=NEEDING.format(need="node"))
    suite.runpytest("test_it.py").assert_outcomes(passed=1, errors=1)


def test_what_is_not_required_is_still_left_out(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_it=NEEDING.format(need="node"))
    suite.runpytest("test_it.py", "--require=browser").assert_outcomes(passed=1, skipped=1)


def test_unknown_need_is_refused(suite: pytest.Pytester) -> None:
    suite.makepyfile(test_it=NEEDING.format(need="node"))
    result = suite.runpytest("test_it.py", "--require=browsr")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*browsr*browser, ocr, node, corpus*"])


@pytest.mark.parametrize("program", ["chromium", "chromium-browser", "google-chrome"])
def test_browser_is_found_and_handed_on(suite: pytest.Pytester, program: str) -> None:
    path = give(suite, program)
    suite.makepyfile(
        test_it=f"""
        import pytest

        @pytest.mark.browser
        def test_it(chromium): assert chromium == {str(path)!r}
        """
    )
    result = suite.runpytest("test_it.py", "--require=browser")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("left out*")


@pytest.mark.parametrize(("need", "program"), [("ocr", "tesseract"), ("node", "node")])
def test_tool_is_found(suite: pytest.Pytester, need: str, program: str) -> None:
    give(suite, program)
    suite.makepyfile(test_it=NEEDING.format(need=need))
    suite.runpytest("test_it.py", f"--require={need}").assert_outcomes(passed=2)


CORPUS_TEST = """
    import pytest

    @pytest.mark.corpus
    def test_it(corpus): assert (corpus / "one" / "tickets").is_dir()
"""


def test_corpus_is_handed_on(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    (suite.path / "trees/one/tickets").mkdir(parents=True)
    monkeypatch.setenv("SUPPORTFLOW_CORPUS", "trees")
    suite.makepyfile(test_it=CORPUS_TEST)
    suite.runpytest("test_it.py").assert_outcomes(passed=1)


def test_corpus_that_is_named_and_missing_is_an_error(suite: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPPORTFLOW_CORPUS", "nowhere")
    suite.makepyfile(test_it=CORPUS_TEST)
    suite.runpytest("test_it.py").assert_outcomes(errors=1)
