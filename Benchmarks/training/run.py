"""Trains one shape on the same sentences here and in transformers + torch, step by step in turn.

    python Benchmarks/training/run.py --peer build/peers/bin/python

Each round makes one step of ours in every number format, one of the peer on random batches, one on
length-grouped batches and one on such batches with autocast to bfloat16, in processes that stay
alive; `--recompute` adds a step in float32 that keeps the inputs of its layers alone. Tokens are
real ones: padding is work, not progress.
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

SIDES = {
    "float32": "float32",
    "bfloat16": "bfloat16",
    "recompute": "recompute",
    "random": "peer",
    "grouped": "peer",
    "autocast": "peer",
}
NAMES = {
    "float32": "bert_mtl, float32",
    "bfloat16": "bert_mtl, bfloat16",
    "recompute": "bert_mtl, float32, recompute",
    "random": "torch, random batches",
    "grouped": "torch, grouped by length",
    "autocast": "torch, grouped, bfloat16",
}


def rate(steps: list[Figures]) -> float:
    """Count the real tokens a second over some steps."""
    return sum(s["tokens"] for s in steps) / sum(s["seconds"] for s in steps)


def measure(
    workers: dict[str, Worker], rounds: int, threads: int
) -> tuple[dict[str, list[Figures]], dict[str, float]]:
    """Make one step a side to warm up, then `rounds` steps of each, in turn.

    Answer them, and the median over the rounds of what the machine's products are worth.
    """
    kinds = [kind for kind, side in SIDES.items() if side in workers]
    steps: dict[str, list[Figures]] = {kind: [] for kind in kinds}
    products = []
    for round_ in range(rounds + 1):
        if round_ > 0:
            products.append(machine.products(threads))
        for kind in kinds:
            figures = workers[SIDES[kind]].step(kind)
            if round_ > 0:
                steps[kind].append(figures)
            print(f"{kind}: {json.dumps(figures)}", file=sys.stderr)
    peaks = {kind: statistics.median(rates[kind] for rates in products) for kind in products[0]}
    return steps, peaks


def summarise(
    shape: workload.Shape, steps: dict[str, list[Figures]], peaks: dict[str, float]
) -> dict[str, Figures]:
    """Work out speed, memory, share of the peak, and medians over rounds of ours against each."""
    summary: dict[str, Figures] = {}
    for kind, rows in steps.items():
        length = statistics.mean(r["tokens"] for r in rows) / shape.batch
        gflops = rate(rows) * shape.training_flops(length) / 1e9
        summary[kind] = {
            "tokens_per_second": rate(rows),
            "median_seconds": statistics.median(r["seconds"] for r in rows),
            "gflops": gflops,
            "peak_gib": max(r["peak_bytes"] for r in rows) / 2**30,
            "last_loss": rows[-1]["loss"],
        }
        if kind in peaks:
            summary[kind]["share_of_peak"] = gflops / peaks[kind]
        for ours in ("float32", "bfloat16"):
            if ours in steps and kind != ours:
                pairs = [rate([a]) / rate([b]) for a, b in zip(steps[ours], rows, strict=True)]
                summary[kind][f"{ours}_is_faster"] = statistics.median(pairs)
    return summary


def table(name: str, summary: dict[str, Figures]) -> str:
    """Lay a summary out for the reader."""
    columns = "tokens/s | s a step | GFLOP/s | of the product's | peak memory"
    lines = [
        f"| {name} | {columns} | float32 is faster | bfloat16 is faster |",
        "|" + " --- |" * 8,
    ]
    for kind, row in summary.items():
        share = f"{row['share_of_peak']:.0%}" if "share_of_peak" in row else ""
        faster = [
            f"{row[key]:.2f}x" if (key := f"{ours}_is_faster") in row else ""
            for ours in ("float32", "bfloat16")
        ]
        lines.append(
            f"| {NAMES[kind]} | {row['tokens_per_second']:,.0f} | {row['median_seconds']:.2f}"
            f" | {row['gflops']:.0f} | {share} | {row['peak_gib']:.2f} GiB"
            f" | {faster[0]} | {faster[1]} |"
        )
    return "\n".join(lines)


def compare(
    name: str, peer: str | None, options: argparse.Namespace
) -> tuple[dict[str, Figures], dict[str, float]]:
    """Measure one shape; answer the sides, and what the machine's products were worth meanwhile."""
    threads = str(options.threads)
    ours = [sys.executable, str(HERE / "ours.py"), name, threads]
    commands = {dtype: [*ours, dtype] for dtype in options.dtypes}
    if options.recompute:
        commands["recompute"] = [*ours, "float32", "recompute"]
    if peer is not None:
        commands["peer"] = [peer, str(HERE / "peer.py"), name, threads]
    workers = {side: Worker(command) for side, command in commands.items()}
    try:
        steps, peaks = measure(workers, options.rounds, options.threads)
        return summarise(workload.SHAPES[name], steps, peaks), peaks
    finally:
        for worker in workers.values():
            worker.close()


def main() -> None:
    """Measure the shapes asked for, print the tables and write them as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="an interpreter with torch and transformers")
    parser.add_argument("--shapes", nargs="+", default=list(workload.SHAPES))
    parser.add_argument("--dtypes", nargs="+", default=["float32", "bfloat16"])
    parser.add_argument("--recompute", action="store_true")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--output", type=pathlib.Path, default=HERE.parent / "results")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    for name in options.shapes:
        before = machine.describe(options.threads)
        summary, before["gflop_per_second"] = compare(name, options.peer, options)
        print(table(name, summary), flush=True)
        print(f"\n{machine.told(before)}\n", flush=True)
        result = {"machine": before, "shape": name, "sides": summary}
        (options.output / f"training_{name}.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
