"""Where a run's weights come from: its own folder, a checkpoint, or the transformer's name."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from .. import MultiTaskModel
from .attributes import ModelAttributes, ShapeAttributes
from .problem_options import modality_options, problem_options

if TYPE_CHECKING:
    from .params import BaseParams

_WEIGHTS = "model.safetensors"
_CONFIGURATION = "config.json"
_logger = logging.getLogger("bert_mtl.compat")


def checkpoint_in(folder: str) -> str | None:
    """The best, else the last, else the only checkpoint of a folder; None if it has none."""
    for name in ("best", "last", ""):
        path = os.path.join(folder, name) if name else folder
        if os.path.isfile(os.path.join(path, _WEIGHTS)):
            return path
    return None


def require_checkpoint(folder: str) -> str:
    """The checkpoint of a folder.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    found = checkpoint_in(folder)
    if found is None:
        raise FileNotFoundError(
            f"model_dir '{folder}': expected a trained model, got none; train it first"
        )
    return found


def open_trained(folder: str) -> MultiTaskModel:
    """The model of a folder, with the heads that were saved in it."""
    return MultiTaskModel.from_pretrained(require_checkpoint(folder))


def open_for_training(params: BaseParams, continue_training: bool) -> MultiTaskModel:
    """A model for the assigned problems.

    Its weights are those of the run's folder if training continues and there are some, else of
    `init_checkpoint` if that has some, else of the transformer.

    Parameters
    ----------
    params : BaseParams
        After `assign_problem`.
    continue_training : bool
        Whether the run's own weights are taken up.

    Returns
    -------
    MultiTaskModel
        With a head for each problem.
    """
    chain = "|".join("&".join(group) for group in params.problem_chunk)
    types = {name: params.problem_type[name] for name in params.problem_list}
    asked: dict[str, Any] = {"problems": chain, "types": types, "seed": params.seed}
    options = problem_options(params)
    if options:
        asked["options"] = options
    asked |= modality_options(params)
    own = checkpoint_in(params.ckpt_dir) if continue_training else None
    given = own or (checkpoint_in(params.init_checkpoint) if params.init_checkpoint else None)
    if given:
        return MultiTaskModel.from_pretrained(given, **asked)
    if _is_random(params):
        return _open_random(params, asked)
    with _shortened(params) as folder:
        return MultiTaskModel.from_pretrained(folder, **asked)


def tokenizer_folder(params: BaseParams) -> str:
    """The folder or hub id whose vocabulary the run uses."""
    name = checkpoint_in(params.ckpt_dir) or params.transformer_tokenizer_name
    return os.path.dirname(name) or "." if os.path.isfile(name) else name


def _is_random(params: BaseParams) -> bool:
    """Whether only a configuration is given: then no weights are looked for."""
    untouched = _default(ModelAttributes, "transformer_model_name")
    named = params.transformer_model_name
    return named in ("", untouched) and os.path.exists(params.transformer_config_name)


def _open_random(params: BaseParams, asked: dict[str, Any]) -> MultiTaskModel:
    configuration = _read_configuration(params.transformer_config_name)
    if _layers_asked(params):
        configuration["num_hidden_layers"] = params.bert_num_hidden_layer
    vocabulary = params.transformer_tokenizer_name
    if not os.path.exists(vocabulary):
        folder = params.transformer_config_name
        vocabulary = folder if os.path.isdir(folder) else os.path.dirname(folder) or "."
    _logger.warning(
        "encoder: random initialisation from %s, no weights were named",
        params.transformer_config_name,
    )
    return MultiTaskModel.from_configuration(configuration, vocabulary=vocabulary, **asked)


@contextmanager
def _shortened(params: BaseParams) -> Iterator[str]:
    """The transformer's folder, or one that shows only its first layers where fewer are asked."""
    name = params.transformer_model_name
    if not _layers_asked(params) or not os.path.isdir(name):
        yield name
        return
    with tempfile.TemporaryDirectory() as folder:
        for entry in os.listdir(name):
            if entry != _CONFIGURATION:
                os.symlink(os.path.abspath(os.path.join(name, entry)), os.path.join(folder, entry))
        configuration = _read_configuration(name)
        configuration["num_hidden_layers"] = params.bert_num_hidden_layer
        with open(os.path.join(folder, _CONFIGURATION), "w", encoding="utf-8") as file:
            json.dump(configuration, file)
        yield folder


def _layers_asked(params: BaseParams) -> bool:
    """Whether the number of layers was set: its default leaves the configuration's."""
    default = _default(ShapeAttributes, "bert_num_hidden_layer")
    return bool(params.bert_num_hidden_layer != default)


def _read_configuration(path: str) -> dict[str, Any]:
    file_path = os.path.join(path, _CONFIGURATION) if os.path.isdir(path) else path
    with open(file_path, encoding="utf-8") as file:
        try:
            read = json.load(file)
        except ValueError as error:
            raise ValueError(f"{file_path}: expected JSON, got {error}") from error
    if not isinstance(read, dict):
        raise ValueError(f"{file_path}: expected a JSON object, got {type(read).__name__}")
    return read


def _default(group: type[Any], name: str) -> Any:
    return next(field.default for field in fields(group) if field.name == name)
