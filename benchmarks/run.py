"""Measure what docs/performance.md says: the real commands, as whole processes, on trees of invented tickets.

python benchmarks/run.py [--sizes 100,1000,5000] [--repeat 3]

Prints a Markdown table. A build is held against plain `mkdocs build` of the same docs tree, in turns in the same
run, so that the ratio means something on any machine.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.trees import NOW, write_tree

BIN = Path(sys.executable).parent
SUPPORTFLOW, MKDOCS = str(BIN / "supportflow"), str(BIN / "mkdocs")
SIZES = (100, 1000, 5000)
REPEAT = 3
# bytes in one unit of the operating system's peak memory
UNIT = 1 if sys.platform == "darwin" else 1024
PLAIN = "plain mkdocs build"


@dataclass(frozen=True)
class Run:
    """What one process took: seconds on the clock, seconds of the processor, peak memory in megabytes."""

    wall: float
    cpu: float
    megabytes: float


def measure(folder: Path, *command: str) -> Run:
    """Run a command to its end; it has to succeed."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            sys.exit(f"{' '.join(command)} failed:\n{said.read().decode(errors='replace')}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * UNIT / 2**20)


def median(runs: list[Run]) -> Run:
    """The median of each figure."""
    return Run(*(statistics.median(getattr(run, name) for run in runs) for name in ("wall", "cpu", "megabytes")))


def commands(folder: Path) -> Iterator[tuple[str, Callable[[], Run]]]:
    """What is measured on a tree. The plain build comes last: it needs the docs tree that ours has written."""
    yield "supportflow check", lambda: measure(folder, SUPPORTFLOW, "check", "--now", NOW)
    yield "supportflow build", lambda: measure(folder, SUPPORTFLOW, "build", "--now", NOW)
    yield PLAIN, lambda: measure(folder, MKDOCS, "build", "--quiet", "-f", ".supportflow/build/mkdocs.yml")


def tree_rows(count: int, repeat: int) -> Iterator[str]:
    """The rows of the table for a tree of so many tickets."""
    with tempfile.TemporaryDirectory(prefix="supportflow-bench-") as name:
        folder = Path(name)
        write_tree(folder, count)
        runs: dict[str, list[Run]] = {}
        for number in range(repeat):
            print(f"{count} tickets, round {number + 1} of {repeat}", file=sys.stderr)
            for title, run in commands(folder):
                runs.setdefault(title, []).append(run())
    plain = median(runs[PLAIN])
    for title, several in runs.items():
        middle = median(several)
        ratio = f"{middle.cpu / plain.cpu:.2f}" if title == "supportflow build" else ""
        yield row(f"{count:,}", title, middle, f"{middle.cpu / count * 1000:.2f}", ratio)


def row(tickets: str, title: str, run: Run, each: str, ratio: str) -> str:
    """One row of the table."""
    return f"| {tickets} | {title} | {run.wall:.2f} | {run.cpu:.2f} | {each} | {run.megabytes:.0f} | {ratio} |"


def versions() -> str:
    """What was measured with, in one line."""
    asked = subprocess.run([SUPPORTFLOW, "--version"], capture_output=True, text=True, check=True)
    return f"{asked.stdout.strip()}, Python {platform.python_version()}, {os.cpu_count()} processors"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="Measure check and build on trees of invented tickets.")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of tickets, with commas")
    parser.add_argument("--repeat", type=int, default=REPEAT, help="runs of each, of which the median counts")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    if shutil.which(MKDOCS) is None:
        sys.exit("mkdocs is not installed beside this Python; run `make bench`")
    print(f"{versions()}; median of {options.repeat} runs\n")
    print("| tickets | command | seconds | of the processor | ms a ticket | peak MB | × plain |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    helps = [measure(Path.cwd(), SUPPORTFLOW, "--help") for _ in range(max(5, options.repeat))]
    print(row("", "supportflow --help", median(helps), "", ""))
    for size in sizes:
        for line in tree_rows(size, options.repeat):
            print(line, flush=True)


if __name__ == "__main__":
    main()
