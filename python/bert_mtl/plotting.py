"""Draws a run; imported only when something is drawn."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from bert_mtl._extras import require

if TYPE_CHECKING:
    from bert_mtl.history import History
    from bert_mtl.profiling import Profile


def draw(history: History, path: str | os.PathLike[str] | None) -> Any:
    """Draw losses by problem, main scores where dev was evaluated, and the learning rate."""
    require("matplotlib", "plot", "plot")
    from matplotlib.figure import Figure

    scored = bool(history.evaluations)
    figure = Figure(figsize=(8, 9 if scored else 6), layout="constrained")
    axes = figure.subplots(3 if scored else 2, 1, sharex=True)
    _losses(axes[0], history)
    if scored:
        _scores(axes[1], history)
    axes[-1].plot(
        [event["step"] for event in history.steps],
        [event["learning_rate"] for event in history.steps],
    )
    axes[-1].set(xlabel="step", ylabel="learning rate")
    for axis in axes:
        axis.grid(alpha=0.3)
    if path is not None:
        figure.savefig(os.fspath(path), dpi=120)
    return figure


def draw_profile(profile: Profile, path: str | os.PathLike[str] | None) -> Any:
    """Draw the parts of a step side by side, and below a bar a kernel, the longest first."""
    require("matplotlib", "plot", "plot")
    from matplotlib.figure import Figure

    rows = [row for row in profile.rows if row["share"] >= _VISIBLE]
    figure = Figure(figsize=(8, 2 + 0.28 * len(rows)), layout="constrained")
    upper, lower = figure.subplots(2, 1, height_ratios=[1, max(len(rows), 1)])
    left = 0.0
    for phase in profile.phases:
        upper.barh(0, phase["share"], left=left, label=phase["name"])
        left += phase["share"]
    upper.set(xlim=(0, 1), yticks=[], title=profile.summary)
    upper.title.set_fontsize(9)
    upper.legend(ncols=6, fontsize=7, loc="upper center", bbox_to_anchor=(0.5, -0.6))
    names = [row["kernel"] for row in rows]
    lower.barh(names, [row["share"] for row in rows])
    for place, row in enumerate(rows):
        lower.text(row["share"], place, f" {_speed(row)}", va="center", fontsize=7)
    lower.invert_yaxis()
    lower.set(xlabel="share of the step")
    lower.margins(x=0.2)
    if path is not None:
        figure.savefig(os.fspath(path), dpi=120)
    return figure


#: Kernels of a smaller share are not drawn.
_VISIBLE = 0.002


def _speed(row: dict[str, Any]) -> str:
    if row["gflop_per_second"] is not None:
        return f"{row['gflop_per_second']:.0f} GFLOP/s"
    return f"{row['gb_per_second']:.0f} GB/s" if row["gb_per_second"] is not None else ""


def _losses(axis: Any, history: History) -> None:
    for problem, (steps, losses) in sorted(history.losses().items()):
        (line,) = axis.plot(steps, losses, alpha=0.25)
        axis.plot(steps, _smoothed(losses), color=line.get_color(), label=problem)
    axis.set(ylabel="loss")
    if history.steps:
        axis.legend()


def _scores(axis: Any, history: History) -> None:
    steps = [event["step"] for event in history.evaluations]
    reports = [event["report"]["problems"] for event in history.evaluations]
    for problem, scores in sorted(reports[-1].items()):
        name = scores["main_score"]
        axis.plot(
            steps,
            [report[problem][name] for report in reports],
            marker="o",
            label=f"{problem} {name}",
        )
    axis.set(ylabel="score on dev")
    axis.legend()


def _smoothed(values: list[float], weight: float = 0.9) -> list[float]:
    """Average exponentially, with the beginning's bias divided out."""
    smoothed: list[float] = []
    mean = total = 0.0
    for value in values:
        mean = weight * mean + (1 - weight) * value
        total = weight * total + (1 - weight)
        smoothed.append(mean / total)
    return smoothed
