"""What happened in a run of training."""

from __future__ import annotations

import os
from typing import Any

from bert_mtl._extras import require

Event = dict[str, Any]


class History:
    """Every logged step and evaluation of a run, in order.

    Attributes
    ----------
    run : dict
        What the run was going to do: steps, the expected draws of each group, loss weights, notes.
    steps : list of dict
        One a step: ``step``, ``epoch``, ``loss``, ``losses`` and ``rows`` by problem,
        ``learning_rate``, ``gradient_norm``, ``tokens``, ``seconds``.
    evaluations : list of dict
        One an evaluation on dev: ``step``, ``report``, ``metric``, ``value``, ``is_best``.
    finished : dict or None
        How it ended: ``reason``, ``weights_of_step``, ``best``. None for a run that was stopped.
    """

    def __init__(self, run: dict[str, Any]) -> None:
        self.run = run
        self.steps: list[Event] = []
        self.evaluations: list[Event] = []
        self.finished: Event | None = None

    def add(self, event: Event) -> None:
        """Take in one event of a run."""
        match event["kind"]:
            case "train":
                self.steps.append(event)
            case "evaluation":
                self.evaluations.append(event)
            case "finished":
                self.finished = event

    def losses(self) -> dict[str, tuple[list[int], list[float]]]:
        """Answer the steps in which each problem was drawn, and its loss there."""
        drawn: dict[str, tuple[list[int], list[float]]] = {}
        for event in self.steps:
            for problem, loss in event["losses"].items():
                if event["rows"].get(problem, 0) > 0:
                    steps, losses = drawn.setdefault(problem, ([], []))
                    steps.append(event["step"])
                    losses.append(loss)
        return drawn

    def to_frame(self) -> Any:
        """Make a pandas.DataFrame with a row a step; a problem that was not drawn has NaN."""
        pandas = require("pandas", "frame", "to_frame")
        return pandas.DataFrame([_row(event) for event in self.steps])

    def plot(self, path: str | os.PathLike[str] | None = None) -> Any:
        """Draw the losses, the scores and the learning rate; write them to `path` if given.

        Returns
        -------
        matplotlib.figure.Figure
        """
        from bert_mtl.plotting import draw

        return draw(self, path)

    def __len__(self) -> int:
        return len(self.steps)

    def __repr__(self) -> str:
        ending = self.finished["reason"] if self.finished else "stopped"
        return f"History({len(self.steps)} steps, {len(self.evaluations)} evaluations, {ending})"


def _row(event: Event) -> dict[str, Any]:
    row = {key: event[key] for key in ("step", "epoch", "loss")}
    for problem, loss in event["losses"].items():
        row[f"loss.{problem}"] = loss if event["rows"].get(problem, 0) > 0 else float("nan")
    row["learning_rate"] = event["learning_rate"]
    row["gradient_norm"] = event["gradient_norm"]
    row["tokens"] = event["tokens"]
    row["tokens_per_second"] = event["tokens"] / max(event["seconds"], 1e-9)
    return row
