"""Evaluation, as the original's users call it."""

from __future__ import annotations

from .params import BaseParams
from .runs import AnyModel, FunctionDict, TypeDict, trained_run


def eval_bert_multitask(
    problem: str = "weibo_ner",
    num_gpus: int = 1,
    model_dir: str = "",
    params: BaseParams | None = None,
    problem_type_dict: TypeDict | None = None,
    processing_fn_dict: FunctionDict | None = None,
    model: AnyModel | None = None,
) -> dict[str, float]:
    """Score a trained model on its problems' evaluation rows.

    Parameters
    ----------
    problem : str
        The chain, or a part of the one that was trained.
    num_gpus : int
        Accepted and ignored.
    model_dir : str
        The folder of the run.
    params : BaseParams, optional
        `DynamicBatchSizeParams()` without it.
    problem_type_dict : dict of str to str, optional
        The types of problems that `params` does not know yet.
    processing_fn_dict : dict of str to callable, optional
        Their preprocessing functions.
    model : BertMultiTask or MultiTaskModel, optional
        Instead of the one in `model_dir`.

    Returns
    -------
    dict of str to float
        "loss", "mean_acc", "<problem>_acc" over words alone, without padding and special tokens,
        and the other scores as "<problem>_f1" and so on.
    """
    run = trained_run(problem, model_dir, params, problem_type_dict, processing_fn_dict, model)
    return run.evaluate()
