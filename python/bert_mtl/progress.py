"""Shows how far a run is: a bar in terminals and notebooks, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from typing import Any, Protocol

from bert_mtl.history import Event


class Progress(Protocol):
    """What shows a run."""

    def update(self, event: Event) -> None:
        """Show one event."""

    def close(self) -> None:
        """Leave the last state standing."""


def make_progress(run: dict[str, Any], wanted: bool | None) -> Progress:
    """Choose what shows a run; None shows it where somebody is looking."""
    notebook = _in_notebook()
    if not (sys.stderr.isatty() or notebook if wanted is None else wanted):
        return Silence()
    sys.stderr.write(announcement(run))
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return Lines(run)
    return Bar(run, tqdm)


def announcement(run: dict[str, Any]) -> str:
    """Say before the first step how groups are drawn and what losses weigh."""
    lines = [
        f"{group['group']}: {group['rows']} rows, drawn {group['share']:.1%}, "
        f"{group['passes']:.1f} passes"
        + (f", {group['truncated']} rows cut" if group["truncated"] else "")
        for group in run["groups"]
    ]
    weights = {entry["problem"]: entry["loss_weight"] for entry in run["problems"]}
    if any(weight != 1 for weight in weights.values()):
        lines.append("loss weights: " + ", ".join(f"{p} {w:g}" for p, w in weights.items()))
    return "".join(f"{line}\n" for line in [*lines, *run["notes"]])


class Silence:
    """Shows nothing."""

    def update(self, event: Event) -> None:
        """Show one event."""

    def close(self) -> None:
        """Leave the last state standing."""


class Losses:
    """The running mean of each problem's loss, over the steps it was drawn in."""

    def __init__(self) -> None:
        self._means: dict[str, float] = {}

    def add(self, event: Event) -> None:
        """Take in one step."""
        for problem, loss in event["losses"].items():
            if event["rows"].get(problem, 0) > 0:
                before = self._means.get(problem, loss)
                self._means[problem] = 0.9 * before + 0.1 * loss

    def __str__(self) -> str:
        return "  ".join(f"{problem} {mean:.3f}" for problem, mean in self._means.items())


class Bar:
    """A bar of tqdm's, with each problem's loss and the time left."""

    def __init__(self, run: dict[str, Any], tqdm: Any) -> None:
        self._bar = tqdm(total=run["steps"], initial=run["done"], unit="step", disable=False)
        self._losses = Losses()

    def update(self, event: Event) -> None:
        """Show one event."""
        match event["kind"]:
            case "train":
                self._losses.add(event)
                self._bar.set_postfix_str(str(self._losses), refresh=False)
                self._bar.update(1)
            case "evaluating":
                self._bar.set_postfix_str(f"{self._losses}  dev {event['done']}/{event['of']}")
            case "evaluation":
                self._bar.write(_scores(event), file=sys.stderr)

    def close(self) -> None:
        """Leave the last state standing."""
        self._bar.close()


class Lines:
    """Plain lines, some seconds apart, where tqdm is not installed."""

    def __init__(self, run: dict[str, Any], seconds: float = 5.0) -> None:
        self._losses = Losses()
        self._seconds = seconds
        self._start = self._shown = time.monotonic()
        self._done_before = run["done"]

    def update(self, event: Event) -> None:
        """Show one event."""
        match event["kind"]:
            case "train":
                self._losses.add(event)
                now = time.monotonic()
                if now - self._shown >= self._seconds or event["step"] == event["steps"]:
                    self._shown = now
                    done = event["step"] - self._done_before
                    left = (now - self._start) / done * (event["steps"] - event["step"])
                    sys.stderr.write(
                        f"step {event['step']}/{event['steps']}  {self._losses}  "
                        f"{_clock(left)} left\n"
                    )
            case "evaluation":
                sys.stderr.write(f"{_scores(event)}\n")

    def close(self) -> None:
        """Leave the last state standing."""
        sys.stderr.flush()


def _scores(event: Event) -> str:
    problems = event["report"]["problems"]
    scores = "  ".join(
        f"{problem} {scores['main_score']} {scores[scores['main_score']]:.4f}"
        for problem, scores in problems.items()
    )
    return f"step {event['step']}  {scores}{'  (best)' if event['is_best'] else ''}"


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return type(shell).__name__ == "ZMQInteractiveShell"
