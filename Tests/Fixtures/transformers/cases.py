"""The three random configurations and the batches that the goldens and the live script share."""

from __future__ import annotations

import dataclasses
import random

from reference import IGNORED, Batch, Task
from transformers import BertConfig

LENGTHS = [[11, 1, 6, 17, 3], [2, 9, 20, 5]]


@dataclasses.dataclass(frozen=True)
class Case:
    """One random configuration with its problems.

    Parameters
    ----------
    name : str
        Of its folder.
    seed : int
        Of its weights and batches.
    sizes : dict
        What BertConfig takes.
    problems : dict of str to (str, int)
        The type and the number of classes of each problem.
    pooler : bool
        Whether the encoder has one.
    """

    name: str
    seed: int
    sizes: dict[str, object]
    problems: dict[str, tuple[str, int]]
    pooler: bool = True

    def settings(self) -> dict[str, object]:
        """List what `config.json` says: the sizes, and no dropout."""
        return {
            **self.sizes,
            "type_vocab_size": 2,
            "max_position_embeddings": 24,
            "hidden_dropout_prob": 0.0,
            "attention_probs_dropout_prob": 0.0,
            "architectures": ["BertModel"],
        }

    def config(self) -> BertConfig:
        """Make the settings Hugging Face's own."""
        return BertConfig.from_dict(self.settings())

    def batches(self) -> list[Batch]:
        """Draw two ragged batches; some labels are missing, and one sequence lacks a problem."""
        draw = random.Random(self.seed)
        return [self._batch(draw, lengths) for lengths in LENGTHS]

    def _batch(self, draw: random.Random, lengths: list[int]) -> Batch:
        vocabulary = int(str(self.sizes["vocab_size"]))
        types = [[0] * (cut := draw.randint(1, n)) + [1] * (n - cut) for n in lengths]
        return Batch(
            ids=[[draw.randrange(1, vocabulary) for _ in range(n)] for n in lengths],
            types=types,
            tasks={
                name: self._task(draw, lengths, *problem) for name, problem in self.problems.items()
            },
        )

    def _task(self, draw: random.Random, lengths: list[int], kind: str, classes: int) -> Task:
        def positions(length: int) -> list[int]:
            if kind == "cls":
                return [0]
            return sorted(draw.sample(range(1, length), (length + 1) // 2)) if length > 2 else []

        rows = [positions(n) for n in lengths]
        rows[draw.randrange(2)] = []  # a sequence that this problem was not drawn for
        labels = [[draw.randrange(classes) for _ in row] for row in rows]
        longest = max(range(len(rows)), key=lambda i: len(rows[i]))
        labels[longest][-1] = IGNORED
        return Task(rows, labels)


CASES = [
    Case(
        name="gelu",
        seed=11,
        sizes={
            "vocab_size": 61,
            "hidden_size": 36,
            "num_attention_heads": 3,
            "num_hidden_layers": 2,
            "intermediate_size": 50,
            "hidden_act": "gelu",
            "layer_norm_eps": 1e-12,
        },
        problems={"intent": ("cls", 5), "slots": ("seq_tag", 7)},
    ),
    Case(
        name="gelu_new_without_pooler",
        seed=12,
        sizes={
            "vocab_size": 47,
            "hidden_size": 35,
            "num_attention_heads": 5,
            "num_hidden_layers": 3,
            "intermediate_size": 33,
            "hidden_act": "gelu_new",
            "layer_norm_eps": 1e-6,
        },
        problems={"ner": ("seq_tag", 4), "cws": ("seq_tag", 2)},
        pooler=False,
    ),
    Case(
        name="relu",
        seed=13,
        sizes={
            "vocab_size": 83,
            "hidden_size": 22,
            "num_attention_heads": 2,
            "num_hidden_layers": 1,
            "intermediate_size": 91,
            "hidden_act": "relu",
            "layer_norm_eps": 1e-5,
        },
        problems={"mood": ("cls", 3), "pos": ("seq_tag", 9), "topic": ("cls", 2)},
    ),
]
