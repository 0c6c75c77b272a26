"""Encodes short English sentences (12-20 words of GoEmotions) here and with `tokenizers`, in turn.

    python Benchmarks/tokenizer/run.py --peer build/peers/bin/python

Everything runs on one core. Ours is timed through the Python face, arrays included, and in Swift
where --core names the program `tokenizer-benchmark`. Both sides must give as many pieces.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import statistics
import sys
import tempfile
import time

import bert_mtl as mtl

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import machine  # noqa: E402
from worker import Worker  # noqa: E402

KINDS = ["encode_batch", "encode_batch_fast"]


def short_sentences(data: pathlib.Path) -> list[str]:
    """Take GoEmotions' training comments of 12 to 20 words."""
    rows = (data / "goemotions" / "train.tsv").read_text(encoding="utf-8").splitlines()
    texts = [row.split("\t")[0] for row in rows]
    return [text for text in texts if 12 <= len(text.split()) <= 20]


def encode(tokenizer: mtl.Tokenizer, texts: list[str]) -> tuple[float, int]:
    """Encode once: seconds and pieces."""
    start = time.perf_counter()
    encodings = tokenizer.encode_batch(texts)
    seconds = time.perf_counter() - start
    return seconds, sum(len(encoding) for encoding in encodings)


def measure(
    vocabulary: pathlib.Path, texts: list[str], peer: str | None, core: str | None, rounds: int
) -> dict[str, float]:
    """Answer texts a second of each side, medians over rounds taken in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "vocab.txt").write_bytes(vocabulary.read_bytes())
        sentences = folder / "texts.txt"
        sentences.write_text("\n".join(texts), encoding="utf-8")
        tokenizer = mtl.Tokenizer.from_pretrained(folder)
        workers = {}
        if core is not None:
            workers["ours, in Swift"] = Worker([core, str(folder), str(sentences)])
        if peer is not None:
            command = [peer, str(HERE / "peer.py"), str(vocabulary), str(sentences)]
            workers |= dict.fromkeys(KINDS, Worker(command))
        times: dict[str, list[float]] = {"ours": []}
        pieces = set()
        for _ in range(rounds):
            seconds, count = encode(tokenizer, texts)
            times["ours"].append(seconds)
            pieces.add(count)
            for kind, worker in workers.items():
                figures = worker.step(kind)
                times.setdefault(kind, []).append(figures["seconds"])
                pieces.add(figures["pieces"])
        for worker in set(workers.values()):
            worker.close()
    if len(pieces) != 1:
        raise SystemExit(f"pieces: expected the same number on both sides, got {sorted(pieces)}")
    return {kind: len(texts) / statistics.median(row) for kind, row in times.items()}


def main() -> None:
    """Measure, print and write as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="an interpreter with tokenizers")
    parser.add_argument("--core", help="the program tokenizer-benchmark")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--data", type=pathlib.Path, default=machine.data_folder())
    options = parser.parse_args()
    # Before any thread is made, here and in the peer.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    os.environ["RAYON_NUM_THREADS"] = "1"
    texts = short_sentences(options.data)
    vocabulary = options.data / "vocab" / "bert-base-uncased-vocab.txt"
    rates = measure(vocabulary, texts, options.peer, options.core, options.rounds)
    for kind, rate in rates.items():
        faster = "" if kind.startswith("ours") else f"   ours is {rates['ours'] / rate:.2f}x faster"
        print(f"{kind:20} {rate:10.0f} texts/s{faster}")
    result = {"machine": machine.describe(1), "texts": len(texts), "texts_per_second": rates}
    output = HERE.parent / "results"
    output.mkdir(exist_ok=True)
    (output / "tokenizer.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
