"""Encodes short English sentences with the Swift core alone and with `tokenizers`, in turn.

    swift build -c release --product tokenizer-benchmark
    python Benchmarks/tokenizer/core.py --peer build/peers/bin/python

run.py measures what a Python user waits for; this is the same without Python, on one core. Both
sides are timed by the clock and by the processor's time, which other programs do not lengthen.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import statistics
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import machine  # noqa: E402
from worker import Worker  # noqa: E402

BINARY = machine.ROOT / ".build" / "release" / "tokenizer-benchmark"
CLOCKS = ["seconds", "busy"]


def short_sentences(data: pathlib.Path) -> list[str]:
    """Take GoEmotions' training comments of 12 to 20 words."""
    rows = (data / "goemotions" / "train.tsv").read_text(encoding="utf-8").splitlines()
    texts = [row.split("\t")[0] for row in rows]
    return [text for text in texts if 12 <= len(text.split()) <= 20]


def measure(
    vocabulary: pathlib.Path, texts: list[str], peer: str, rounds: int
) -> dict[str, dict[str, float]]:
    """Answer the median seconds of a pass, by side and clock, over rounds taken in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        file = pathlib.Path(scratch) / "texts.txt"
        file.write_text("\n".join(texts) + "\n", encoding="utf-8")
        ours = Worker([str(BINARY), str(vocabulary), str(file)])
        theirs = Worker([peer, str(HERE / "peer.py"), str(vocabulary), str(file)])
        kinds = {"core": ours, "encode_batch": theirs, "encode_batch_fast": theirs}
        for kind, worker in kinds.items():
            worker.step(kind)
        passes = [
            {kind: worker.step(kind) for kind, worker in kinds.items()} for _ in range(rounds)
        ]
        ours.close()
        theirs.close()
    pieces = {figures["pieces"] for row in passes for figures in row.values()}
    if len(pieces) != 1:
        raise SystemExit(f"pieces: expected the same number on both sides, got {sorted(pieces)}")
    return {
        kind: {clock: statistics.median(row[kind][clock] for row in passes) for clock in CLOCKS}
        for kind in kinds
    }


def main() -> None:
    """Measure, print and write as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", default=sys.executable, help="an interpreter with tokenizers")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--data", type=pathlib.Path, default=machine.data_folder())
    options = parser.parse_args()
    # Before any thread is made, here and in the children.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["RAYON_NUM_THREADS"] = "1"
    texts = short_sentences(options.data)
    vocabulary = options.data / "vocab" / "bert-base-uncased-vocab.txt"
    times = measure(vocabulary, texts, options.peer, options.rounds)
    for kind, clocks in times.items():
        rates = [f"{len(texts) / clocks[c]:9.0f} texts/s ({c})" for c in CLOCKS]
        faster = [f"{clocks[c] / times['core'][c]:.2f}" for c in CLOCKS]
        print(f"{kind:18}", *rates, "" if kind == "core" else f"core is {faster} times faster")
    result = {"machine": machine.describe(1), "texts": len(texts), "seconds": times}
    output = HERE.parent / "results"
    output.mkdir(exist_ok=True)
    (output / "tokenizer_core.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
