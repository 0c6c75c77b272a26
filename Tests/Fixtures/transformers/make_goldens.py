"""Writes the goldens beside this file, with transformers and torch on one thread of the processor.

Run it with an interpreter that has torch, transformers and safetensors:

    python Tests/Fixtures/transformers/make_goldens.py

Each case is a folder as Hugging Face lays it out (`config.json`, `model.safetensors`), the heads
(`heads.safetensors`), what the reference answers (`expected.safetensors`: hidden states in packed
order, pooled rows, gradients) and `case.json` (batches, losses, twenty steps of AdamW).
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import pathlib
import platform

import torch
import transformers
from cases import CASES, Case
from reference import Batch, Recipe, Reference, build, gradients, scramble, train
from safetensors.torch import save_file
from torch import Tensor

FOLDER = pathlib.Path(__file__).parent
SMOOTHINGS = {"plain": 0.0, "smoothed": 0.1}


def write_json(path: pathlib.Path, value: object) -> None:
    """Write JSON that is the same for the same value."""
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def encoded(model: Reference, batch: Batch) -> dict[str, Tensor]:
    """Encode a batch and put the hidden states in packed order."""
    with torch.no_grad():
        hidden, pooled = model.hidden(batch)
    rows = torch.cat([hidden[i, :n] for i, n in enumerate(batch.lengths)])
    return {"hidden": rows} | ({} if pooled is None else {"pooled": pooled})


def fresh(case: Case) -> Reference:
    """Build the case's model with its weights."""
    model = build(case.config(), case.problems, case.pooler)
    scramble(model, case.seed)
    return model


def save_weights(case: Case, model: Reference, folder: pathlib.Path) -> None:
    """Write the encoder as Hugging Face does and the heads beside it."""
    weights = {name: value.detach().clone() for name, value in model.weights().items()}
    encoder = {name: value for name, value in weights.items() if not name.startswith("heads.")}
    heads = {
        name.removeprefix("heads."): value for name, value in weights.items() if name not in encoder
    }
    save_file(encoder, folder / "model.safetensors", metadata={"format": "pt"})
    save_file(heads, folder / "heads.safetensors", metadata={"format": "pt"})
    write_json(folder / "config.json", {"model_type": "bert", **case.settings()})


def make(case: Case) -> None:
    """Write one case."""
    folder = FOLDER / case.name
    folder.mkdir(exist_ok=True)
    batches = case.batches()
    model = fresh(case)
    save_weights(case, model, folder)

    expected = {}
    for i, batch in enumerate(batches):
        expected |= {f"{name}.{i}": value for name, value in encoded(model, batch).items()}
    losses, training = {}, {}
    for label, smoothing in SMOOTHINGS.items():
        losses[label] = {
            name: loss.item() for name, loss in model.losses(batches[0], smoothing).items()
        }
        answers = gradients(model, batches[0], smoothing)
        expected |= {f"gradient.{label}.{name}": value for name, value in answers.items()}
        recipe = Recipe(smoothing=smoothing)
        training[label] = {
            "recipe": dataclasses.asdict(recipe),
            "steps": train(fresh(case), batches, recipe),
        }
    save_file(
        {name: value.contiguous() for name, value in expected.items()},
        folder / "expected.safetensors",
    )
    write_json(
        folder / "case.json",
        {
            "pooler": case.pooler,
            "problems": {
                name: {"type": kind, "classes": classes}
                for name, (kind, classes) in case.problems.items()
            },
            "batches": [batch.packed() for batch in batches],
            "losses": losses,
            "training": training,
        },
    )


def manifest() -> dict[str, object]:
    """List what was written, with what, and how large it is."""
    files = sorted(path for path in FOLDER.glob("*/*") if path.suffix in {".json", ".safetensors"})
    return {
        "made_by": "Tests/Fixtures/transformers/make_goldens.py",
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
    write_json(FOLDER / "manifest.json", manifest())
