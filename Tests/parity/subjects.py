"""What the live comparison is made on: a folder, sentences, and the labels of two problems."""

from __future__ import annotations

import dataclasses
import json
import pathlib
import random
import sys

import torch
from safetensors.torch import save_file
from transformers import BertModel

FIXTURES = pathlib.Path(__file__).resolve().parents[1] / "Fixtures" / "transformers"
sys.path.insert(0, str(FIXTURES))
from cases import CASES, Case  # noqa: E402
from reference import scramble  # noqa: E402

TAGS = ["B-thing", "I-thing", "O"]
KINDS = ["ask", "order", "tell"]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
SENTENCES = """
what is the fare from boston to san francisco on a wednesday morning
book two seats in the second row please
the gatekeeper was unimpressed by our handwritten permits
who
turn the unbelievably loud music down a little
it rained
show me flights that leave before noon , and those that return at night
why would the museum's re-opening be postponed again
send the invoice to accounting @ example
everybody liked the pumpkin soup
how far is it to the lighthouse
cancel everything
"""


@dataclasses.dataclass(frozen=True)
class Subject:
    """A model's folder and what it is trained on.

    Parameters
    ----------
    name : str
        For the report.
    folder : str
        As Hugging Face lays it out.
    words : list of list of str
        The inputs.
    kinds : list of str
        A class each, for the problem `kind`.
    tags : list of list of str
        A tag a word, for the problem `things`.
    """

    name: str
    folder: str
    words: list[list[str]]
    kinds: list[str]
    tags: list[list[str]]


def subject(name: str, folder: pathlib.Path, words: list[list[str]]) -> Subject:
    """Give sentences labels by chance."""
    draw = random.Random(name)
    return Subject(
        name=name,
        folder=str(folder),
        words=words,
        kinds=[draw.choice(KINDS) for _ in words],
        tags=[[draw.choice(TAGS) for _ in row] for row in words],
    )


def real(folder: str) -> Subject:
    """Take a published checkpoint and English sentences."""
    words = [line.split() for line in SENTENCES.strip().splitlines()]
    return subject(pathlib.Path(folder).name, pathlib.Path(folder), words)


def made(case: Case, scratch: pathlib.Path) -> Subject:
    """Write a random configuration's folder; its words are the pieces of its vocabulary."""
    folder = scratch / case.name
    folder.mkdir(parents=True)
    config = case.config()
    model = BertModel(config)
    scramble(model, case.seed)
    weights = {name: value.contiguous() for name, value in model.state_dict().items()}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    settings = {"model_type": "bert", **case.settings()}
    (folder / "config.json").write_text(json.dumps(settings), encoding="utf-8")
    pieces = [f"w{i}" for i in range(config.vocab_size - len(SPECIAL))]
    (folder / "vocab.txt").write_text("\n".join(SPECIAL + pieces) + "\n", encoding="utf-8")
    draw = random.Random(case.seed)
    longest = config.max_position_embeddings - 2
    words = [draw.choices(pieces, k=draw.randint(1, longest)) for _ in range(12)]
    return subject(case.name, folder, words)


def subjects(minilm: str | None, scratch: pathlib.Path) -> list[Subject]:
    """List the real checkpoint, where there is one, and the three random configurations."""
    torch.manual_seed(0)
    return ([] if minilm is None else [real(minilm)]) + [made(case, scratch) for case in CASES]
