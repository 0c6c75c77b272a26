"""STS-B (Cer et al. 2017): pairs of sentences and how alike they are, from 0 to 5."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
from harness import Setup, data_folder
from numpy.typing import NDArray

#: How each use of the pairs is trained, by name.
SETUPS = {
    "regression": Setup(epochs=4, batch=32, rate=2e-4),
    "contrastive": Setup(epochs=1, batch=64, rate=2e-5),
    "vector_fit": Setup(epochs=1, batch=32, rate=5e-5),
}
#: A pair is a positive of the contrastive loss from this score on.
ALIKE = 4.0
TEMPERATURE = 0.05
#: Columns of MiniLM's vectors, which `vector_fit` fits.
HIDDEN = 384


@dataclasses.dataclass(frozen=True)
class Split:
    """Pairs in their order, each with its score."""

    first: list[str]
    second: list[str]
    scores: list[float]

    def alike(self) -> Split:
        """Answer the pairs whose score is high enough for the contrastive loss."""
        kept = [i for i, score in enumerate(self.scores) if score >= ALIKE]
        return Split(
            [self.first[i] for i in kept],
            [self.second[i] for i in kept],
            [self.scores[i] for i in kept],
        )

    def pairs(self) -> list[dict[str, str]]:
        """Answer the pairs as inputs."""
        return [{"a": a, "b": b} for a, b in zip(self.first, self.second, strict=True)]

    def sentences(self) -> list[str]:
        """Answer every sentence once, in order of appearance."""
        return list(dict.fromkeys(self.first + self.second))


def read(name: str, rows: int = 0) -> Split:
    """Read the first `rows` rows of a split (0: all)."""
    path = data_folder() / "stsb" / f"sts-{name}.csv"
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    lines = lines[: rows or len(lines)]
    return Split(
        [line[5].strip() for line in lines],
        [line[6].strip() for line in lines],
        [float(line[4]) for line in lines],
    )


def pearson(found: Sequence[float], truth: Sequence[float]) -> float:
    """Answer the linear correlation."""
    return float(np.corrcoef(np.asarray(found, float), np.asarray(truth, float))[0, 1])


def spearman(found: Sequence[float], truth: Sequence[float]) -> float:
    """Answer the correlation of ranks, equal values sharing their mean rank."""
    return pearson(ranks(found), ranks(truth))


def ranks(values: Sequence[float]) -> list[float]:
    """Answer each value's rank, from 1."""
    array = np.asarray(values, float)
    _, places, counts = np.unique(array, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return ((ends - counts + 1 + ends) / 2)[places].tolist()


def cosines(a: NDArray[np.float32], b: NDArray[np.float32]) -> list[float]:
    """Answer the cosine of each row of `a` with the same row of `b`."""
    product = (a * b).sum(axis=1)
    return (product / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))).tolist()


def correlations(found: Sequence[float], split: Split, name: str) -> dict[str, float]:
    """Answer both correlations with the scores, named for the split."""
    return {
        f"{name}_pearson": pearson(found, split.scores),
        f"{name}_spearman": spearman(found, split.scores),
    }
