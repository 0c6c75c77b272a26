"""The order that peers train in, where they train our batches, is the core's."""

import subprocess
import sys
from pathlib import Path

QUALITY = Path(__file__).resolve().parents[2] / "Benchmarks" / "quality"


def test_peers_take_the_rows_in_our_order() -> None:
    program = "from own_order import own_order; print([own_order(7, e, 10) for e in range(2)])"
    told = subprocess.run(
        [sys.executable, "-c", program], cwd=QUALITY, capture_output=True, check=True, text=True
    )
    # `BatcherTests.aSeedsOrderIsFixed` holds the core to the same.
    assert told.stdout == "[[7, 6, 8, 0, 2, 1, 9, 5, 3, 4], [8, 9, 2, 4, 1, 6, 5, 3, 7, 0]]\n"
