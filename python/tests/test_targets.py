"""What Python's targets become on their way across, type by type, and what is refused."""

import math

import numpy as np
import pandas as pd
import pytest
from bert_mtl._columns import input_columns
from bert_mtl._frames import frame_source
from bert_mtl._targets import Asked, target_columns
from bert_mtl.data import make_datasets

TYPES = {
    "label": "cls",
    "labels": "seq_tag",
    "label_set": "multi_cls",
    "label_sequence": "seq2seq_tag",
    "number": "regression",
    "optional_number": "contrastive_learning",
    "vector": "vector_fit",
    "text": "seq2seq_text",
    "nothing": "mask_lm",
}


def asked(kind, name="p"):
    return Asked(name, TYPES[kind], kind)


def columns(kind, targets):
    """The columns of targets as plain lists, by name."""
    names = ("problem", "forms", "strings", "kinds", "string_rows", "numbers", "number_rows")
    found = target_columns("train", asked(kind), targets, 3)
    return {
        name: value if name == "problem" else list(value)
        for name, value in zip(names, found, strict=True)
    }


def test_sets_may_be_empty_and_sets():
    found = columns("label_set", [["a", 3], [], {True}, ()])
    assert found["forms"] == [1, 1, 1, 1]
    assert found["strings"] == ["a", "3", "true"]
    assert found["kinds"] == [0, 1, 2]
    assert found["string_rows"] == [0, 2, 2, 3, 3]


@pytest.mark.parametrize(
    "targets",
    [
        [1.5, 2, -3],
        (number for number in (1.5, 2, -3)),
        np.array([1.5, 2, -3]),
        np.array([1.5, 2, -3], np.float32),
        [np.float32(1.5), np.int64(2), -3.0],
    ],
)
def test_numbers(targets):
    found = columns("number", targets)
    assert found["forms"] == [2, 2, 2]
    assert found["numbers"] == [1.5, 2, -3]
    assert found["number_rows"] == [0, 1, 2, 3]
    assert found["string_rows"] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    "targets",
    [
        [[1, 2], (3, 4.0)],
        np.array([[1, 2], [3, 4]]),
        np.array([[1, 3], [2, 4]], np.float32).T,
        [np.array([1, 2], np.float32), np.array([3, 4])],
    ],
)
def test_vectors(targets):
    found = columns("vector", targets)
    assert found["forms"] == [3, 3]
    assert found["numbers"] == [1, 2, 3, 4]
    assert found["number_rows"] == [0, 2, 4]


def test_no_rows_of_numbers():
    assert columns("number", np.zeros(0))["number_rows"] == [0]
    assert columns("vector", np.zeros((0, 3)))["number_rows"] == [0]


def test_an_optional_number_is_a_number_a_label_or_nothing():
    found = columns("optional_number", [0.5, "same", None, 1])
    assert found["forms"] == [2, 0, 6, 0]
    assert found["numbers"] == [0.5]
    assert found["strings"] == ["same", "1"]
    assert found["kinds"] == [0, 1]


@pytest.mark.parametrize(("kind", "value"), [("number", 1.5), ("label", 2), ("text", "a")])
def test_an_array_without_dimensions_is_what_it_holds(kind, value):
    assert columns(kind, [np.array(value)] * 3) == columns(kind, [value] * 3)
    with pytest.raises(TypeError, match=r"train targets of 'p': expected a list, got ndarray"):
        columns(kind, np.array(value))


@pytest.mark.parametrize("kind", ["label", "optional_number"])
@pytest.mark.parametrize("targets", [np.array([True, False]), [np.True_, False]])
def test_booleans_of_numpy_are_labels(kind, targets):
    found = columns(kind, targets)
    assert found["forms"] == [0, 0]
    assert found["strings"] == ["true", "false"]
    assert found["kinds"] == [2, 2]


def test_texts_and_words():
    found = columns("text", ["eins zwei", ["drei", "vier"]])
    assert found["forms"] == [4, 5]
    assert found["strings"] == ["eins zwei", "drei", "vier"]
    assert found["string_rows"] == [0, 1, 3]


def test_nothing_needs_no_targets():
    assert columns("nothing", ())["forms"] == [6, 6, 6]


NUMBERS = "a list of numbers of 'p' (vector_fit)"


@pytest.mark.parametrize(
    ("kind", "targets", "message"),
    [
        ("label_set", [["a"], "b"], "row 1: expected a list of labels of 'p' (multi_cls), got 'b'"),
        (
            "label_set",
            [["a", 1.5]],
            "row 0: expected a list of labels of 'p' (multi_cls), got a list with 1.5",
        ),
        ("label_sequence", [3], "row 0: expected a list of labels of 'p' (seq2seq_tag), got 3"),
        (
            "labels",
            ["O"],
            "row 0: expected a list of labels of 'p' (seq_tag), one for each word, got 'O'",
        ),
        ("number", ["3"], "row 0: expected a number of 'p' (regression), got '3'"),
        ("number", [1, True], "row 1: expected a number of 'p' (regression), got True"),
        ("number", [1.5, None], "row 1: expected a number of 'p' (regression), got None"),
        ("number", np.zeros((2, 1)), "row 0: expected a number of 'p' (regression), got ARRAY"),
        ("vector", [1.5], f"row 0: expected {NUMBERS}, got 1.5"),
        ("vector", np.zeros(2), f"row 0: expected {NUMBERS}, got 0.0"),
        ("vector", [[1, "x"]], f"row 0: expected {NUMBERS}, got a list with 'x'"),
        (
            "optional_number",
            [[1]],
            "row 0: expected a number, a label or None of 'p' (contrastive_learning), "
            "got a list of 1",
        ),
        (
            "text",
            ["a", {"b": 1}],
            "row 1: expected a str or a list of str of 'p' (seq2seq_text), got a dict of 1",
        ),
        (
            "text",
            [["a", 2]],
            "row 0: expected a str or a list of str of 'p' (seq2seq_text), got a list with 2",
        ),
    ],
)
def test_targets_of_another_kind_name_type_problem_row_and_value(kind, targets, message):
    with pytest.raises(TypeError) as caught:
        columns(kind, targets)
    message = message.replace("ARRAY", "a ndarray of 1")
    assert str(caught.value) == f"train {message}"


