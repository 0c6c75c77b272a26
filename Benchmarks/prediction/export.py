"""Writes the weights as the peers read them: ONNX in float32 and dynamic int8, and CTranslate2's.

Run by run.py with the peers' interpreter; what is there already is left.
"""

from __future__ import annotations

import pathlib
import sys
import warnings

import torch
from bert_graph import Graph
from ctranslate2.converters import TransformersConverter
from onnxruntime.quantization import QuantType, quantize_dynamic


def main(folder: pathlib.Path) -> None:
    """Export what is missing."""
    whole, small = folder / "float32.onnx", folder / "int8.onnx"
    if not whole.exists():
        graph = Graph(folder).eval()
        ids = torch.full((2, 9), 1000)
        axes = {0: "sequences", 1: "pieces"}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                graph,
                (ids, torch.ones_like(ids)),
                str(whole),
                input_names=["ids", "mask"],
                output_names=["probabilities"],
                dynamic_axes={"ids": axes, "mask": axes, "probabilities": {0: "sequences"}},
                dynamo=False,
            )
    if not small.exists():
        quantize_dynamic(whole, small, per_channel=True, weight_type=QuantType.QInt8)
    if not (folder / "ctranslate2").exists():
        TransformersConverter(str(folder)).convert(str(folder / "ctranslate2"))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
