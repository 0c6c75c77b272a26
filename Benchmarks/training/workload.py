"""What both sides train on: Weibo's sentences with two tags a character, and the shapes."""

from __future__ import annotations

import dataclasses
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from machine import data_folder

RATE = 5e-5
DROPOUT = 0.1


@dataclasses.dataclass(frozen=True)
class Shape:
    """The sizes of an encoder, and the batches that it is trained on.

    Parameters
    ----------
    hidden, heads, layers, intermediate, vocabulary : int
        As `config.json` names them.
    batch : int
        Rows in a batch.
    length : int or None
        Pieces in every row, made of sentences end to end; None: the sentences as they are.
    """

    hidden: int
    heads: int
    layers: int
    intermediate: int
    vocabulary: int
    batch: int = 32
    length: int | None = None

    def settings(self) -> dict[str, object]:
        """Write the sizes as Hugging Face's `config.json` does."""
        return {
            "model_type": "bert",
            "vocab_size": self.vocabulary,
            "hidden_size": self.hidden,
            "num_attention_heads": self.heads,
            "num_hidden_layers": self.layers,
            "intermediate_size": self.intermediate,
            "max_position_embeddings": 512,
            "type_vocab_size": 2,
            "hidden_act": "gelu",
            "layer_norm_eps": 1e-12,
            "hidden_dropout_prob": DROPOUT,
            "attention_probs_dropout_prob": DROPOUT,
        }

    def training_flops(self, length: float) -> float:
        """Multiplications and additions a token: 6 matmul parameters + 12 layers hidden length."""
        layer = 4 * self.hidden**2 + 2 * self.hidden * self.intermediate
        return 6 * self.layers * layer + 12 * self.layers * self.hidden * length


SHAPES = {
    "base": Shape(768, 12, 12, 3072, 21128),
    "minilm": Shape(384, 12, 6, 1536, 30522),
    "small": Shape(256, 4, 4, 1024, 21128),
    "long": Shape(768, 12, 12, 3072, 21128, batch=8, length=512),
}


@dataclasses.dataclass(frozen=True)
class Sentence:
    """A sentence of characters with a named-entity tag and a segmentation tag each."""

    words: list[str]
    ner: list[str]
    cws: list[str]


def sentences(shape: Shape) -> list[Sentence]:
    """Answer the rows that a shape is trained on."""
    read = weibo()
    if shape.length is None:
        return read
    words, ner, cws = (
        [item for sentence in read for item in getattr(sentence, field)]
        for field in ("words", "ner", "cws")
    )
    size = shape.length - 2  # [CLS] and [SEP]
    return [
        Sentence(words[i : i + size], ner[i : i + size], cws[i : i + size])
        for i in range(0, len(words) - size, size)
    ]


def weibo() -> list[Sentence]:
    """Read the training sentences: a character and its place in the word, a tab, its entity tag."""
    path = data_folder() / "weibo_ner" / "weiboNER_2nd_conll.train"
    found = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        cells = [line.split("\t") for line in block.splitlines() if line]
        found.append(
            Sentence(
                words=[cell[0][:-1] for cell in cells],
                ner=[cell[1] for cell in cells],
                cws=["B" if cell[0][-1] == "0" else "I" for cell in cells],
            )
        )
    return found


def write_folder(shape: Shape, folder: pathlib.Path) -> None:
    """Write what an encoder is made of without weights: its sizes and the Chinese vocabulary."""
    vocabulary = data_folder() / "vocab" / "bert-base-chinese-vocab.txt"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(shape.settings()), encoding="utf-8")
    (folder / "vocab.txt").write_bytes(vocabulary.read_bytes())
