"""Makes the folder that all sides read, MiniLM under a new head, and counts what they read."""

from __future__ import annotations

import pathlib
import sys

import bert_mtl as mtl
import workload


def prepare(folder: pathlib.Path) -> None:
    """Save the encoder with a head whose weights are random, the same each time."""
    model = mtl.MultiTaskModel.from_pretrained(
        workload.weights(),
        problems=workload.PROBLEM,
        types={workload.PROBLEM: "multi_cls"},
        labels={workload.PROBLEM: sorted(workload.emotions())},
        seed=1,
    )
    model.save_pretrained(folder)


def usable(folder: pathlib.Path) -> list[str]:
    """Answer the number formats that this machine can answer in, and say of others why not."""
    found = []
    for dtype in ("float32", "bfloat16", "int8"):
        try:
            mtl.MultiTaskModel.from_pretrained(folder, dtype=dtype)
        except ValueError as error:
            print(error, file=sys.stderr)
        else:
            found.append(dtype)
    return found


def lengths(folder: pathlib.Path) -> list[int]:
    """Count the pieces of each comment, special tokens included."""
    tokenizer = mtl.Tokenizer.from_pretrained(folder)
    return [len(encoding) for encoding in tokenizer.encode_batch(workload.sentences())]
