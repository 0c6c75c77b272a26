"""Tags for words and for rows of other modalities."""

from __future__ import annotations

import json
from pathlib import Path

import bert_mtl as mtl
import numpy as np
import pytest
from conftest import CONFIGURATION


def sign(value: float) -> np.ndarray:
    return np.array([[value, 0.5], [value, -0.5]])


def test_tags_belong_to_words_and_to_rows(vocabulary: Path, tmp_path: Path) -> None:
    model = mtl.MultiTaskModel.from_configuration(
        CONFIGURATION, vocabulary, "tags", {"tags": "seq_tag"}, seed=1
    )
    inputs = [{"text": ["a", "table"], "others": sign(i % 2)} for i in range(40)]
    tags = [
        {"text": ["O", "B"], "others": [bool(i % 2)] * 2} if i % 3 else ["O", "B"]
        for i in range(40)
    ]
    model.fit({"tags": (inputs, tags)}, epochs=15, learning_rate=3e-3, progress=False)
    answer = model.predict([{"text": "a table", "others": sign(1)}, "table"])["tags"]
    assert answer.labels[0] == {"text": ["O", "B"], "others": [True, True]}
    assert list(answer.labels[1]) == ["text"]
    assert answer.words == [["a", "table"], ["table"]]
    assert answer.probabilities[0]["others"].shape == (2, 4)
    model.save_pretrained(tmp_path)
    line = json.dumps({"text": ["a", "table"], "others": [[1, 0.5], [1, -0.5]], "tags": tags[1]})
    (tmp_path / "rows.jsonl").write_text(line + "\n", "utf-8")
    report = mtl.MultiTaskModel.from_pretrained(tmp_path).evaluate(
        {"tags": str(tmp_path / "rows.jsonl")}
    )
    assert report["tags"]["rows"] == 4


def test_tags_of_another_number_are_refused(vocabulary: Path) -> None:
    model = mtl.MultiTaskModel.from_configuration(
        CONFIGURATION, vocabulary, "tags", {"tags": "seq_tag"}
    )
    data = ([{"text": "a", "others": sign(1)}], [{"others": ["x"]}])
    with pytest.raises(ValueError) as caught:
        model.fit({"tags": data}, progress=False)
    assert str(caught.value) == (
        "train['tags'] row 0: expected 2 labels of 'tags' for modality 'others', one for each "
        "row, got 1"
    )
