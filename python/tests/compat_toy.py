"""The toy tutorial's problems, and a tiny random encoder for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bert_mtl.compat import TRAIN, BaseParams, DynamicBatchSizeParams, preprocessing_fn

WORDS = ["this", "is", "a", "toy", "input", "good", "bad", "##s"]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
CONFIGURATION = {
    "model_type": "bert",
    "vocab_size": len(VOCABULARY),
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 32,
    "type_vocab_size": 2,
    "initializer_range": 0.2,
}
CHAIN = "toy_cls&toy_seq_tag"
TYPES = {"toy_cls": "cls", "toy_seq_tag": "seq_tag"}


@preprocessing_fn
def toy_cls(params: BaseParams, mode: str) -> Any:
    """Lists of texts."""
    rows = 20 if mode == TRAIN else 6
    return [f"this is a {('good', 'bad')[i % 2]} toy" for i in range(rows)], ["a", "b"] * (
        rows // 2
    )


@preprocessing_fn
def toy_seq_tag(params: BaseParams, mode: str) -> Any:
    """A generator of the same texts' words."""
    for i in range(20 if mode == TRAIN else 6):
        yield ["this", "is", "a", ("good", "bad")[i % 2], "toy"], ["O", "O", "O", "B-x", "I-x"]


@preprocessing_fn
def toy_pair(params: BaseParams, mode: str) -> Any:
    """Pairs."""
    for i in range(12):
        yield {"a": "this is", "b": ("good toys", "bad input")[i % 2]}, i % 2


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "toy_cls": toy_cls,
    "toy_seq_tag": toy_seq_tag,
    "toy_pair": toy_pair,
}


def make_encoder(folder: Path) -> Path:
    """A folder with a configuration and a vocabulary, and no weights."""
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(CONFIGURATION))
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n")
    return folder


def make_params(folder: Path) -> DynamicBatchSizeParams:
    """Params for the toy problems on a new encoder in `folder`."""
    encoder = make_encoder(folder)
    ready = DynamicBatchSizeParams()
    ready.transformer_model_name = str(encoder)
    ready.transformer_config_name = str(encoder)
    ready.transformer_tokenizer_name = str(encoder)
    ready.max_seq_len = 32
    ready.init_lr = 1e-2
    ready.bucket_batch_sizes = [4, 4, 4, 4]
    return ready
