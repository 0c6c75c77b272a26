"""Turns a reply of predictions into what users read, form by form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bert_mtl._columns import Input
from bert_mtl.prediction import Answer, Fillings, Numbers, Prediction, Sequences


@dataclass(frozen=True)
class Answers:
    """A reply of predictions, and the inputs that were asked about."""

    inputs: Sequence[Any]
    table: Mapping[str, Mapping[str, Any]]
    arrays: Mapping[str, NDArray[Any]] = field(repr=False)
    every_piece: bool = False

    def predictions(self) -> dict[str, Answer]:
        """Answer the prediction of each problem."""
        return {
            problem: _READERS[entry["form"]](self, problem) for problem, entry in self.table.items()
        }

    def _array(self, problem: str, name: str) -> NDArray[Any]:
        return self.arrays[f"{problem}.{name}"]

    def _rows(self, problem: str, starts: str) -> list[slice]:
        """Where the rows, or the ids, of each input lie."""
        return [slice(*pair) for pair in pairwise(self._array(problem, starts).tolist())]

    def _chosen(self, problem: str) -> list[list[Any]]:
        """The labels that were chosen for each input."""
        names = self.table[problem]["labels"]
        ids = self._array(problem, "ids").tolist()
        labels = [names[index] if index >= 0 else None for index in ids]
        return [labels[row] for row in self._rows(problem, "id_starts")]

    def _label(self, problem: str) -> Prediction:
        labels = [label for chosen in self._chosen(problem) for label in chosen]
        return Prediction(labels, self._array(problem, "values"), self._names(problem))

    def _label_set(self, problem: str) -> Prediction:
        chosen = self._chosen(problem)
        return Prediction(chosen, self._array(problem, "values"), self._names(problem))

    def _tags(self, problem: str) -> Prediction:
        probabilities = self._array(problem, "values")
        labels: list[Any] = self._chosen(problem)
        rows = self._rows(problem, "row_starts")
        names = self.table[problem].get("modalities", [])
        counts = [row.stop - row.start for row in rows]
        if names:
            modal = self._array(problem, "modal_rows")
            counts = (np.array(counts) - modal.sum(axis=1)).tolist()
        words = [slice(*pair) for pair in pairwise([0, *accumulate(counts)])]
        spans = [self.arrays["offsets"][word] for word in words]
        values: list[Any] = [probabilities[row] for row in rows]
        if names:
            sizes = [[count, *row] for count, row in zip(counts, modal.tolist(), strict=True)]
            keys = ["text", *names]
            labels = [_parts(keys, *row) for row in zip(sizes, labels, strict=True)]
            values = [_parts(keys, *row) for row in zip(sizes, values, strict=True)]
        return Prediction(
            labels,
            values,
            self._names(problem),
            None if self.every_piece else self._words(spans),
            spans,
        )

    def _number(self, problem: str) -> Numbers:
        return Numbers(self._array(problem, "values")[:, 0])

    def _vector(self, problem: str) -> Numbers:
        values, rows = self._array(problem, "values"), self._rows(problem, "row_starts")
        counts = {row.stop - row.start for row in rows}
        if counts <= {1}:
            return Numbers(values)
        return Numbers([values[row] for row in rows])

    def _text(self, problem: str) -> Sequences:
        return Sequences(self._texts(problem), None, self._scores(problem))

    def _label_sequence(self, problem: str) -> Sequences:
        return Sequences(None, self._chosen(problem), self._scores(problem))

    def _pieces(self, problem: str) -> Fillings:
        values = self._array(problem, "values")
        width = max(values.shape[1], 1)
        pieces = [text.split(" ") if text else [] for text in self._texts(problem)]
        return Fillings(
            [[row[i : i + width] for i in range(0, len(row), width)] for row in pieces],
            [values[row] for row in self._rows(problem, "row_starts")],
        )

    def _names(self, problem: str) -> list[Any]:
        return list(self.table[problem]["labels"])

    def _texts(self, problem: str) -> list[str]:
        return list(self.table[problem].get("texts", ()))

    def _scores(self, problem: str) -> NDArray[np.float32]:
        scores: NDArray[np.float32] = self._array(problem, "values")[:, 0]
        return scores

    def _words(self, spans: list[NDArray[np.int32]]) -> list[list[str]]:
        firsts = self.arrays["first_words"].tolist()
        return [_words(*row) for row in zip(self.inputs, spans, firsts, strict=True)]


_READERS: dict[str, Callable[[Answers, str], Answer]] = {
    "label": Answers._label,
    "tags": Answers._tags,
    "label_set": Answers._label_set,
    "number": Answers._number,
    "vector": Answers._vector,
    "text": Answers._text,
    "label_sequence": Answers._label_sequence,
    "pieces": Answers._pieces,
}


def _parts(keys: list[str], sizes: list[int], values: Any) -> dict[str, Any]:
    """Part what was answered for words from what was answered for the rows of modalities."""
    ends = list(accumulate(sizes))
    parts = zip(keys, sizes, ends, strict=True)
    return {key: values[end - size : end] for key, size, end in parts if size or key == "text"}


def _words(value: Input, spans: NDArray[np.int32], first: int) -> list[str]:
    """Answer the words that an input's tags belong to, the second side's after the first's."""
    if isinstance(value, Mapping) and "a" not in value:
        value = value.get("text") or []
    if not isinstance(value, Mapping):
        return _side_words(value, spans)
    return _side_words(value["a"], spans[:first]) + _side_words(value["b"], spans[first:])


def _side_words(side: str | Sequence[str], spans: NDArray[np.int32]) -> list[str]:
    if isinstance(side, str):
        return [side[start:end] for start, end in spans.tolist()]
    return list(side)
