"""Batches as arrays, and the verbs of the model object."""

from __future__ import annotations

from pathlib import Path

import pytest
from bert_mtl.compat import (
    EVAL,
    TRAIN,
    BertMultiTask,
    DynamicBatchSizeParams,
    predict_bert_multitask,
    predict_input_fn,
    train_eval_input_fn,
)
from compat_toy import CHAIN, FUNCTIONS, TYPES, make_params, toy_pair


@pytest.fixture
def params(tmp_path: Path) -> DynamicBatchSizeParams:
    return make_params(tmp_path / "encoder")


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
    # B-x, I-x, O, [PAD]: sorted, as every label encoder has them.
    assert first["toy_seq_tag_label_ids"][0].tolist() == [3, 2, 2, 2, 0, 1, 3, 3]
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


def test_an_interrupted_run_can_be_asked(params: DynamicBatchSizeParams, tmp_path: Path) -> None:
    params.add_multiple_problems(TYPES, FUNCTIONS)
    params.assign_problem(CHAIN, base_dir=str(tmp_path), dir_name="run")

    def interrupt(event: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        BertMultiTask(params).fit(callbacks=[interrupt])
    assert not (tmp_path / "run" / "best").exists()
    answers, model = predict_bert_multitask(
        ["a toy"], CHAIN, model_dir=str(tmp_path / "run"), return_model=True
    )
    assert answers["toy_seq_tag"].shape == (1, 4, 4)
    assert model.params.max_seq_len == 32


def test_batches_of_other_types(params: DynamicBatchSizeParams) -> None:
    texts = ["a toy", "this is bad", "good"]
    rows = {
        "topics": ("multi_cls", [["x", "y"], [], ["y"]]),
        "score": ("regression", [1.5, 2, 3]),
        "place": ("vector_fit", [[1, 2], [3, 4], [5, 6]]),
        "spelling": ("seq2seq_tag", [["A"], ["B", "A"], []]),
        "lm": ("masklm", ["anything"] * 3),
        "same": ("contrastive_learning", [None] * 3),
    }
    for name, (type_, targets) in rows.items():
        params.add_problem(name, type_, lambda params, mode, targets=targets: (texts, targets))
    params.assign_problem("&".join(rows))
    (batch,) = train_eval_input_fn(params, EVAL)
    assert batch["topics_label_ids"].tolist() == [[1, 1], [0, 0], [0, 1]]
    assert batch["score_label_ids"].tolist() == [1.5, 2, 3]
    assert batch["place_label_ids"].tolist() == [[1, 2], [3, 4], [5, 6]]
    assert batch["spelling_label_ids"].tolist() == [[0, -1], [1, 0], [-1, -1]]
    assert "lm_label_ids" not in batch
    assert "same_label_ids" not in batch
    for name in rows:
        assert batch[f"{name}_loss_multiplier"].tolist() == [1, 1, 1]


def test_documents_are_read_as_their_words(params: DynamicBatchSizeParams) -> None:
    documents = [[["this", "is"], ["a", "toy"]], ["good", "bad"]]
    params.add_problem("lm", "pretrain", lambda params, mode: documents)
    params.assign_problem("lm")
    (batch,) = train_eval_input_fn(params, EVAL)
    assert batch["input_ids"].tolist() == [[2, 5, 6, 7, 8, 3], [2, 10, 11, 3, 0, 0]]
