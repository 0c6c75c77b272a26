"""In which order bert_mtl trains the rows of one problem: a peer can train the same batches.

The core draws every order from a key of 64 bits (SplitMix64's finaliser, Steele et al. 2014), a
pure function of the run's seed and the epoch; this says the same in Python.
"""

from __future__ import annotations

_BITS = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


def own_order(seed: int, epoch: int, count: int) -> list[int]:
    """Answer the rows of one problem as epoch `epoch` of a run with `seed` takes them."""
    key = _mixed(seed + _GOLDEN)
    for place in (1, 0, epoch):
        key = _mixed(key ^ _mixed(place + 1))
    order = list(range(count))
    for i in range(count - 1, 0, -1):
        bits = _mixed(key + i * _GOLDEN + 0x632BE59BD9B4E019)
        j = bits * (i + 1) >> 64
        order[i], order[j] = order[j], order[i]
    return order


def _mixed(bits: int) -> int:
    bits &= _BITS
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _BITS
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & _BITS
    return bits ^ (bits >> 31)
