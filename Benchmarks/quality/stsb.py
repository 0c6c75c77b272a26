"""Quality on STS-B from MiniLM, as stsb_torch.py trains it: one use of the pairs at a time.

    MINILM=path/of/model python Benchmarks/quality/stsb.py regression --seeds 1 2 3

`regression` fits the score of a pair. `contrastive` matches alike pairs within a batch and
`vector_fit` fits the encoder's own mean-pooled vectors; both are scored by the cosine of a pair's
vectors.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any

import bert_mtl as mtl
import numpy as np
import stsb_data as data
from encoders import minilm, reopened
from harness import Row, Setup, asked, parser, show, with_mean
from numpy.typing import NDArray

Vectors = Callable[[list[str]], NDArray[np.float32]]


def opened(kind: str, seed: int, arguments: Any, **options: object) -> mtl.MultiTaskModel:
    """Open MiniLM with the one problem `pairs`."""
    return mtl.MultiTaskModel.from_pretrained(
        minilm(),
        problems="pairs",
        types={"pairs": kind},
        options={"pairs": options},
        seed=seed,
        threads=arguments.threads,
        dtype=arguments.dtype,
    )


def fitted(model: mtl.MultiTaskModel, rows: object, setup: Setup, seed: int) -> float:
    """Train on the rows; answer the seconds."""
    start = time.perf_counter()
    model.fit({"pairs": rows}, seed=seed, **setup.options())
    return time.perf_counter() - start


def regression(train: data.Split, setup: Setup, seed: int, arguments: Any) -> Row:
    """Fit the score of a pair."""
    model = opened("regression", seed, arguments)
    row: dict[str, object] = {
        "seconds": fitted(model, (train.pairs(), train.scores), setup, seed),
    }
    models = {"": model}
    if arguments.int8:
        models["_int8"] = reopened(model, arguments.threads, dtype="int8")
    for (ending, scored), name in itertools.product(models.items(), ("dev", "test")):
        split = data.read(name)
        found = scored.predict(split.pairs())["pairs"].values
        row |= data.correlations(np.asarray(found).reshape(-1).tolist(), split, name + ending)
    return row


def means(model: mtl.MultiTaskModel) -> Vectors:
    """Answer what pools texts by the mean of their tokens."""
    return lambda texts: np.stack([row.mean(axis=0) for row in model.encode(texts).sequence])


def similarity(vectors: Vectors, name: str) -> dict[str, float]:
    """Score the cosines of the pairs' vectors."""
    split = data.read(name)
    return data.correlations(data.cosines(vectors(split.first), vectors(split.second)), split, name)


def contrastive(train: data.Split, setup: Setup, seed: int, arguments: Any) -> Row:
    """Match the sides of alike pairs among those of the batch."""
    alike = train.alike()
    model = opened(
        "contrastive_learning", seed, arguments, temperature=data.TEMPERATURE, pooling="mean"
    )
    before = similarity(means(model), "dev")["dev_spearman"]
    targets = [None] * len(alike.scores)
    seconds = fitted(model, (alike.pairs(), targets), setup, seed)
    scored = similarity(means(model), "dev") | similarity(means(model), "test")
    return {"seconds": seconds, "dev_spearman_before": before, **scored}


def vector_fit(train: data.Split, setup: Setup, seed: int, arguments: Any) -> Row:
    """Fit each sentence's mean-pooled vector from the pooled row."""
    sentences = train.sentences()
    model = opened("vector_fit", seed, arguments)
    seconds = fitted(model, (sentences, list(means(model)(sentences))), setup, seed)

    def vectors(texts: list[str]) -> NDArray[np.float32]:
        """Answer the fitted vectors."""
        return np.asarray(model.predict(texts)["pairs"].values)

    return {"seconds": seconds, **similarity(vectors, "dev"), **similarity(vectors, "test")}


def main() -> None:
    """Train and score each seed."""
    made = parser(__doc__)
    made.add_argument("use", choices=list(data.SETUPS))
    made.add_argument("--int8", action="store_true", help="score the regression in int8 too")
    arguments = made.parse_args()
    if arguments.int8 and arguments.use != "regression":
        made.error("--int8: expected with regression")
    setup = asked(arguments, data.SETUPS[arguments.use])
    train = data.read("train", setup.rows)
    uses = {"regression": regression, "contrastive": contrastive, "vector_fit": vector_fit}
    rows = [
        {"seed": seed, **uses[arguments.use](train, setup, seed, arguments)}
        for seed in arguments.seeds
    ]
    show(with_mean(rows))


if __name__ == "__main__":
    main()
