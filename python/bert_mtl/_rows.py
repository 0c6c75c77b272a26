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


def refuse_masked(subject: str, value: Any) -> None:
    """Refuse an array with masked numbers: what lies under a mask is no number of the user's."""
    if isinstance(value, np.ma.MaskedArray) and np.ma.is_masked(value):
        raise ValueError(
            f"{subject}: expected numbers, got {int(np.ma.getmaskarray(value).sum())} masked; "
            "fill them in or leave their rows out"
        )
