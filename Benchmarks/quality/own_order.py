"""In which order bert_mtl trains the rows of one problem: a peer can train the same batches.

Every order is a pure function of the run's seed and the epoch: `RandomKey.permutation` of the core,
said in Python with the mixing of the tests' fixtures.
"""

from __future__ import annotations

import sys

from harness import ROOT

sys.path.insert(0, str(ROOT / "Tests" / "Fixtures" / "metrics"))
from draws import mix

_GOLDEN = 0x9E37_79B9_7F4A_7C15


def own_order(seed: int, epoch: int, count: int) -> list[int]:
    """Answer the rows of one problem as epoch `epoch` of a run with `seed` takes them."""
    key = mix(seed + _GOLDEN)
    for place in (1, 0, epoch):
        key = mix(key ^ mix(place + 1))
    order = list(range(count))
    for i in range(count - 1, 0, -1):
        j = mix(key + i * _GOLDEN + 0x632B_E59B_D9B4_E019) * (i + 1) >> 64
        order[i], order[j] = order[j], order[i]
    return order
