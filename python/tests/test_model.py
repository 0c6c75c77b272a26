"""A model from Python: made, trained, scored, asked, saved and opened again."""

import json
import logging

import bert_mtl as mtl
import numpy as np
import pytest
from conftest import CONFIGURATION, TYPES

TEXTS = ["flight to rome", ["book", "a", "table"], {"a": "good", "b": "  a flight"}]


def test_problem_types():
    names = mtl.problem_types()
    assert names[:2] == ["cls", "seq_tag"]
    assert len(set(names)) == len(names)


def test_a_configuration_may_be_a_file(tmp_path, vocabulary):
    path = tmp_path / "config.json"
    path.write_text(json.dumps(CONFIGURATION))
    model = mtl.MultiTaskModel.from_configuration(path, vocabulary)
    assert repr(model) == "MultiTaskModel(encoder: 2 layers, 32 wide, 20,096 parameters)"
    assert model.problems == []


def test_fit_answers_a_history_of_every_step(model, train):
    history = model.fit(train, train, epochs=2, batch_size=8, learning_rate=1e-3)
    assert history is model.history
    assert [event["step"] for event in history.steps] == list(range(1, len(history) + 1))
    assert len(history.evaluations) == 2
    assert history.finished["reason"] == "completed"
    assert history.run["steps"] == len(history)
    assert {group["group"] for group in history.run["groups"]} == {"intent&slots", "mood"}


def test_training_learns(trained, train):
    report = trained.evaluate(train)
    assert report["slots"]["f1"] > 0.9
    assert set(report) == {"intent", "slots", "mood"}
    assert report.mean == pytest.approx(
        np.mean([report["intent"]["accuracy"], report["slots"]["f1"], report["mood"]["accuracy"]])
    )


def test_one_seed_is_one_run(vocabulary, train):
    def losses():
        model = mtl.MultiTaskModel.from_configuration(
            CONFIGURATION, vocabulary, "intent&slots|mood", TYPES, seed=3
        )
        return [event["loss"] for event in model.fit(train, epochs=1, seed=9).steps]

    assert losses() == losses()


def test_predictions_of_texts_words_and_pairs(trained):
    answers = trained.predict(TEXTS)
    assert list(answers) == ["intent", "slots", "mood"]
    mood = answers["mood"]
    assert mood.names == [False, True]
    assert mood.probabilities.shape == (3, 2)
    assert mood.probabilities.dtype == np.float32
    assert mood.probabilities.sum(axis=1) == pytest.approx(1)
    assert mood.labels == [mood.names[index] for index in mood.probabilities.argmax(axis=1)]
    assert repr(mood) == "Prediction(3 inputs, 2 labels)"
    slots = answers["slots"]
    assert slots.words == [
        ["flight", "to", "rome"],
        ["book", "a", "table"],
        ["good", "a", "flight"],
    ]
    assert [len(row) for row in slots.labels] == [3, 3, 3]
    assert [row.shape for row in slots.probabilities] == [(3, 2)] * 3
    assert slots.spans[0].tolist() == [[0, 6], [7, 9], [10, 14]]


def test_words_that_were_cut_off_have_no_label(trained):
    slots = trained.predict([["a"] * 6], max_length=5)["slots"]
    assert [label is None for label in slots.labels[0]] == [False] * 3 + [True] * 3
    assert slots.words == [["a"] * 6]


def test_every_piece_is_answered_for_where_asked(trained):
    slots = trained.predict([["books", "a"], "a"], problems=["slots"], every_piece=True)["slots"]
    assert slots.words is None
    # [CLS] book ##s a [SEP], and [CLS] a [SEP].
    assert [row.shape for row in slots.probabilities] == [(5, 2), (3, 2)]
    assert [len(row) for row in slots.labels] == [5, 3]
    assert slots.spans[0].tolist() == [[0, 0], [0, 4], [4, 5], [0, 1], [0, 0]]


def test_some_problems_alone(trained):
    assert list(trained.predict(["a table"], problems=["mood"])) == ["mood"]
    with pytest.raises(KeyError, match="problem 'moot': expected a problem of this model"):
        trained.predict(["a table"], problems=["moot"])


