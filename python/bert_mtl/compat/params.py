"""The original's params: attributes that describe a run, and the problems it is about."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, overload

from . import attributes, params_json
from .chain import chunk_name, parse_chain
from .preprocessing import class_count, count_rows
from .registry import ProblemRegistry
from .sampling import strategy_weights

__all__ = ["BaseParams", "CRFParams", "DynamicBatchSizeParams", "Params", "StaticBatchParams"]

SamplingFunction = Callable[["BaseParams"], dict[str, float]]


@dataclass(eq=False, repr=False)
class BaseParams(
    attributes.AssignedAttributes,
    attributes.SwitchAttributes,
    attributes.SequenceAttributes,
    attributes.ShapeAttributes,
    attributes.TrainingAttributes,
    ProblemRegistry,
    attributes.ModelAttributes,
):
    """What a run is made of; every attribute can be set after construction.

    Attributes are those of the original with its defaults, see `attributes`.
    """

    sampling_strategy_fn: SamplingFunction | None = None
    rows_read: dict[str, Any] = field(default_factory=dict)

    def parse_problem_string(self, flag_string: str) -> tuple[list[str], list[list[str]]]:
        """Split a chain into its problems, sorted, and its groups, in order."""
        groups = parse_chain(flag_string)
        return sorted(name for group in groups for name in group), groups

    @overload
    def get_problem_chunk(self, as_str: Literal[True] = ...) -> list[str]: ...

    @overload
    def get_problem_chunk(self, as_str: Literal[False]) -> list[list[str]]: ...

    def get_problem_chunk(self, as_str: bool = True) -> list[str] | list[list[str]]:
        """The groups of the assigned chain, as lists or as names joined by `_`."""
        if as_str:
            return [chunk_name(group) for group in self.problem_chunk]
        return self.problem_chunk

    def assign_problem(
        self,
        flag_string: str,
        gpu: int = 2,
        base_dir: str | None = None,
        dir_name: str | None = None,
        predicting: bool = False,
    ) -> None:
        """Take a chain of registered problems and work out what follows from it.

        Parameters
        ----------
        flag_string : str
            The chain.
        gpu : int
            Accepted and ignored: nothing is multiplied by a number of devices here.
        base_dir, dir_name : str, optional
            `ckpt_dir` is their join; "models" and "<problems>_ckpt" where not given.
        predicting : bool
            Leaves the training data unread, and the sizes that come from it as they were.
        """
        names, groups = self.parse_problem_string(flag_string)
        for name in names:
            self.require_problem(name)
        self.problem_str = flag_string
        self.problem_list, self.problem_chunk = names, groups
        self.run_problem_list = [{p: self.problem_type[p] for p in group} for group in groups]
        self.ckpt_dir = params_json.checkpoint_folder(self, base_dir, dir_name)
        self.params_path = params_json.path_in(self.ckpt_dir)
        if not predicting:
            self._measure()
        self.problem_assigned = True

    def set_data_sampling_strategy(
        self,
        sampling_strategy: str = "data_balanced",
        sampling_strategy_fn: SamplingFunction | None = None,
    ) -> dict[str, float]:
        """Say how groups are drawn.

        Parameters
        ----------
        sampling_strategy : str
            "data_balanced" (by rows) or "problem_balanced" (each alike).
        sampling_strategy_fn : callable, optional
            Takes the params and returns a weight for each name of `get_problem_chunk()`.

        Returns
        -------
        dict of str to float
            The weight of each group.

        Raises
        ------
        ValueError
            For another strategy.
        """
        self.multitask_balance_type = sampling_strategy
        self.sampling_strategy_fn = sampling_strategy_fn
        if sampling_strategy_fn is not None:
            self.problem_sampling_weight_dict = sampling_strategy_fn(self)
        else:
            self.problem_sampling_weight_dict = strategy_weights(self)
        return self.problem_sampling_weight_dict

    def update_train_steps(
        self, train_steps_per_epoch: int, epoch: int | None = None, warmup_ratio: float = 0.1
    ) -> None:
        """Work out the steps of a run from those of an epoch."""
        self.train_steps_per_epoch = train_steps_per_epoch
        self.train_steps = train_steps_per_epoch * (self.train_epoch if epoch is None else epoch)
        self.warmup_ratio = warmup_ratio
        self.num_warmup_steps = int(warmup_ratio * self.train_steps)

    def to_json(self) -> None:
        """Write every attribute that is plain data to `params_path`."""
        params_json.save(self, self.params_path)

    def from_json(self, json_path: str | None = None) -> None:
        """Take the attributes of a file that `to_json` wrote."""
        params_json.load(self, json_path or self.params_path)

    def _measure(self) -> None:
        """Count the training rows, and what follows from their number."""
        self.rows_read = {}
        for problem in self.problem_list:
            self.data_num_dict[problem] = count_rows(self, problem)
            classes = class_count(self, problem)
            if classes is not None:
                self.num_classes[problem] = classes
        self.data_num = sum(self.data_num_dict[group[0]] for group in self.problem_chunk)
        self.set_data_sampling_strategy(self.multitask_balance_type, self.sampling_strategy_fn)
        self.lr = self.init_lr
        steps = math.ceil(self.data_num / max(1, self.batch_size))
        self.update_train_steps(steps, warmup_ratio=self.warmup_ratio)


@dataclass(eq=False, repr=False)
class CRFParams(BaseParams):
    """Params whose taggers end in a conditional random field."""

    crf: bool = True


@dataclass(eq=False, repr=False)
class StaticBatchParams(BaseParams):
    """Params with one batch size for rows of any length."""

    dynamic_padding: bool = False


@dataclass(eq=False, repr=False)
class DynamicBatchSizeParams(BaseParams):
    """Params whose batches hold more rows where rows are short."""

    bucket_batch_sizes: list[int] = field(default_factory=lambda: [128, 64, 32, 16])


Params = DynamicBatchSizeParams
