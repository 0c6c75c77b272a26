"""Answers 1,000 comments of GoEmotions on MiniLM here and in the peers, in turn.

    python Benchmarks/prediction/run.py --peer build/peers/bin/python

Every side is a process that stays alive; each goes from texts to probabilities, tokenization
included: the peers through `tokenizers`, in batches of 32 sorted by length. All must agree before
the clock starts. A round gives each side one pass over all comments, then the first 200 alone.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

import workload
from prepare import lengths as counted
from prepare import prepare, usable

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import machine  # noqa: E402
from worker import Figures, Worker  # noqa: E402

PEERS = [
    ("torch", "float32"),
    ("torch", "bfloat16"),
    ("onnx", "float32"),
    ("onnx", "int8"),
    ("ctranslate2", "float32"),
    ("openvino", "float32"),
    ("openvino", "default"),
]
#: How far a probability may lie from torch's in float32.
TOLERANCE = {"float32": 1e-4, "bfloat16": 0.02, "int8": 0.05, "default": 0.02}


def check(workers: dict[tuple[str, str], Worker]) -> dict[str, float]:
    """Answer how far each side is from the first peer, or else the first side; stop if too far."""
    reference = next((w for (side, _), w in workers.items() if side != "ours"), None)
    reference = reference or next(iter(workers.values()))
    truth = reference.ready["probabilities"]
    far = {}
    for (side, dtype), worker in workers.items():
        rows = zip(worker.ready.pop("probabilities"), truth, strict=True)
        worst = max(abs(a - b) for row in rows for a, b in zip(*row, strict=True))
        far[f"{side} {dtype}"] = worst
        if not worst <= TOLERANCE[dtype]:
            raise SystemExit(
                f"{side} {dtype}: expected probabilities within {TOLERANCE[dtype]}, got {worst:.2g}"
            )
    return far


def measure(workers: dict[tuple[str, str], Worker], rounds: int) -> dict[str, list[Figures]]:
    """Take one round to warm up, then `rounds` of them."""
    taken: dict[str, list[Figures]] = {f"{side} {dtype}": [] for side, dtype in workers}
    for round_ in range(rounds + 1):
        for (side, dtype), worker in workers.items():
            figures = worker.step("all")
            figures["alone"] = worker.step("alone")["median"]
            if round_ > 0:
                taken[f"{side} {dtype}"].append(figures)
            print(f"{side} {dtype}: {json.dumps(figures)}", file=sys.stderr)
    return taken


def summarise(taken: dict[str, list[Figures]], flops: float) -> dict[str, Figures]:
    """Work out medians, and the median over rounds of ours against each peer of its kind."""
    summary: dict[str, Figures] = {}
    for name, rounds in taken.items():
        seconds = statistics.median(r["seconds"] for r in rounds)
        summary[name] = {
            "sentences_per_second": workload.SENTENCES / seconds,
            "gflops": flops / seconds / 1e9,
            "busy_seconds": statistics.median(r["busy"] for r in rounds),
            "alone_milliseconds": 1000 * statistics.median(r["alone"] for r in rounds),
        }
        for other, theirs in taken.items():
            if name.startswith("ours ") and not other.startswith("ours "):
                pairs = zip(rounds, theirs, strict=True)
                summary[name][f"faster than {other}"] = statistics.median(
                    their["seconds"] / our["seconds"] for our, their in pairs
                )
    return summary


def table(summary: dict[str, Figures]) -> str:
    """Lay a summary out for the reader; the last columns say how much faster ours are."""
    ours = [name for name in summary if name.startswith("ours ")]
    head = f"{'':20} sentences/s  GFLOP/s  busy s  alone ms"
    lines = [head + "".join(f"  {name + ' is faster':>23}" for name in ours)]
    for name, row in summary.items():
        factors = [summary[mine].get(f"faster than {name}") for mine in ours]
        lines.append(
            f"{name:20} {row['sentences_per_second']:11.0f}  {row['gflops']:7.0f}"
            f"  {row['busy_seconds']:6.2f}  {row['alone_milliseconds']:8.2f}"
            + "".join(f"  {'' if factor is None else f'{factor:.2f}x':>23}" for factor in factors)
        )
    return "\n".join(lines)


def compare(folder: pathlib.Path, options: argparse.Namespace) -> dict[str, object]:
    """Start every side, check that they agree, and measure."""
    commands = {
        ("ours", dtype): [sys.executable, str(HERE / "ours.py"), str(folder), dtype]
        for dtype in options.dtypes or usable(folder)
    }
    if options.peer is not None:
        subprocess.run([options.peer, str(HERE / "export.py"), str(folder)], check=True)
        for side, dtype in PEERS:
            script = str(HERE / f"peer_{side}.py")
            commands[side, dtype] = [options.peer, script, str(folder), dtype]
    before = machine.describe(options.threads)
    threads = str(options.threads)
    workers = {side: Worker([*command, threads]) for side, command in commands.items()}
    try:
        far = check(workers)
        taken = measure(workers, options.rounds)
    finally:
        for worker in workers.values():
            worker.close()
    lengths = counted(folder)
    flops = workload.flops(folder, sum(lengths), sum(length**2 for length in lengths))
    return {"machine": before, "largest_distance": far, "sides": summarise(taken, flops)}


def main() -> None:
    """Measure, print the table and write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="an interpreter with the peers; without it ours alone")
    parser.add_argument("--dtypes", nargs="+", help="without it every one that works here")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--output", type=pathlib.Path, default=HERE.parent / "results")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        prepare(pathlib.Path(folder))
        result = compare(pathlib.Path(folder), options)
    print(table(result["sides"]))
    print(machine.told(result["machine"]))
    (options.output / "prediction.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
