"""Writes the goldens beside this file: what scikit-learn says of random label sets.

Run it with an interpreter that has scikit-learn:

    python Tests/Fixtures/label_sets/make_goldens.py
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import platform
import random
import warnings
from importlib.metadata import version

from sklearn.metrics import accuracy_score, average_precision_score, f1_score
from sklearn.metrics import precision_recall_fscore_support as per_label

FOLDER = pathlib.Path(__file__).parent
SEED = 17
# Labels, rows, the share of rows that bear a label, decimals of a probability (few make ties).
CASES = [(5, 60, 0.3, 1), (6, 40, 0.5, 3), (28, 120, 0.05, 2)]


def case(
    draws: random.Random, labels: int, rows: int, share: float, decimals: int
) -> dict[str, object]:
    """Draw rows and score them; in a set of six the last label is never true."""
    never = labels - 1 if labels == 6 else -1
    truth = [
        [int(c != never and draws.random() < share) for c in range(labels)] for _ in range(rows)
    ]
    scores = [
        [round(min(1, max(0, draws.gauss(0.35 + 0.3 * y, 0.25))), decimals) for y in row]
        for row in truth
    ]
    chosen = [[int(score >= 0.5) for score in row] for row in scores]
    options = {"zero_division": 0}
    support = per_label(truth, chosen, average=None, **options)
    return {
        "labels": labels,
        "truth": [[c for c, y in enumerate(row) if y] for row in truth],
        "probabilities": scores,
        "micro_f1": float(f1_score(truth, chosen, average="micro", **options)),
        "macro_f1": float(f1_score(truth, chosen, average="macro", **options)),
        "weighted_f1": float(f1_score(truth, chosen, average="weighted", **options)),
        "exact_match": float(accuracy_score(truth, chosen)),
        "average_precision": float(average_precision_score(truth, scores, average="macro")),
        "f1": [float(value) for value in support[2]],
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    draws = random.Random(SEED)
    cases = [case(draws, *numbers) for numbers in CASES]
    text = json.dumps(cases, separators=(",", ":")) + "\n"
    (FOLDER / "scikit_learn.json").write_text(text, encoding="utf-8")
    manifest = {
        "made_by": "Tests/Fixtures/label_sets/make_goldens.py",
        "versions": {
            "python": platform.python_version(),
            "scikit-learn": version("scikit-learn"),
        },
        "seed": SEED,
        "files": {
            "scikit_learn.json": {
                "bytes": len(text),
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
        },
    }
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (FOLDER / "manifest.json").write_text(text, encoding="utf-8")
