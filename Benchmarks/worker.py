"""A child process that answers each line it is sent with figures: a step, or a pass over texts."""

from __future__ import annotations

import json
import subprocess
from typing import Any

Figures = dict[str, Any]


class Worker:
    """Talks to one side of the comparison: a line in, a JSON line of figures out.

    Parameters
    ----------
    command : list of str
        What starts it.
    """

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.ready = self._read()

    def step(self, kind: str) -> Figures:
        """Ask for one measurement and answer its figures."""
        assert self.process.stdin is not None
        self.process.stdin.write(kind + "\n")
        self.process.stdin.flush()
        return self._read()

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)

    def _read(self) -> Figures:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args}: ended with status {self.process.wait()}")
        figures: Figures = json.loads(line)
        return figures


def take_turns(workers: list[Worker], kind: str, rounds: int) -> list[list[Figures]]:
    """Answer each round's figures, a worker after another, and end the workers."""
    try:
        return [[worker.step(kind) for worker in workers] for _ in range(rounds)]
    finally:
        for worker in workers:
            worker.close()
