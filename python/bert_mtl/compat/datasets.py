"""The rows of the assigned problems as `MultiTaskModel` takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .constants import TRAIN
from .preprocessing import read_rows
from .rows import agree

if TYPE_CHECKING:
    from .params import BaseParams

Data = dict[str, tuple[list[Any], list[Any]]]


def datasets(params: BaseParams, mode: str) -> Data:
    """Read every problem's rows for a mode.

    Parameters
    ----------
    params : BaseParams
        After `assign_problem`; the rows it read are taken over, once.
    mode : str
        TRAIN or EVAL.

    Returns
    -------
    dict of str to tuple
        (inputs, targets) of each problem.
    """
    read = {}
    for problem in params.problem_list:
        kept = params.rows_read.pop(problem, None) if mode == TRAIN else None
        read[problem] = kept or read_rows(params, problem, mode)
    for group in params.problem_chunk:
        agree([read[problem] for problem in group])
    return {problem: (rows.inputs, rows.targets or []) for problem, rows in read.items()}


def has_rows(data: Data) -> bool:
    """Whether there is anything to evaluate on."""
    return any(inputs for inputs, _ in data.values())
