"""Measure all figures of many tickets: what `supportflow sla --json` reckons once the tickets have been read.

python -m benchmarks.sla [--sizes 1000,5000,10000] [--repeat 5]

Prints a Markdown table. The tickets are those of benchmarks/trees.py, three of ten of them errors, and then errors
alone, which cost more. Seconds are of the processor, the shortest of some runs: the one that was disturbed least.
Memory is what the figures add to the tickets at their peak, by tracemalloc, in a run of its own. A loop of plain
arithmetic stands below, for holding one machine against another.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from benchmarks.trees import NOW, write_tree
from supportflow.model.ticket import Ticket
from supportflow.model.values import parse_instant
from supportflow.sla.data import report
from supportflow.sla.tracked import track
from supportflow.source.policy.load import default_policy
from supportflow.source.repository import read_repository
from supportflow.source.tree import WorkTree

SIZES = (1000, 5000, 10_000)
REPEAT = 5
LOOP = 10_000_000


def read_tickets(count: int) -> list[Ticket]:
    """Invent a tree and read it."""
    with tempfile.TemporaryDirectory(prefix="supportflow-bench-") as name:
        write_tree(Path(name), count)
        documents = read_repository(WorkTree(Path(name), ""), default_policy()).documents
    return [document.ticket for document in documents if document.ticket]


def errors_alone(tickets: Sequence[Ticket]) -> list[Ticket]:
    """As many tickets, each of them an error."""
    errors = (ticket for ticket in cycle(tickets) if ticket.type == "error")
    return [
        replace(ticket, id=f"SF-{number:04}") for number, ticket in enumerate(islice(errors, len(tickets)), start=1)
    ]


def figures(tickets: Sequence[Ticket]) -> dict[str, object]:
    """Everything that the report says."""
    policy, now = default_policy(), parse_instant(NOW)
    return report(track(tickets, policy, now), policy, now)


def seconds(run: Callable[[], object], repeat: int) -> float:
    """The shortest of some runs, in seconds of the processor."""
    found = []
    for _ in range(repeat):
        gc.collect()
        begun = time.process_time()
        run()
        found.append(time.process_time() - begun)
    return min(found)


def megabytes(run: Callable[[], object]) -> float:
    """The peak of what a run allocates."""
    tracemalloc.start()
    run()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 2**20


def row(title: str, tickets: Sequence[Ticket], repeat: int) -> str:
    """One row of the table."""
    taken = seconds(lambda: figures(tickets), repeat)
    peak = megabytes(lambda: figures(tickets))
    count = len(tickets)
    written = len(json.dumps(figures(tickets))) / 2**20
    return (
        f"| {count:,} | {title} | {taken:.2f} | {taken / count * 1e6:.0f} | {peak:.1f} | {peak / count * 1024:.1f} "
        f"| {written:.1f} |"
    )


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="Measure all figures of many tickets.")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of tickets, with commas")
    parser.add_argument("--repeat", type=int, default=REPEAT, help="runs of each, of which the shortest counts")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors; shortest of {options.repeat} runs\n")
    tickets = read_tickets(max(sizes))
    print("| tickets | which | seconds | µs a ticket | peak MB | KB a ticket | MB of JSON |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for size in sizes:
        chosen = tickets[:size]
        print(row("as invented", chosen, options.repeat), flush=True)
        print(row("errors alone", errors_alone(chosen), options.repeat), flush=True)
    loop = seconds(lambda: sum(number * number for number in range(LOOP)), options.repeat)
    print(f"\nA sum of {LOOP:,} squares takes {loop:.2f} s here.")


if __name__ == "__main__":
    main()
