"""What may stand for rows, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeGuard

import numpy as np


def is_frame(source: Any) -> bool:
    """Whether a source is a DataFrame, without importing pandas."""
    return hasattr(source, "columns") and hasattr(source, "iloc")


def are_rows(values: Any) -> TypeGuard[Iterable[Any]]:
    """Whether values come row by row: a set has no order, and a frame gives its columns' names."""
    return isinstance(values, Iterable) and not (
        isinstance(values, set | frozenset) or is_frame(values)
    )


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether a value is a list or an array of some dimension; one without is a single value."""
    return isinstance(value, list) or (isinstance(value, np.ndarray) and value.ndim > 0)


def count_masked(value: Any) -> int:
    """Count the masked numbers of an array, or of a list that holds some."""
    if isinstance(value, np.ma.MaskedArray):
        return int(np.ma.getmaskarray(value).sum())
    return sum(map(count_masked, value)) if isinstance(value, list | tuple) else 0


def refuse_masked(subject: str, value: Any) -> None:
    """Refuse masked numbers: what lies under a mask is no number of the user's."""
    if masked := count_masked(value):
        raise ValueError(
            f"{subject}: expected numbers, got {masked} masked; "
            "fill them in or leave their rows out"
        )
