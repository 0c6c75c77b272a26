"""Params in the words of `MultiTaskModel.fit`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .chain import chunk_name
from .sampling import strategy_weights

if TYPE_CHECKING:
    from .params import BaseParams


def training_options(params: BaseParams) -> dict[str, Any]:
    """The keywords of `fit` that say what these params say.

    Parameters
    ----------
    params : BaseParams
        After `assign_problem`.

    Returns
    -------
    dict
        Keywords and values.
    """
    return {
        "epochs": params.train_epoch,
        "learning_rate": params.init_lr,
        "dropout": round(1 - params.dropout_keep_prob, 12),
        "label_smoothing": params.label_smoothing,
        "freeze_steps": params.freeze_step,
        "warmup_ratio": params.warmup_ratio,
        "seed": params.seed,
        "sampling": _sampling(params),
        **_batching(params),
    }


def _batching(params: BaseParams) -> dict[str, Any]:
    """One size for all rows, or the sizes of buckets by length."""
    if not params.dynamic_padding:
        return {"batch_size": params.batch_size}
    return {
        "batch_size": params.batch_size,
        "bucket_boundaries": list(params.bucket_boundaries),
        "bucket_batch_sizes": list(params.bucket_batch_sizes),
    }


def _sampling(params: BaseParams) -> str | dict[str, float]:
    """The strategy's name, or the weights where someone has set others."""
    weights = params.problem_sampling_weight_dict
    if params.sampling_strategy_fn is None and weights == strategy_weights(params):
        return params.multitask_balance_type
    groups = {chunk_name(group): "&".join(group) for group in params.problem_chunk}
    for name in weights:
        if name not in groups:
            known = ", ".join(groups)
            raise ValueError(
                f"problem_sampling_weight_dict: expected the groups {known}, got '{name}'"
            )
    return {text: weights.get(name, 0.0) for name, text in groups.items()}
