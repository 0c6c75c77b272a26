"""Quality on GoEmotions: `multi_cls` from MiniLM, as goemotions_torch.py trains it with torch.

    MINILM=path/of/model python Benchmarks/quality/goemotions.py --seeds 1 2 3

Both score micro and macro F1 on test at a threshold of 0.5 and at dev's best one.
"""

from __future__ import annotations

import time
from typing import Any

import bert_mtl as mtl
import goemotions_data as data
from encoders import minilm
from harness import Row, Setup, asked, parser, show, with_mean

#: Lengths in pieces between the tenths of the training rows.
TENTHS = [9, 11, 13, 15, 17, 19, 21, 24, 28]


def run(seed: int, arguments: Any, setup: Setup) -> Row:
    """Train with one seed and score on test."""
    train, dev, test = data.read("train", setup.rows), data.read("dev"), data.read("test")
    model = mtl.MultiTaskModel.from_pretrained(
        minilm(),
        problems="emotions",
        types={"emotions": "multi_cls"},
        labels={"emotions": data.emotions()},
        seed=seed,
        threads=arguments.threads,
        dtype=arguments.dtype,
    )
    start = time.perf_counter()
    options = setup.options()
    if arguments.grouped:
        size = options.pop("batch_size")
        options |= {"bucket_boundaries": TENTHS, "bucket_batch_sizes": [size] * (len(TENTHS) + 1)}
    model.fit({"emotions": (train.texts, train.emotions)}, seed=seed, **options)
    seconds = time.perf_counter() - start
    found = [model.predict(split.texts)["emotions"].probabilities for split in (test, dev)]
    return {"seed": seed, "seconds": seconds, **data.scores(found[0], found[1], (test, dev))}


def main() -> None:
    """Train and score each seed."""
    made = parser(__doc__)
    made.add_argument("--grouped", action="store_true", help="batches of rows of like length")
    arguments = made.parse_args()
    setup = asked(arguments, data.SETUP)
    rows = [run(seed, arguments, setup) for seed in arguments.seeds]
    show(with_mean(rows))


if __name__ == "__main__":
    main()
