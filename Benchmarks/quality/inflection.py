"""Exact match on SIGMORPHON's English inflection: `seq2seq_text` over characters.

    python Benchmarks/quality/inflection.py --seeds 1 2 3

The input is the lemma's letters and the wanted features as a pair, over a vocabulary of the
training rows' letters and features; the target is the inflected word. Beside it stand the lemma
itself and the most frequent change of ending that the features had in train.
"""

from __future__ import annotations

import collections
import json
import pathlib
import tempfile
import time
from typing import Any

import bert_mtl as mtl
from encoders import reopened, small
from harness import Row, Setup, asked, data_folder, parser, show, with_mean

SETUP = Setup(epochs=20, batch=64, rate=1e-3)
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def read(name: str, rows: int = 0) -> list[tuple[str, str, str]]:
    """Read lemmas, inflected words and features."""
    path = data_folder() / "sigmorphon2017" / f"english-{name}"
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [(lemma, word, features) for lemma, word, features in lines[: rows or len(lines)]]


def letters(text: str) -> list[str]:
    """Answer the letters of a word; a blank is `_`."""
    return list(text.replace(" ", "_"))


def inputs(rows: list[tuple[str, str, str]]) -> list[dict[str, list[str]]]:
    """Answer pairs of the lemma's letters and its features."""
    return [{"a": letters(lemma), "b": _parts(features)} for lemma, _, features in rows]


def _parts(features: str) -> list[str]:
    return features.replace(".", ";").split(";")


def vocabulary(folder: str, rows: list[tuple[str, str, str]]) -> None:
    """Write the letters and features of the rows as a tokenizer that keeps capitals."""
    used = {letter for lemma, word, _ in rows for letter in letters(lemma) + letters(word)}
    used |= {part for _, _, features in rows for part in _parts(features)}
    pieces = [*SPECIAL, *sorted(used)]
    (pathlib.Path(folder) / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    settings = {"do_lower_case": False, "strip_accents": False, "model_max_length": 512}
    (pathlib.Path(folder) / "tokenizer_config.json").write_text(json.dumps(settings))


def options(beam: int) -> dict[str, Any]:
    """Answer the options of the decoder."""
    chosen = {"target_units": "characters", "decoder_num_hidden_layers": 2, "beam_size": beam}
    return {"word": {**chosen, "decode_max_seq_len": 40}}


def run(seed: int, arguments: Any, setup: Setup) -> Row:
    """Train with one seed and score on dev, greedily and with a beam."""
    train, dev = read("train-high", setup.rows), read("dev")
    with tempfile.TemporaryDirectory() as folder:
        vocabulary(folder, train)
        model = mtl.MultiTaskModel.from_configuration(
            small(arguments.layers, arguments.hidden, f"{folder}/vocab.txt"),
            folder,
            problems="word",
            types={"word": "seq2seq_text"},
            options=options(1),
            seed=seed,
            threads=arguments.threads,
            dtype=arguments.dtype,
        )
    start = time.perf_counter()
    targets = ["".join(letters(word)) for _, word, _ in train]
    history = model.fit({"word": (inputs(train), targets)}, seed=seed, **setup.options())
    seconds = time.perf_counter() - start
    row: dict[str, object] = {"seed": seed, "seconds": seconds}
    losses = history.losses()["word"][1]
    row |= {"first loss": losses[0], "last loss": sum(losses[-50:]) / len(losses[-50:])}
    for name, beam in (("greedy", 1), ("beam 5", 5)):
        found = (
            reopened(model, arguments.threads, options=options(beam))
            .predict(inputs(dev))["word"]
            .texts
        )
        right = sum(a == "".join(letters(word)) for a, (_, word, _) in zip(found, dev, strict=True))
        row[f"exact match, {name}"] = right / len(dev)
    return row


def ending(lemma: str, word: str) -> tuple[str, str]:
    """Answer what the lemma loses and what the word has instead."""
    same = 0
    while same < min(len(lemma), len(word)) and lemma[same] == word[same]:
        same += 1
    return lemma[same:], word[same:]


def baselines() -> list[Row]:
    """Score the lemma itself, and the features' most frequent change that fits the lemma."""
    train, dev = read("train-high"), read("dev")
    changes: dict[str, collections.Counter[tuple[str, str]]] = collections.defaultdict(
        collections.Counter
    )
    for lemma, word, features in train:
        changes[features][ending(lemma, word)] += 1

    def changed(lemma: str, features: str) -> str:
        """Answer the lemma with its most frequent change."""
        ways = changes[features].most_common()
        lost, got = next((way for way, _ in ways if lemma.endswith(way[0])), ("", ""))
        return lemma[: len(lemma) - len(lost)] + got

    copied = sum(lemma == word for lemma, word, _ in dev) / len(dev)
    frequent = sum(changed(lemma, features) == word for lemma, word, features in dev) / len(dev)
    return [
        {"seed": "the lemma itself", "exact match, greedy": copied},
        {"seed": "most frequent change", "exact match, greedy": frequent},
    ]


def main() -> None:
    """Train and score each seed."""
    arguments = parser(__doc__, size=(2, 128)).parse_args()
    rows = [run(seed, arguments, asked(arguments, SETUP)) for seed in arguments.seeds]
    show([*with_mean(rows), *baselines()])


if __name__ == "__main__":
    main()