def test_no_inputs_are_no_answers(trained):
    assert trained.predict([])["mood"].labels == []
    vectors = trained.encode([])
    assert vectors.pooled.shape == (0, 32)
    assert vectors.sequence == []


def test_vectors_of_texts_and_tokens(trained):
    vectors = trained.encode(["flight to rome", "a"])
    assert vectors.pooled.shape == (2, 32)
    assert [row.shape for row in vectors.sequence] == [(5, 32), (3, 32)]
    assert not vectors.pooled.flags.writeable
    again = trained.encode(iter(["a"]))
    np.testing.assert_allclose(again.pooled[0], vectors.pooled[1], atol=1e-6)


def test_what_is_saved_comes_back(trained, tmp_path):
    trained.save_pretrained(tmp_path / "out")
    opened = mtl.MultiTaskModel.from_pretrained(tmp_path / "out")
    assert opened.problems == ["intent", "slots", "mood"]
    for problem, answer in trained.predict(TEXTS).items():
        other = opened.predict(TEXTS)[problem]
        assert other.labels == answer.labels
        np.testing.assert_array_equal(
            np.concatenate(other.probabilities), np.concatenate(answer.probabilities)
        )


def test_a_folder_without_weights_is_said_so(trained, tmp_path, caplog):
    folder = tmp_path / "out"
    trained.save_pretrained(folder)
    (folder / "model.safetensors").unlink()
    with pytest.raises(FileNotFoundError, match="expected a file model.safetensors"):
        mtl.MultiTaskModel.from_pretrained(folder)
    (folder / "bert_mtl.json").unlink()
    with caplog.at_level(logging.WARNING, "bert_mtl"):
        mtl.MultiTaskModel.from_pretrained(folder)
    assert caplog.messages == [
        f"{folder}: it has no model.safetensors; the encoder begins at random"
    ]


@pytest.mark.parametrize(
    ("keywords", "error", "message"),
    [
        (
            {"problems": "a||b"},
            ValueError,
            "chain 'a||b', column 3: expected the name of a problem",
        ),
        ({"problems": "a"}, ValueError, "problem 'a': expected a type (cls, seq_tag"),
        (
            {"problems": "a", "types": {"a": "clss"}},
            ValueError,
            "expected a known type, got 'clss'",
        ),
        ({"threads": "2"}, TypeError, "threads: expected a whole number, got"),
    ],
)
def test_what_does_not_fit_is_refused_at_opening(vocabulary, keywords, error, message):
    with pytest.raises(error) as caught:
        mtl.MultiTaskModel.from_configuration(CONFIGURATION, vocabulary, **keywords)
    assert message in str(caught.value)


@pytest.mark.parametrize("inputs", [None, 3])
def test_inputs_that_are_no_list_are_named(model, inputs):
    with pytest.raises(TypeError) as caught:
        model.encode(inputs)
    kind = type(inputs).__name__
    assert str(caught.value) == f"inputs: expected a list of inputs, got {kind}"


def test_a_configuration_that_is_no_json_names_its_file(tmp_path, vocabulary):
    path = tmp_path / "config.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match="config.json: expected JSON in UTF-8, got Expecting"):
        mtl.MultiTaskModel.from_configuration(path, vocabulary)


def test_a_configuration_is_no_file_descriptor(vocabulary):
    with pytest.raises(TypeError, match="os.PathLike"):
        mtl.MultiTaskModel.from_configuration(0, vocabulary)


def test_a_folder_that_is_not_there(tmp_path):
    path = tmp_path / "nothing"
    with pytest.raises(FileNotFoundError) as caught:
        mtl.MultiTaskModel.from_pretrained(path)
    message = f"{path}: expected a folder with a checkpoint, got nothing"
    assert str(caught.value) == f"[Errno 2] {message}"


def test_a_folder_without_a_configuration(tmp_path):
    with pytest.raises(FileNotFoundError, match="expected a file config.json"):
        mtl.MultiTaskModel.from_pretrained(tmp_path)


def test_an_untrained_problem_is_not_asked(model):
    with pytest.raises(ValueError) as caught:
        model.predict(["a"])
    assert str(caught.value) == (
        "problem 'intent': expected a trained head, got none; train it first"
    )
