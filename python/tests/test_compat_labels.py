"""Label encoders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bert_mtl.compat import (
    EVAL,
    PREDICT,
    TRAIN,
    BaseParams,
    LabelEncoder,
    get_or_make_label_encoder,
)


def params_in(folder: Path) -> BaseParams:
    params = BaseParams()
    params.add_multiple_problems({"toy_cls": "cls", "toy_tag": "seq_tag"})
    params.ckpt_dir = str(folder)
    return params


def test_classes_are_sorted() -> None:
    encoder = LabelEncoder(["b", "a", "b", 2, 1])
    assert encoder.classes_ == [1, 2, "a", "b"]
    assert encoder.encode_dict == {1: 0, 2: 1, "a": 2, "b": 3}
    assert encoder.decode_dict == {0: 1, 1: 2, 2: "a", 3: "b"}


@pytest.mark.parametrize(
    ("labels", "classes"),
    [(["b", "a"], [1, 0]), ([["a"], ["b", "b"]], [[0], [1, 1]]), ("b", [1]), ([], [])],
)
def test_transform(labels: Any, classes: list[Any]) -> None:
    encoder = LabelEncoder("ab")
    assert encoder.transform(labels) == classes
    if labels != "b":
        assert encoder.inverse_transform(classes) == labels


def test_inverse_of_arrays() -> None:
    encoder = LabelEncoder("ab")
    assert encoder.inverse_transform(np.array([[0, 1], [1, 1]])) == [["a", "b"], ["b", "b"]]


def test_made_in_training_and_read_afterwards(tmp_path: Path) -> None:
    params = params_in(tmp_path)
    made = get_or_make_label_encoder(params, "toy_tag", TRAIN, [["x", "O"], ["ü"]])
    assert made.classes_ == ["O", "[PAD]", "x", "ü"]
    assert params.num_classes == {"toy_tag": 4}
    for mode in (TRAIN, EVAL, PREDICT):
        read = get_or_make_label_encoder(params, "toy_tag", mode)
        assert read.encode_dict == made.encode_dict
    get_or_make_label_encoder(params, "toy_cls", TRAIN, ["a", "b", "a"])
    assert get_or_make_label_encoder(params, "toy_cls", EVAL).classes_ == ["a", "b"]
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".json"]


def test_other_labels_replace_the_old_ones(tmp_path: Path) -> None:
    params = params_in(tmp_path)
    get_or_make_label_encoder(params, "toy_cls", TRAIN, ["a"])
    get_or_make_label_encoder(params, "toy_cls", TRAIN, ["b"])
    assert get_or_make_label_encoder(params, "toy_cls", EVAL).classes_ == ["b"]


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        get_or_make_label_encoder(params_in(tmp_path), "toy_cls", EVAL)
    path = tmp_path / "toy_cls_label_encoder.json"
    assert str(caught.value) == (
        f"label encoder of 'toy_cls': expected {path}, got no such file; train first"
    )


@pytest.mark.parametrize("content", ["{", "{}", "[]"])
def test_other_content(content: str, tmp_path: Path) -> None:
    path = tmp_path / "toy_cls_label_encoder.json"
    path.write_text(content)
    with pytest.raises(ValueError) as caught:
        get_or_make_label_encoder(params_in(tmp_path), "toy_cls", EVAL)
    assert str(caught.value) == f'{path}: expected {{"labels": [...]}}, got other content'


def test_unknown_labels_and_classes() -> None:
    encoder = LabelEncoder("ab")
    with pytest.raises(KeyError) as caught:
        encoder.transform(["c"])
    assert caught.value.args[0] == "label: expected one of 'a', 'b', got 'c'"
    with pytest.raises(KeyError) as caught:
        encoder.inverse_transform([2])
    assert caught.value.args[0] == "class: expected one of 0 to 1, got 2"
