"""The names of the original's modes, tokens and modalities."""

from __future__ import annotations

from typing import Final

TRAIN: Final = "train"
EVAL: Final = "eval"
PREDICT: Final = "infer"

BOS_TOKEN: Final = "[unused98]"
EOS_TOKEN: Final = "[unused99]"
CLS_TOKEN: Final = "[CLS]"
SPACE_TOKEN: Final = "[unused1]"
UNK_TOKEN: Final = "[UNK]"
PAD_TOKEN: Final = "[PAD]"

MODAL_LIST: Final = ["image", "others"]
