"""The original's other types through its own functions, end to end on a tiny random encoder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bert_mtl import problem_types
from bert_mtl.compat import (
    EVAL,
    DynamicBatchSizeParams,
    eval_bert_multitask,
    predict_bert_multitask,
    train_bert_multitask,
    train_eval_input_fn,
)
from compat_toy import make_params

TEXTS = ["this is a good toy", "a bad toy", "this input is bad", "good toys"] * 3
TARGETS: dict[str, tuple[str, str, list[Any], tuple[int, ...]]] = {
    "regression": ("regression", "pearson", [1.0, -1.0, -1.5, 2.0] * 3, (2,)),
    "vector_fit": ("vector_fit", "", [[1, 0, 0], [0, 1, 0], [0, 1, 1], [1, 0, 1]] * 3, (2, 3)),
    "contrastive_learning": ("contrastive_learning", "", [None] * 12, (2, 16)),
    "multi_cls": ("multi_cls", "", [["good"], ["bad", "short"], ["bad"], []] * 3, (2, 3)),
    "masklm": ("mask_lm", "perplexity", ["anything"] * 12, (2,)),
    "premask_mlm": ("premask_mlm", "perplexity", TEXTS, (2,)),
    "seq2seq_text": ("seq2seq_text", "", TEXTS, (2,)),
    "seq2seq_tag": ("seq2seq_tag", "", [["A"], ["B", "A"], ["B"], ["A", "A"]] * 3, (2,)),
}


@pytest.fixture
def params(tmp_path: Path) -> DynamicBatchSizeParams:
    ready = make_params(tmp_path / "encoder")
    ready.decoder_num_hidden_layers = 1
    ready.beam_size = 2
    ready.decode_max_seq_len = 6
    return ready


@pytest.mark.parametrize("type_", TARGETS)
def test_a_type(type_: str, params: DynamicBatchSizeParams, tmp_path: Path) -> None:
    name, score, targets, shape = TARGETS[type_]
    if name not in problem_types():
        pytest.skip(f"this build has no {name}")
    texts = TEXTS
    if type_ == "premask_mlm":
        texts = [text.replace("good", "[MASK]").replace("bad", "[MASK]") for text in TEXTS]
    run: dict[str, Any] = {
        "model_dir": str(tmp_path / "run"),
        "params": params,
        "problem_type_dict": {"mine": type_},
        "processing_fn_dict": {"mine": lambda params, mode: (texts, targets)},
    }
    train_bert_multitask(problem="mine", num_epochs=1, **run)
    scores = eval_bert_multitask("mine", **run)
    assert scores["loss"] == scores["mine_loss"]
    assert not score or f"mine_{score}" in scores
    answers = predict_bert_multitask(texts[:2], "mine", model_dir=str(tmp_path / "run"))
    assert answers["mine"].shape == shape


@pytest.mark.skipif("pretrain" not in problem_types(), reason="this build has no pretrain")
def test_documents_alone(params: DynamicBatchSizeParams, tmp_path: Path) -> None:
    documents = [[text.split() for text in TEXTS[:3]], [text.split() for text in TEXTS[1:4]]] * 3
    params.dupe_factor = 2
    trained = train_bert_multitask(
        problem="lm",
        num_epochs=1,
        model_dir=str(tmp_path / "run"),
        params=params,
        problem_type_dict={"lm": "pretrain"},
        processing_fn_dict={"lm": lambda params, mode: documents},
    )
    assert trained.history is not None
    assert trained.model.describe()["problems"][0]["input"] == "document"


def test_images_beside_texts(params: DynamicBatchSizeParams, tmp_path: Path) -> None:
    draws = np.random.default_rng(1)
    rows: list[Any] = [{"text": text, "image": draws.normal(size=(5, 10))} for text in TEXTS]
    rows[1] = {"text": TEXTS[1]}
    params.max_seq_len = 32
    params.enable_modal_type = True
    run: dict[str, Any] = {
        "model_dir": str(tmp_path / "run"),
        "params": params,
        "problem_type_dict": {"mine": "multi_cls"},
        "processing_fn_dict": {
            "mine": lambda params, mode: (rows, [["x"], [], ["y"], ["x", "y"]] * 3)
        },
    }
    trained = train_bert_multitask(problem="mine", num_epochs=1, **run)
    assert "image" in trained.model.describe()["modalities"]
    answers = predict_bert_multitask(rows[:2], "mine", model_dir=str(tmp_path / "run"))
    assert answers["mine"].shape == (2, 2)
    (batch, *_) = train_eval_input_fn(params, EVAL)
    assert batch["mine_label_ids"][:2].tolist() == [[1, 0], [0, 0]]
