"""Preprocessing functions: what the user writes to read one problem's rows."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .constants import PAD_TOKEN, TRAIN
from .labels import WITHOUT_LABELS
from .rows import Rows

if TYPE_CHECKING:
    from .params import BaseParams

_INPUTS_ALONE = ("pretrain",)


def preprocessing_fn(function: Callable[..., Any]) -> Callable[..., Any]:
    """Mark `f(params, mode)` or `f(params, mode, get_data_num)` as the reader of a problem.

    The function is named as its problem and returns `(inputs, targets)`, or is a generator of
    `(input, target)`; asked with `get_data_num=True`, it may return (number of rows, label
    encoder) instead.

    Parameters
    ----------
    function : callable
        The reader.

    Returns
    -------
    callable
        The same, which can be asked for the number of rows in either case.
    """

    @functools.wraps(function)
    def reader(params: BaseParams, mode: str, get_data_num: bool = False, **_: Any) -> Any:
        if _answers_number(function):
            return function(params, mode, get_data_num)
        answer = function(params, mode)
        if not get_data_num:
            return answer
        rows = _collect(function.__name__, answer, params.problem_type.get(function.__name__))
        return len(rows.inputs), None

    return reader


def read_rows(params: BaseParams, problem: str, mode: str) -> Rows:
    """Call a problem's function and gather what it gives.

    Parameters
    ----------
    params : BaseParams
        Passed on to the function.
    problem : str
        Whose rows.
    mode : str
        TRAIN or EVAL.

    Returns
    -------
    Rows
        Inputs and targets as lists.

    Raises
    ------
    KeyError
        If no function was registered for the problem.
    TypeError, ValueError
        If the function gives something else than rows.
    """
    if problem not in params.read_data_fn:
        raise KeyError(
            f"problem '{problem}': expected a preprocessing function, got none; "
            "name it in processing_fn_dict"
        )
    answer = preprocessing_fn(params.read_data_fn[problem])(params, mode)
    return _collect(problem, answer, params.problem_type.get(problem))


def count_rows(params: BaseParams, problem: str) -> int:
    """The number of a problem's training rows.

    Rows that had to be read for it are kept in `params.rows_read` for the run that follows.
    """
    function = params.read_data_fn.get(problem)
    if function is not None and _answers_number(inspect.unwrap(function)):
        number, encoder = preprocessing_fn(function)(params, TRAIN, get_data_num=True)
        classes = getattr(encoder, "encode_dict", None) or getattr(encoder, "classes_", None)
        if classes is not None:
            params.num_classes[problem] = len(classes)
        return int(number)
    rows = read_rows(params, problem, TRAIN)
    params.rows_read[problem] = rows
    return len(rows.inputs)


def class_count(params: BaseParams, problem: str) -> int | None:
    """The number of a problem's classes in the rows that were read, "[PAD]" included for tags."""
    rows = params.rows_read.get(problem)
    if rows is None or rows.targets is None:
        return None
    problem_type = params.problem_type.get(problem)
    if problem_type in WITHOUT_LABELS:
        return None
    labels = set(rows.labels())
    return len(labels | {PAD_TOKEN} if problem_type == "seq_tag" else labels)


def _answers_number(function: Callable[..., Any]) -> bool:
    """Whether a function itself takes `get_data_num`."""
    return "get_data_num" in inspect.signature(function).parameters


def _collect(problem: str, answer: Any, problem_type: str | None) -> Rows:
    if problem_type in _INPUTS_ALONE:
        return Rows(problem, list(answer), None)
    if isinstance(answer, Iterator):
        return _collect_pairs(problem, answer)
    if isinstance(answer, tuple | list) and len(answer) == 2:
        inputs, targets = answer
        if isinstance(inputs, Iterable) and isinstance(targets, Iterable):
            return Rows(problem, list(inputs), list(targets))
    expected = "(inputs, targets) or a generator of pairs"
    raise TypeError(f"problem '{problem}': expected {expected}, got {_spoken(answer)}")


def _collect_pairs(problem: str, pairs: Iterator[Any]) -> Rows:
    inputs, targets = [], []
    for number, pair in enumerate(pairs):
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise TypeError(
                f"problem '{problem}', row {number}: expected (input, target), got {_spoken(pair)}"
            )
        inputs.append(pair[0])
        targets.append(pair[1])
    return Rows(problem, inputs, targets)


def _spoken(value: Any) -> str:
    if isinstance(value, tuple | list):
        return f"a {type(value).__name__} of {len(value)}"
    return "None" if value is None else f"a value of type {type(value).__name__}"
