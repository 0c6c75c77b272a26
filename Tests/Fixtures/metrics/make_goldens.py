"""Writes the goldens beside this file: what seqeval and scikit-learn say of random rows.

Run it with an interpreter that has both:

    python Tests/Fixtures/metrics/make_goldens.py

The rows themselves are not kept: `draws.py` and the test draw them from the same seed.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import platform
import warnings
from importlib.metadata import version

from draws import LABEL_CASES, TAG_CASES, Draws, LabelCase, TagCase
from seqeval.metrics import accuracy_score, classification_report
from seqeval.scheme import BILOU, IOB1, IOB2, IOBES, IOE2
from sklearn.metrics import accuracy_score as row_accuracy
from sklearn.metrics import f1_score, matthews_corrcoef

FOLDER = pathlib.Path(__file__).parent
SEED = 20
SCHEMES = {"IOB1": IOB1, "IOB2": IOB2, "IOE2": IOE2, "IOBES": IOBES, "BILOU": BILOU, "BMES": IOBES}
AVERAGES = {"micro avg": "micro", "macro avg": "macro", "weighted avg": "weighted"}
Sequences = list[list[str]]


def letters(sequences: Sequences, changes: dict[str, str]) -> Sequences:
    """Spell tags with other letters."""
    return [[changes.get(tag[0], tag[0]) + tag[1:] for tag in tags] for tags in sequences]


def report(truth: Sequences, prediction: Sequences, **options: object) -> dict[str, object]:
    """Ask seqeval; a row is precision, recall, F1 and, for a type, how many there are."""
    rows = classification_report(truth, prediction, output_dict=True, zero_division=0, **options)
    answer: dict[str, object] = {"by_type": {}}
    for name, row in rows.items():
        scores = [float(row[key]) for key in ("precision", "recall", "f1-score")]
        if name in AVERAGES:
            answer[AVERAGES[name]] = scores
        else:
            answer["by_type"][name] = [*scores, int(row["support"])]
    return answer


def tag_batch(case: TagCase, place: int) -> dict[str, object]:
    """Draw one batch and score it."""
    draws = Draws(SEED, place)
    rows = [case.sequence(draws) for _ in range(case.rows)]
    truth, prediction = ([[case.tags[i] for i in row[side]] for row in rows] for side in (0, 1))
    # seqeval knows BMES only as IOBES, and its default reading knows L and U not at all.
    if case.scheme == "BMES":
        truth, prediction = (letters(side, {"M": "I"}) for side in (truth, prediction))
    plain = {"L": "E", "U": "S"} if case.scheme == "BILOU" else {}
    return {
        "accuracy": accuracy_score(truth, prediction),
        "default": report(letters(truth, plain), letters(prediction, plain)),
        "strict": report(truth, prediction, mode="strict", scheme=SCHEMES[case.scheme]),
    }


def label_batch(case: LabelCase, place: int) -> list[float]:
    """Draw one batch and score it."""
    draws = Draws(SEED, place)
    truth, prediction = zip(*(case.row(draws) for _ in range(case.rows)), strict=True)
    options = {"zero_division": 0}
    return [
        float(row_accuracy(truth, prediction)),
        float(f1_score(truth, prediction, average="macro", **options)),
        float(f1_score(truth, prediction, average="micro", **options)),
        float(matthews_corrcoef(truth, prediction)),
    ]


def tagging() -> list[dict[str, object]]:
    """Score every set of tags."""
    return [
        {
            "name": case.name,
            "scheme": case.scheme,
            "letters": len(case.letters),
            "outside": case.outside,
            "tags": case.tags,
            "rows": case.rows,
            "batches": [tag_batch(case, 1000 * i + b) for b in range(case.batches)],
        }
        for i, case in enumerate(TAG_CASES)
    ]


def classification() -> list[dict[str, object]]:
    """Score every set of labels."""
    return [
        {
            "name": case.name,
            "labels": case.labels,
            "used": case.used,
            "wrong": case.wrong,
            "rows": case.rows,
            "batches": [label_batch(case, 1000 * i + b) for b in range(case.batches)],
        }
        for i, case in enumerate(LABEL_CASES)
    ]


def write(name: str, value: object) -> dict[str, object]:
    """Write compact JSON and say what was written."""
    text = json.dumps(value, separators=(",", ":")) + "\n"
    (FOLDER / name).write_text(text, encoding="utf-8")
    return {"bytes": len(text), "sha256": hashlib.sha256(text.encode()).hexdigest()}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    manifest = {
        "made_by": "Tests/Fixtures/metrics/make_goldens.py",
        "versions": {"python": platform.python_version()}
        | {name: version(name) for name in ("seqeval", "scikit-learn")},
        "seed": SEED,
        "files": {
            "classification.json": write("classification.json", classification()),
            "tagging.json": write("tagging.json", tagging()),
        },
    }
    text = json.dumps(manifest, indent=1, sort_keys=True) + "\n"
    (FOLDER / "manifest.json").write_text(text, encoding="utf-8")
