"""The keywords of training: the same names in Python, in YAML and on the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypedDict

from bert_mtl._targets import Label

Sampling = Literal["data_balanced", "problem_balanced", "temperature"] | Mapping[str, float]


class OpeningOptions(TypedDict, total=False):
    """How a model is opened, beside its problems and their types; every key may be left out."""

    #: What a problem's type lets one choose: ``{"slots": {"crf": True}}``.
    options: Mapping[str, Mapping[str, Any]] | None
    #: The labels of new problems, where they shall not be those of the training data.
    labels: Mapping[str, Sequence[Label]] | None
    #: What rows hold beside text, ``{"image": {"size": 64, "patch": 8}}``; without it what the
    #: training data has.
    modalities: Mapping[str, Mapping[str, int]] | None
    #: Whether the encoder is told which modality each row is of.
    modal_types: bool | None
    #: What stands between encoder and heads: ``plain`` for nothing, or ``mmoe``, experts that the
    #: problems share. A saved model keeps its own.
    trunk: str | None
    #: What the trunk lets one choose: ``{"experts": 8, "expert_units": 128}`` of ``mmoe``.
    trunk_options: Mapping[str, int] | None
    #: Seeds the parameters that no folder gives.
    seed: int | None
    #: The number format of the encoder's products: ``float32`` (the standard), ``bfloat16``,
    #: ``int8`` (prediction alone), or ``auto``, the faster of the first two on this machine.
    dtype: Literal["float32", "bfloat16", "int8", "auto"] | None
    #: Threads that share the work; without it ``BERT_MTL_THREADS``, else the processors that this
    #: process may use. Two a processor are the most.
    threads: int | None


class TrainingOptions(TypedDict, total=False):
    """How a model is trained; every key may be left out.

    The recipe behind the defaults: Devlin et al. 2018, https://arxiv.org/abs/1810.04805, A.2-3.
    """

    #: How often the data is passed over (3).
    epochs: int
    #: Optimizer steps in an epoch; without it as many as one pass over all rows takes.
    steps_per_epoch: int
    #: Rows in a batch (32).
    batch_size: int
    #: Tokens in a batch; batches are then cut by this budget instead of by ``batch_size``.
    batch_tokens: int
    #: Lengths that divide rows into buckets, each with its size in ``bucket_batch_sizes``.
    bucket_boundaries: Sequence[int]
    bucket_batch_sizes: Sequence[int]
    #: Batches whose gradients make one optimizer step (1).
    gradient_accumulation: int
    #: Pieces in a row, special tokens included; longer rows are cut, longest side first.
    max_length: int
    #: The highest learning rate, reached at the end of the warm-up (5e-5).
    learning_rate: float
    #: How the learning rate goes down after the warm-up (linear).
    schedule: Literal["linear", "constant", "cosine"]
    #: The share of all steps in which the learning rate rises from 0 (0.1).
    warmup_ratio: float
    #: The same as a number of steps; takes precedence.
    warmup_steps: int
    #: Decoupled weight decay, not applied to biases and layer norms (0.01).
    weight_decay: float
    beta1: float
    beta2: float
    epsilon: float
    #: The largest global norm of the gradient; 0 turns clipping off (1).
    clip_norm: float
    #: Replaces the dropout of the encoder and the heads.
    dropout: float
    label_smoothing: float
    #: What each problem's loss is multiplied with before they are added (1).
    loss_weights: Mapping[str, float]
    #: Optimizer steps at the beginning in which the encoder is left as it is (0).
    freeze_steps: int
    #: Parts of the encoder that no step changes: a number of layers, counted from the first, with
    #: the embeddings; or a list of layers (the first is 1, the last -1) and ``"embeddings"``.
    freeze: int | Sequence[int | str]
    #: Keeps of each layer its input alone and computes the rest again on the way back: less memory
    #: and the same bits for about a third more time (False).
    recompute: bool
    #: How groups are drawn: by name, or by a weight for each (data_balanced).
    sampling: Sampling
    #: The T of rows^(1/T) for ``temperature`` sampling (2).
    temperature: float
    seed: int
    #: Optimizer steps between evaluations on dev; without it once an epoch.
    evaluate_every: int
    #: Which score says which checkpoint is best: ``mean`` or ``problem.score`` (mean).
    best_metric: str
    #: Evaluations without a better score after which training stops.
    patience: int
    #: Where the ``best`` and ``last`` checkpoints and the history go.
    output_dir: str | os.PathLike[str]
    #: Optimizer steps between saves of ``last``; without it once an epoch.
    save_every: int
    #: Go on from ``last`` in ``output_dir``, bit for bit.
    resume: bool
    #: Replace the models of an earlier run in ``output_dir``, from the first save on; without it
    #: the run is refused (False).
    overwrite: bool


def training_options(place: str, given: TrainingOptions) -> TrainingOptions:
    """Answer training options; refuse those that a model is opened with."""
    opening = {"problems", "types", *OpeningOptions.__annotations__}
    for key in given:
        if key in opening and key not in TrainingOptions.__annotations__:
            raise TypeError(
                f"{place}: expected training options, got '{key}', which from_pretrained and "
                "from_configuration take"
            )
    return given
