"""GoEmotions as goemotions.py trains it, from our head's first weights or from torch's.

    MINILM=path/of/model python Benchmarks/quality/goemotions_first_weights.py torch --rows 4000

`own` begins with a truncated normal of 1/√inputs and no biases; `torch` with what `torch.nn.Linear`
draws, weights and biases uniform within 1/√inputs. The rest is the same. Needs safetensors.
"""

from __future__ import annotations

import tempfile
from typing import Any

import bert_mtl as mtl
import goemotions_data as data
import numpy as np
from encoders import minilm
from harness import Row, Setup, asked, parser, show, with_mean
from safetensors.numpy import load_file, save_file


def opened(seed: int, arguments: Any) -> mtl.MultiTaskModel:
    """Open MiniLM under a head of 28 sigmoids with the first weights asked for."""
    asked_for: dict[str, Any] = {
        "seed": seed,
        "threads": arguments.threads,
        "dtype": arguments.dtype,
    }
    model = mtl.MultiTaskModel.from_pretrained(
        minilm(),
        problems="emotions",
        types={"emotions": "multi_cls"},
        labels={"emotions": data.emotions()},
        **asked_for,
    )
    if arguments.first == "own":
        return model
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        heads = load_file(f"{folder}/heads.safetensors")
        bound = heads["emotions.classifier.weight"].shape[1] ** -0.5
        draw = np.random.default_rng(seed)
        for name in ("emotions.classifier.weight", "emotions.classifier.bias"):
            heads[name] = draw.uniform(-bound, bound, heads[name].shape).astype(np.float32)
        save_file(heads, f"{folder}/heads.safetensors")
        return mtl.MultiTaskModel.from_pretrained(folder, **asked_for)


def run(seed: int, arguments: Any, setup: Setup) -> Row:
    """Train with one seed; score test, and the training loss of each tenth of the run."""
    train, dev, test = data.read("train", setup.rows), data.read("dev"), data.read("test")
    model = opened(seed, arguments)
    history = model.fit({"emotions": (train.texts, train.emotions)}, seed=seed, **setup.options())
    losses = np.array_split(history.losses()["emotions"][1], 10)
    print("mean loss of each tenth:", *(f"{part.mean():.4f}" for part in losses), flush=True)
    found = [model.predict(split.texts)["emotions"].probabilities for split in (test, dev)]
    return {
        "first": arguments.first,
        "seed": seed,
        **data.scores(found[0], found[1], (test, dev)),
    }


def main() -> None:
    """Train and score each seed."""
    made = parser(__doc__)
    made.add_argument("first", choices=["own", "torch"])
    arguments = made.parse_args()
    setup = asked(arguments, data.SETUP)
    show(with_mean([run(seed, arguments, setup) for seed in arguments.seeds]))


if __name__ == "__main__":
    main()
