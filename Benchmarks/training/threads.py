"""Trains one shape with one thread and with more, step by step in turn: how threads scale.

    python Benchmarks/training/threads.py --shapes base minilm --rounds 9

Prints the median step of each, and the median over the rounds of how much faster more threads are.
"""

from __future__ import annotations

import argparse
import pathlib
import statistics
import sys

import workload

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
import machine  # noqa: E402
from worker import Worker, take_turns  # noqa: E402


def compare(name: str, dtype: str, threads: int, rounds: int) -> str:
    """Answer a line about one shape in one number format."""
    script = str(HERE / "ours.py")
    workers = [Worker([sys.executable, script, name, str(n), dtype]) for n in (1, threads)]
    steps = take_turns(workers, dtype, rounds + 1)[1:]
    seconds = [[figures["seconds"] for figures in step] for step in steps]
    one, more = (statistics.median(column) for column in zip(*seconds, strict=True))
    faster = statistics.median(a / b for a, b in seconds)
    return f"{name} {dtype}: {one:.3f} s, {more:.3f} s with {threads} threads, {faster:.2f} times"


def main() -> None:
    """Measure the shapes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shapes", nargs="+", default=["base", "minilm"], choices=workload.SHAPES)
    parser.add_argument("--dtypes", nargs="+", default=["float32", "bfloat16"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    print(machine.told(machine.describe(options.threads)))
    for name in options.shapes:
        for dtype in options.dtypes:
            print(compare(name, dtype, options.threads, options.rounds), flush=True)


if __name__ == "__main__":
    main()
