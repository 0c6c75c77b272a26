"""The attributes of the original's params, with its defaults, grouped by what they speak of.

Those that change something here are named in `training_options` and `encoder`; the others are
accepted, kept and saved, and have no effect.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from typing import Any

PROBLEM_TYPES = [
    *("cls", "seq_tag", "seq2seq_tag", "seq2seq_text", "multi_cls", "pretrain", "masklm"),
    # those of the original's successor, and the core's name of masklm
    *("regression", "vector_fit", "premask_mlm", "contrastive_learning", "mask_lm"),
]


@dataclass(eq=False, repr=False)
class ModelAttributes:
    """Which encoder, from where."""

    transformer_model_name: str = "bert-base-chinese"
    transformer_tokenizer_name: str = "bert-base-chinese"
    transformer_config_name: str = "bert-base-chinese"
    transformer_model_loading: str = "TFBertModel"
    transformer_config_loading: str = "BertConfig"
    transformer_tokenizer_loading: str = "BertTokenizer"
    transformer_decoder_model_name: str | None = None
    transformer_decoder_config_name: str | None = None
    transformer_decoder_tokenizer_name: str | None = None
    transformer_decoder_model_loading: str = "TFAutoModel"
    transformer_decoder_config_loading: str = "AutoConfig"
    transformer_decoder_tokenizer_loading: str = "AutoTokenizer"
    init_checkpoint: str = ""
    modal_segment_id: dict[str, int] = field(
        default_factory=lambda: {"text": 0, "image": 0, "others": 0}
    )
    modal_type_id: dict[str, int] = field(
        default_factory=lambda: {"text": 0, "image": 1, "others": 2}
    )
    enable_modal_type: bool = False


@dataclass(eq=False, repr=False)
class ProblemAttributes:
    """The problems, their types and where their rows come from."""

    problem_type: dict[str, str] = field(default_factory=dict)
    share_top: dict[str, str] = field(default_factory=dict)
    problem_type_list: list[str] = field(default_factory=lambda: list(PROBLEM_TYPES))
    predefined_problem_type: list[str] = field(default_factory=lambda: list(PROBLEM_TYPES))
    num_classes: dict[str, int] = field(default_factory=dict)
    read_data_fn: dict[str, Any] = field(default_factory=dict)
    top_layer: dict[str, Any] = field(default_factory=dict)
    label_handling_fn: dict[str, Any] = field(default_factory=dict)
    get_or_make_label_encoder_fn_dict: dict[str, Any] = field(default_factory=dict)
    multitask_balance_type: str = "data_balanced"


@dataclass(eq=False, repr=False)
class TrainingAttributes:
    """How long, how fast and in which batches."""

    init_lr: float = 2e-5
    batch_size: int = 32
    train_epoch: int = 15
    freeze_step: int = 0
    prefetch: int = 5000
    shuffle_buffer: int = 200000
    dynamic_padding: bool = True
    bucket_batch_sizes: list[int] = field(default_factory=lambda: [32, 32, 32, 16])
    bucket_boundaries: list[int] = field(default_factory=lambda: [30, 64, 128])
    log_every_n_steps: int = 100
    detail_log: bool = True
    num_cpus: int = 4
    per_cpu_buffer: int = 3000
    multiprocess: bool = True
    seed: int = 1  # ours: the original's runs differ each time


@dataclass(eq=False, repr=False)
class ShapeAttributes:
    """The shape of the model and of its rows."""

    dropout_keep_prob: float = 0.9
    max_seq_len: int = 256
    label_smoothing: float = 0.0
    crf: bool = False
    bert_num_hidden_layer: int = 12
    hidden_dense: bool = False
    hidden_gru: bool = False
    custom_pooled_hidden_size: int = 0
    share_embedding: bool = True
    multi_cls_threshold: float = 0.5
    multi_cls_positive_weight: float = 1.0
    punc_replace_prob: float = 0.0
    punc_list: list[str] = field(default_factory=lambda: [*string.punctuation, *"，。！？：；、"])
    use_one_hot_embeddings: bool = True


@dataclass(eq=False, repr=False)
class SequenceAttributes:
    """Decoders and pre-training."""

    decoder_num_hidden_layers: int = 3
    beam_size: int = 10
    init_decoder_from_encoder: bool = False
    beam_search_alpha: float = 0.6
    decode_max_seq_len: int = 90
    decode_vocab_file: str | None = None
    dupe_factor: int = 10
    short_seq_prob: float = 0.1
    masked_lm_prob: float = 0.15
    max_predictions_per_seq: int = 20
    mask_lm_hidden_size: int = 768
    mask_lm_hidden_act: str = "gelu"
    mask_lm_initializer_range: float = 0.02


@dataclass(eq=False, repr=False)
class SwitchAttributes:
    """Switches without effect in the original, and its paths."""

    label_transfer: bool = False
    augument_mask_lm: bool = False
    augument_rate: float = 0.5
    distillation: bool = False
    uncertain_weight_loss: bool = False
    grid_transformer: bool = False
    task_transformer: bool = False
    mean_gradients: bool = False
    label_transfer_gru: bool = False
    tmp_file_dir: str = "tmp"
    cache_dir: str = "models/transformers_cache"
    ckpt_dir: str = ""
    params_path: str = ""


@dataclass(eq=False, repr=False)
class AssignedAttributes:
    """What `assign_problem` works out."""

    problem_assigned: bool = False
    problem_str: str = ""
    problem_list: list[str] = field(default_factory=list)
    problem_chunk: list[list[str]] = field(default_factory=list)
    run_problem_list: list[dict[str, str]] = field(default_factory=list)
    data_num: int = 0
    data_num_dict: dict[str, int] = field(default_factory=dict)
    problem_sampling_weight_dict: dict[str, float] = field(default_factory=dict)
    train_steps: int = 0
    train_steps_per_epoch: int = 0
    num_warmup_steps: int = 0
    warmup_ratio: float = 0.1
    lr: float = 2e-5
    default_ckpt_dir: str = ""
