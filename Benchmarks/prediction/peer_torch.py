"""A peer: transformers + torch, in float32 or bfloat16. Run by run.py."""

from __future__ import annotations

import pathlib
import sys

import numpy as np
import torch
import workload
from numpy.typing import NDArray
from peer_batches import Batch, answering
from safetensors.torch import load_file
from torch import nn
from transformers import BertModel
from turns import serve


def main(folder: pathlib.Path, dtype: str, threads: int) -> None:
    """Answer turns."""
    torch.set_num_threads(threads)
    model = BertModel.from_pretrained(folder).to(getattr(torch, dtype)).eval()
    head = load_file(folder / "heads.safetensors")
    weight, bias = (
        head[f"{workload.PROBLEM}.classifier.{part}"].to(model.dtype) for part in ("weight", "bias")
    )

    @torch.inference_mode()
    def compute(batch: Batch) -> NDArray[np.float32]:
        ids, mask = torch.from_numpy(batch.ids), torch.from_numpy(batch.mask)
        pooled = model(input_ids=ids, attention_mask=mask).pooler_output
        return nn.functional.linear(pooled, weight, bias).float().sigmoid().numpy()

    serve(torch.__version__, workload.sentences(), answering(folder, compute))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
