"""Values under a mask of NumPy are none of the user's, wherever they stand."""

import numpy as np
import pytest
from bert_mtl._columns import input_columns
from bert_mtl._targets import Asked, target_columns


def asked(kind):
    return Asked("p", "", kind)


@pytest.mark.parametrize("kind", ["number", "label"])
def test_masked_targets_are_refused(kind):
    masked = np.ma.masked_array([1, 2, 3], mask=[False, True, False])
    with pytest.raises(ValueError, match="train targets of 'p': expected numbers, got 1 masked"):
        target_columns("train", asked(kind), masked, 3)
    unmasked = np.ma.masked_array([1, 2])
    assert list(target_columns("train", asked("number"), unmasked, 2)[5]) == [1, 2]


MASKED = np.ma.masked_array([1.0, 2.0], mask=[True, False])


@pytest.mark.parametrize(
    ("kind", "target", "got"),
    [
        ("number", np.ma.masked, "a masked value"),
        ("label", np.ma.masked, "a masked value"),
        ("text", np.ma.masked, "a masked value"),
        ("number", np.ma.masked_array(777.0, mask=True), "a masked value"),
        ("label", np.ma.masked_array(7, mask=True), "a masked value"),
        ("labels", ["a", np.ma.masked], "a list with a masked value"),
        ("labels", [np.array("a")], "a list with ndarray"),
        ("text", ["a", np.ma.masked], "a list with a masked value"),
        ("vector", [1.0, np.ma.masked], "a list of 2 with 1 masked"),
        ("vector", MASKED, "a MaskedArray of 2 with 1 masked"),
    ],
)
def test_masked_values_in_lists_are_refused(kind, target, got):
    with pytest.raises(TypeError, match=f"train row 1: expected .*, got {got}$"):
        target_columns("train", asked(kind), [_good(kind), target], 2)


def _good(kind):
    return {"number": 1, "vector": [1, 2], "labels": ["a"]}.get(kind, "a")


@pytest.mark.parametrize("text", [np.ma.masked, np.array("a"), ["a", np.ma.masked]])
def test_masked_texts_are_refused(text):
    with pytest.raises(TypeError, match="inputs row 1: expected a str, a list of str or"):
        input_columns("inputs", ["a", text])


@pytest.mark.parametrize("value", [[MASKED, MASKED], [1.0, np.ma.masked], (MASKED,)])
def test_masked_numbers_of_a_modality_are_refused(value):
    with pytest.raises(ValueError, match="row 0: modality 'x': expected numbers, got [12] masked"):
        input_columns("inputs", [{"text": "a", "x": value}])
