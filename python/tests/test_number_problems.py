"""Numbers, vectors and vectors learnt from texts alone, from Python."""

from pathlib import Path

import bert_mtl as mtl
import numpy as np
import pytest
from command_line import write_model

TEXTS = ["wake me at six", "play some jazz", "good soup", "bad day at noon"]
PAIRS = [{"a": TEXTS[0], "b": TEXTS[1]}, {"a": TEXTS[2], "b": TEXTS[3]}]


def model(folder: Path, kind: str, **options: object) -> mtl.MultiTaskModel:
    write_model(folder / "bert")
    given = {"problems": "p", "types": {"p": kind}}
    return mtl.MultiTaskModel.from_pretrained(str(folder / "bert"), **given, **options)


def test_numbers(tmp_path: Path) -> None:
    regression = model(tmp_path, "regression")
    targets = [10.0, 20.0, 15.0, 5.0]
    regression.fit({"p": (TEXTS, targets)}, epochs=1, batch_size=2)
    values = regression.predict(TEXTS)["p"].values
    assert values.shape == (4,)
    assert np.all(np.abs(values - 12.5) < 50)
    report = regression.evaluate({"p": (TEXTS, targets)})["p"]
    assert report["mse"] == pytest.approx(np.mean((values - targets) ** 2), rel=1e-5)
    assert report["pearson"] == pytest.approx(np.corrcoef(values, targets)[0, 1], abs=1e-6)
    regression.save_pretrained(tmp_path / "saved")
    again = mtl.MultiTaskModel.from_pretrained(str(tmp_path / "saved"))
    assert np.array_equal(again.predict(TEXTS)["p"].values, values)


def test_vectors(tmp_path: Path) -> None:
    vector = model(tmp_path, "vector_fit")
    targets = np.array([[1, 0, 0], [0, 2, 0], [0, 0, 3], [1, 1, 1]], np.float32)
    vector.fit({"p": (TEXTS, targets)}, epochs=1, batch_size=2)
    values = vector.predict(TEXTS)["p"].values
    assert values.shape == (4, 3)
    assert np.allclose(np.linalg.norm(values, axis=1), 1, atol=1e-6)
    units = targets / np.linalg.norm(targets, axis=1, keepdims=True)
    cosine = vector.evaluate({"p": (TEXTS, targets)})["p"]["cosine"]
    assert cosine == pytest.approx(float((values * units).sum(1).mean()), abs=1e-6)


@pytest.mark.parametrize("pooling", ["pooled", "mean"])
def test_vectors_of_texts_alone(tmp_path: Path, pooling: str) -> None:
    contrast = model(tmp_path, "contrastive_learning", options={"p": {"pooling": pooling}})
    contrast.fit({"p": TEXTS}, epochs=1, batch_size=4)
    values = contrast.predict(TEXTS)["p"].values
    assert np.allclose(np.linalg.norm(values, axis=1), 1, atol=1e-6)
    pairs = contrast.predict(PAIRS)["p"].values
    assert [pair.shape for pair in pairs] == [(2, values.shape[1])] * 2
    assert np.allclose(np.concatenate(pairs), values, atol=1e-5)
    report = contrast.evaluate({"p": (PAIRS, [0.5, 1.25])})["p"]
    cosines = [float(first @ second) for first, second in pairs]
    assert report["spearman"] == pytest.approx(1.0 if cosines[0] < cosines[1] else -1.0)


@pytest.mark.parametrize(
    ("kind", "targets", "message"),
    [
        (
            "regression",
            [1.0, float("nan"), 2.0, 3.0],
            "train['p'] row 1: expected a finite float32 number of 'p', got nan",
        ),
        (
            "vector_fit",
            [[1.0, 2.0], [1.0], [3.0, 4.0], [5.0, 6.0]],
            "train['p'] row 1: expected a vector of 2 numbers of 'p', as in the training data, "
            "got 1",
        ),
        (
            "vector_fit",
            [[1.0, 2.0], [0.0, 0.0], [3.0, 4.0], [5.0, 6.0]],
            "train['p'] row 1: expected a vector of 'p' with a direction, got only zeros",
        ),
        (
            "contrastive_learning",
            [0.5, 1.0, 2.0, 3.0],
            "problem 'p': expected texts or pairs to learn from, without scores, got the score 0.5 "
            "in row 0; scored pairs are for dev and test",
        ),
    ],
)
def test_refuses(tmp_path: Path, kind: str, targets: list[object], message: str) -> None:
    with pytest.raises(ValueError) as caught:
        model(tmp_path, kind).fit({"p": (TEXTS, targets)}, epochs=1)
    assert str(caught.value) == message


def test_a_text_alone_is_read_twice_under_dropout(tmp_path: Path) -> None:
    contrast = model(tmp_path, "contrastive_learning")
    with pytest.raises(ValueError) as caught:
        contrast.fit({"p": [*PAIRS, *TEXTS]}, epochs=1, dropout=0)
    assert str(caught.value) == (
        "train['p'] row 2: expected a pair for 'p' (contrastive_learning), or a dropout above 0, "
        "under which the two readings of a single text differ; got one text and dropout 0"
    )
    contrast.fit({"p": PAIRS}, epochs=1, dropout=0)


def test_texts_alone_beside_labels(tmp_path: Path) -> None:
    write_model(tmp_path / "bert")
    both = mtl.MultiTaskModel.from_pretrained(
        str(tmp_path / "bert"),
        problems="mood&meaning",
        types={"mood": "cls", "meaning": "contrastive_learning"},
    )
    history = both.fit(
        {"mood&meaning": (TEXTS, {"mood": [0, 1, 0, 1], "meaning": None})},
        epochs=1,
        batch_size=4,
    )
    assert history.steps[-1]["rows"] == {"mood": 4, "meaning": 4}
