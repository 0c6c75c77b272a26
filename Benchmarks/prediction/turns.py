"""How a side answers its turns: one pass over every sentence, or each of the first 200 alone."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

ALONE = 200

#: Texts in, one row of probabilities a text out.
Answer = Callable[[list[str]], Sequence[Sequence[float]]]


def serve(version: str, sentences: list[str], answer: Answer, **facts: Any) -> None:
    """Say what stands ready and what it answers, then take a turn for each line read.

    "all" answers every sentence at once; "alone" one after another, and gives the median.
    """
    probabilities = [[float(value) for value in row] for row in answer(sentences)]
    print(json.dumps({"ready": version, "probabilities": probabilities, **facts}), flush=True)
    for line in sys.stdin:
        kind = line.strip()
        start, busy = time.perf_counter(), time.process_time()
        figures: dict[str, Any] = {}
        if kind == "all":
            answer(sentences)
        else:
            figures["median"] = statistics.median(_alone(sentences[:ALONE], answer))
        figures |= {
            "seconds": time.perf_counter() - start,
            "busy": time.process_time() - busy,
        }
        print(json.dumps(figures), flush=True)


def _alone(sentences: list[str], answer: Answer) -> list[float]:
    times = []
    for sentence in sentences:
        start = time.perf_counter()
        answer([sentence])
        times.append(time.perf_counter() - start)
    return times
