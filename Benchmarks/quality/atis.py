"""Quality on ATIS: `intent&slots` from MiniLM, as atis_torch.py trains it with torch.

    MINILM=path/of/model python Benchmarks/quality/atis.py --seeds 1 2 3

The test set has intents and slots that training lacks; they are counted as missed. `--dtype` trains
in that number format; the trained model is then scored with int8 products too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from typing import Any

import atis_data
import bert_mtl as mtl


def data(split: atis_data.Split, limit: int = 0) -> dict[str, Any]:
    """Map each problem to its rows."""
    count = limit or len(split.words)
    words = split.words[:count]
    return {"intent": (words, split.intents[:count]), "slots": (words, split.slots[:count])}


def scores(model: mtl.MultiTaskModel) -> tuple[float, float]:
    """Answer the accuracy of intents and the F1 of slots on test."""
    report = model.evaluate(data(atis_data.read("test")), count_unseen_labels=True)
    return report["intent"]["accuracy"], report["slots"]["f1"]


def scores_in_int8(model: mtl.MultiTaskModel, threads: int) -> tuple[float, float]:
    """Answer the same with int8 products."""
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        return scores(mtl.MultiTaskModel.from_pretrained(folder, dtype="int8", threads=threads))


def run(seed: int, threads: int, limit: int, dtype: Any) -> dict[str, float]:
    """Train with one seed and score on test."""
    model = mtl.MultiTaskModel.from_pretrained(
        atis_data.minilm(),
        problems="intent&slots",
        types={"intent": "cls", "slots": "seq_tag"},
        seed=seed,
        threads=threads,
        dtype=dtype,
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
    (intent, slots), (intent_int8, slots_int8) = scores(model), scores_in_int8(model, threads)
    tokens = sum(step["tokens"] for step in history.steps)
    return {
        "seed": seed,
        "seconds": seconds,
        "tokens_per_second": tokens / seconds,
        "intent_accuracy": intent,
        "slot_f1": slots,
        "intent_accuracy_int8": intent_int8,
        "slot_f1_int8": slots_int8,
    }


def main() -> None:
    """Train and score each seed; print each and the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=atis_data.SEEDS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="train on the first rows only")
    parser.add_argument("--dtype", default="float32", choices=["float32", "bfloat16"])
    options = parser.parse_args()
    reports = []
    for seed in options.seeds:
        reports.append(run(seed, options.threads, options.limit, options.dtype))
        print(json.dumps(reports[-1]), flush=True)
    means = {key: statistics.mean(r[key] for r in reports) for key in reports[0] if key != "seed"}
    print(json.dumps({"mean": means}))


if __name__ == "__main__":
    main()
