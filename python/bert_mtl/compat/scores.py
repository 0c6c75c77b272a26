"""A report of the new API under the original's keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def flat_scores(report: Mapping[str, Any]) -> dict[str, float]:
    """One number a key.

    Parameters
    ----------
    report : mapping
        What `MultiTaskModel.evaluate` gave: the scores of each problem.

    Returns
    -------
    dict of str to float
        "loss" (the sum over problems), "mean_acc" (the mean over those that have an accuracy),
        "<problem>_acc", and every other score as "<problem>_<score>".
    """
    flat: dict[str, float] = {}
    for problem, scores in report.items():
        if not isinstance(scores, Mapping):
            continue
        for name, value in scores.items():
            if isinstance(value, int | float):
                flat[f"{problem}_{'acc' if name == 'accuracy' else name}"] = float(value)
    accuracies = [flat[f"{p}_acc"] for p in report if f"{p}_acc" in flat]
    losses = [flat[f"{p}_loss"] for p in report if f"{p}_loss" in flat]
    summary = {"loss": sum(losses)}
    if accuracies:
        summary["mean_acc"] = sum(accuracies) / len(accuracies)
    return summary | flat
