"""The process stands in one TOML file: no word of it is in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from supportflow.source.policy.load import default_policy

CODE = Path(__file__).parents[2] / "supportflow"

# Names of the default that are everyday English as well: of these only a literal counts that is nothing else, and
# that something is held against, looked up by or matched with.
EVERYDAY = {
    "all", "capacity", "closed", "duplicate", "error", "expected", "few", "fixed", "high", "isolated", "low", "medium",
    "minority", "most", "multiple", "none", "open", "other", "pending", "request", "scheduled",
}  # fmt: skip

# What may stand all the same: a name, the files that may have it, and why it is no word of the process there.
JUSTIFIED: tuple[tuple[str, str, str], ...] = (
    ("resolution", "*", "a field of the front matter, and of the policy's moves"),
    ("third-party", "source/policy/validate.py", "what `waits_on` says of one who has no role: a word of the format"),
    ("*", "privacy/*", "what people write in tickets and mails: the vocabulary of the detectors"),
    ("closed", "*", "whether a ticket is done, whatever its state is called: keys of the policy and of JSON, options"),
    ("none", "source/policy/load.py", "a value of `extends`"),
)


@cache
def names() -> frozenset[str]:
    """Every name that the built-in policy gives to something."""
    policy = default_policy()
    flows = policy.workflows
    found = {
        *policy.roles, *policy.severities, *policy.holds, *policy.excuses, *policy.resolutions, *policy.users,
        *policy.breakages, *flows, *(state for flow in flows.values() for state in flow.states),
        *(rule.key for rule in policy.sections),
    }  # fmt: skip
    return frozenset(name.casefold() for name in found)


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def used_as_keys(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a module that something is held against, looked up by or matched with."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Compare():
                inner: list[ast.AST] = [node.left, *node.comparators]
            case ast.Subscript():
                inner = [node.slice]
            case ast.MatchValue():
                inner = [node.value]
            case ast.Call(func=ast.Attribute(attr="get" | "index" | "count" | "startswith" | "removeprefix")):
                inner = list(node.args[:1])
            case _:
                continue
        for part in inner:
            for one in part.elts if isinstance(part, ast.Tuple | ast.List | ast.Set) else [part]:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.lineno, one.value


def identifiers(path: Path) -> Iterator[tuple[int, str]]:
    """The names of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield getattr(node, "lineno", 0), name
            case _:
                continue


def justified(name: str, module: str) -> bool:
    return any(fnmatch(name, word) and fnmatch(module, where) for word, where, _ in JUSTIFIED)


@cache
def telling() -> re.Pattern[str]:
    """The names that mean nothing else, wherever they stand in a text."""
    longest_first = sorted(names() - EVERYDAY, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?![\w-])")


def found_in(module: str) -> Iterator[tuple[int, str, str]]:
    """Line, name and text of each use of a name of the built-in policy."""
    for line, text in literals(CODE / module):
        for name in sorted(set(telling().findall(text.casefold()))):
            yield line, name, text
    for line, text in used_as_keys(CODE / module):
        if text.casefold() in EVERYDAY:
            yield line, text.casefold(), text


MODULES = sorted(path.relative_to(CODE).as_posix() for path in CODE.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_no_word_of_the_process(module: str) -> None:
    found = [
        f"{module}:{line}: {name!r} in {text[:60]!r}"
        for line, name, text in found_in(module)
        if not justified(name, module)
    ]
    assert found == [], "take it from the policy, or say in JUSTIFIED why it is none of its words"


@pytest.mark.parametrize("module", MODULES)
def test_no_name_in_the_code_is_one_of_its_words(module: str) -> None:
    spelt = {name.replace("-", "_").replace(" ", "_"): name for name in names() - EVERYDAY}
    found = [
        f"{module}:{line}: {name}"
        for line, name in identifiers(CODE / module)
        if name.casefold() in spelt and not justified(spelt[name.casefold()], module)
    ]
    assert found == []


def test_exceptions_are_needed() -> None:
    used = {
        (word, where)
        for module in MODULES
        for _, name, _ in found_in(module)
        for word, where, _ in JUSTIFIED
        if fnmatch(name, word) and fnmatch(module, where)
    }
    assert {(word, where) for word, where, _ in JUSTIFIED} - used == set()


def test_every_everyday_word_is_a_name() -> None:
    assert names() >= EVERYDAY
