"""Every type from Python: data in, a run, an evaluation, an answer, a saved folder."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bert_mtl as mtl
import numpy as np
import pytest
from conftest import CONFIGURATION

TEXTS = ["i like it", "bad", "good", "awful table", "a fine book", "rome , paris"] * 3

Make = Callable[..., mtl.MultiTaskModel]


@pytest.fixture
def make(vocabulary: Path) -> Make:
    """Make a small model for one problem or a chain."""

    def make(chain: str, options: dict[str, Any] | None = None, **types: str) -> Any:
        return mtl.MultiTaskModel.from_configuration(
            CONFIGURATION, vocabulary, chain, types, options=options, seed=3
        )

    return make


def needs(*types: str) -> pytest.MarkDecorator:
    """Skip where a build does not have a type."""
    missing = [name for name in types if name not in mtl.problem_types()]
    return pytest.mark.skipif(bool(missing), reason=f"this build has no {missing}")


def fitted(model: mtl.MultiTaskModel, data: Any, **options: Any) -> mtl.MultiTaskModel:
    """Fit a few steps, check that the losses are finite, score, save and open again."""
    history = model.fit(data, epochs=2, learning_rate=1e-3, batch_size=6, **options)
    for step in history.steps:
        assert all(math.isfinite(loss) for loss in step["losses"].values())
    report = model.evaluate(data)
    assert math.isfinite(report.mean)
    return model


def reopened(model: mtl.MultiTaskModel, folder: Path) -> mtl.MultiTaskModel:
    model.save_pretrained(folder)
    return mtl.MultiTaskModel.from_pretrained(folder)


@needs("regression")
@pytest.mark.parametrize(
    "scores", [[float(i) for i in range(18)], np.arange(18), np.arange(18, dtype=np.float32)]
)
def test_regression(make: Make, tmp_path: Path, scores: Any) -> None:
    model = fitted(make("score", score="regression"), {"score": (TEXTS, scores)})
    found = model.predict(TEXTS[:2])["score"]
    assert isinstance(found, mtl.Numbers)
    assert found.values.shape == (2,)
    again = reopened(model, tmp_path / "model").predict(TEXTS[:2])["score"]
    assert again.values.tolist() == found.values.tolist()


@needs("regression")
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_not_finite(make: Make, value: float) -> None:
    with pytest.raises(ValueError) as caught:
        make("score", score="regression").fit({"score": (["a", "i"], [1.0, value])})
    assert str(caught.value) == (
        f"train['score'] row 1: expected a finite float32 number of 'score', got {value}"
    )


@needs("vector_fit")
def test_vectors(make: Make, tmp_path: Path) -> None:
    places = np.random.default_rng(1).normal(size=(18, 4))
    model = fitted(make("place", place="vector_fit"), {"place": (TEXTS, places)})
    found = model.predict(TEXTS[:2])["place"]
    assert found.values.shape == (2, 4)
    with pytest.raises(ValueError) as caught:
        model.evaluate({"place": (["a", "i"], [[1, 2, 3, 4], [1, 2]])})
    assert str(caught.value) == (
        "data['place'] row 1: expected a vector of 4 numbers of 'place', as in the training data, "
        "got 2"
    )


@needs("contrastive_learning")
def test_contrast(make: Make) -> None:
    model = fitted(make("same", same="contrastive_learning"), {"same": (TEXTS, [None] * 18)})
    assert model.predict(TEXTS[:2])["same"].values.shape == (2, 32)
    pairs = [{"a": text, "b": text} for text in TEXTS]
    report = model.evaluate({"same": (pairs, [float(i) for i in range(18)])})
    assert "spearman" in report["same"]
    both = model.predict([pairs[0], TEXTS[0]])["same"].values
    assert [row.shape for row in both] == [(2, 32), (1, 32)]


@needs("multi_cls")
def test_sets_of_labels(make: Make, tmp_path: Path) -> None:
    topics = [["a", "b"], [], ["b"]] * 6
    options = {"topics": {"thresholds": 0.0}}
    model = fitted(make("topics", options, topics="multi_cls"), {"topics": (TEXTS, topics)})
    found = model.predict(TEXTS[:2])["topics"]
    assert found.labels == [["a", "b"], ["a", "b"]]
    assert found.probabilities.shape == (2, 2)
    again = reopened(model, tmp_path / "model")
    assert again.predict(TEXTS[:2])["topics"].labels == found.labels


@needs("mask_lm")
def test_masked_texts(make: Make) -> None:
    model = fitted(make("lm", lm="mask_lm"), {"lm": TEXTS})
    found = model.predict(["i [MASK] it", "bad"])["lm"]
    assert isinstance(found, mtl.Fillings)
    assert [len(row) for row in found.pieces] == [1, 0]
    assert found.probabilities[0].shape == (1, len(found.pieces[0][0]))


@needs("mask_lm")
def test_masked_texts_beside_labels(make: Make) -> None:
    labels = ["x", "y"] * 9
    model = make("lm&mood", lm="masklm", mood="cls")
    fitted(model, {"lm&mood": (TEXTS, {"mood": labels})})
    assert model.predict(["a"])["mood"].labels[0] in labels


@needs("premask_mlm")
def test_texts_that_the_user_masked(make: Make) -> None:
    masked = ["i [MASK] it", "a [MASK] book"] * 6
    model = make("lm", lm="premask_mlm")
    fitted(model, {"lm": (masked, ["i like it", "a fine book"] * 6)})
    assert len(model.predict(masked[:1])["lm"].pieces[0]) == 1


@needs("pretrain")
def test_documents(make: Make) -> None:
    documents = [["i like it", ["a", "fine", "book"], "bad"], ["good", "rome , paris"]] * 4
    model = make("lm", {"lm": {"dupe_factor": 2}}, lm="pretrain")
    fitted(model, {"lm": documents})
    assert len(model.predict([["i [MASK] it"]])["lm"]) == 1


@needs("seq2seq_text", "seq2seq_tag")
def test_decoders(make: Make) -> None:
    options = {
        name: {"decoder_num_hidden_layers": 1, "beam_size": 2, "decode_max_seq_len": 8}
        for name in ("echo", "tags")
    }
    model = make("echo|tags", options, echo="seq2seq_text", tags="seq2seq_tag")
    tags = [["A", "B"], ["B"], ["A", "A", "B"]] * 6
    fitted(model, {"echo": (TEXTS, TEXTS), "tags": (TEXTS, tags)})
    found = model.predict(TEXTS[:2])
    assert isinstance(found["echo"], mtl.Sequences)
    assert [type(text) for text in found["echo"].texts] == [str, str]
    assert {label for row in found["tags"].labels for label in row} <= {"A", "B"}
    assert found["echo"].scores.shape == found["tags"].scores.shape == (2,)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"mood": {"head_dropot": 0.1}},
            "options.mood: unknown key 'head_dropot'; did you mean 'head_dropout'?",
        ),
        ({"mood": {"head_dropout": 2}}, "options.mood.head_dropout: expected a number from 0 to"),
        ({"moot": {}}, "types, labels, options: 'moot' is not a problem of the chain 'mood'"),
    ],
)
def test_options_that_mean_nothing(make: Make, options: Any, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        make("mood", options, mood="cls")
    assert str(caught.value).startswith(message)


def test_options_are_saved(make: Make, tmp_path: Path) -> None:
    options = {"mood": {"head_dropout": 0.25}}
    model = make("mood", options, mood="cls")
    model.fit({"mood": (TEXTS, ["x", "y"] * 9)}, epochs=1)
    reopened(model, tmp_path / "model")
    saved = json.loads((tmp_path / "model" / "bert_mtl.json").read_text())
    assert saved["problems"][0]["options"] == options["mood"]
