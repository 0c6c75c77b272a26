"""What a model says of its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import MultiTaskModel
from .attributes import ShapeAttributes

if TYPE_CHECKING:
    from .params import BaseParams


def types_of(model: MultiTaskModel) -> dict[str, str]:
    """The type of each problem."""
    return {problem["name"]: problem["type"] for problem in model.describe()["problems"]}


def labels_of(model: MultiTaskModel) -> dict[str, list[Any]]:
    """The labels of each problem that has seen training data, in the order of its columns."""
    return {
        problem["name"]: list(problem["labels"])
        for problem in model.describe()["problems"]
        if problem.get("labels") is not None
    }


def length_asked(params: BaseParams) -> int | None:
    """The length that rows are cut to, where the user has set one; else it is the trained one."""
    return params.max_seq_len if params.max_seq_len != ShapeAttributes.max_seq_len else None


def training_length(params: BaseParams, model: MultiTaskModel) -> int:
    """The length that rows are cut to in training: the default goes as far as the positions do."""
    asked = length_asked(params)
    return asked or min(params.max_seq_len, int(model.describe()["max_positions"]))
