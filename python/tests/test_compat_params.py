"""Params: the original's attributes, methods and files."""

from __future__ import annotations

from typing import Any

import pytest
from bert_mtl.compat import (
    BaseParams,
    CRFParams,
    DynamicBatchSizeParams,
    Params,
    StaticBatchParams,
    preprocessing_fn,
)

TYPES = [
    *("cls", "seq_tag", "seq2seq_tag", "seq2seq_text", "multi_cls", "pretrain", "masklm"),
    *("regression", "vector_fit", "premask_mlm", "contrastive_learning", "mask_lm"),
]

DEFAULTS: dict[str, Any] = {
    "transformer_model_name": "bert-base-chinese",
    "transformer_tokenizer_name": "bert-base-chinese",
    "transformer_config_name": "bert-base-chinese",
    "transformer_model_loading": "TFBertModel",
    "transformer_config_loading": "BertConfig",
    "transformer_tokenizer_loading": "BertTokenizer",
    "transformer_decoder_model_name": None,
    "transformer_decoder_config_name": None,
    "transformer_decoder_tokenizer_name": None,
    "transformer_decoder_model_loading": "TFAutoModel",
    "transformer_decoder_config_loading": "AutoConfig",
    "transformer_decoder_tokenizer_loading": "AutoTokenizer",
    "init_checkpoint": "",
    "modal_segment_id": {"text": 0, "image": 0, "others": 0},
    "modal_type_id": {"text": 0, "image": 1, "others": 2},
    "enable_modal_type": False,
    "problem_type": {},
    "share_top": {},
    "problem_type_list": TYPES,
    "predefined_problem_type": TYPES,
    "num_classes": {},
    "read_data_fn": {},
    "top_layer": {},
    "label_handling_fn": {},
    "get_or_make_label_encoder_fn_dict": {},
    "multitask_balance_type": "data_balanced",
    "init_lr": 2e-5,
    "batch_size": 32,
    "train_epoch": 15,
    "freeze_step": 0,
    "prefetch": 5000,
    "shuffle_buffer": 200000,
    "dynamic_padding": True,
    "bucket_batch_sizes": [32, 32, 32, 16],
    "bucket_boundaries": [30, 64, 128],
    "log_every_n_steps": 100,
    "detail_log": True,
    "num_cpus": 4,
    "per_cpu_buffer": 3000,
    "multiprocess": True,
    "dropout_keep_prob": 0.9,
    "max_seq_len": 256,
    "label_smoothing": 0.0,
    "crf": False,
    "bert_num_hidden_layer": 12,
    "hidden_dense": False,
    "hidden_gru": False,
    "custom_pooled_hidden_size": 0,
    "share_embedding": True,
    "multi_cls_threshold": 0.5,
    "multi_cls_positive_weight": 1.0,
    "punc_replace_prob": 0.0,
    "use_one_hot_embeddings": True,
    "decoder_num_hidden_layers": 3,
    "beam_size": 10,
    "init_decoder_from_encoder": False,
    "beam_search_alpha": 0.6,
    "decode_max_seq_len": 90,
    "dupe_factor": 10,
    "short_seq_prob": 0.1,
    "masked_lm_prob": 0.15,
    "max_predictions_per_seq": 20,
    "mask_lm_hidden_size": 768,
    "mask_lm_hidden_act": "gelu",
    "mask_lm_initializer_range": 0.02,
    "tmp_file_dir": "tmp",
    "cache_dir": "models/transformers_cache",
    "decode_vocab_file": None,
}

SWITCHES = [
    "label_transfer",
    "augument_mask_lm",
    "augument_rate",
    "distillation",
    "uncertain_weight_loss",
    "grid_transformer",
    "task_transformer",
    "mean_gradients",
    "label_transfer_gru",
    "ckpt_dir",
    "params_path",
    "punc_list",
]


@preprocessing_fn
def toy_cls(params: BaseParams, mode: str) -> Any:
    return [f"text {i}" for i in range(10)], ["a", "b"] * 5


@preprocessing_fn
def toy_mood(params: BaseParams, mode: str) -> Any:
    return [f"mood {i}" for i in range(30)], ["c"] * 30


@preprocessing_fn
def toy_tag(params: BaseParams, mode: str) -> Any:
    return [["text", str(i)] for i in range(10)], [["x", "y"]] * 10


def assigned(chain: str, **options: Any) -> BaseParams:
    params = BaseParams()
    params.add_multiple_problems(
        {"toy_cls": "cls", "toy_mood": "cls", "toy_tag": "seq_tag"},
        {"toy_cls": toy_cls, "toy_mood": toy_mood, "toy_tag": toy_tag},
    )
    params.assign_problem(chain, **options)
    return params


@pytest.mark.parametrize(("name", "value"), DEFAULTS.items())
def test_default(name: str, value: Any) -> None:
    assert getattr(BaseParams(), name) == value


@pytest.mark.parametrize("name", SWITCHES)
def test_switch_is_there(name: str) -> None:
    assert hasattr(BaseParams(), name)


def test_variants() -> None:
    assert CRFParams().crf is True
    assert StaticBatchParams().dynamic_padding is False
    assert DynamicBatchSizeParams().bucket_batch_sizes == [128, 64, 32, 16]
    assert Params is DynamicBatchSizeParams


