"""The original's model object: params, and the verbs of Keras."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from .. import History, MultiTaskModel
from ..training import callables
from . import params_json
from .batches import Batches
from .constants import EVAL, TRAIN
from .datasets import datasets, has_rows
from .described import labels_of, length_asked, training_length, types_of
from .encoder import open_for_training
from .labels import encoder_of, save_encoder
from .probabilities import probabilities
from .scores import flat_scores
from .training_options import training_options

if TYPE_CHECKING:
    from .params import BaseParams


class BertMultiTask:
    """A multi-task model with its params.

    Parameters
    ----------
    params : BaseParams
        After `assign_problem`.
    model : MultiTaskModel, optional
        The model itself; without it one is opened as the params say.

    Attributes
    ----------
    params : BaseParams
        What it was given.
    model : MultiTaskModel
        The model of the new API.
    history : History or None
        Of the last training.
    """

    def __init__(self, params: BaseParams, model: MultiTaskModel | None = None) -> None:
        self.params = params
        self.model = model if model is not None else open_for_training(params, False)
        self.history: History | None = None

    def compile(self, *_: Any, **__: Any) -> None:
        """Accept and do nothing: losses, optimizer and metrics belong to the problem types."""

    def fit(
        self,
        x: Batches | None = None,
        epochs: int | None = None,
        validation_data: Batches | None = None,
        steps_per_epoch: int | None = None,
        **options: Any,
    ) -> History:
        """Train, evaluate after every epoch, and keep the best and the last checkpoint.

        Parameters
        ----------
        x : Batches, optional
            What `train_eval_input_fn` gave; without it the problems' training rows are read.
        epochs : int, optional
            Instead of `params.train_epoch`.
        validation_data : Batches, optional
            Without it the problems' evaluation rows are read.
        steps_per_epoch : int, optional
            Instead of one pass over the rows.
        **options
            Further keywords of `MultiTaskModel.fit`.

        Returns
        -------
        History
            The logged steps.
        """
        params = self.params
        asked = {**training_options(params), "max_length": training_length(params, self.model)}
        if params.ckpt_dir:
            asked["output_dir"] = params.ckpt_dir
            asked["overwrite"] = not {"output_dir", "resume"} & set(options)
        asked |= options
        if epochs is not None:
            asked["epochs"] = epochs
        if steps_per_epoch is not None:
            asked["steps_per_epoch"] = steps_per_epoch
        train = x.data if x is not None else datasets(params, TRAIN)
        dev = validation_data.data if validation_data is not None else datasets(params, EVAL)
        beside = _Beside(self.params, self.model, asked.get("output_dir"))
        asked["callbacks"] = [beside, *callables(asked.get("callbacks", ()))]
        before = self.model.history
        try:
            self.history = self.model.fit(train, dev if has_rows(dev) else None, **asked)
        finally:
            if self.model.history is not before:  # the run was not refused
                beside()
        return self.history

    def evaluate(self, x: Batches | None = None) -> dict[str, float]:
        """Scores under the original's keys and ours, see `eval_bert_multitask`."""
        data = x.data if x is not None else datasets(self.params, EVAL)
        return flat_scores(self.model.evaluate(data, max_length=length_asked(self.params)))

    def predict(self, x: Any, problems: list[str] | None = None) -> dict[str, Any]:
        """Probabilities, see `predict_bert_multitask`.

        Parameters
        ----------
        x : Batches or list
            What an input function gave, or inputs.
        problems : list of str, optional
            Which to answer; all of them without it.
        """
        inputs = x.inputs if isinstance(x, Batches) else list(x)
        return probabilities(self.model, self.params, inputs, problems)

    def save_pretrained(self, folder: str) -> None:
        """Save the model with its params and label encoders, without optimizer state."""
        self.model.save_pretrained(folder)
        save_beside(self.params, self.model, folder)


class _Beside:
    """Keeps params and label encoders beside a run's checkpoints, as old as those are.

    It is called between steps: whatever ends a run, they are those of the model that was saved.
    """

    def __init__(self, params: BaseParams, model: MultiTaskModel, folder: Any) -> None:
        self.params, self.model = params, model
        self.folder = os.path.abspath(folder) if folder else None
        self.saved = self._times()

    def __call__(self, event: object = None) -> None:
        saved = self._times()
        if self.folder and self.saved != saved:
            self.saved = saved
            save_beside(self.params, self.model, self.folder)

    def _times(self) -> list[int]:
        if not self.folder:
            return []
        files = [os.path.join(self.folder, name, "bert_mtl.json") for name in ("best", "last")]
        return [os.stat(file).st_mtime_ns if os.path.isfile(file) else 0 for file in files]


def save_beside(params: BaseParams, model: MultiTaskModel, folder: str) -> None:
    """Write params and label encoders into a model's folder."""
    types = types_of(model)
    for problem, labels in labels_of(model).items():
        encoder = encoder_of(labels, types[problem])
        params.num_classes[problem] = len(encoder.classes_)
        save_encoder(folder, problem, encoder)
    params_json.save(params, params_json.path_in(folder))
