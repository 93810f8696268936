"""How much of what is personal the privacy gate finds, and how much innocent text it flags, beside other tools.

    python benchmarks/privacy/run.py [--others PYTHON]

The cases of `held.toml` and `passed.toml` are constructed, with invented people, and are none of the unit tests.
`--others` names the Python of an environment with presidio-analyzer, scrubadub and detect-secrets (no model is
needed: of Presidio the recognisers that work by pattern run). A tool that is missing there is said to be.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from supportflow.privacy.scan import scan

HERE = Path(__file__).parent
# what may be a warning, and its kind
IN_PROSE = {"name-in-prose": "name", "address-in-prose": "postal-address"}
Cases = Mapping[str, list[str]]
Finds = Callable[[str, str], bool]


def cases(name: str) -> Cases:
    sections = tomllib.loads((HERE / name).read_text(encoding="utf-8"))
    return {kind: [text.replace("{+}", "") for text in texts] for kind, texts in sections.items()}


def ours(kind: str, text: str) -> bool:
    wanted = IN_PROSE.get(kind, kind)
    return any(hit.kind == wanted and (hit.certain or kind in IN_PROSE) for hit in scan(text))


def of_others(python: str | None, texts: list[str]) -> dict[str, list[bool] | None]:
    """By tool, whether it finds anything at all in each text; None where it is not installed."""
    if not python:
        return dict.fromkeys(("presidio", "scrubadub", "detect-secrets"))
    command = [python, str(HERE / "others.py")]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    answers: dict[str, list[bool] | None] = json.loads(done.stdout.splitlines()[-1])
    return answers


def row(name: str, shares: list[str]) -> None:
    print("| " + " | ".join([name, *shares]) + " |")


def share(found: int, total: int) -> str:
    return f"{found}/{total} ({found / total:.2f})"


def known(answers: dict[str, bool]) -> Finds:
    return lambda _kind, text: answers[text]


def tools_of(answers: dict[str, list[bool] | None], texts: list[str]) -> dict[str, Finds | None]:
    tools: dict[str, Finds | None] = {"supportflow": ours}
    for tool, found in answers.items():
        tools[tool] = None if found is None else known(dict(zip(texts, found, strict=True)))
    return tools


def shares(tools: dict[str, Finds | None], pairs: list[tuple[str, str]]) -> list[str]:
    return [
        share(sum(finds(kind, text) for kind, text in pairs), len(pairs)) if finds else "not installed"
        for finds in tools.values()
    ]


def flagged(kind: str, text: str) -> bool:
    """Whether innocent text is flagged: as an error, and what is wanted at all."""
    return any(hit.certain or kind == "wanted" for hit in scan(text))


def table(held: Cases, passed: Cases, tools: dict[str, Finds | None]) -> None:
    row("kind", list(tools))
    row("---", ["---:"] * len(tools))
    for kind, group in held.items():
        row(kind, shares(tools, [(kind, text) for text in group]))
    row("**all**", shares(tools, [(kind, text) for kind, group in held.items() for text in group]))
    tools = {**tools, "supportflow": flagged}
    for kind, group in passed.items():
        row(f"innocent, {kind}: flagged", shares(tools, [(kind, text) for text in group]))


def cost(texts: list[str]) -> None:
    page = "\n\n".join(texts)
    page = (page * (60_000 // len(page) + 1))[:60_000]
    scan(page)
    start = time.perf_counter()
    scan(page)
    print(f"\n{(time.perf_counter() - start) / 20 * 1000:.1f} ms for 3 KB of these cases, one hit after another")
    ticket = ("The planner loses its filter after Save, in Chrome 126 and on tablets, for a third of the users. " * 31)[
        :3000
    ]
    start = time.perf_counter()
    for _ in range(50):
        scan(ticket)
    print(f"{(time.perf_counter() - start) / 50 * 1000:.1f} ms for 3 KB of a clean ticket")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--others", metavar="PYTHON")
    arguments = parser.parse_args()
    held, passed = cases("held.toml"), cases("passed.toml")
    texts = [text for each in (held, passed) for group in each.values() for text in group]
    table(held, passed, tools_of(of_others(arguments.others, texts), texts))
    cost([text for group in (*held.values(), *passed.values()) for text in group])
    return 0


if __name__ == "__main__":
    sys.exit(main())
