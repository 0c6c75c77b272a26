"""Word F1 on Chinese: UD's `cws&pos`, and SIGHAN's `pku|cityu|msr` with one shared head or three.

    python Benchmarks/quality/segmentation.py universal
    python Benchmarks/quality/segmentation.py sighan

The encoder is random, or the one that `--encoder` names (a folder that
weibo_ner_pretrained.py has left). Beside it stands forward maximum matching with the words of
train.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import bert_mtl as mtl
import chinese_data as chinese
from encoders import small, vocabulary
from harness import Row, Setup, asked, parser, show, with_mean

SETUP = Setup(epochs=5, batch=32, rate=5e-4)


def opened(arguments: Any, seed: int, chain: str, options: Mapping[str, Any]) -> mtl.MultiTaskModel:
    """Open the encoder with a tagger for every problem of the chain."""
    names = chain.replace("&", "|").split("|")
    asked_for: dict[str, Any] = {
        "problems": chain,
        "types": dict.fromkeys(names, "seq_tag"),
        "labels": {name: chinese.BORDERS for name in names if name != "pos"},
        "options": options,
        "seed": seed,
        "threads": arguments.threads,
        "dtype": arguments.dtype,
    }
    if arguments.encoder:
        return mtl.MultiTaskModel.from_pretrained(arguments.encoder, **asked_for)
    pieces = vocabulary("chinese")
    return mtl.MultiTaskModel.from_configuration(
        small(arguments.layers, arguments.hidden, pieces), pieces, **asked_for
    )


def tags(model: mtl.MultiTaskModel, problem: str, rows: chinese.Tagged) -> list[list[str | None]]:
    """Predict a tag for each character."""
    found: list[list[str | None]] = model.predict(rows.characters, problems=[problem])[
        problem
    ].labels
    return found


def universal(arguments: Any, setup: Setup, seed: int) -> list[Row]:
    """Train `cws&pos` and score both on test: words, and words with their part of speech."""
    splits = {name: chinese.universal(name) for name in ("train", "test")}
    model = opened(arguments, seed, "cws&pos", {})
    words, parts = (split[: setup.rows or None] for split in splits["train"])
    seconds = fit(
        model,
        {"cws&pos": (words.characters, {"cws": words.tags, "pos": parts.tags})},
        setup,
        seed,
    )
    words, parts = splits["test"]
    report = model.evaluate({"pos": parts.both()}, count_unseen_labels=True)
    return [
        {
            "seed": seed,
            "seconds": seconds,
            "cws word F1": chinese.word_f1(tags(model, "cws", words), words.tags),
            "pos span F1": float(report["pos"]["f1"]),
        }
    ]


def sighan(arguments: Any, setup: Setup, seed: int) -> list[Row]:
    """Train `pku|cityu|msr` with a head each and with one for all, and score each on test."""
    first, *others = chinese.CORPORA
    heads = {"separate": {}, "shared": {name: {"share_top": first} for name in others}}
    rows = []
    for name, options in heads.items():
        model = opened(arguments, seed, "|".join(chinese.CORPORA), options)
        data = {corpus: chinese.sighan(corpus) for corpus in chinese.CORPORA}
        train = {corpus: data[corpus]["train"][: setup.rows or None] for corpus in data}
        seconds = fit(model, {corpus: train[corpus].both() for corpus in data}, setup, seed)
        row: dict[str, object] = {"seed": seed, "heads": name, "seconds": seconds}
        for corpus, splits in data.items():
            test = splits["test"]
            row[f"{corpus} word F1"] = chinese.word_f1(tags(model, corpus, test), test.tags)
        rows.append(row)
    return rows


def fit(model: mtl.MultiTaskModel, data: Mapping[str, Any], setup: Setup, seed: int) -> float:
    """Train; answer the seconds."""
    start = time.perf_counter()
    model.fit(data, seed=seed, **setup.options())
    return time.perf_counter() - start


def matched(train: chinese.Tagged, test: chinese.Tagged) -> float:
    """Score forward maximum matching: the longest word of train that fits, else one character."""
    words = {
        "".join(characters[a:b])
        for characters, row in zip(train.characters, train.tags, strict=True)
        for a, b in chinese.word_spans(row)
    }
    longest = max(map(len, words))
    found = [chinese.borders(_cut("".join(row), words, longest)) for row in test.characters]
    return chinese.word_f1(found, test.tags)


def _cut(text: str, words: set[str], longest: int) -> Sequence[str]:
    cut, at = [], 0
    while at < len(text):
        ends = range(min(len(text), at + longest), at, -1)
        end = next((e for e in ends if text[at:e] in words), at + 1)
        cut.append(text[at:end])
        at = end
    return cut


def baseline(use: str) -> Row:
    """Score maximum matching on every test set of the use."""
    if use == "universal":
        train, test = chinese.universal("train")[0], chinese.universal("test")[0]
        return {"seed": "maximum matching", "cws word F1": matched(train, test)}
    row: dict[str, object] = {"seed": "maximum matching"}
    for corpus in chinese.CORPORA:
        splits = chinese.sighan(corpus)
        row[f"{corpus} word F1"] = matched(splits["train"], splits["test"])
    return row


def main() -> None:
    """Train and score each seed."""
    made = parser(__doc__, size=(2, 128))
    made.add_argument("use", choices=["universal", "sighan"])
    made.add_argument("--encoder", default="", help="a folder to begin with instead of at random")
    arguments = made.parse_args()
    setup = asked(arguments, SETUP)
    run = universal if arguments.use == "universal" else sighan
    rows = [row for seed in arguments.seeds for row in run(arguments, setup, seed)]
    heads = list(dict.fromkeys(str(row.get("heads", "")) for row in rows))
    shown = [
        row for name in heads for row in with_mean([r for r in rows if r.get("heads", "") == name])
    ]
    show([*shown, baseline(arguments.use)])


if __name__ == "__main__":
    main()
