"""Training, as the original's users call it."""

from __future__ import annotations

from typing import Any

from .encoder import open_for_training
from .model import BertMultiTask
from .params import BaseParams
from .runs import AnyModel, FunctionDict, TypeDict, assign, prepare


def train_bert_multitask(
    problem: str = "weibo_ner",
    num_gpus: int = 1,
    num_epochs: int = 10,
    model_dir: str = "",
    params: BaseParams | None = None,
    problem_type_dict: TypeDict | None = None,
    processing_fn_dict: FunctionDict | None = None,
    model: AnyModel | None = None,
    create_tf_record_only: bool = False,
    steps_per_epoch: int | None = None,
    warmup_ratio: float = 0.1,
    continue_training: bool = False,
    mirrored_strategy: Any = None,
) -> BertMultiTask:
    """Train a model on chained problems, evaluating after every epoch.

    Parameters
    ----------
    problem : str
        The chain, such as "cws|weibo_ner&weibo_cws".
    num_gpus : int
        Accepted and ignored.
    num_epochs : int
        Passes over the data.
    model_dir : str
        The run's folder; "models/<problems>_ckpt" where empty.
    params : BaseParams, optional
        `DynamicBatchSizeParams()` without it.
    problem_type_dict : dict of str to str, optional
        The types of problems that `params` does not know yet.
    processing_fn_dict : dict of str to callable, optional
        Their preprocessing functions.
    model : BertMultiTask or MultiTaskModel, optional
        A model to go on with, instead of one opened here.
    create_tf_record_only : bool
        There are no such files here: the data is read and checked, and nothing is trained.
    steps_per_epoch : int, optional
        Instead of one pass over the rows.
    warmup_ratio : float
        The share of steps in which the learning rate rises.
    continue_training : bool
        Begins from the weights in `model_dir` if there are some.
    mirrored_strategy : object
        Accepted and ignored.

    Returns
    -------
    BertMultiTask
        The trained model; `.params` is the params object, `.history` the logged steps.
    """
    ready = prepare(params, problem_type_dict, processing_fn_dict)
    ready.train_epoch = num_epochs
    ready.warmup_ratio = warmup_ratio
    assign(ready, problem, model_dir)
    if model is None:
        model = open_for_training(ready, continue_training)
    trained = model if isinstance(model, BertMultiTask) else BertMultiTask(ready, model)
    trained.params = ready
    assign(ready, problem, model_dir, num_gpus, predicting=False)
    if steps_per_epoch is not None:
        ready.update_train_steps(steps_per_epoch, warmup_ratio=warmup_ratio)
    if not create_tf_record_only:
        trained.fit(steps_per_epoch=steps_per_epoch)
    return trained
