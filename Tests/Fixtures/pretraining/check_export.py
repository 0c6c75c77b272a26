"""Opens a folder that bert_mtl exported with transformers, and computes its losses.

    python Tests/Fixtures/pretraining/check_export.py FOLDER

`FOLDER/batch.json` holds a batch as `case.json` does. Prints one line of JSON: for each class of
transformers the losses, and the keys that were missing and unexpected.
"""

from __future__ import annotations

import json
import pathlib
import sys

import torch
from make_goldens import losses
from transformers import BertForMaskedLM, BertForPreTraining


def main(folder: pathlib.Path) -> None:
    """Load with both classes, compute, print."""
    drawn = json.loads((folder / "batch.json").read_text(encoding="utf-8"))
    answers = {}
    for kind in (BertForPreTraining, BertForMaskedLM):
        model, info = kind.from_pretrained(folder, output_loading_info=True)
        with torch.no_grad():
            terms = losses(model.eval(), drawn)
        answers[kind.__name__] = {name: value.item() for name, value in terms.items()} | {
            key: sorted(map(str, info[f"{key}_keys"])) for key in ("missing", "unexpected")
        }
    print(json.dumps(answers))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
