"""Writes the goldens beside this file: what torch says of weighted losses of random logits.

Run it with an interpreter that has torch:

    python Tests/Fixtures/losses/make_goldens.py
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import platform

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

FOLDER = pathlib.Path(__file__).parent
SEED = 23
ROWS, CLASSES = 8, 5


def numbers(values: torch.Tensor) -> list[float]:
    """Flatten to the shortest decimals that name the same float32."""
    return [float(f"{value:.9g}") for value in values.detach().flatten().tolist()]


def case(smoothing: float) -> dict[str, object]:
    """Draw logits and ask for both losses and their gradients."""
    logits = (2 * torch.randn(ROWS, CLASSES)).requires_grad_()
    weights = torch.rand(CLASSES) + 0.2
    targets = torch.randint(CLASSES, (ROWS,))
    targets[2] = -1
    options = {"ignore_index": -1, "label_smoothing": smoothing}
    single = cross_entropy(logits, targets, weight=weights, **options)
    truth = torch.randint(2, (ROWS, CLASSES)).float()
    smoothed = (1 - smoothing) * truth + smoothing / 2
    multiple = binary_cross_entropy_with_logits(logits, smoothed, pos_weight=weights)
    return {
        "smoothing": smoothing,
        "logits": numbers(logits),
        "weights": numbers(weights),
        "targets": targets.tolist(),
        "truth": numbers(truth),
        "single": single.item(),
        "single_gradient": numbers(torch.autograd.grad(single, logits)[0]),
        "multiple": multiple.item(),
        "multiple_gradient": numbers(torch.autograd.grad(multiple, logits)[0]),
    }


if __name__ == "__main__":
    torch.manual_seed(SEED)
    text = json.dumps([case(0.0), case(0.1)], separators=(",", ":")) + "\n"
    (FOLDER / "torch.json").write_text(text, encoding="utf-8")
    manifest = {
        "made_by": "Tests/Fixtures/losses/make_goldens.py",
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "seed": SEED,
        "files": {
            "torch.json": {
                "bytes": len(text),
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
        },
    }
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (FOLDER / "manifest.json").write_text(text, encoding="utf-8")
