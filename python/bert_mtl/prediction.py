"""What a model answers: labels with their probabilities, vectors, scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bert_mtl._columns import Input
from bert_mtl._targets import Label


@dataclass(frozen=True, eq=False)
class Prediction:
    """The answers of one problem to every input.

    Attributes
    ----------
    labels : list
        The most probable label of each input; for a problem of words, a list with one label a
        word, None for a word that the maximal length cut off.
    probabilities : ndarray of float32, shape [inputs, names]; or a list of them
        How probable each of ``names`` is; for a problem of words one array [words, names] an
        input.
    names : list
        All labels of the problem, in the order of the columns.
    words : list of list of str, or None
        For a problem of words, the words that were tagged; None where every piece was.
    spans : list of ndarray of int32, shape [words, 2], or None
        For a problem of words, the characters of each word: in its text where that was running
        text, else in the word.
    """

    labels: list[Any]
    probabilities: NDArray[np.float32] | list[NDArray[np.float32]]
    names: list[Label]
    words: list[list[str]] | None = None
    spans: list[NDArray[np.int32]] | None = None

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        return f"Prediction({len(self)} inputs, {len(self.names)} labels)"


@dataclass(frozen=True, eq=False)
class Vectors:
    """What the encoder makes of texts.

    Attributes
    ----------
    pooled : ndarray of float32, shape [inputs, hidden]
        One vector a text.
    sequence : list of ndarray of float32, shape [tokens, hidden]
        One vector a token of each text, special tokens included.
    """

    pooled: NDArray[np.float32]
    sequence: list[NDArray[np.float32]]


class Report(dict[str, dict[str, Any]]):
    """The scores of each problem; ``mean`` is the mean of their main scores."""

    def __init__(self, reply: Mapping[str, Any]) -> None:
        super().__init__(reply["problems"])
        self.mean = float(reply["mean"])


@dataclass(frozen=True)
class Answers:
    """A reply of predictions, and the inputs that were asked about."""

    inputs: Sequence[Any]
    table: Mapping[str, Mapping[str, Any]]
    arrays: Mapping[str, NDArray[Any]] = field(repr=False)
    every_piece: bool = False

    def predictions(self) -> dict[str, Prediction]:
        """Answer the prediction of each problem."""
        return {problem: self._prediction(problem) for problem in self.table}

    def _prediction(self, problem: str) -> Prediction:
        names = list(self.table[problem]["labels"])
        probabilities = self.arrays[f"{problem}.values"]
        classes = self.arrays[f"{problem}.ids"]
        labels = [names[index] if index >= 0 else None for index in classes.tolist()]
        if self.table[problem]["form"] == "label":
            return Prediction(labels, probabilities, names)
        starts = self.arrays[f"{problem}.row_starts"].tolist()
        rows = [slice(start, end) for start, end in pairwise(starts)]
        spans = [self.arrays["offsets"][row] for row in rows]
        words = None if self.every_piece else self._words(spans)
        return Prediction(
            [labels[row] for row in rows],
            [probabilities[row] for row in rows],
            names,
            words,
            spans,
        )

    def _words(self, spans: list[NDArray[np.int32]]) -> list[list[str]]:
        firsts = self.arrays["first_words"].tolist()
        return [_words(*row) for row in zip(self.inputs, spans, firsts, strict=True)]


def _words(value: Input, spans: NDArray[np.int32], first: int) -> list[str]:
    """Answer the words that an input's tags belong to, the second side's after the first's."""
    if not isinstance(value, Mapping):
        return _side_words(value, spans)
    return _side_words(value["a"], spans[:first]) + _side_words(value["b"], spans[first:])


def _side_words(side: str | Sequence[str], spans: NDArray[np.int32]) -> list[str]:
    if isinstance(side, str):
        return [side[start:end] for start, end in spans.tolist()]
    return list(side)
