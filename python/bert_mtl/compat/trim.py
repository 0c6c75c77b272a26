"""Copies of a trained model for prediction."""

from __future__ import annotations

import os
from typing import Any

from .params import BaseParams
from .runs import TypeDict, trained_run


def trim_checkpoint_for_prediction(
    problem: str,
    input_dir: str,
    output_dir: str,
    problem_type_dict: TypeDict | None = None,
    overwrite: bool = True,
    fake_input_list: Any = None,
    params: BaseParams | None = None,
) -> None:
    """Copy a run's model without the state of its optimizer.

    Parameters
    ----------
    problem : str
        The chain.
    input_dir : str
        The folder of the run.
    output_dir : str
        Where the copy goes: the encoder, the heads, the vocabulary, params and label encoders.
    problem_type_dict : dict of str to str, optional
        Accepted; a trained model knows its types.
    overwrite : bool
        Whether a model in `output_dir` may be replaced.
    fake_input_list : object
        Accepted and ignored: nothing has to be run to know the weights.
    params : BaseParams, optional
        Those saved in `input_dir` without it.

    Raises
    ------
    FileExistsError
        If `output_dir` holds something and `overwrite` is False.
    """
    if not overwrite and os.path.isdir(output_dir) and os.listdir(output_dir):
        raise FileExistsError(
            f"output_dir '{output_dir}': expected an empty folder, got one with files; "
            "overwrite=True replaces them"
        )
    run = trained_run(problem, input_dir, params, problem_type_dict, None, None)
    run.save_pretrained(output_dir)
