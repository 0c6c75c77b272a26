"""The original's params as options of the problems they speak of."""

from __future__ import annotations

from typing import Any

import pytest
from bert_mtl.compat import BaseParams, CRFParams
from bert_mtl.compat.problem_options import modality_options, problem_options


def options(params: BaseParams, **types: str) -> dict[str, Any]:
    params.add_multiple_problems(types)
    params.assign_problem("|".join(types), predicting=True)
    return problem_options(params)


def test_defaults_are_left_to_the_core() -> None:
    types = ["cls", "seq_tag", "multi_cls", "masklm", "pretrain", "seq2seq_text", "regression"]
    assert options(BaseParams(), **{f"my_{name}": name for name in types}) == {}


@pytest.mark.parametrize(
    ("name", "value", "problem_type", "option"),
    [
        ("multi_cls_threshold", 0.3, "multi_cls", "thresholds"),
        ("multi_cls_positive_weight", 4.0, "multi_cls", "positive_weight"),
        ("custom_pooled_hidden_size", 64, "cls", "pooled_hidden_size"),
        ("custom_pooled_hidden_size", 64, "regression", "pooled_hidden_size"),
        ("crf", True, "seq_tag", "crf"),
        ("masked_lm_prob", 0.3, "masklm", "masked_lm_prob"),
        ("max_predictions_per_seq", 5, "mask_lm", "max_predictions_per_seq"),
        ("share_embedding", False, "premask_mlm", "share_embedding"),
        ("dupe_factor", 2, "pretrain", "dupe_factor"),
        ("short_seq_prob", 0.5, "pretrain", "short_seq_prob"),
        ("decoder_num_hidden_layers", 1, "seq2seq_tag", "decoder_num_hidden_layers"),
        ("beam_size", 1, "seq2seq_text", "beam_size"),
        ("init_decoder_from_encoder", True, "seq2seq_text", "init_decoder_from_encoder"),
        ("beam_search_alpha", 0.0, "seq2seq_text", "beam_search_alpha"),
        ("decode_max_seq_len", 9, "seq2seq_text", "decode_max_seq_len"),
    ],
)
def test_what_differs_is_an_option_of_the_type(
    name: str, value: Any, problem_type: str, option: str
) -> None:
    params = BaseParams()
    setattr(params, name, value)
    assert options(params, mine=problem_type) == {"mine": {option: value}}


def test_crf_params() -> None:
    assert options(CRFParams(), ner="seq_tag", mood="cls") == {"ner": {"crf": True}}


def test_shared_tops() -> None:
    params = BaseParams()
    params.share_top = {"pku": "msr", "as": "characters", "city": "characters"}
    types = dict.fromkeys(["msr", "pku", "as", "city"], "seq_tag")
    assert options(params, **types) == {
        "pku": {"share_top": "msr"},
        "city": {"share_top": "as"},
    }


def test_modalities() -> None:
    params = BaseParams()
    assert modality_options(params) == {}
    params.modal_segment_id = {"text": 0, "image": 1, "others": 0}
    params.modal_type_id["others"] = 3
    params.enable_modal_type = True
    assert modality_options(params) == {
        "modalities": {"image": {"segment": 1}, "others": {"type": 3}},
        "modal_types": True,
    }
