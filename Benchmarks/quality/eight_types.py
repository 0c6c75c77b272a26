"""One chain with eight types at once, `a&b&c|d|e&f|g|h`: 200 steps in which every loss falls.

    MINILM=path/of/model python Benchmarks/quality/eight_types.py

    a intent    cls                    ATIS
    b parts     multi_cls              ATIS, an intent that asks for several things
    c slots     seq_tag with a CRF     ATIS
    d alike     regression             STS-B
    e german    seq2seq_text           multi30k
    f shape     vector_fit             multi30k, how long the text and its words are
    g lm        mask_lm                WikiText-2
    h sides     contrastive_learning   STS-B

The encoder is MiniLM; every group is drawn as often. Each loss is the mean of its first and of its
last 25 draws. That a head which was not drawn has no gradient is a test of the core.
"""

from __future__ import annotations

import time
from typing import Any

import atis_data
import bert_mtl as mtl
import language_modelling
import stsb_data
import translation
from encoders import minilm
from harness import Row, Setup, asked, parser, show

CHAIN = "intent&parts&slots|alike|german&shape|lm|sides"
TYPES = {
    "intent": "cls",
    "parts": "multi_cls",
    "slots": "seq_tag",
    "alike": "regression",
    "german": "seq2seq_text",
    "shape": "vector_fit",
    "lm": "mask_lm",
    "sides": "contrastive_learning",
}
OPTIONS = {"slots": {"crf": True}, "german": {"target_units": "words"}}
SETUP = Setup(epochs=1, batch=32, rate=3e-4, rows=2000)
STEPS, MEANT = 200, 25


def shape(text: str) -> list[float]:
    """Describe a text by a vector: its words and how long they are."""
    words = text.split()
    short, long = (sum(test(len(word)) for word in words) for test in ((4).__gt__, (6).__lt__))
    return [float(len(words)), float(short), float(long), float(len(text)) / 10]


def data(rows: int) -> dict[str, Any]:
    """Answer the rows of every group."""
    atis, stsb = atis_data.read("train"), stsb_data.read("train", rows)
    english, german = translation.read("train6000", rows)
    targets = {
        "intent": atis.intents[:rows],
        "parts": [intent.split("#") for intent in atis.intents[:rows]],
        "slots": atis.slots[:rows],
    }
    texts = language_modelling.texts(language_modelling.wikitext("valid"))[:rows]
    sides = stsb.alike().pairs()
    return {
        "intent&parts&slots": (atis.words[:rows], targets),
        "alike": (stsb.pairs(), stsb.scores),
        "german&shape": (english, {"german": german, "shape": [shape(t) for t in english]}),
        "lm": texts,
        "sides": (sides, [None] * len(sides)),
    }


def main() -> None:
    """Train 200 steps and print how every loss fell."""
    arguments = parser(__doc__).parse_args()
    setup = asked(arguments, SETUP)
    rows: list[Row] = []
    for seed in arguments.seeds:
        model = mtl.MultiTaskModel.from_pretrained(
            minilm(),
            problems=CHAIN,
            types=TYPES,
            options=OPTIONS,
            seed=seed,
            threads=arguments.threads,
            dtype=arguments.dtype,
        )
        start = time.perf_counter()
        history = model.fit(
            data(setup.rows),
            seed=seed,
            steps_per_epoch=STEPS,
            sampling="problem_balanced",
            **setup.options(),
        )
        print(f"{len(history)} steps, {time.perf_counter() - start:.0f} s", flush=True)
        for problem, (steps, losses) in history.losses().items():
            first, last = (sum(part) / MEANT for part in (losses[:MEANT], losses[-MEANT:]))
            rows.append(
                {
                    "seed": seed,
                    "problem": problem,
                    "type": TYPES[problem],
                    "draws": len(steps),
                    "first": first,
                    "last": last,
                    "falls": "yes" if last < first else "NO",
                }
            )
    show(rows)


if __name__ == "__main__":
    main()
