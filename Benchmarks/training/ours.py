"""Our side: `fit` on the same sentences, one optimizer step for each line read. Run by run.py."""

from __future__ import annotations

import json
import pathlib
import resource
import sys
import tempfile
import time
from typing import Any

import bert_mtl as mtl
import workload

ENDLESS = 1000


class Turns:
    """Waits for a line before each step and answers with the step's figures after it."""

    def __init__(self) -> None:
        self.start = 0.0

    def wait(self) -> bool:
        """Wait for a turn; answers whether there is none, which ends the run."""
        line = sys.stdin.readline()
        self.start = time.perf_counter()
        return not line

    def __call__(self, event: dict[str, Any]) -> bool:
        """Answer a step's figures, all between two turns included, and wait for the next."""
        if event["kind"] != "train":
            return False
        figures = {
            "seconds": time.perf_counter() - self.start,
            "tokens": event["tokens"],
            "padded": event["tokens"],
            "loss": event["loss"],
            "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
        print(json.dumps(figures), flush=True)
        return self.wait()


def main(shape: workload.Shape, threads: int, dtype: str, recompute: bool) -> None:
    """Train until nobody asks for a step."""
    sentences = workload.sentences(shape)
    words = [sentence.words for sentence in sentences]
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        workload.write_folder(shape, folder)
        model = mtl.MultiTaskModel.from_configuration(
            folder / "config.json",
            folder / "vocab.txt",
            problems="weibo_ner&weibo_cws",
            types={"weibo_ner": "seq_tag", "weibo_cws": "seq_tag"},
            threads=threads,
            dtype=dtype,
        )
    turns = Turns()
    print(json.dumps({"ready": mtl.__version__}), flush=True)
    if turns.wait():
        return
    model.fit(
        {
            "weibo_ner": (words, [sentence.ner for sentence in sentences]),
            "weibo_cws": (words, [sentence.cws for sentence in sentences]),
        },
        epochs=ENDLESS,
        batch_size=shape.batch,
        learning_rate=workload.RATE,
        schedule="constant",
        warmup_steps=0,
        recompute=recompute,
        callbacks=[turns],
        progress=False,
    )


if __name__ == "__main__":
    main(workload.SHAPES[sys.argv[1]], int(sys.argv[2]), sys.argv[3], "recompute" in sys.argv)
