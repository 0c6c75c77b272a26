"""What the four functions of the original have in common: params that know their problems."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeAlias

from .. import MultiTaskModel
from . import params_json
from .described import types_of
from .encoder import open_trained
from .model import BertMultiTask
from .params import BaseParams, DynamicBatchSizeParams

TypeDict = dict[str, str]
FunctionDict = dict[str, Callable[..., Any]]
AnyModel: TypeAlias = "BertMultiTask | MultiTaskModel"


def prepare(
    params: BaseParams | None,
    problem_type_dict: TypeDict | None,
    processing_fn_dict: FunctionDict | None,
) -> BaseParams:
    """The params given, or the default ones, with these problems added."""
    ready = params if params is not None else DynamicBatchSizeParams()
    if problem_type_dict:
        ready.add_multiple_problems(problem_type_dict, processing_fn_dict)
    elif processing_fn_dict:
        ready.read_data_fn.update(processing_fn_dict)
    return ready


def assign(
    params: BaseParams, problem: str, model_dir: str, gpu: int = 1, predicting: bool = True
) -> None:
    """Assign a chain; `model_dir` is taken apart into the folder above and its name."""
    base_dir, dir_name = os.path.split(os.path.normpath(model_dir)) if model_dir else ("", "")
    params.assign_problem(
        problem, gpu, base_dir or ("." if dir_name else None), dir_name or None, predicting
    )


def trained_run(
    problem: str,
    model_dir: str,
    params: BaseParams | None,
    problem_type_dict: TypeDict | None,
    processing_fn_dict: FunctionDict | None,
    model: AnyModel | None,
) -> BertMultiTask:
    """A trained model, the one given or the one in a folder, with the chain assigned.

    Params that are not given are those that were saved with the model; the types of its problems
    need not be told again.
    """
    if params is None and isinstance(model, BertMultiTask):
        params = model.params
    ready = prepare(params, problem_type_dict, processing_fn_dict)
    names, _ = ready.parse_problem_string(problem)
    folder = model_dir or ready.ckpt_dir or params_json.default_folder(names)
    if model is None:
        opened = open_trained(folder)
        saved = params_json.path_in(folder)
        if params is None and os.path.exists(saved):
            functions = dict(ready.read_data_fn)
            ready.from_json(saved)
            ready.read_data_fn = functions
    else:
        opened = model.model if isinstance(model, BertMultiTask) else model
    for name, problem_type in types_of(opened).items():
        ready.problem_type.setdefault(name, problem_type)
    assign(ready, problem, folder)
    return BertMultiTask(ready, opened)
