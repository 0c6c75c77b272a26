"""A peer: CTranslate2's encoder, in float32; the head is NumPy's. Run by run.py."""

from __future__ import annotations

import pathlib
import sys

import ctranslate2
import numpy as np
import workload
from numpy.typing import NDArray
from peer_batches import Batch, answering
from safetensors.numpy import load_file
from turns import serve


def main(folder: pathlib.Path, dtype: str, threads: int) -> None:
    """Answer turns."""
    encoder = ctranslate2.Encoder(
        str(folder / "ctranslate2"), compute_type=dtype, inter_threads=1, intra_threads=threads
    )
    head = load_file(folder / "heads.safetensors")
    weight, bias = (head[f"{workload.PROBLEM}.classifier.{part}"] for part in ("weight", "bias"))

    def compute(batch: Batch) -> NDArray[np.float32]:
        lengths = batch.mask.sum(axis=1)
        rows = [ids[:length].tolist() for ids, length in zip(batch.ids, lengths, strict=True)]
        pooled = np.array(encoder.forward_batch(rows).pooler_output)
        answer: NDArray[np.float32] = 1 / (1 + np.exp(-(pooled @ weight.T + bias)))
        return answer

    serve(ctranslate2.__version__, workload.sentences(), answering(folder, compute))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
