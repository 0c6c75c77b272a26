"""Arrays with a number for every label are no sets of labels."""

import numpy as np
import pytest
from bert_mtl._targets import Asked, target_columns

SETS = Asked("p", "multi_cls", "label_set")


@pytest.mark.parametrize("kind", [bool, int, float])
def test_a_number_for_every_label_is_no_set_of_labels(kind):
    with pytest.raises(TypeError) as caught:
        target_columns("train", SETS, np.array([[1, 0], [0, 1]], kind), 2)
    assert str(caught.value) == (
        "train targets of 'p': expected for each row a list of the labels that it has, got an "
        "array [2, 2]; of a 0 or 1 a label make them with "
        "[[names[i] for i in row.nonzero()[0]] for row in array]"
    )
    names = np.array([["a", "b"], ["b", "c"]])
    assert target_columns("train", SETS, names, 2)[2] == ["a", "b", "b", "c"]


def test_numbers_may_be_labels():
    columns = target_columns("train", SETS, np.array([[3, 7], [1, 2]]), 2)
    assert columns[2] == ["3", "7", "1", "2"]
