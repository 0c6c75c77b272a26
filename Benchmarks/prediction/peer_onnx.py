"""A peer: ONNX Runtime, in float32 or dynamic int8. Run by run.py."""

from __future__ import annotations

import pathlib
import sys

import numpy as np
import onnxruntime
import workload
from numpy.typing import NDArray
from peer_batches import Batch, answering
from turns import serve


def main(folder: pathlib.Path, dtype: str, threads: int) -> None:
    """Answer turns."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = onnxruntime.InferenceSession(
        str(folder / f"{dtype}.onnx"), options, providers=["CPUExecutionProvider"]
    )

    def compute(batch: Batch) -> NDArray[np.float32]:
        answer: NDArray[np.float32] = session.run(None, {"ids": batch.ids, "mask": batch.mask})[0]
        return answer

    serve(onnxruntime.__version__, workload.sentences(), answering(folder, compute))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