def test_defaults_are_not_shared() -> None:
    first = BaseParams()
    first.bucket_boundaries.append(7)
    first.add_problem("toy")
    assert BaseParams().bucket_boundaries == [30, 64, 128]
    assert BaseParams().problem_type == {}


def test_subclass_with_its_own_attributes() -> None:
    class Mine(DynamicBatchSizeParams):
        def __init__(self) -> None:
            super().__init__()
            self.init_lr = 1e-3
            self.anything = "kept"

    params = Mine()
    assert (params.init_lr, params.anything, params.batch_size) == (1e-3, "kept", 32)


def test_assigning_works_out_the_rest() -> None:
    params = assigned("toy_tag&toy_cls|toy_mood", base_dir="runs", dir_name="one")
    assert params.problem_list == ["toy_cls", "toy_mood", "toy_tag"]
    assert params.problem_chunk == [["toy_tag", "toy_cls"], ["toy_mood"]]
    assert params.run_problem_list == [
        {"toy_tag": "seq_tag", "toy_cls": "cls"},
        {"toy_mood": "cls"},
    ]
    assert params.get_problem_chunk() == ["toy_cls_toy_tag", "toy_mood"]
    assert params.get_problem_chunk(as_str=False) == params.problem_chunk
    assert params.data_num_dict == {"toy_cls": 10, "toy_mood": 30, "toy_tag": 10}
    assert params.data_num == 40
    assert params.num_classes == {"toy_cls": 2, "toy_mood": 1, "toy_tag": 3}
    assert params.problem_sampling_weight_dict == {"toy_cls_toy_tag": 0.25, "toy_mood": 0.75}
    assert (params.train_steps_per_epoch, params.train_steps) == (2, 30)
    assert params.num_warmup_steps == 3
    assert params.lr == params.init_lr
    assert params.ckpt_dir == "runs/one"
    assert params.params_path == "runs/one/params.json"


def test_folder_named_by_the_problems_unless_chosen() -> None:
    params = assigned("toy_tag&toy_cls", predicting=True)
    assert params.ckpt_dir == "models/toy_cls_toy_tag_ckpt"
    params.assign_problem("toy_mood", predicting=True)
    assert params.ckpt_dir == "models/toy_mood_ckpt"
    params.ckpt_dir = "chosen"
    params.assign_problem("toy_cls", predicting=True)
    assert params.ckpt_dir == "chosen"


def test_predicting_reads_nothing() -> None:
    params = BaseParams()
    params.add_problem("toy", "cls")
    params.assign_problem("toy", predicting=True)
    assert params.data_num_dict == {}


def test_sampling_strategies() -> None:
    params = assigned("toy_cls|toy_mood")
    assert params.set_data_sampling_strategy("problem_balanced") == {
        "toy_cls": 0.5,
        "toy_mood": 0.5,
    }
    weights = {"toy_cls": 0.9, "toy_mood": 0.1}
    assert params.set_data_sampling_strategy(sampling_strategy_fn=lambda _: weights) == weights
    params.assign_problem("toy_cls|toy_mood")
    assert params.problem_sampling_weight_dict == weights


def test_update_train_steps() -> None:
    params = BaseParams()
    params.update_train_steps(20, epoch=3, warmup_ratio=0.25)
    assert (params.train_steps_per_epoch, params.train_steps, params.num_warmup_steps) == (
        20,
        60,
        15,
    )


def test_register_problem_type() -> None:
    params = BaseParams()
    params.register_problem_type("ranking", top_layer="layer")
    params.add_problem("toy", "ranking")
    assert params.get_problem_type("toy") == "ranking"
    assert params.list_available_problem_types() == [*TYPES, "ranking"]
    assert params.top_layer == {"ranking": "layer"}
    assert BaseParams().list_available_problem_types() == TYPES


def test_unknown_type() -> None:
    with pytest.raises(ValueError) as caught:
        BaseParams().add_problem("toy", "clas")
    assert str(caught.value) == (
        "problem 'toy': expected one of the types cls, seq_tag, seq2seq_tag, seq2seq_text, "
        "multi_cls, pretrain, masklm, regression, vector_fit, premask_mlm, contrastive_learning, "
        "mask_lm, got 'clas'"
    )


def test_type_registered_twice() -> None:
    with pytest.raises(ValueError) as caught:
        BaseParams().register_problem_type("cls", top_layer=None)
    assert str(caught.value) == "problem_type: expected a new name, got 'cls' again"


def test_unknown_problem() -> None:
    with pytest.raises(KeyError) as caught:
        assigned("toy_clas")
    assert caught.value.args[0] == (
        "problem 'toy_clas': expected one of toy_cls, toy_mood, toy_tag; add it by add_problem"
    )
    with pytest.raises(KeyError) as caught:
        BaseParams().get_problem_type("toy")
    assert caught.value.args[0] == "problem 'toy': expected one of none; add it by add_problem"


def test_unknown_strategy() -> None:
    with pytest.raises(ValueError) as caught:
        assigned("toy_cls").set_data_sampling_strategy("random")
    assert str(caught.value) == (
        "sampling_strategy: expected 'data_balanced' or 'problem_balanced', got 'random'"
    )
