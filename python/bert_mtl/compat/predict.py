"""Prediction, as the original's users call it."""

from __future__ import annotations

from typing import Any, Literal, overload

from numpy.typing import NDArray

from .model import BertMultiTask
from .params import BaseParams
from .predefined_problems.text_files import lines_of
from .rows import without_text_alone
from .runs import AnyModel, FunctionDict, TypeDict, trained_run

Answers = dict[str, NDArray[Any]]


@overload
def predict_bert_multitask(
    inputs: Any,
    problem: str = ...,
    model_dir: str = ...,
    params: BaseParams | None = ...,
    problem_type_dict: TypeDict | None = ...,
    processing_fn_dict: FunctionDict | None = ...,
    model: AnyModel | None = ...,
    return_model: Literal[False] = ...,
) -> Answers: ...


@overload
def predict_bert_multitask(
    inputs: Any,
    problem: str = ...,
    model_dir: str = ...,
    params: BaseParams | None = ...,
    problem_type_dict: TypeDict | None = ...,
    processing_fn_dict: FunctionDict | None = ...,
    model: AnyModel | None = ...,
    *,
    return_model: Literal[True],
) -> tuple[Answers, BertMultiTask]: ...


def predict_bert_multitask(
    inputs: Any,
    problem: str = "weibo_ner",
    model_dir: str = "",
    params: BaseParams | None = None,
    problem_type_dict: TypeDict | None = None,
    processing_fn_dict: FunctionDict | None = None,
    model: AnyModel | None = None,
    return_model: bool = False,
) -> Answers | tuple[Answers, BertMultiTask]:
    """Answer inputs with probabilities.

    Parameters
    ----------
    inputs : list or str
        Texts, lists of words, `{"a": text, "b": text}` pairs, or the path of a UTF-8 text file
        with a row a line.
    problem : str
        The chain, or a part of the one that was trained.
    model_dir : str
        The folder of the run.
    params : BaseParams, optional
        `DynamicBatchSizeParams()` without it.
    problem_type_dict : dict of str to str, optional
        Accepted; a trained model knows its types.
    processing_fn_dict : dict of str to callable, optional
        Accepted and not called.
    model : BertMultiTask or MultiTaskModel, optional
        Instead of the one in `model_dir`: what an earlier call returned is not read again.
    return_model : bool
        Whether the model is returned as well.

    Returns
    -------
    dict of str to ndarray, or that and the model
        `cls`, `multi_cls`: (b, c). `seq_tag`: (b, t, c) over the tokenised row with [CLS] and
        [SEP], padded to the longest with the class "[PAD]". Other types: see `probabilities`.
    """
    run = trained_run(problem, model_dir, params, problem_type_dict, processing_fn_dict, model)
    answers = run.predict(_rows(inputs), run.params.problem_list)
    return (answers, run) if return_model else answers


def _rows(inputs: Any) -> list[Any]:
    """The inputs as a list; a text is the path of a file."""
    if isinstance(inputs, str):
        lines = lines_of(inputs)
        return lines[:-1] if lines and not lines[-1] else lines
    return [without_text_alone(value) for value in inputs]
