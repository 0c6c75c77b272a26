"""Arrays of modalities at the boundary: borrowed, given back, or refused."""

from __future__ import annotations

import numpy as np
import pytest
from bert_mtl import _core


def test_an_array_is_borrowed_and_given_back(same_references: object) -> None:
    array = np.ones((2, 3), np.float32)
    inputs = ["a"], *(np.array(part) for part in ([0, 1], [], [0, 1]))
    columns = (inputs[0], inputs[1], np.zeros(1, np.uint8), inputs[3])
    modal = (["others"], np.zeros(1, np.int64), np.zeros(1, np.int64), [array])

    def call() -> None:
        _core.Dataset("train", (*columns, modal), ())

    same_references(call, [array, modal[3]])  # type: ignore[operator]


@pytest.mark.parametrize(
    ("modal", "error", "message"),
    [
        ([], TypeError, "modalities: expected a tuple or None, got <class 'list'>"),
        (
            (["x"], np.array([1]), np.array([0]), [np.ones(2)]),
            ValueError,
            "modality owners[0]: expected 0 to 0, got 1",
        ),
        (
            (["x"], np.array([0]), np.array([-1]), [np.ones(2)]),
            ValueError,
            "modality rows[0]: expected 0 to 0, got -1",
        ),
        (
            (["x"], np.array([0]), np.array([0, 0]), [np.ones(2)]),
            ValueError,
            "modalities: expected 1 arrays, got 2",
        ),
        (
            (["x"], np.array([0]), np.array([0]), [np.ones(2, np.int32)]),
            TypeError,
            "train: expected arrays of float32, float64 or uint8, got buffer format 'i'",
        ),
        (
            (["x"], np.array([0]), np.array([0]), np.ones(2)),
            TypeError,
            "train: expected a list of arrays, got <class 'numpy.ndarray'>",
        ),
        (
            (["x"], np.array([0]), np.array([0]), [np.ones((2, 4))[:, ::2]]),
            ValueError,
            "ndarray is not C-contiguous",
        ),
    ],
)
def test_the_boundary_refuses(modal: object, error: type[Exception], message: str) -> None:
    columns = (["a"], np.array([0, 1]), np.zeros(1, np.uint8), np.array([0, 1]))
    with pytest.raises(error) as caught:
        _core.Dataset("train", (*columns, modal), ())
    assert str(caught.value) == message
