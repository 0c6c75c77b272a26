"""Trains BERT-base with the original and with ours, step by step in turn.

    python3.11 -m venv build/original
    build/original/bin/pip install -r Benchmarks/training/original-requirements.txt
    python Benchmarks/training/beside_original.py --original build/original/bin/python

Prints real tokens a second of each, and the median over the rounds of how much faster ours is. The
first rounds warm up: TensorFlow makes its code for each size of batch.
"""

from __future__ import annotations

import argparse
import pathlib
import statistics
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
import machine  # noqa: E402
from worker import Figures, Worker, take_turns  # noqa: E402

WARM = 2


def rate(step: Figures) -> float:
    """Answer a step's real tokens a second."""
    return float(step["tokens"] / step["seconds"])


def compare(original: str, batches: str, threads: int, rounds: int) -> str:
    """Answer a line about one kind of the original's batches."""
    workers = [
        Worker([sys.executable, str(HERE / "ours.py"), "base", str(threads), "float32"]),
        Worker([original, str(HERE / "original.py"), "base", str(threads), batches]),
    ]
    steps = take_turns(workers, batches, rounds + WARM)[WARM:]
    ours, theirs = (statistics.median(map(rate, column)) for column in zip(*steps, strict=True))
    faster = statistics.median(rate(a) / rate(b) for a, b in steps)
    real = sum(b["tokens"] for _, b in steps) / sum(b["padded"] for _, b in steps)
    return (
        f"{batches}: ours {ours:.0f} tokens/s, original {theirs:.0f} ({100 * real:.0f} % of its "
        f"pieces real), {faster:.2f} times; last losses {steps[-1][0]['loss']:.2f}, "
        f"{steps[-1][1]['loss']:.2f}"
    )


def main() -> None:
    """Measure the batches asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--original", required=True, help="an interpreter that has the original")
    parser.add_argument("--batches", nargs="+", default=["dynamic", "random"])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=6)
    options = parser.parse_args()
    print(machine.told(machine.describe(options.threads)))
    for batches in options.batches:
        line = compare(options.original, batches, options.threads, options.rounds)
        print(line, flush=True)


if __name__ == "__main__":
    main()
