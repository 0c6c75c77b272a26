"""Params as a JSON file: plain data only, functions and rows are left out."""

from __future__ import annotations

import json
import os
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from .files import write_json

if TYPE_CHECKING:
    from .params import BaseParams

_NOT_SAVED = {
    "read_data_fn",
    "top_layer",
    "label_handling_fn",
    "get_or_make_label_encoder_fn_dict",
    "sampling_strategy_fn",
    "rows_read",
}
_PATHS = {"ckpt_dir", "params_path", "default_ckpt_dir"}


def path_in(folder: str) -> str:
    """Where the params of a run lie in its folder."""
    return os.path.join(folder, "params.json")


def checkpoint_folder(params: BaseParams, base_dir: str | None, dir_name: str | None) -> str:
    """The folder of a run: what is given, else what was set, else one named by the problems."""
    chosen = params.ckpt_dir != params.default_ckpt_dir
    if not base_dir and not dir_name and params.ckpt_dir and chosen:
        return params.ckpt_dir
    params.default_ckpt_dir = default_folder(params.problem_list)
    default_base, default_name = os.path.split(params.default_ckpt_dir)
    return os.path.join(base_dir or default_base, dir_name or default_name)


def default_folder(names: list[str]) -> str:
    """The folder of a run whose user names none."""
    return os.path.join("models", "_".join(sorted(names)) + "_ckpt")


def save(params: BaseParams, path: str) -> None:
    """Write the attributes that are plain data.

    Parameters
    ----------
    params : BaseParams
        Whose attributes; those added by a subclass or by hand are saved too where JSON holds them.
    path : str
        The file, replaced as a whole.
    """
    if not path:
        raise ValueError("params_path: expected a file name, got none; assign_problem sets it")
    plain = {
        name: value
        for name, value in vars(params).items()
        if name not in _NOT_SAVED and _is_plain(value)
    }
    write_json(path, plain)


def load(params: BaseParams, path: str) -> None:
    """Set the attributes that a file holds.

    Paths stay as they are: a folder may have been moved since it was written.

    Raises
    ------
    ValueError
        If the file is no JSON object, or an attribute has another type than it must have.
    """
    if not path:
        raise ValueError("json_path: expected a file name, got none; assign_problem sets it")
    with open(path, encoding="utf-8") as file:
        try:
            read = json.load(file)
        except ValueError as error:
            raise ValueError(f"{path}: expected JSON, got {error}") from error
    if not isinstance(read, dict):
        raise ValueError(f"{path}: expected a JSON object, got {type(read).__name__}")
    known = {field.name for field in fields(params)} - _NOT_SAVED
    for name, value in read.items():
        if name in _PATHS or name in _NOT_SAVED:
            continue
        if name in known:
            _check(path, name, getattr(params, name), value)
        elif hasattr(type(params), name):
            raise ValueError(f"{path}: expected an attribute, got the method {name}")
        setattr(params, name, value)


def _check(path: str, name: str, present: Any, value: Any) -> None:
    """Refuse a value whose kind is not that of the default it replaces."""
    if present is None or value is None:
        return
    number = isinstance(present, float) and type(value) in (int, float)
    if not number and type(value) is not type(present):
        expected, actual = type(present).__name__, type(value).__name__
        raise ValueError(f"{path}: expected {name} to be {expected}, got {actual}")


def _is_plain(value: Any) -> bool:
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return False
    return True
