"""Writes the goldens beside this file: what scipy, scikit-learn and torch say of random numbers.

Run it with an interpreter that has them:

    python Tests/Fixtures/numbers/make_goldens.py
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import platform
import warnings
from importlib.metadata import version

import numpy as np
import torch
from scipy.stats import pearsonr, spearmanr
from sklearn.metrics import mean_squared_error
from sklearn.metrics.pairwise import paired_cosine_distances
from torch.nn.functional import cosine_similarity, cross_entropy

FOLDER = pathlib.Path(__file__).parent
SEED = 20


def pairs(random: np.random.Generator) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Draw truths and predictions of every sort."""
    plain = random.normal(size=(2, 200))
    half_points = np.round(random.uniform(0, 5, size=150) * 2) / 2
    near = half_points + random.normal(size=150)
    return {
        "unrelated": (plain[0], plain[1]),
        "related": (plain[0], plain[0] + 0.3 * plain[1]),
        "ties_in_truth": (half_points, near),
        "ties_in_both": (half_points, np.round(near)),
        "opposite": (plain[0], -3 * plain[0] + 7),
        "far_from_zero": (1e6 + plain[0], 1e6 + plain[0] + plain[1]),
        "huge": (1e200 * plain[0], 1e200 * (plain[0] + plain[1])),
        "two": (np.array([1.0, 2.0]), np.array([5.0, 4.0])),
        "constant_truth": (np.full(7, 0.1), plain[0][:7]),
        "constant_prediction": (plain[0][:7], np.full(7, 0.1)),
        "one": (np.array([1.5]), np.array([2.5])),
    }


def defined(function: object, truth: np.ndarray, prediction: np.ndarray) -> float:
    """Give a correlation, 0 where it is not defined."""
    if len(truth) < 2:
        return 0.0
    value = float(function(truth, prediction).statistic)
    return 0.0 if np.isnan(value) else value


def correlations(random: np.random.Generator) -> list[dict[str, object]]:
    """Score every pair of lists."""
    return [
        {
            "name": name,
            "truth": truth.tolist(),
            "prediction": prediction.tolist(),
            "pearson": defined(pearsonr, truth, prediction),
            "spearman": defined(spearmanr, truth, prediction),
            "mse": None if name == "huge" else float(mean_squared_error(truth, prediction)),
        }
        for name, (truth, prediction) in pairs(random).items()
    ]


def cosines(random: np.random.Generator) -> list[dict[str, object]]:
    """Compare rows of vectors."""
    answers = []
    for rows, columns in ((1, 1), (5, 3), (20, 17)):
        truth, prediction = random.normal(size=(2, rows, columns)).astype(np.float32)
        distances = paired_cosine_distances(truth.astype(float), prediction.astype(float))
        answers.append(
            {
                "columns": columns,
                "truth": truth.ravel().tolist(),
                "prediction": prediction.ravel().tolist(),
                "cosine": float(1 - distances.mean()),
            }
        )
    return answers


def contrasts(random: np.random.Generator) -> list[dict[str, object]]:
    """Compute SimCSE's loss and gradients as its published code does, with and without labels."""
    answers = []
    for rows, columns, temperature, labels in (
        (4, 6, 0.05, None),
        (8, 5, 0.2, None),
        (6, 7, 0.1, [0, 1, 0, -1, 1, -1]),
        (1, 3, 0.05, None),
    ):
        a, b = (torch.tensor(random.normal(size=(rows, columns))).float() for _ in range(2))
        a.requires_grad_()
        b.requires_grad_()
        similarity = cosine_similarity(a.unsqueeze(1), b.unsqueeze(0), dim=-1) / temperature
        if labels is not None:
            same = torch.tensor([[x == y and x >= 0 for y in labels] for x in labels])
            same.fill_diagonal_(False)
            similarity = similarity.masked_fill(same, float("-inf"))
        loss = cross_entropy(similarity, torch.arange(rows))
        loss.backward()
        answers.append(
            {
                "columns": columns,
                "temperature": temperature,
                "labels": labels or [],
                "a": a.detach().ravel().tolist(),
                "b": b.detach().ravel().tolist(),
                "loss": float(loss),
                "a_gradient": a.grad.ravel().tolist(),
                "b_gradient": b.grad.ravel().tolist(),
                "matched": int((similarity.argmax(1) == torch.arange(rows)).sum()),
            }
        )
    return answers


def write(name: str, value: object) -> dict[str, object]:
    """Write compact JSON and say what was written."""
    text = json.dumps(value, separators=(",", ":")) + "\n"
    (FOLDER / name).write_text(text, encoding="utf-8")
    return {"bytes": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    generator = np.random.default_rng(SEED)
    manifest = {
        "made_by": "Tests/Fixtures/numbers/make_goldens.py",
        "versions": {"python": platform.python_version()}
        | {name: version(name) for name in ("numpy", "scipy", "scikit-learn", "torch")},
        "seed": SEED,
        "files": {
            "correlations.json": write("correlations.json", correlations(generator)),
            "cosines.json": write("cosines.json", cosines(generator)),
            "contrasts.json": write("contrasts.json", contrasts(generator)),
        },
    }
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (FOLDER / "manifest.json").write_text(text, encoding="utf-8")
