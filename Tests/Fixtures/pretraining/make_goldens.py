"""Writes the goldens beside this file, with transformers and torch on one thread of the processor.

Run it with an interpreter that has torch, transformers and safetensors:

    python Tests/Fixtures/pretraining/make_goldens.py

Each case is a folder as `save_pretrained` lays it out (`BertForPreTraining`, whose decoder is tied
to the word embeddings, and `BertForMaskedLM` with a decoder of its own), the gradients of every
weight (`expected.safetensors`) and `case.json` (a ragged batch with masked places, and its losses).
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import pathlib
import platform
import random

import torch
import transformers
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import BertConfig, BertForMaskedLM, BertForPreTraining, PreTrainedModel

FOLDER = pathlib.Path(__file__).parent
LENGTHS = [11, 3, 17, 6]
IGNORED = -100


@dataclasses.dataclass(frozen=True)
class Case:
    """One random model.

    Parameters
    ----------
    name : str
        Of its folder.
    seed : int
        Of its weights and its batch.
    model : type of PreTrainedModel
        The class that transformers has for it.
    sizes : dict
        What BertConfig takes.
    """

    name: str
    seed: int
    model: type[PreTrainedModel]
    sizes: dict[str, object]

    def config(self) -> BertConfig:
        """Complete the sizes: no dropout, short positions."""
        return BertConfig(
            **self.sizes,
            type_vocab_size=2,
            max_position_embeddings=20,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )


CASES = [
    Case(
        "pretraining",
        21,
        BertForPreTraining,
        {
            "vocab_size": 53,
            "hidden_size": 24,
            "num_attention_heads": 3,
            "num_hidden_layers": 2,
            "intermediate_size": 31,
            "hidden_act": "gelu",
        },
    ),
    Case(
        "untied",
        22,
        BertForMaskedLM,
        {
            "vocab_size": 37,
            "hidden_size": 18,
            "num_attention_heads": 2,
            "num_hidden_layers": 1,
            "intermediate_size": 22,
            "hidden_act": "relu",
            "layer_norm_eps": 1e-6,
            "tie_word_embeddings": False,
        },
    ),
]


def scramble(model: nn.Module, seed: int) -> None:
    """Draw every weight anew, so that no bias is zero and no LayerNorm the identity."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, value in model.named_parameters():
            noise = torch.randn(value.shape, generator=generator)
            if "LayerNorm.weight" in name:
                value.copy_(1 + 0.2 * noise)
            else:
                value.copy_(noise * (0.2 if value.dim() == 2 else 0.1))


def batch(case: Case) -> dict[str, list[list[int]] | list[int]]:
    """Draw ragged sequences, masked places in all but the second of them, and what stands there.

    No piece is 0: transformers takes it for padding, whose embedding it does not train.
    """
    draw = random.Random(case.seed)
    vocabulary = int(str(case.sizes["vocab_size"]))
    places = [sorted(draw.sample(range(1, n), n // 4)) for n in LENGTHS]
    cuts = [draw.randint(1, n) for n in LENGTHS]
    return {
        "ids": [[draw.randrange(1, vocabulary) for _ in range(n)] for n in LENGTHS],
        "types": [[0] * c + [1] * (n - c) for c, n in zip(cuts, LENGTHS, strict=True)],
        "places": places,
        "targets": [[draw.randrange(vocabulary) for _ in row] for row in places],
        "relations": [draw.randrange(2) for _ in LENGTHS],
    }


def padded(rows: list[list[int]], filler: int = 0) -> Tensor:
    """Make ragged rows a tensor."""
    longest = max(map(len, rows))
    return torch.tensor([row + [filler] * (longest - len(row)) for row in rows])


def losses(model: PreTrainedModel, drawn: dict[str, list]) -> dict[str, Tensor]:
    """Compute the mean loss over masked places, and that over sequences where the model has one."""
    labels = padded([[IGNORED] * len(row) for row in drawn["ids"]], IGNORED)
    for row, (places, targets) in enumerate(zip(drawn["places"], drawn["targets"], strict=True)):
        labels[row, places] = torch.tensor(targets, dtype=torch.long)
    answer = model(
        input_ids=padded(drawn["ids"]),
        token_type_ids=padded(drawn["types"]),
        attention_mask=padded([[1] * len(row) for row in drawn["ids"]]),
    )
    entropy = nn.functional.cross_entropy
    if not isinstance(model, BertForPreTraining):
        return {"pieces": entropy(answer.logits.flatten(0, 1), labels.flatten())}
    relations = torch.tensor(drawn["relations"])
    return {
        "pieces": entropy(answer.prediction_logits.flatten(0, 1), labels.flatten()),
        "relation": entropy(answer.seq_relationship_logits, relations),
    }


def make(case: Case) -> None:
    """Write one case."""
    folder = FOLDER / case.name
    torch.manual_seed(case.seed)
    model = case.model(case.config())
    scramble(model, case.seed)
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    drawn = batch(case)
    terms = losses(model.train(), drawn)
    sum(terms.values()).backward()
    gradients = {name: value.grad for name, value in model.named_parameters()}
    save_file(
        {name: value.contiguous() for name, value in gradients.items() if value is not None},
        folder / "expected.safetensors",
    )
    text = json.dumps(
        drawn | {"losses": {name: value.item() for name, value in terms.items()}},
        indent=1,
        sort_keys=True,
    )
    (folder / "case.json").write_text(text + "\n", encoding="utf-8")


def manifest() -> dict[str, object]:
    """List what was written, with what, and how large it is."""
    files = sorted(path for path in FOLDER.glob("*/*") if path.suffix in {".json", ".safetensors"})
    return {
        "made_by": "Tests/Fixtures/pretraining/make_goldens.py",
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "transformers": transformers.__version__,
        },
        "seeds": {case.name: case.seed for case in CASES},
        "files": {
            str(path.relative_to(FOLDER)): {
                "bytes": path.stat().st_size,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            for path in files
        },
    }


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for case in CASES:
        make(case)
    text = json.dumps(manifest(), indent=1, sort_keys=True)
    (FOLDER / "manifest.json").write_text(text + "\n", encoding="utf-8")
