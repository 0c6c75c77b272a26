"""Sets of labels, fields over tags and weighted losses, end to end on a tiny random encoder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import bert_mtl as mtl
import numpy as np
import pytest
from command_line import write_model

ROWS = [["good", "jazz"], ["bad", "soup"], ["good", "soup"], ["me", "noon"]]
SETS = [["good", "jazz"], ["bad"], ["good"], []]
TAGS = [["B", "I"], ["B", "O"], ["B", "O"], ["O", "O"]]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    write_model(tmp_path / "encoder")
    return str(tmp_path / "encoder")


def fitted(folder: str, type_: str, targets: Any, options: dict[str, Any]) -> mtl.MultiTaskModel:
    model = mtl.MultiTaskModel.from_pretrained(
        folder, problems="p", types={"p": type_}, options={"p": options}
    )
    data = {"p": (ROWS, targets)}
    model.fit(data, dev=data, epochs=100, batch_size=4, learning_rate=1e-2, dropout=0.0)
    return model


def test_sets_with_tuned_thresholds(folder: str, tmp_path: Path) -> None:
    model = fitted(folder, "multi_cls", SETS, {"thresholds": "tune", "positive_weight": 2})
    answer = model.predict(ROWS)["p"]
    assert [set(labels) for labels in answer.labels] == [set(labels) for labels in SETS]
    assert answer.names == ["bad", "good", "jazz"]
    assert answer.probabilities.shape == (4, 3)
    assert model.evaluate({"p": (ROWS, SETS)})["p"]["exact_match"] == 1.0
    model.save_pretrained(tmp_path / "saved")
    again = mtl.MultiTaskModel.from_pretrained(tmp_path / "saved")
    assert again.predict(ROWS)["p"].labels == answer.labels


def test_a_field_over_the_tags(folder: str) -> None:
    model = fitted(folder, "seq_tag", TAGS, {"crf": True, "constrain_transitions": True})
    answer = model.predict(ROWS)["p"]
    assert answer.labels == TAGS
    for rows in answer.probabilities:
        np.testing.assert_allclose(rows.sum(-1), 1, rtol=1e-5)
    # IOB2: a row cannot begin inside a span.
    assert max(rows[0, answer.names.index("I")] for rows in answer.probabilities) < 1e-6


def test_a_path_that_the_scheme_forbids(folder: str) -> None:
    broken = [["B", "I"], ["O", "I"], ["B", "O"], ["O", "O"]]
    with pytest.raises(ValueError) as caught:
        fitted(folder, "seq_tag", broken, {"crf": True, "constrain_transitions": True})
    assert str(caught.value) == (
        "train['p'] row 1: expected tags of 'p' that IOB2 allows, got 'I' after 'O' at word 2"
    )


def test_balanced_and_focused(folder: str) -> None:
    labels = ["good", "bad", "good", "good"]
    options = {"class_weights": "balanced", "focal_gamma": 2.0, "head_dropout": 0.0}
    model = fitted(folder, "cls", labels, options)
    assert model.predict(ROWS)["p"].labels == labels


@pytest.mark.parametrize(
    ("type_", "options", "message"),
    [
        ("multi_cls", {"treshold": 1}, "unknown key 'treshold'; did you mean 'thresholds'?"),
        ("seq_tag", {"crf": 1}, "options.p.crf: expected true or false, got 1"),
    ],
)
def test_what_is_refused(folder: str, type_: str, options: dict[str, Any], message: str) -> None:
    with pytest.raises((ValueError, TypeError)) as caught:
        fitted(folder, type_, SETS, options)
    assert message in str(caught.value)
