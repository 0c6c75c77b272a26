"""What a model answers: labels with their probabilities, numbers, texts, vectors, scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bert_mtl._targets import Label


@dataclass(frozen=True, eq=False)
class Prediction:
    """The labels of one problem for every input.

    Attributes
    ----------
    labels : list
        The most probable label of each input; for a problem of words, a list with one label a
        word, None for a word that the maximal length cut off (a dict by modality where rows of
        other modalities have tags, and so are the probabilities); for sets of labels, a list with
        those that are probable enough, which may be empty.
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
class Numbers:
    """The numbers, or vectors, of one problem for every input.

    Attributes
    ----------
    values : ndarray of float32, shape [inputs] or [inputs, dimension]; or a list of them
        Numbers in the units of the training data. Where an input is a pair whose sides have a
        vector each, a list with one array [sides, dimension] an input.
    """

    values: NDArray[np.float32] | list[NDArray[np.float32]]

    def __len__(self) -> int:
        return len(self.values)

    def __repr__(self) -> str:
        shape = self.values.shape if isinstance(self.values, np.ndarray) else (len(self),)
        return f"Numbers({' x '.join(map(str, shape))})"


@dataclass(frozen=True, eq=False)
class Sequences:
    """What one problem has decoded for every input.

    Attributes
    ----------
    texts : list of str, or None
        For a problem of texts, what was written.
    labels : list of list, or None
        For a problem of labels, those in their order.
    scores : ndarray of float32, shape [inputs]
        The logarithm of each sequence's probability, as the search has weighed it.
    """

    texts: list[str] | None
    labels: list[list[Label]] | None
    scores: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.scores)

    def __repr__(self) -> str:
        return f"Sequences({len(self)} inputs)"


@dataclass(frozen=True, eq=False)
class Fillings:
    """What one problem puts in the place of masked pieces.

    Attributes
    ----------
    pieces : list of list of list of str
        For each masked piece of each input the most probable ones, the best first.
    probabilities : list of ndarray of float32, shape [masked, pieces]
        How probable each of them is.
    """

    pieces: list[list[list[str]]]
    probabilities: list[NDArray[np.float32]]

    def __len__(self) -> int:
        return len(self.pieces)

    def __repr__(self) -> str:
        return f"Fillings({len(self)} inputs)"


#: What a problem answers, by its type.
Answer: TypeAlias = "Prediction | Numbers | Sequences | Fillings"


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
