"""Writes the goldens beside this file: what pytorch-crf says of random chains.

Run it with an interpreter that has torch and pytorch-crf 0.7.2:

    python Tests/Fixtures/chain/make_goldens.py
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import platform
from importlib.metadata import version

import torch
from torchcrf import CRF

FOLDER = pathlib.Path(__file__).parent
SEED = 31
CASES = [(2, [1, 3]), (3, [1, 4, 2]), (9, [7, 1, 12, 3]), (17, [9, 1, 5])]


def numbers(values: torch.Tensor) -> list[float]:
    """Flatten to the shortest decimals that name the same float32."""
    return [float(f"{value:.9g}") for value in values.detach().flatten().tolist()]


def rows(padded: torch.Tensor, lengths: list[int]) -> torch.Tensor:
    """Lay the sequences end to end."""
    return torch.cat([padded[i, :length] for i, length in enumerate(lengths)])


def case(tags: int, lengths: list[int]) -> dict[str, object]:
    """Draw one batch and ask for its loss, its gradients and its best paths."""
    crf = CRF(tags, batch_first=True)
    for parameter in crf.parameters():
        torch.nn.init.normal_(parameter)
    emissions = (2 * torch.randn(len(lengths), max(lengths), tags)).requires_grad_()
    targets = torch.randint(tags, emissions.shape[:2])
    mask = torch.tensor([[t < length for t in range(max(lengths))] for length in lengths])
    loss = -crf(emissions, targets, mask=mask, reduction="sum")
    loss.backward()
    return {
        "tags": tags,
        "lengths": lengths,
        "start": numbers(crf.start_transitions),
        "between": numbers(crf.transitions),
        "end": numbers(crf.end_transitions),
        "emissions": numbers(rows(emissions, lengths)),
        "targets": rows(targets, lengths).tolist(),
        "loss": loss.item(),
        "start_gradient": numbers(crf.start_transitions.grad),
        "between_gradient": numbers(crf.transitions.grad),
        "end_gradient": numbers(crf.end_transitions.grad),
        "emissions_gradient": numbers(rows(emissions.grad, lengths)),
        "paths": [tag for path in crf.decode(emissions, mask=mask) for tag in path],
    }


if __name__ == "__main__":
    torch.manual_seed(SEED)
    cases = [case(tags, lengths) for tags, lengths in CASES]
    text = json.dumps(cases, separators=(",", ":")) + "\n"
    (FOLDER / "pytorch_crf.json").write_text(text, encoding="utf-8")
    manifest = {
        "made_by": "Tests/Fixtures/chain/make_goldens.py",
        "versions": {"python": platform.python_version(), "torch": torch.__version__}
        | {"pytorch-crf": version("pytorch-crf")},
        "seed": SEED,
        "files": {
            "pytorch_crf.json": {
                "bytes": len(text),
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
        },
    }
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (FOLDER / "manifest.json").write_text(text, encoding="utf-8")
