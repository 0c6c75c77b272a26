"""Accuracy on easy-VQA: a question about a picture of one coloured shape.

    python Benchmarks/quality/vqa.py

`cls` on {"text": question, "image": path}, the test pictures never seen. Two controls: the same
model with the test pictures exchanged among the questions, and a model of the questions alone.
Beside them stand the most frequent answer, and the most frequent one of each question.
"""

from __future__ import annotations

import collections
import dataclasses
import json
import random
import re
import time
from typing import Any

import bert_mtl as mtl
from encoders import small, vocabulary
from harness import Row, Setup, asked, data_folder, parser, show, with_mean

SETUP = Setup(epochs=24, batch=32, rate=5e-4)


@dataclasses.dataclass(frozen=True)
class Split:
    """Questions in their order, each with the path of its picture and its answer."""

    questions: list[str]
    pictures: list[str]
    answers: list[str]

    def inputs(self, pictures: list[str] | None = None) -> list[dict[str, str]]:
        """Answer questions with their pictures, or with others."""
        seen = pictures or self.pictures
        return [{"text": q, "image": p} for q, p in zip(self.questions, seen, strict=True)]


def read(name: str, rows: int = 0) -> Split:
    """Read `rows` questions spread evenly over a split (0: all)."""
    folder = data_folder() / "easy_vqa" / name
    table = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    picked = [table[i * len(table) // rows] for i in range(rows)] if rows else table
    return Split(
        [question for question, _, _ in picked],
        [str(folder / "images" / f"{image}.png") for _, _, image in picked],
        [answer for _, answer, _ in picked],
    )


def opened(seed: int, arguments: Any, pictures: bool) -> mtl.MultiTaskModel:
    """Make a random encoder of questions, with pictures or without."""
    pieces = vocabulary("uncased")
    image = {"size": arguments.side, "patch": arguments.patch}
    return mtl.MultiTaskModel.from_configuration(
        small(arguments.layers, arguments.hidden, pieces),
        pieces,
        problems="answer",
        types={"answer": "cls"},
        modalities={"image": image} if pictures else None,
        seed=seed,
        threads=arguments.threads,
        dtype=arguments.dtype,
    )


def accuracy(model: mtl.MultiTaskModel, inputs: list[Any], truth: list[str]) -> float:
    """Answer the share of right answers."""
    found = model.predict(inputs)["answer"].labels
    return sum(a == b for a, b in zip(found, truth, strict=True)) / len(truth)


def kind(question: str, answer: str) -> str:
    """Tell what a question wants: the shape or its colour, or whether there is such a one."""
    if answer not in ("yes", "no"):
        return "which colour" if "color" in question else "which shape"
    shape = re.search("circle|rectangle|triangle", question)
    return "is there the shape" if shape else "is there the colour"


def by_kind(model: mtl.MultiTaskModel, test: Split) -> dict[str, float]:
    """Answer the accuracy on each kind of question."""
    found = model.predict(test.inputs())["answer"].labels
    right: dict[str, list[bool]] = collections.defaultdict(list)
    for question, answer, guess in zip(test.questions, test.answers, found, strict=True):
        right[kind(question, answer)].append(guess == answer)
    return {name: sum(rows) / len(rows) for name, rows in sorted(right.items())}


def run(seed: int, arguments: Any, setup: Setup) -> list[Row]:
    """Train both models with one seed."""
    train, test = read("train", setup.rows), read("test")
    others = random.Random(seed).sample(test.pictures, len(test.pictures))
    rows: list[Row] = []
    for pictures in (True, False):
        model = opened(seed, arguments, pictures)
        start = time.perf_counter()
        inputs: list[Any] = train.inputs() if pictures else list(train.questions)
        options = {**setup.options(), "dropout": arguments.dropout}
        model.fit({"answer": (inputs, train.answers)}, seed=seed, **options)
        seconds = time.perf_counter() - start
        if not pictures:
            scored = {"questions alone": accuracy(model, list(test.questions), test.answers)}
        else:
            scored = {
                "question + image": accuracy(model, test.inputs(), test.answers),
                "images exchanged": accuracy(model, test.inputs(others), test.answers),
                **by_kind(model, test),
            }
        rows.append({"seed": seed, "seconds": seconds, **scored})
        print(rows[-1], flush=True)
    return rows


def baselines(rows: int) -> list[Row]:
    """Score the most frequent answer, and that of each question."""
    train, test = read("train", rows), read("test")
    overall = collections.Counter(train.answers).most_common(1)[0][0]
    by_question: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for question, answer in zip(train.questions, train.answers, strict=True):
        by_question[question][answer] += 1
    asked_for = [
        by_question[q].most_common(1)[0][0] if q in by_question else overall for q in test.questions
    ]
    shares = [
        sum(found == answer for found, answer in zip(guess, test.answers, strict=True))
        for guess in ([overall] * len(test.answers), asked_for)
    ]
    names = ("most frequent answer", "most frequent of each question")
    return [
        {"seed": name, "questions alone": share / len(test.answers)}
        for name, share in zip(names, shares, strict=True)
    ]


def main() -> None:
    """Train and score each seed."""
    made = parser(__doc__, size=(2, 128))
    made.add_argument("--side", type=int, default=32, help="pixels a side of the pictures")
    made.add_argument("--patch", type=int, default=4, help="pixels a side of a patch")
    made.add_argument("--dropout", type=float, default=0.0, help="the encoder's")
    arguments = made.parse_args()
    setup = asked(arguments, SETUP)
    rows: list[Row] = []
    for seed in arguments.seeds:
        seen, unseen = run(seed, arguments, setup)
        rows.append({**seen, **{k: v for k, v in unseen.items() if k == "questions alone"}})
    show([*with_mean(rows), *baselines(setup.rows)])


if __name__ == "__main__":
    main()
