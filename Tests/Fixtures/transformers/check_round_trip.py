"""Opens a folder that bert_mtl saved with transformers, and saves it again.

    python Tests/Fixtures/transformers/check_round_trip.py FOLDER OUT

`FOLDER/round_trip.json` holds ids, types and lengths of a batch, `FOLDER/round_trip.safetensors`
what bert_mtl answers. Prints one line of JSON: keys missing and unexpected, and the largest
difference. `OUT` is what transformers saves, for bert_mtl to open.
"""

from __future__ import annotations

import json
import pathlib
import sys

import torch
from safetensors.torch import load_file
from transformers import AutoModel


def main(folder: pathlib.Path, out: pathlib.Path) -> None:
    """Load, compare, save."""
    model, info = AutoModel.from_pretrained(folder, output_loading_info=True)
    model.eval()
    batch = json.loads((folder / "round_trip.json").read_text(encoding="utf-8"))
    expected = load_file(folder / "round_trip.safetensors")
    worst = 0.0
    start = 0
    for row, length in enumerate(batch["lengths"]):
        part = slice(start, start + length)
        start += length
        ids, types = (torch.tensor([batch[key][part]]) for key in ("ids", "types"))
        with torch.no_grad():
            answer = model(input_ids=ids, token_type_ids=types)
        pairs = [(answer.last_hidden_state[0], expected["sequence"][part])]
        if "pooled" in expected:
            pairs.append((answer.pooler_output[0], expected["pooled"][row]))
        worst = max([worst, *((a - b).abs().max().item() for a, b in pairs)])
    model.save_pretrained(out)
    keys = {kind: sorted(map(str, info[f"{kind}_keys"])) for kind in ("missing", "unexpected")}
    print(json.dumps(keys | {"worst": worst}))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