def rows(data):
    """How many rows `fit` would read, by key."""
    known = {"lm": asked("nothing", "lm"), "cls": asked("label", "cls"), "ner": asked("labels")}
    return [len(dataset) for dataset in make_datasets(None, "train", data, known)]


@pytest.mark.parametrize(
    "source",
    [
        ["a", ["b", "c"], {"a": "d", "b": "e"}],
        iter(["a", "b", "c"]),
        (["a", "b", "c"], ["ignored"]),
        (["a", "b", "c"], None),
        [("a", 1), ("b", None), ("c", "x")],
        (pair for pair in [("a", 1), ("b", None), ("c", "x")]),
    ],
)
def test_inputs_alone_or_with_anything_beside_them(source):
    assert rows({"lm": source}) == [3]


@pytest.mark.parametrize(
    "source",
    [
        ["a", ["b", "c"], "d"],
        (["a", "b", "c"], None),
        (["a", "b", "c"], [None, 0.5, "x"]),
        [("a", 0.5), "b", ({"a": "c", "b": "d"}, None)],
    ],
)
def test_inputs_alone_where_targets_are_optional(source):
    known = {"same": asked("optional_number", "same")}
    (dataset,) = make_datasets(None, "train", {"same": source}, known)
    assert len(dataset) == 3


@pytest.mark.parametrize(
    "source",
    [
        (["a", "b"], {"cls": ["x", "y"]}),
        (["a", "b"], {"lm": None, "cls": ["x", "y"]}),
        (["a", "b"], (None, ["x", "y"])),
        (["a", "b", "c"], ["x", "y", "z"]),
        [("a", {"cls": "x"}), ("b", {"cls": "y"})],
        [("a", "x"), ("b", "y")],
    ],
)
def test_a_group_with_a_problem_that_asks_for_nothing(source):
    assert rows({"lm&cls": source}) == [
        len(list(source[0]) if isinstance(source, tuple) else source)
    ]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("lm", "train['lm']: expected a list of inputs, got one str"),
        (
            3,
            "train['lm']: expected inputs, (inputs, targets), pairs, a path, a dict or a "
            "DataFrame, got int",
        ),
        ([3], "train['lm'] row 0: expected a str, a list of str or {'a', 'b'}, got int"),
    ],
)
def test_inputs_alone_that_are_none(source, message):
    with pytest.raises(TypeError) as caught:
        rows({"lm": (source, None) if source == "lm" else source})
    assert str(caught.value) == message


def test_cells_of_a_frame():
    frame = pd.DataFrame(
        {"text": ["a", "b"], "sets": ["x y", math.nan], "same": [0.5, math.nan], "score": [1, 2]}
    )
    group = [asked("label_set", "sets"), asked("optional_number", "same"), asked("number", "score")]
    inputs, targets = frame_source("train", group, frame)
    assert list(inputs) == ["a", "b"]
    assert {name: list(cells) for name, cells in targets.items()} == {
        "sets": [["x", "y"], []],
        "same": [0.5, None],
        "score": [1, 2],
    }


def test_a_frame_may_lack_what_is_not_asked_for():
    frame = pd.DataFrame({"text": ["a", "b"], "sentences": [["a"], ["b", "c"]], "same": [1, 2]})
    inputs, targets = frame_source("train", [asked("optional_number", "alike")], frame)
    assert (list(inputs), targets) == (["a", "b"], {"alike": None})
    document = Asked("lm", "pretrain", "nothing", "document")
    inputs, targets = frame_source("train", [document], frame)
    assert (list(inputs), targets) == ([["a"], ["b", "c"]], {"lm": None})


@pytest.mark.parametrize(
    ("rows", "got"), [({"a", "b"}, "set"), (pd.DataFrame({"text": ["a"]}), "DataFrame")]
)
def test_what_has_no_rows_in_order_is_no_column(rows, got):
    with pytest.raises(TypeError, match=f"inputs: expected a list of inputs, got {got}"):
        input_columns("inputs", rows)
    with pytest.raises(TypeError, match=f"targets of 'p': expected a list, got {got}"):
        target_columns("train", asked("label"), rows, 2)


def test_documents_are_lists_of_sentences():
    strings, segments, kinds, starts, modal = input_columns(
        "train", [["a b", ["c", "d"]], [], [["e"]]], documents=True
    )
    assert strings == ["a b", "c", "d", "e"]
    assert list(segments) == [0, 1, 3, 4]
    assert list(kinds) == [2, 3, 3]
    assert list(starts) == [0, 2, 2, 3]


@pytest.mark.parametrize(("document", "got"), [("a b", "str"), (["a", 3], "int"), ({}, "dict")])
def test_documents_of_another_form(document, got):
    with pytest.raises(TypeError) as caught:
        input_columns("train", [["a"], document], documents=True)
    assert str(caught.value) == (
        f"train row 1: expected a list of sentences, each a str or a list of str, got {got}"
    )
