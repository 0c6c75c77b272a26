"""BLEU on multi30k, English to German from 6,000 pairs: `seq2seq_text`, greedy and beam 5.

    python Benchmarks/quality/translation.py --epochs 25

The encoder begins at random. BLEU is sacrebleu's on the tokenised, lower-cased words of val
(`tokenize="none"`); beside it stands the English text left as it is.
"""

from __future__ import annotations

import time
from typing import Any

import bert_mtl as mtl
import sacrebleu
from encoders import reopened, small, vocabulary
from harness import Row, Setup, asked, data_folder, parser, show, with_mean

SETUP = Setup(epochs=25, batch=64, rate=1e-3)


def read(name: str, rows: int = 0) -> tuple[list[str], list[str]]:
    """Read the English and the German lines of a split."""
    sides = [
        (data_folder() / "multi30k" / f"{name}.{language}").read_text(encoding="utf-8")
        for language in ("en", "de")
    ]
    english, german = ([line.strip() for line in side.strip().split("\n")] for side in sides)
    return english[: rows or None], german[: rows or None]


def bleu(found: list[str], truth: list[str]) -> float:
    """Answer corpus BLEU of tokenised lines."""
    return float(sacrebleu.corpus_bleu(found, [truth], tokenize="none", force=True).score)


def options(beam: int) -> dict[str, Any]:
    """Answer the options of the decoder."""
    chosen = {"target_units": "words", "decoder_num_hidden_layers": 2, "label_smoothing": 0.1}
    return {"german": {**chosen, "beam_size": beam, "decode_max_seq_len": 60}}


def run(seed: int, arguments: Any, setup: Setup) -> Row:
    """Train with one seed; score val."""
    english, german = read("train6000", setup.rows)
    pieces = vocabulary("uncased")
    model = mtl.MultiTaskModel.from_configuration(
        small(arguments.layers, arguments.hidden, pieces),
        pieces,
        problems="german",
        types={"german": "seq2seq_text"},
        options=options(1),
        seed=seed,
        threads=arguments.threads,
        dtype=arguments.dtype,
    )
    start = time.perf_counter()
    history = model.fit({"german": (english, german)}, seed=seed, **setup.options())
    seconds = time.perf_counter() - start
    losses = history.losses()["german"][1]
    quarter = max(1, len(losses) // 4)
    row: dict[str, object] = {"seed": seed, "seconds": seconds}
    for i in range(4):
        part = losses[i * quarter : (i + 1) * quarter]
        row[f"loss, quarter {i + 1}"] = sum(part) / len(part)
    english, german = read("val")
    for name, beam in (("greedy", 1), ("beam 5", 5)):
        found = (
            reopened(model, arguments.threads, options=options(beam))
            .predict(english)["german"]
            .texts
        )
        row[f"BLEU, {name}"] = bleu(found, german)
    return row


def main() -> None:
    """Train and score each seed."""
    arguments = parser(__doc__, size=(2, 256)).parse_args()
    rows = [run(seed, arguments, asked(arguments, SETUP)) for seed in arguments.seeds]
    english, german = read("val")
    show([*with_mean(rows), {"seed": "English as it is", "BLEU, greedy": bleu(english, german)}])


if __name__ == "__main__":
    main()
