"""How every peer reads texts: in batches of 32 alike in length, answered in the texts' order."""

from __future__ import annotations

import dataclasses
import pathlib
from collections.abc import Callable

import numpy as np
import workload
from numpy.typing import NDArray
from tokenizers import Tokenizer
from turns import Answer

Ids = NDArray[np.int64]


@dataclasses.dataclass(frozen=True)
class Batch:
    """Sequences of one batch, padded to the longest, with a mask that says what is real.

    Parameters
    ----------
    ids, mask : ndarray of int64, shape [sequences, longest]
        Pieces, and 1 where they are no padding.
    """

    ids: Ids
    mask: Ids


def reader(folder: pathlib.Path) -> Tokenizer:
    """Open the tokenizer that the folder of the weights has, without padding of its own."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(512)
    return tokenizer


def answering(folder: pathlib.Path, compute: Callable[[Batch], NDArray[np.float32]]) -> Answer:
    """Make the answer of a peer from what computes the probabilities of one batch."""
    tokenizer, classes = reader(folder), len(workload.emotions())

    def answer(texts: list[str]) -> NDArray[np.float32]:
        rows = [encoding.ids for encoding in tokenizer.encode_batch_fast(texts)]
        order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
        answers = np.empty((len(texts), classes), np.float32)
        for start in range(0, len(order), workload.BATCH):
            chosen = order[start : start + workload.BATCH]
            answers[chosen] = compute(padded([rows[i] for i in chosen]))
        return answers

    return answer


def padded(rows: list[list[int]]) -> Batch:
    """Stack sequences under the longest of them."""
    lengths = np.array([len(row) for row in rows])
    mask = np.arange(lengths.max()) < lengths[:, None]
    ids = np.zeros(mask.shape, np.int64)
    ids[mask] = np.concatenate([np.array(row) for row in rows])
    return Batch(ids, mask.astype(np.int64))
