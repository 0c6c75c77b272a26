"""Our side: `fit` on the same sentences, one optimizer step for each line read. Run by run.py."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any


class Turns:
    """Waits for a line before each step and answers with the step's figures after it."""

    def __init__(self) -> None:
        self.lines = iter(sys.stdin)

    def wait(self) -> bool:
        """Wait for a turn; no more lines end the run."""
        return next(self.lines, None) is not None

    def __call__(self, event: dict[str, Any]) -> bool:
        """Answer a step's figures and wait for the next turn; false ends the training."""
        if event["kind"] != "train":
            return True
        figures = {
            "seconds": event["seconds"],
            "tokens": event["tokens"],
            "padded": event["tokens"],
            "loss": event["loss"],
            "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
        print(json.dumps(figures), flush=True)
        return self.wait()
