"""A peer: OpenVINO, in float32 or in the precision that it chooses. Run by run.py."""

from __future__ import annotations

import pathlib
import sys

import numpy as np
import openvino
import workload
from numpy.typing import NDArray
from peer_batches import Batch, answering
from turns import serve


def main(folder: pathlib.Path, dtype: str, threads: int) -> None:
    """Answer turns."""
    settings = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads}
    if dtype == "float32":
        settings["INFERENCE_PRECISION_HINT"] = "f32"
    core = openvino.Core()
    model = core.compile_model(core.read_model(folder / "float32.onnx"), "CPU", settings)

    def compute(batch: Batch) -> NDArray[np.float32]:
        answer: NDArray[np.float32] = model({"ids": batch.ids, "mask": batch.mask})[0]
        return answer

    chosen = str(model.get_property("INFERENCE_PRECISION_HINT"))
    serve(openvino.__version__, workload.sentences(), answering(folder, compute), precision=chosen)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
