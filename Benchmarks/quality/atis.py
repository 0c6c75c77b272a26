"""Quality on ATIS: `intent&slots` from MiniLM, as atis_torch.py trains it with torch.

    MINILM=path/of/model python Benchmarks/quality/atis.py --seeds 1 2 3

The test set has intents and slots that training lacks; they are counted as missed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from typing import Any

import atis_data
import bert_mtl as mtl


def data(split: atis_data.Split, limit: int = 0) -> dict[str, Any]:
    """Map each problem to its rows."""
    count = limit or len(split.words)
    words = split.words[:count]
    return {"intent": (words, split.intents[:count]), "slots": (words, split.slots[:count])}


def run(seed: int, threads: int, limit: int) -> dict[str, float]:
    """Train with one seed and score on test."""
    model = mtl.MultiTaskModel.from_pretrained(
        atis_data.minilm(),
        problems="intent&slots",
        types={"intent": "cls", "slots": "seq_tag"},
        seed=seed,
        threads=threads,
    )
    split = atis_data.read("train") + atis_data.read("dev")
    start = time.perf_counter()
    history = model.fit(
        data(split, limit),
        epochs=atis_data.EPOCHS,
        batch_size=atis_data.BATCH,
        learning_rate=atis_data.RATE,
        warmup_ratio=atis_data.WARMUP,
        seed=seed,
        progress=False,
    )
    seconds = time.perf_counter() - start
    report = model.evaluate(data(atis_data.read("test")), count_unseen_labels=True)
    tokens = sum(step["tokens"] for step in history.steps)
    return {
        "seed": seed,
        "seconds": seconds,
        "tokens_per_second": tokens / seconds,
        "intent_accuracy": report["intent"]["accuracy"],
        "slot_f1": report["slots"]["f1"],
    }


def main() -> None:
    """Train and score each seed; print each and the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=atis_data.SEEDS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="train on the first rows only")
    options = parser.parse_args()
    reports = []
    for seed in options.seeds:
        reports.append(run(seed, options.threads, options.limit))
        print(json.dumps(reports[-1]), flush=True)
    means = {key: statistics.mean(r[key] for r in reports) for key in reports[0] if key != "seed"}
    print(json.dumps({"mean": means}))


if __name__ == "__main__":
    main()
