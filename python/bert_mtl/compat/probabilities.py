"""Predictions of the new API in the original's shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .. import MultiTaskModel
from .constants import PAD_TOKEN
from .described import length_asked, types_of
from .labels import LabelEncoder, encoder_of

if TYPE_CHECKING:
    from .params import BaseParams


def probabilities(
    model: MultiTaskModel, params: BaseParams, inputs: list[Any], problems: list[str] | None
) -> dict[str, NDArray[np.float32]]:
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
        `cls`: (b, c). `seq_tag`: (b, t, c) over the tokenised row with [CLS] and [SEP], padded
        to the longest; the class "[PAD]" has probability 1 there and 0 elsewhere. Classes are
        those of the problem's label encoder.
    """
    answers = model.predict(
        inputs, problems=problems, max_length=length_asked(params), every_piece=True
    )
    found = {}
    types = types_of(model)
    for problem, answer in answers.items():
        encoder = encoder_of(answer.names, types[problem])
        columns = encoder.transform(answer.names)
        if types[problem] == "seq_tag":
            found[problem] = _padded(answer.probabilities, columns, encoder)
        else:
            table = np.zeros((len(inputs), len(encoder.classes_)), np.float32)
            table[:, columns] = answer.probabilities
            found[problem] = table
    return found


def _padded(rows: Any, columns: list[int], encoder: LabelEncoder) -> NDArray[np.float32]:
    """Rows of [tokens, labels] as one array of [rows, longest, classes]."""
    longest = max((len(row) for row in rows), default=0)
    table = np.zeros((len(rows), longest, len(encoder.classes_)), np.float32)
    for i, row in enumerate(rows):
        table[i, : len(row), columns] = np.asarray(row).T
        table[i, len(row) :, encoder.encode_dict[PAD_TOKEN]] = 1
    return table
