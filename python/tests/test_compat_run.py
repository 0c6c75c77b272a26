"""The toy tutorial and the four functions, end to end on a tiny random encoder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bert_mtl import MultiTaskModel
from bert_mtl.compat import (
    EVAL,
    PREDICT,
    TRAIN,
    BaseParams,
    BertMultiTask,
    CRFParams,
    DynamicBatchSizeParams,
    eval_bert_multitask,
    get_or_make_label_encoder,
    predict_bert_multitask,
    predict_input_fn,
    preprocessing_fn,
    train_bert_multitask,
    train_eval_input_fn,
    trim_checkpoint_for_prediction,
)

WORDS = ["this", "is", "a", "toy", "input", "good", "bad", "##s"]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
CONFIGURATION = {
    "model_type": "bert",
    "vocab_size": len(VOCABULARY),
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
    "max_position_embeddings": 32,
    "type_vocab_size": 2,
}
CHAIN = "toy_cls&toy_seq_tag"
TYPES = {"toy_cls": "cls", "toy_seq_tag": "seq_tag"}


@preprocessing_fn
def toy_cls(params: BaseParams, mode: str) -> Any:
    """Lists of texts."""
    rows = 20 if mode == TRAIN else 6
    return [f"this is a {('good', 'bad')[i % 2]} toy" for i in range(rows)], ["a", "b"] * (
        rows // 2
    )


@preprocessing_fn
def toy_seq_tag(params: BaseParams, mode: str) -> Any:
    """A generator of the same texts' words."""
    for i in range(20 if mode == TRAIN else 6):
        yield ["this", "is", "a", ("good", "bad")[i % 2], "toy"], ["O", "O", "O", "B-x", "I-x"]


@preprocessing_fn
def toy_pair(params: BaseParams, mode: str) -> Any:
    """Pairs."""
    for i in range(12):
        yield {"a": "this is", "b": ("good toys", "bad input")[i % 2]}, i % 2


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "toy_cls": toy_cls,
    "toy_seq_tag": toy_seq_tag,
    "toy_pair": toy_pair,
}


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    """A folder with a configuration and a vocabulary, and no weights."""
    folder = tmp_path / "encoder"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(CONFIGURATION))
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n")
    return folder


@pytest.fixture
def params(encoder: Path) -> DynamicBatchSizeParams:
    ready = DynamicBatchSizeParams()
    ready.transformer_model_name = str(encoder)
    ready.transformer_config_name = str(encoder)
    ready.transformer_tokenizer_name = str(encoder)
    ready.max_seq_len = 32
    ready.init_lr = 1e-2
    ready.bucket_batch_sizes = [4, 4, 4, 4]
    return ready


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
        ["a good toy", ["bad", "toys", "good"]], CHAIN, model_dir=run, return_model=True
    )
    assert answers["toy_cls"].shape == (2, 2)
    # [CLS] a good toy [SEP], and [CLS] bad toy ##s good [SEP]; B-x, I-x, O and [PAD].
    assert answers["toy_seq_tag"].shape == (2, 6, 4)
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


def test_batches(params: DynamicBatchSizeParams) -> None:
    params.add_multiple_problems(TYPES, FUNCTIONS)
    params.add_problem("toy_pair", "cls", toy_pair)
    params.batch_size = 8
    params.assign_problem(CHAIN + "|toy_pair")
    batches = train_eval_input_fn(params, EVAL)
    assert len(batches) == 3
    first, second, _ = list(batches)
    assert first.keys() == {
        "input_ids", "input_mask", "segment_ids", "toy_cls_label_ids", "toy_cls_loss_multiplier",
        "toy_seq_tag_label_ids", "toy_seq_tag_loss_multiplier", "toy_pair_label_ids",
        "toy_pair_loss_multiplier",
    }  # fmt: skip
    assert first["toy_cls_loss_multiplier"].tolist() == [1] * 6 + [0] * 2
    assert first["toy_pair_loss_multiplier"].tolist() == [0] * 6 + [1] * 2
    assert second["toy_cls_loss_multiplier"].tolist() == [0] * 8
    assert first["input_ids"][0].tolist() == [2, 5, 6, 7, 10, 8, 3, 0]
    assert first["input_mask"][0].tolist() == [1] * 7 + [0]
    assert first["segment_ids"][7].tolist() == [0, 0, 0, 0, 1, 1, 1, 0]
    # [PAD], B-x, I-x, O: sorted, as every label encoder has them.
    assert first["toy_seq_tag_label_ids"][0].tolist() == [2, 3, 3, 3, 0, 1, 2, 2]
    orders = [[b["input_ids"][:, 4].tolist() for b in passes] for passes in
              [train_eval_input_fn(params, TRAIN)] * 2]  # fmt: skip
    assert orders[0] != orders[1]
    (alone,) = predict_input_fn(["a toy", "toys"], params)
    assert alone.keys() == {"input_ids", "input_mask", "segment_ids"}
    assert alone["input_ids"].tolist() == [[2, 7, 8, 3], [2, 8, 12, 3]]


def test_verbs_of_the_model(params: DynamicBatchSizeParams, tmp_path: Path) -> None:
    params.add_multiple_problems(TYPES, FUNCTIONS)
    params.assign_problem(CHAIN, base_dir=str(tmp_path), dir_name="run")
    model = BertMultiTask(params)
    model.compile()
    history = model.fit(train_eval_input_fn(params, TRAIN), epochs=1)
    assert history is model.history
    answers = model.predict(predict_input_fn(["a toy"], params))
    assert answers.keys() == TYPES.keys()


def test_nothing_is_trained_when_asked_for_files_only(
    params: DynamicBatchSizeParams, tmp_path: Path
) -> None:
    train_bert_multitask(
        CHAIN, model_dir=str(tmp_path / "run"), params=params, problem_type_dict=TYPES,
        processing_fn_dict=FUNCTIONS, create_tf_record_only=True,
    )  # fmt: skip
    assert params.data_num == 20
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("chain", "types", "error", "message"),
    [
        ("toy_many", {"toy_many": "multi_cls"}, ValueError,
         "problem 'toy_many': expected one of the types cls, seq_tag, got 'multi_cls'"),
        ("toy_cls|", TYPES, ValueError,
         "chain 'toy_cls|', column 9: expected the name of a problem, got none"),
        ("toy", TYPES, KeyError,
         "problem 'toy': expected one of toy_cls, toy_seq_tag; add it by add_problem"),
    ],
)  # fmt: skip
def test_refused_before_anything_is_read_or_written(
    chain: str,
    types: dict[str, str],
    error: type[Exception],
    message: str,
    params: DynamicBatchSizeParams,
    tmp_path: Path,
) -> None:
    def unread(params: BaseParams, mode: str) -> Any:
        raise AssertionError("read")

    with pytest.raises(error) as caught:
        train_bert_multitask(
            chain, model_dir=str(tmp_path / "run"), params=params, problem_type_dict=types,
            processing_fn_dict=dict.fromkeys(types, unread),
        )  # fmt: skip
    assert caught.value.args[0] == message
    assert not (tmp_path / "run").exists()


def test_crf_is_refused(encoder: Path, tmp_path: Path) -> None:
    crf = CRFParams()
    crf.transformer_model_name = str(encoder)
    with pytest.raises(ValueError) as caught:
        train_bert_multitask(CHAIN, model_dir=str(tmp_path / "run"), params=crf,
                             problem_type_dict=TYPES, processing_fn_dict=FUNCTIONS)  # fmt: skip
    assert str(caught.value) == (
        "problem 'toy_seq_tag': expected crf False, got True; "
        "conditional random fields are not there yet"
    )


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
