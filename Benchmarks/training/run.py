"""Trains one shape on the same sentences here and in transformers + torch, step by step in turn.

    python Benchmarks/training/run.py --peer build/peers/bin/python

Each round makes one step of ours, one of the peer on random batches and one on length-grouped
batches, in processes that stay alive. Tokens are real ones: padding is work, not progress.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import statistics
import sys

import workload

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
import machine  # noqa: E402
from worker import Figures, Worker  # noqa: E402

SIDES = {"ours": "ours", "random": "peer", "grouped": "peer"}


def rate(steps: list[Figures]) -> float:
    """Count the real tokens a second over some steps."""
    return sum(s["tokens"] for s in steps) / sum(s["seconds"] for s in steps)


def measure(workers: dict[str, Worker], rounds: int) -> dict[str, list[Figures]]:
    """Make one step a side to warm up, then `rounds` steps of each, in turn."""
    kinds = [kind for kind, side in SIDES.items() if side in workers]
    steps: dict[str, list[Figures]] = {kind: [] for kind in kinds}
    for round_ in range(rounds + 1):
        for kind in kinds:
            figures = workers[SIDES[kind]].step(kind)
            if round_ > 0:
                steps[kind].append(figures)
            print(f"{kind}: {json.dumps(figures)}", file=sys.stderr)
    return steps


def summarise(shape: workload.Shape, steps: dict[str, list[Figures]]) -> dict[str, Figures]:
    """Work out speed, memory and the median over rounds of ours against each peer."""
    summary: dict[str, Figures] = {}
    for kind, rows in steps.items():
        length = statistics.mean(r["tokens"] for r in rows) / workload.BATCH
        summary[kind] = {
            "tokens_per_second": rate(rows),
            "median_seconds": statistics.median(r["seconds"] for r in rows),
            "gflops": rate(rows) * shape.training_flops(length) / 1e9,
            "peak_gib": max(r["peak_bytes"] for r in rows) / 2**30,
            "last_loss": rows[-1]["loss"],
        }
        if kind != "ours" and "ours" in steps:
            pairs = [
                rate([ours]) / rate([other])
                for ours, other in zip(steps["ours"], rows, strict=True)
            ]
            summary[kind]["ours_is_faster"] = statistics.median(pairs)
    return summary


def table(name: str, summary: dict[str, Figures]) -> str:
    """Lay a summary out for the reader."""
    names = {"ours": "bert_mtl", "random": "torch, random", "grouped": "torch, grouped"}
    lines = [f"{name:16}  tokens/s  s/step  GFLOP/s  peak GiB  ours is faster"]
    for kind, row in summary.items():
        faster = f"{row['ours_is_faster']:13.2f}x" if "ours_is_faster" in row else ""
        lines.append(
            f"{names[kind]:16}  {row['tokens_per_second']:8.0f}  {row['median_seconds']:6.2f}"
            f"  {row['gflops']:7.0f}  {row['peak_gib']:8.2f}  {faster}"
        )
    return "\n".join(lines)


def compare(name: str, peer: str | None, rounds: int, threads: int) -> dict[str, Figures]:
    """Measure one shape."""
    commands = {"ours": [sys.executable, str(HERE / "ours.py"), name, str(threads)]}
    if peer is not None:
        commands["peer"] = [peer, str(HERE / "peer.py"), name, str(threads)]
    workers = {side: Worker(command) for side, command in commands.items()}
    try:
        return summarise(workload.SHAPES[name], measure(workers, rounds))
    finally:
        for worker in workers.values():
            worker.close()


def main() -> None:
    """Measure the shapes asked for, print the tables and write them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="an interpreter with torch and transformers")
    parser.add_argument("--shapes", nargs="+", default=list(workload.SHAPES))
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--output", type=pathlib.Path, default=HERE.parent / "results")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    for name in options.shapes:
        before = machine.describe(options.threads)
        summary = compare(name, options.peer, options.rounds, options.threads)
        print(table(name, summary), flush=True)
        print(f"load {before['load']}, GEMM {before['gemm_gflops']:.0f} GFLOP/s\n", flush=True)
        result = {"machine": before, "shape": name, "batch": workload.BATCH, "sides": summary}
        (options.output / f"training_{name}.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
