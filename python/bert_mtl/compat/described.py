"""What a model says of its problems."""

from __future__ import annotations

from typing import Any

from .. import MultiTaskModel


def types_of(model: MultiTaskModel) -> dict[str, str]:
    """The type of each problem."""
    return {problem["name"]: problem["type"] for problem in model.describe()["problems"]}


def labels_of(model: MultiTaskModel) -> dict[str, list[Any]]:
    """The labels of each problem that has seen training data, in the order of its columns."""
    return {
        problem["name"]: list(problem["labels"])
        for problem in model.describe()["problems"]
        if problem["labels"] is not None
    }
