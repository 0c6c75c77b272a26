"""Requests and replies: the control that crosses the boundary."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from typing import Any

import numpy as np


def request(**values: Any) -> str:
    """Write a request; what is None is left out, so that the core's default stands."""
    plain = {key: _plain(value, key) for key, value in values.items() if value is not None}
    return json.dumps(plain, allow_nan=False)


def _plain(value: Any, path: str) -> Any:
    """Turn NumPy's numbers, paths and tuples into what JSON has."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if isinstance(value, str) and "\0" in value:
        raise ValueError(f"{path}: expected a text without NUL characters, got {value!r}")
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{path}: expected a finite number, got {value}")
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(entry, f"{path}.{key}") for key, entry in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(entry, f"{path}[{index}]") for index, entry in enumerate(value)]
    raise TypeError(
        f"{path}: expected a number, a text, a list or a dict, got {type(value).__name__}"
    )
