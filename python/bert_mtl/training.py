"""Takes the steps of a run; progress, callbacks and interrupts live between two of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import Any

import numpy as np

from bert_mtl import _core
from bert_mtl.history import Event, History
from bert_mtl.progress import Progress, make_progress


def run(
    trainer: _core.Trainer,
    history: History,
    callbacks: tuple[Callable[[Event], object], ...],
    progress: bool | None,
    *,
    saves: bool,
) -> None:
    """Take steps until the end, until a callback says stop, or until Ctrl-C.

    What was begun is whole in every case: a step that Ctrl-C meets is finished, and with `saves`
    the run can be resumed from it: its folder is free, though a traceback may keep the trainer.
    """
    with closing(trainer), closing(make_progress(history.run, progress)) as shown:
        try:
            _steps(trainer, history, callbacks, shown)
        except KeyboardInterrupt:
            if saves:
                trainer.save()
            raise
        if saves and history.finished is None:
            trainer.save()


def callables(
    callbacks: Iterable[Callable[[Event], object]],
) -> tuple[Callable[[Event], object], ...]:
    """Refuse what cannot be called."""
    if not isinstance(callbacks, Iterable):
        raise TypeError(f"callbacks: expected a list of callables, got {type(callbacks).__name__}")
    called = tuple(callbacks)
    for i, callback in enumerate(called):
        if not callable(callback):
            raise TypeError(f"callbacks[{i}]: expected a callable, got {type(callback).__name__}")
    return called


def _steps(
    trainer: _core.Trainer,
    history: History,
    callbacks: tuple[Callable[[Event], object], ...],
    shown: Progress,
) -> None:
    while history.finished is None:
        event: dict[str, Any] = json.loads(trainer.step()[0])
        history.add(event)
        shown.update(event)
        answers = [callback(event) for callback in callbacks]
        if any(isinstance(answer, bool | np.bool_) and answer for answer in answers):
            return
