"""What a reply of predictions becomes, form by form."""

import numpy as np
from bert_mtl import Fillings, Numbers, Prediction, Sequences
from bert_mtl._answers import Answers


def answer(form, values, row_starts=(0, 1, 2), ids=(), id_starts=(0, 0, 0), **more):
    """The answer to two inputs."""
    table = {"p": {"type": "t", "form": form, "labels": ["a", "b", "c"], **more}}
    arrays = {
        "p.values": np.array(values, np.float32),
        "p.row_starts": np.array(row_starts, np.int64),
        "p.ids": np.array(ids, np.int32),
        "p.id_starts": np.array(id_starts, np.int64),
        "offsets": np.array([[0, 2], [3, 5], [0, 1]], np.int32),
        "first_words": np.array([2, 1], np.int64),
    }
    return Answers(["ab cd", "e"], table, arrays).predictions()["p"]


def test_labels():
    found = answer("label", [[0.1, 0.9, 0], [1, 0, 0]], ids=[1, 0], id_starts=[0, 1, 2])
    assert isinstance(found, Prediction)
    assert found.labels == ["b", "a"]
    assert found.probabilities.shape == (2, 3)


def test_tags():
    values = [[0.1, 0.9, 0], [0, 0, 0], [0, 0, 1]]
    found = answer("tags", values, [0, 2, 3], ids=[1, -1, 2], id_starts=[0, 2, 3])
    assert found.labels == [["b", None], ["c"]]
    assert [len(row) for row in found.probabilities] == [2, 1]
    assert found.words == [["ab", "cd"], ["e"]]


def test_sets_may_be_empty():
    values = [[0.9, 0.1, 0.8], [0.1, 0.2, 0.3]]
    found = answer("label_set", values, ids=[0, 2], id_starts=[0, 2, 2])
    assert isinstance(found, Prediction)
    assert found.labels == [["a", "c"], []]
    assert found.probabilities.shape == (2, 3)
    assert found.names == ["a", "b", "c"]


def test_numbers_and_vectors():
    found = answer("number", [[1.5], [-2]])
    assert isinstance(found, Numbers)
    assert found.values.tolist() == [1.5, -2]
    assert repr(found) == "Numbers(2)"
    found = answer("vector", [[1, 2], [3, 4]])
    assert found.values.tolist() == [[1, 2], [3, 4]]
    assert repr(found) == "Numbers(2 x 2)"
    assert len(found) == 2


def test_vectors_of_the_sides_of_pairs():
    found = answer("vector", [[1, 2], [3, 4], [5, 6]], [0, 2, 3])
    assert [row.tolist() for row in found.values] == [[[1, 2], [3, 4]], [[5, 6]]]
    assert repr(found) == "Numbers(2)"


def test_texts_and_sequences_of_labels():
    found = answer("text", [[-0.5], [-1]], texts=["eins", ""])
    assert isinstance(found, Sequences)
    assert (found.texts, found.labels, found.scores.tolist()) == (["eins", ""], None, [-0.5, -1])
    found = answer("label_sequence", [[-0.5], [-1]], ids=[2, 2, 0], id_starts=[0, 2, 3])
    assert (found.texts, found.labels) == (None, [["c", "c"], ["a"]])
    assert repr(found) == "Sequences(2 inputs)"


def test_fillings():
    values = [[0.5, 0.25], [0.75, 0]]
    found = answer("pieces", values, [0, 2, 2], texts=["the ##se a an", ""])
    assert isinstance(found, Fillings)
    assert found.pieces == [[["the", "##se"], ["a", "an"]], []]
    assert [row.tolist() for row in found.probabilities] == [values, []]
    assert repr(found) == "Fillings(2 inputs)"
