"""Params in the words of a model's `options`, problem by problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .attributes import ModelAttributes, SequenceAttributes, ShapeAttributes

if TYPE_CHECKING:
    from .params import BaseParams

_POOLED = {"custom_pooled_hidden_size": "pooled_hidden_size"}
_MASKS = {name: name for name in ("masked_lm_prob", "max_predictions_per_seq", "share_embedding")}
_DECODER = {
    name: name
    for name in (
        *("decoder_num_hidden_layers", "beam_size", "init_decoder_from_encoder"),
        *("beam_search_alpha", "decode_max_seq_len"),
    )
}
_PAIRS = {name: name for name in ("dupe_factor", "short_seq_prob")}
_SHARES = {"share_embedding": "share_embedding"}

#: The attributes that are options of a type, and what they are called there.
_OPTIONS: dict[str, dict[str, str]] = {
    "cls": _POOLED,
    "multi_cls": {
        "multi_cls_threshold": "thresholds",
        "multi_cls_positive_weight": "positive_weight",
        **_POOLED,
    },
    "seq_tag": {"crf": "crf"},
    "regression": _POOLED,
    "vector_fit": _POOLED,
    "masklm": _MASKS,
    "mask_lm": _MASKS,
    "premask_mlm": _SHARES,
    "pretrain": {**_MASKS, **_PAIRS},
    "seq2seq_text": {**_DECODER, **_SHARES},
    "seq2seq_tag": _DECODER,
}


def problem_options(params: BaseParams) -> dict[str, dict[str, Any]]:
    """What params say of each problem of the chain, where it is not the default.

    Parameters
    ----------
    params : BaseParams
        After `assign_problem`.

    Returns
    -------
    dict of str to dict
        Options by problem; problems without any are left out.
    """
    defaults = {**_defaults(ShapeAttributes), **_defaults(SequenceAttributes)}
    found: dict[str, dict[str, Any]] = {}
    for problem in params.problem_list:
        names = _OPTIONS.get(params.problem_type[problem], {})
        values = {
            option: getattr(params, name)
            for name, option in names.items()
            if getattr(params, name) != defaults[name]
        }
        owner = _owner(params, problem)
        if owner != problem:
            values["share_top"] = owner
        if values:
            found[problem] = values
    return found


def modality_options(params: BaseParams) -> dict[str, Any]:
    """What params say of modalities, where it is not the default.

    Parameters
    ----------
    params : BaseParams
        Whose `modal_segment_id`, `modal_type_id` and `enable_modal_type` count.

    Returns
    -------
    dict
        Keywords with which a model is opened.
    """
    plain = ModelAttributes()
    modalities: dict[str, dict[str, int]] = {}
    for key, given, usual in (
        ("segment", params.modal_segment_id, plain.modal_segment_id),
        ("type", params.modal_type_id, plain.modal_type_id),
    ):
        for name, number in given.items():
            if usual.get(name) != number:
                modalities.setdefault(name, {})[key] = number
    found: dict[str, Any] = {"modalities": modalities} if modalities else {}
    return {**found, "modal_types": True} if params.enable_modal_type else found


def _owner(params: BaseParams, problem: str) -> str:
    """The problem whose head another uses: that named, or the first with the same top."""
    top = params.share_top.get(problem, problem)
    if top in params.problem_list:
        return top
    return next(name for name in params.problem_list if params.share_top.get(name, name) == top)


def _defaults(attributes: type) -> dict[str, Any]:
    return {name: value for name, value in vars(attributes).items() if not name.startswith("_")}
