"""The toy tutorial and the four functions, end to end on a tiny random encoder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bert_mtl import MultiTaskModel, TrainingError
from bert_mtl.compat import (
    EVAL,
    PREDICT,
    TRAIN,
    BaseParams,
    BertMultiTask,
    DynamicBatchSizeParams,
    eval_bert_multitask,
    get_or_make_label_encoder,
    predict_bert_multitask,
    preprocessing_fn,
    train_bert_multitask,
    trim_checkpoint_for_prediction,
)
from compat_toy import CHAIN, FUNCTIONS, TYPES, make_params


@pytest.fixture
def params(tmp_path: Path) -> DynamicBatchSizeParams:
    return make_params(tmp_path / "encoder")


@pytest.fixture
def trained(params: DynamicBatchSizeParams, tmp_path: Path) -> BertMultiTask:
    return train_bert_multitask(
        problem=CHAIN,
        num_epochs=12,
        model_dir=str(tmp_path / "run"),
        params=params,
        problem_type_dict=TYPES,
        processing_fn_dict=FUNCTIONS,
    )


def test_tutorial(trained: BertMultiTask, tmp_path: Path) -> None:
    run = str(tmp_path / "run")
    assert trained.params.ckpt_dir == run
    scores = eval_bert_multitask(problem=CHAIN, model_dir=run, params=trained.params)
    assert scores["toy_cls_acc"] == 1.0
    assert scores["toy_seq_tag_acc"] == scores["toy_seq_tag_f1"] == 1.0
    assert scores["mean_acc"] == 1.0
    assert scores["loss"] == pytest.approx(scores["toy_cls_loss"] + scores["toy_seq_tag_loss"])
    part = eval_bert_multitask("toy_seq_tag", model_dir=run, processing_fn_dict=FUNCTIONS)
    assert part.keys() == {"loss", "mean_acc"} | {k for k in scores if k.startswith("toy_seq_tag")}

    answers, model = predict_bert_multitask(
        ["this is a good toy", ["this", "is", "a", "bad", "toys"]],
        CHAIN,
        model_dir=run,
        return_model=True,
    )
    assert answers["toy_cls"].shape == (2, 2)
    # The second row is [CLS] this is a bad toy ##s [SEP]; the tags are B-x, I-x, O and [PAD].
    assert answers["toy_seq_tag"].shape == (2, 8, 4)
    np.testing.assert_allclose(answers["toy_seq_tag"].sum(-1), 1, rtol=1e-5)
    labels = get_or_make_label_encoder(model.params, "toy_seq_tag", PREDICT)
    tags = labels.inverse_transform(answers["toy_seq_tag"].argmax(-1))
    assert tags[0][-1] == "[PAD]"
    assert "[PAD]" not in tags[0][:-1] + tags[1]
    classes = get_or_make_label_encoder(model.params, "toy_cls", PREDICT)
    assert classes.inverse_transform(answers["toy_cls"].argmax(-1)) == ["a", "b"]


def test_a_returned_model_is_not_read_again(
    trained: BertMultiTask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = str(tmp_path / "run")
    first, model = predict_bert_multitask(["a toy"], CHAIN, model_dir=run, return_model=True)
    monkeypatch.setattr(MultiTaskModel, "from_pretrained", None)
    again = predict_bert_multitask(["a toy"], CHAIN, model=model)
    for problem in TYPES:
        np.testing.assert_array_equal(first[problem], again[problem])
    only = predict_bert_multitask(["a toy"], "toy_cls", model=trained.model)
    assert list(only) == ["toy_cls"]


def test_trimmed_copy_answers_the_same(trained: BertMultiTask, tmp_path: Path) -> None:
    run, trimmed = str(tmp_path / "run"), str(tmp_path / "trimmed")
    trim_checkpoint_for_prediction(CHAIN, run, trimmed)
    names = {path.name for path in Path(trimmed).iterdir()}
    assert {"config.json", "model.safetensors", "vocab.txt", "params.json"} <= names
    assert not {"optimizer.safetensors", "trainer.json", "best", "last"} & names
    assert not [name for name in names if name.endswith(".pkl")]
    path = tmp_path / "rows.txt"
    path.write_text("a good toy\nthis is bad\n")
    first = predict_bert_multitask(str(path), CHAIN, model_dir=run)
    again = predict_bert_multitask(["a good toy", "this is bad"], CHAIN, model_dir=trimmed)
    for problem in TYPES:
        np.testing.assert_array_equal(first[problem], again[problem])
    with pytest.raises(FileExistsError) as caught:
        trim_checkpoint_for_prediction(CHAIN, run, trimmed, overwrite=False)
    assert str(caught.value) == (
        f"output_dir '{trimmed}': expected an empty folder, got one with files; "
        "overwrite=True replaces them"
    )


def test_training_continues_from_its_folder(
    trained: BertMultiTask, params: DynamicBatchSizeParams, tmp_path: Path
) -> None:
    again = train_bert_multitask(
        CHAIN, num_epochs=1, model_dir=str(tmp_path / "run"), params=params,
        continue_training=True, steps_per_epoch=1,
    )  # fmt: skip
    assert again.evaluate()["toy_cls_acc"] == 1.0


def test_pairs_in_turn_with_tags(params: DynamicBatchSizeParams, tmp_path: Path) -> None:
    model = train_bert_multitask(
        "toy_pair|toy_seq_tag", num_epochs=1, model_dir=str(tmp_path / "run"), params=params,
        problem_type_dict={"toy_pair": "cls", "toy_seq_tag": "seq_tag"},
        processing_fn_dict=FUNCTIONS,
    )  # fmt: skip
    assert model.params.problem_sampling_weight_dict == {"toy_pair": 0.375, "toy_seq_tag": 0.625}
    answers = predict_bert_multitask([{"a": "this", "b": "toy"}], "toy_pair", model=model)
    assert answers["toy_pair"].shape == (1, 2)
    encoder = get_or_make_label_encoder(model.params, "toy_pair", EVAL)
    assert encoder.decode_dict == {0: 0, 1: 1}


def test_nothing_is_trained_when_asked_for_files_only(
    params: DynamicBatchSizeParams, tmp_path: Path
) -> None:
    train_bert_multitask(
        CHAIN, model_dir=str(tmp_path / "run"), params=params, problem_type_dict=TYPES,
        processing_fn_dict=FUNCTIONS, create_tf_record_only=True,
    )  # fmt: skip
    assert params.data_num == 20
    assert not (tmp_path / "run").exists()


def test_a_run_that_fails_leaves_the_old_one_whole(
    trained: BertMultiTask, params: DynamicBatchSizeParams, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    before = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}

    @preprocessing_fn
    def other(params: BaseParams, mode: str) -> Any:
        yield ["this", "is", "new"], ["O", "O", "O"]

    params.read_data_fn["toy_seq_tag"] = other
    with pytest.raises(ValueError) as caught:
        train_bert_multitask(CHAIN, model_dir=str(run), params=params)
    assert "toy_seq_tag" in str(caught.value)
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file()} == before


def test_a_field_over_the_tags(params: DynamicBatchSizeParams, tmp_path: Path) -> None:
    params.crf = True
    trained = train_bert_multitask(
        problem=CHAIN,
        num_epochs=12,
        model_dir=str(tmp_path / "run"),
        params=params,
        problem_type_dict=TYPES,
        processing_fn_dict=FUNCTIONS,
    )
    scores = eval_bert_multitask(CHAIN, model_dir=str(tmp_path / "run"), params=trained.params)
    assert scores["toy_seq_tag_f1"] == scores["toy_cls_acc"] == 1.0
    saved = json.loads((tmp_path / "run" / "best" / "bert_mtl.json").read_text())
    assert [problem.get("options") for problem in saved["problems"]] == [None, {"crf": True}]


def test_the_encoders_are_those_of_the_model_that_was_saved_whatever_ends_a_run(
    trained: BertMultiTask, tmp_path: Path
) -> None:
    run = tmp_path / "run"

    @preprocessing_fn
    def toy_cls(params: BaseParams, mode: str) -> Any:
        pairs = 10 if mode == TRAIN else 3
        return ["this is a good toy", "this is a bad toy"] * pairs, ["c", "d"] * pairs

    def untrained(name: str) -> BertMultiTask:
        return train_bert_multitask(
            CHAIN, model_dir=str(run), params=make_params(tmp_path / name),
            problem_type_dict=TYPES, processing_fn_dict={**FUNCTIONS, "toy_cls": toy_cls},
            create_tf_record_only=True,
        )  # fmt: skip

    def stop_at(kind: str) -> Any:
        def stop(event: dict[str, Any]) -> None:
            if event["kind"] == kind:
                raise RuntimeError(kind)

        return stop

    before = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    with pytest.raises(TrainingError, match="resume: expected"):
        untrained("resumed").fit(resume=True)
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file()} == before

    for kind, labels in (("train", ["a", "b"]), ("evaluation", ["c", "d"])):
        with pytest.raises(RuntimeError, match=kind):
            untrained(kind).fit(callbacks=[stop_at(kind)])
        encoder = json.loads((run / "toy_cls_label_encoder.json").read_text())
        model = json.loads((run / "best" / "bert_mtl.json").read_text())
        assert encoder["labels"] == model["problems"][0]["learned"]["labels"] == labels
