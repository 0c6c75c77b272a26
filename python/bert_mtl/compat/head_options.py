"""Params in the words of `options`, by problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .params import BaseParams


def head_options(params: BaseParams) -> dict[str, dict[str, Any]]:
    """What these params say of the heads of the assigned problems.

    Parameters
    ----------
    params : BaseParams
        After `assign_problem`.

    Returns
    -------
    dict
        Options of each problem that has some: `crf` of taggers, threshold and positive weight of
        sets of labels where they are not the defaults.
    """
    found: dict[str, dict[str, Any]] = {}
    for name in params.problem_list:
        type_ = params.problem_type[name]
        if type_ == "seq_tag" and params.crf:
            found[name] = {"crf": True}
        elif type_ == "multi_cls":
            asked = {
                "thresholds": (params.multi_cls_threshold, 0.5),
                "positive_weight": (params.multi_cls_positive_weight, 1.0),
            }
            changed = {key: value for key, (value, default) in asked.items() if value != default}
            if changed:
                found[name] = changed
    return found
