"""Names on Weibo after our own `pretrain` on `zh_text`: CRF, softmax, and neither pre-trained.

    python Benchmarks/quality/weibo_ner_pretrained.py --dtype bfloat16

The encoder has 4 layers of 256 columns over the Chinese vocabulary. `--epochs` counts the passes
of pre-training over short instances, in which a piece finds its neighbours sooner; as many follow
with dropout, which delays that at first, and three over longer ones for the positions.
Its encoder is left in build/quality/zh_encoder, and used again with `--reuse`. Every tagger trains
from there and from random weights; dev picks its epoch, test scores it.
"""

from __future__ import annotations

import statistics
import time
from typing import Any

import bert_mtl as mtl
import chinese_data as chinese
from encoders import small, vocabulary
from harness import ROOT, Row, Setup, asked, parser, show, told

PRETRAINING = Setup(epochs=11, batch=16, rate=3e-4)
LONGER = Setup(epochs=3, batch=16, rate=2e-4)
FOLDER = ROOT / "build" / "quality" / "zh_encoder"
HELD_OUT = 100


def pretrain(setup: Setup, arguments: Any) -> None:
    """Pre-train on all documents but the last hundred, whose losses are printed every epoch."""
    documents = chinese.documents()
    train, dev = documents[:-HELD_OUT][: setup.rows or None], documents[-HELD_OUT:]
    pieces, seed = vocabulary("chinese"), arguments.seeds[0]
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    rows: list[Row] = []
    phases = ((32, 0.2, 0.0, setup), (32, 0.2, 0.1, setup), (128, 0.15, 0.1, LONGER))
    for number, (length, share, dropout, phase) in enumerate(phases):
        asked_for = masking(length, share, arguments)
        model = (
            mtl.MultiTaskModel.from_pretrained(FOLDER, **asked_for)
            if number > 0
            else mtl.MultiTaskModel.from_configuration(
                encoder(arguments, pieces), pieces, **asked_for
            )
        )
        options = {"max_length": length, "dropout": dropout, "callbacks": [told], **phase.options()}
        history = model.fit({"lm": train}, {"lm": dev}, seed=seed, **options)
        model.save_pretrained(FOLDER)
        rows += [
            {"length": length, "step": event["step"], **event["report"]["problems"]["lm"]}
            for event in history.evaluations
        ]
    show(rows)
    print(f"pre-training: {time.perf_counter() - start:.0f} s", flush=True)


def masking(length: int, share: float, arguments: Any) -> dict[str, Any]:
    """Ask for a language model that hides a share of the pieces of instances of a length."""
    most = int(length * share) + 1
    return {
        "problems": "lm",
        "types": {"lm": "pretrain"},
        "options": {
            "lm": {"dupe_factor": 1, "masked_lm_prob": share, "max_predictions_per_seq": most}
        },
        "seed": arguments.seeds[0],
        "threads": arguments.threads,
        "dtype": arguments.dtype,
    }


def encoder(arguments: Any, pieces: str) -> dict[str, Any]:
    """Describe the encoder; narrow ones learn sooner from wider first weights than BERT-base's."""
    return small(arguments.layers, arguments.hidden, pieces, initializer_range=0.04)


def opened(pretrained: bool, crf: bool, seed: int, arguments: Any) -> mtl.MultiTaskModel:
    """Open an encoder under a tagger."""
    asked_for: dict[str, Any] = {
        "problems": "ner",
        "types": {"ner": "seq_tag"},
        "options": {"ner": {"crf": crf}},
        "seed": seed,
        "threads": arguments.threads,
        "dtype": arguments.dtype,
    }
    if pretrained:
        return mtl.MultiTaskModel.from_pretrained(FOLDER, **asked_for)
    pieces = vocabulary("chinese")
    return mtl.MultiTaskModel.from_configuration(encoder(arguments, pieces), pieces, **asked_for)


def tag(pretrained: bool, crf: bool, arguments: Any) -> Row:
    """Train a tagger with every seed; answer the means of its span F1."""
    setup = Setup(epochs=arguments.ner_epochs, batch=16, rate=arguments.ner_rate)
    reports = []
    for seed in arguments.seeds:
        model = opened(pretrained, crf, seed, arguments)
        train, dev = chinese.weibo("train"), chinese.weibo("dev")
        model.fit({"ner": train.both()}, {"ner": dev.both()}, seed=seed, **setup.options())
        report = model.evaluate({"ner": chinese.weibo("test").both()}, count_unseen_labels=True)
        reports.append(report["ner"])
        print(pretrained, crf, seed, dict(report["ner"]), flush=True)
    return {
        "encoder": "pre-trained" if pretrained else "random",
        "top": "CRF" if crf else "softmax",
        **{k: statistics.mean(r[k] for r in reports) for k in ("precision", "recall", "f1")},
        "f1 of each seed": " ".join(f"{report['f1']:.4f}" for report in reports),
    }


def main() -> None:
    """Pre-train, then train the four taggers."""
    made = parser(__doc__, size=(4, 256))
    made.add_argument("--ner-epochs", type=int, default=12)
    made.add_argument("--ner-rate", type=float, default=5e-4)
    made.add_argument("--reuse", action="store_true", help="do not pre-train again")
    arguments = made.parse_args()
    if not arguments.reuse:
        pretrain(asked(arguments, PRETRAINING), arguments)
    show([tag(pretrained, crf, arguments) for pretrained in (True, False) for crf in (True, False)])


if __name__ == "__main__":
    main()
