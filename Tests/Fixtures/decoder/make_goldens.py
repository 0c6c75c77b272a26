"""Writes the goldens beside this file: a BERT decoder of Hugging Face's over a given memory.

Run it with an interpreter that has torch, transformers and safetensors:

    python Tests/Fixtures/decoder/make_goldens.py

`case.safetensors` holds the weights under the decoder's names, a packed memory, and what
`BertLMHeadModel` with cross-attention says of it: logits of every token and the gradients of the
summed cross-entropy. `case.json` holds sizes, sequences, that loss, and what greedy generation
says. Two parts of `BertLMHeadModel` are put aside, because the package's decoder has neither: the
dense layer before the output, which becomes the identity, and the embeddings of segments, which
are 0.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import platform
import random

import torch
import transformers
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import BertConfig, BertLMHeadModel

FOLDER = pathlib.Path(__file__).parent
SEED = 31
BEGIN, END = 2, 3
SIZES = {
    "vocab_size": 17,
    "hidden_size": 12,
    "num_attention_heads": 3,
    "num_hidden_layers": 2,
    "intermediate_size": 20,
    "hidden_act": "gelu",
    "layer_norm_eps": 1e-12,
    "max_position_embeddings": 16,
}
MEMORY = [4, 1, 6]
SEQUENCES = [5, 1, 8]
STEPS = 10


def build() -> BertLMHeadModel:
    """Make the decoder with every weight drawn anew."""
    config = BertConfig(
        **SIZES,
        is_decoder=True,
        add_cross_attention=True,
        type_vocab_size=1,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="eager",
    )
    model = BertLMHeadModel(config)
    model.cls.predictions.transform = nn.Identity()
    generator = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for name, value in model.named_parameters():
            noise = torch.randn(value.shape, generator=generator)
            if "LayerNorm.weight" in name:
                value.copy_(1 + 0.2 * noise)
            elif "token_type" in name:
                value.zero_()
            else:
                value.copy_(noise * (0.5 if value.dim() == 2 else 0.1))
    return model.eval()


def weights(model: BertLMHeadModel) -> dict[str, nn.Parameter]:
    """List the parameters under the names that the package's decoder has."""
    names = {
        name.removeprefix("bert.").replace("cls.predictions", "predictions"): value
        for name, value in model.named_parameters()
        if "token_type" not in name
    }
    names.pop("predictions.decoder.bias", None)
    return names


def logits(model: BertLMHeadModel, ids: list[int], memory: Tensor) -> Tensor:
    """Read one sequence over one memory."""
    return model(
        input_ids=torch.tensor([[BEGIN, *ids]]), encoder_hidden_states=memory[None]
    ).logits[0]


def greedy(model: BertLMHeadModel, memory: Tensor) -> list[int]:
    """Take the most probable piece until the end comes."""
    ids: list[int] = []
    while len(ids) < STEPS:
        with torch.no_grad():
            best = int(logits(model, ids, memory)[-1].argmax())
        if best == END:
            break
        ids.append(best)
    return ids


def make() -> None:
    """Write the case."""
    draw = random.Random(SEED)
    model = build()
    generator = torch.Generator().manual_seed(SEED + 1)
    memories = [torch.randn(n, SIZES["hidden_size"], generator=generator) for n in MEMORY]
    for memory in memories:
        memory.requires_grad_()
    sequences = [[draw.randrange(4, 17) for _ in range(n)] for n in SEQUENCES]
    answers = [logits(model, ids, memory) for ids, memory in zip(sequences, memories, strict=True)]
    loss = sum(
        nn.functional.cross_entropy(answer, torch.tensor([*ids, END]), reduction="sum")
        for answer, ids in zip(answers, sequences, strict=True)
    )
    loss.backward()
    parameters = weights(model)
    tensors = {f"weight.{name}": value.detach() for name, value in parameters.items()}
    tensors |= {f"gradient.{name}": value.grad for name, value in parameters.items()}
    tensors["memory"] = torch.cat(memories).detach()
    tensors["gradient.memory"] = torch.cat([memory.grad for memory in memories])
    tensors["logits"] = torch.cat(answers).detach()
    save_file(
        {name: value.contiguous().clone() for name, value in tensors.items()},
        FOLDER / "case.safetensors",
    )
    write_json(
        FOLDER / "case.json",
        {
            "sizes": SIZES,
            "memory": MEMORY,
            "lengths": SEQUENCES,
            "ids": [piece for ids in sequences for piece in ids],
            "begin": BEGIN,
            "end": END,
            "steps": STEPS,
            "loss": loss.item(),
            "greedy": [greedy(model, memory) for memory in memories],
        },
    )


def write_json(path: pathlib.Path, value: object) -> None:
    """Write JSON that is the same for the same value."""
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def manifest() -> dict[str, object]:
    """List what was written, with what, and how large it is."""
    return {
        "made_by": "Tests/Fixtures/decoder/make_goldens.py",
        "versions": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "transformers": transformers.__version__,
        },
        "seed": SEED,
        "files": {
            path.name: {
                "bytes": path.stat().st_size,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            for path in [FOLDER / "case.json", FOLDER / "case.safetensors"]
        },
    }


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    make()
    write_json(FOLDER / "manifest.json", manifest())
