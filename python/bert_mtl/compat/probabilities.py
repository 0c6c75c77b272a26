"""Predictions of the new API in the original's shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .. import Fillings, MultiTaskModel, Numbers, Prediction, Sequences
from .constants import PAD_TOKEN
from .described import length_asked, types_of
from .labels import LabelEncoder, encoder_of

if TYPE_CHECKING:
    from .params import BaseParams


def probabilities(
    model: MultiTaskModel, params: BaseParams, inputs: list[Any], problems: list[str] | None
) -> dict[str, NDArray[Any]]:
    """Probabilities of inputs by problem.

    Parameters
    ----------
    model : MultiTaskModel
        Which answers.
    params : BaseParams
        Whose `max_seq_len` counts where it was set.
    inputs : list
        Texts, lists of words, or pairs.
    problems : list of str or None
        Which to answer; all of them for None.

    Returns
    -------
    dict of str to ndarray
        `cls` and `multi_cls`: (b, c). `seq_tag`: (b, t, c) over the tokenised row with [CLS] and
        [SEP], padded to the longest; the class "[PAD]" has probability 1 there and 0 elsewhere.
        Classes are those of the problem's label encoder. Numbers: (b,), vectors: (b, d), what is
        decoded or filled in: an array of b texts, or of b lists of labels or pieces.
    """
    answers = model.predict(
        inputs, problems=problems, max_length=length_asked(params), every_piece=True
    )
    found: dict[str, NDArray[Any]] = {}
    types = types_of(model)
    for problem, answer in answers.items():
        if not isinstance(answer, Prediction):
            found[problem] = _plain(answer)
            continue
        encoder = encoder_of(answer.names, types[problem])
        columns = encoder.transform(answer.names)
        if types[problem] == "seq_tag":
            found[problem] = _padded(answer.probabilities, columns, encoder)
        else:
            table = np.zeros((len(inputs), len(encoder.classes_)), np.float32)
            table[:, columns] = answer.probabilities
            found[problem] = table
    return found


def _plain(answer: Numbers | Sequences | Fillings) -> NDArray[Any]:
    """Answers without classes, one an input."""
    if isinstance(answer, Numbers) and isinstance(answer.values, np.ndarray):
        return answer.values
    if isinstance(answer, Numbers):
        parts: list[Any] = list(answer.values)
    elif isinstance(answer, Sequences):
        parts = answer.texts if answer.texts is not None else answer.labels or []
    else:
        parts = answer.pieces
    found = np.empty(len(parts), object)
    for i, part in enumerate(parts):
        found[i] = part
    return found


def _padded(rows: Any, columns: list[int], encoder: LabelEncoder) -> NDArray[np.float32]:
    """Rows of [tokens, labels] as one array of [rows, longest, classes]."""
    longest = max((len(row) for row in rows), default=0)
    table = np.zeros((len(rows), longest, len(encoder.classes_)), np.float32)
    for i, row in enumerate(rows):
        table[i, : len(row), columns] = np.asarray(row).T
        table[i, len(row) :, encoder.encode_dict[PAD_TOKEN]] = 1
    return table
