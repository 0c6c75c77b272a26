"""The original's model object: params, and the verbs of Keras."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from .. import History, MultiTaskModel, TrainingError
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
        try:
            self.history = self.model.fit(train, dev if has_rows(dev) else None, **asked)
        except (KeyboardInterrupt, TrainingError):
            self._keep_params()
            raise
        self._keep_params()
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

    def _keep_params(self) -> None:
        """Write params and encoders where training has made a checkpoint."""
        if self.params.ckpt_dir and os.path.isdir(self.params.ckpt_dir):
            save_beside(self.params, self.model, self.params.ckpt_dir)


def save_beside(params: BaseParams, model: MultiTaskModel, folder: str) -> None:
    """Write params and label encoders into a model's folder."""
    types = types_of(model)
    for problem, labels in labels_of(model).items():
        encoder = encoder_of(labels, types[problem])
        params.num_classes[problem] = len(encoder.classes_)
        save_encoder(folder, problem, encoder)
    params_json.save(params, params_json.path_in(folder))
