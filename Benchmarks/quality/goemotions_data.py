"""GoEmotions (Demszky et al. 2020): comments, each with one or more of 28 emotions."""

from __future__ import annotations

import dataclasses

import numpy as np
from harness import Setup, data_folder
from numpy.typing import NDArray

#: On the first 12,000 rows three epochs score how early a run gets away from the frequent emotions.
SETUP = Setup(epochs=3, batch=32, rate=2e-4)


@dataclasses.dataclass(frozen=True)
class Split:
    """Comments in their order, each with its emotions."""

    texts: list[str]
    emotions: list[list[str]]


def emotions() -> list[str]:
    """Answer the 28 names, sorted as the core sorts labels."""
    path = data_folder() / "goemotions" / "labels.txt"
    return sorted(path.read_text(encoding="utf-8").split())


def read(name: str, rows: int = 0) -> Split:
    """Read the first `rows` rows of a split (0: all)."""
    folder = data_folder() / "goemotions"
    names = (folder / "labels.txt").read_text(encoding="utf-8").split()
    text = (folder / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.split("\n") if line]
    lines = lines[: rows or len(lines)]
    labels = [[names[int(number)] for number in line[1].split(",")] for line in lines]
    return Split([line[0] for line in lines], labels)


def gold(split: Split) -> NDArray[np.bool_]:
    """Answer which emotions each comment has: `[rows, 28]`."""
    names = emotions()
    return np.array([[name in row for name in names] for row in split.emotions])


def micro_f1(chosen: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Answer 2TP / (2TP + FP + FN) over all rows and emotions."""
    return float(2 * (chosen & truth).sum() / max(1, chosen.sum() + truth.sum()))


def macro_f1(chosen: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Answer the mean over the emotions of their F1."""
    both = 2 * (chosen & truth).sum(axis=0)
    return float(np.mean(both / np.maximum(1, chosen.sum(axis=0) + truth.sum(axis=0))))


def scores(
    test: NDArray[np.float32], dev: NDArray[np.float32], rows: tuple[Split, Split]
) -> dict[str, float]:
    """Score probabilities of test at 0.5, and at the threshold that dev's micro F1 likes best."""
    truth, dev_truth = gold(rows[0]), gold(rows[1])
    grid = np.arange(0.05, 0.95, 0.01)
    best = float(grid[int(np.argmax([micro_f1(dev >= t, dev_truth) for t in grid]))])
    return {
        "micro_f1": micro_f1(test >= 0.5, truth),
        "macro_f1": macro_f1(test >= 0.5, truth),
        "threshold": best,
        "micro_f1_tuned": micro_f1(test >= best, truth),
        "macro_f1_tuned": macro_f1(test >= best, truth),
    }
