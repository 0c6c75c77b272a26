"""Batches as dictionaries of arrays, for those who look at what a model is given."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .. import Encoding, Tokenizer
from .constants import EVAL, PAD_TOKEN, TRAIN
from .datasets import Data, datasets
from .encoder import tokenizer_folder
from .labels import WITHOUT_LABELS, LabelEncoder, encoder_of, load_encoder, path_of
from .rows import Rows, without_text_alone

if TYPE_CHECKING:
    from .params import BaseParams

Batch = dict[str, NDArray[Any]]

NUMBERS = ("regression", "vector_fit")


class Batches:
    """Rows that can be iterated as batches, and given to `BertMultiTask`.

    Parameters
    ----------
    params : BaseParams
        After `assign_problem`.
    inputs : list
        Every row's input, group after group.
    data : dict, optional
        (inputs, targets) of each problem; none for prediction.
    shuffled : bool
        Whether each pass has another order, which follows from `params.seed`.
    """

    def __init__(
        self, params: BaseParams, inputs: list[Any], data: Data, shuffled: bool = False
    ) -> None:
        self.params = params
        self.inputs = inputs
        self.data = data
        self._tokenizer = Tokenizer.from_pretrained(tokenizer_folder(params))
        self._encoders = {
            problem: _encoder(params, problem, data)
            for problem in data
            if params.problem_type.get(problem) not in WITHOUT_LABELS
        }
        self._passes = 0
        self._shuffled = shuffled

    def __len__(self) -> int:
        """The number of batches in a pass."""
        return -(-len(self.inputs) // max(1, self.params.batch_size))

    def __iter__(self) -> Iterator[Batch]:
        """One pass over the rows."""
        order = np.arange(len(self.inputs))
        if self._shuffled:
            order = np.random.default_rng([self.params.seed, self._passes]).permutation(order)
            self._passes += 1
        size = max(1, self.params.batch_size)
        for start in range(0, len(order), size):
            yield self._batch([int(row) for row in order[start : start + size]])

    def _batch(self, rows: list[int]) -> Batch:
        limit = self.params.max_seq_len
        pieces = self._tokenizer.encode_batch(
            [_flat(self.inputs[row]) for row in rows], max_length=limit
        )
        shape = (len(rows), max(len(row.ids) for row in pieces))
        batch: Batch = {
            name: np.zeros(shape, np.int32) for name in ("input_ids", "input_mask", "segment_ids")
        }
        for i, row in enumerate(pieces):
            batch["input_ids"][i, : len(row.ids)] = row.ids
            batch["input_mask"][i, : len(row.ids)] = 1
            batch["segment_ids"][i, : len(row.ids)] = row.type_ids
        first = 0
        for group in self.params.problem_chunk if self.data else []:
            count = len(self.data[group[0]][0])
            own = [row - first if first <= row < first + count else None for row in rows]
            for problem in group:
                batch |= self._labels(problem, own, pieces, shape)
            first += count
        return batch

    def _labels(
        self, problem: str, own: list[int | None], pieces: list[Encoding], shape: tuple[int, int]
    ) -> Batch:
        """The classes of a problem; rows of other groups count 0 times."""
        drawn = np.array([row is not None for row in own], np.int32)
        batch: Batch = {f"{problem}_loss_multiplier": drawn}
        type_, targets = self.params.problem_type[problem], self.data[problem][1]
        given = [(i, targets[row]) for i, row in enumerate(own) if row is not None and targets]
        if type_ in NUMBERS:
            table = np.zeros((len(own), *np.shape(given[0][1])) if given else len(own), np.float32)
            for i, target in given:
                table[i] = target
            batch[f"{problem}_label_ids"] = table
        elif type_ not in WITHOUT_LABELS:
            batch[f"{problem}_label_ids"] = self._classes(problem, given, pieces, shape)
        return batch

    def _classes(
        self,
        problem: str,
        given: list[tuple[int, Any]],
        pieces: list[Encoding],
        shape: tuple[int, int],
    ) -> NDArray[np.int32]:
        type_, encoder = self.params.problem_type[problem], self._encoders[problem]
        if type_ == "seq_tag":
            classes = np.full(shape, encoder.encode_dict[PAD_TOKEN], np.int32)
            for i, tags in given:
                places = _first_pieces(pieces[i])
                classes[i, places] = encoder.transform(
                    [tags[word] for word in pieces[i].words[places]]
                )
        elif type_ == "multi_cls":
            classes = np.zeros((shape[0], len(encoder.classes_)), np.int32)
            for i, labels in given:
                classes[i, encoder.transform(list(labels))] = 1
        elif type_ == "seq2seq_tag":
            longest = max((len(labels) for _, labels in given), default=0)
            classes = np.full((shape[0], longest), -1, np.int32)
            for i, labels in given:
                classes[i, : len(labels)] = encoder.transform(list(labels))
        else:
            classes = np.zeros(shape[:1], np.int32)
            for i, label in given:
                classes[i] = encoder.transform([label])[0]
        return classes


def train_eval_input_fn(params: BaseParams, mode: str = TRAIN) -> Batches:
    """Batches with labels.

    Parameters
    ----------
    params : BaseParams
        After `assign_problem`.
    mode : str
        TRAIN, shuffled anew at each pass, or EVAL, in order.

    Returns
    -------
    Batches
        Of `input_ids`, `input_mask`, `segment_ids` [b, t], and for each problem
        `<problem>_label_ids` ([b]; for taggers [b, t] at the first piece of each word; for sets
        of labels [b, c] of 0 and 1; for sequences of labels [b, longest], -1 behind them; for
        numbers and vectors themselves; none for other types) and `<problem>_loss_multiplier`
        [b], 1 where the row belongs to the problem.
    """
    data = datasets(params, mode)
    inputs = [value for group in params.problem_chunk for value in data[group[0]][0]]
    return Batches(params, inputs, data, shuffled=mode == TRAIN)


def predict_input_fn(inputs: Any, params: BaseParams, mode: str = EVAL) -> Batches:
    """Batches without labels.

    Parameters
    ----------
    inputs : list
        Texts, lists of words, or pairs.
    params : BaseParams
        Whose vocabulary, `batch_size` and `max_seq_len` count.
    mode : str
        Accepted and ignored.

    Returns
    -------
    Batches
        Of `input_ids`, `input_mask`, `segment_ids` [b, t].
    """
    return Batches(params, [without_text_alone(value) for value in inputs], {})


def _flat(value: Any) -> Any:
    """A document as the words of all its sentences, a row of several modalities as its text."""
    if isinstance(value, dict) and not value.keys() & {"a", "b"}:
        return value.get("text", "[PAD]")
    if not isinstance(value, list) or all(isinstance(part, str) for part in value):
        return value
    return [word for part in value for word in ([part] if isinstance(part, str) else part)]


def _first_pieces(row: Encoding) -> NDArray[np.intp]:
    """Where the words of the first text begin; words that were cut off begin nowhere."""
    begins = np.diff(row.words, prepend=-1) != 0
    return np.flatnonzero(begins & (row.sides == 0))


def _encoder(params: BaseParams, problem: str, data: Data) -> LabelEncoder:
    """The saved encoder of a problem, else one of the labels at hand."""
    if os.path.exists(path_of(params.ckpt_dir, problem)):
        return load_encoder(params.ckpt_dir, problem)
    labels = Rows(problem, *data[problem]).labels()
    return encoder_of(labels, params.problem_type.get(problem))
