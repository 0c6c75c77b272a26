"""Perplexity on dev while `mask_lm` or `pretrain` trains, beside a unigram model's.

    python Benchmarks/quality/language_modelling.py mask_lm wikitext
    python Benchmarks/quality/language_modelling.py pretrain chinese

The encoder begins at random, or as the one that `--encoder` names. WikiText-2's training file is
not at hand: its valid.txt is train here and the first eight articles of its test.txt dev; of
`zh_text` the last hundred documents are dev. The unigram model counts the pieces of all of train,
whatever `--rows` says, with one added for every piece of the vocabulary, and reads every piece of
dev.
"""

from __future__ import annotations

import collections
import itertools
import math
import shutil
import tempfile
import time
from collections.abc import Sequence
from typing import Any

import bert_mtl as mtl
import chinese_data as chinese
from encoders import small, vocabulary
from harness import Row, Setup, asked, data_folder, parser, show, told

SETUPS = {
    "mask_lm": Setup(epochs=5, batch=32, rate=5e-4),
    "pretrain": Setup(epochs=5, batch=32, rate=5e-4),
}
VOCABULARIES = {"wikitext": "uncased", "chinese": "chinese"}
Documents = list[list[str]]


def wikitext(name: str) -> Documents:
    """Read a file of WikiText-2 as articles of sentences."""
    path = data_folder() / "wikitext2_small" / f"{name}.txt"
    articles: Documents = [[]]
    for line in path.read_text(encoding="utf-8").replace("<unk>", "unk").split("\n"):
        text = line.strip()
        if text.startswith("= ") and not text.startswith("= ="):
            articles.append([])
        elif text and not text.startswith("="):
            articles[-1] += [part + " ." for part in text.removesuffix(" .").split(" . ")]
    return [article for article in articles if len(article) > 1]


def read(corpus: str, rows: int) -> tuple[Documents, Documents]:
    """Answer the documents of train and dev."""
    if corpus == "chinese":
        documents = chinese.documents()
        return documents[:-100][: rows or None], documents[-100:]
    return wikitext("valid")[: rows or None], wikitext("test")[:8]


def texts(documents: Documents, length: int = 300) -> list[str]:
    """Join sentences to texts of about `length` characters for `mask_lm`."""
    joined = []
    for document in documents:
        text = ""
        for sentence in document:
            text = f"{text} {sentence}" if text else sentence
            if len(text) >= length:
                joined.append(text)
                text = ""
        joined += [text] if text else []
    return joined


def unigram(pieces: str, train: Documents, dev: Documents) -> float:
    """Answer the perplexity of dev's pieces under the counts of train's."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copyfile(pieces, f"{folder}/vocab.txt")
        tokenizer = mtl.Tokenizer.from_pretrained(folder)

    def read_pieces(documents: Documents) -> list[int]:
        """Answer the pieces of every sentence, without the special ones."""
        sentences = list(itertools.chain.from_iterable(documents))
        return [i for row in tokenizer.encode_batch(sentences) for i in row.ids[1:-1].tolist()]

    counts: collections.Counter[int] = collections.Counter(read_pieces(train))
    total = sum(counts.values()) + tokenizer.vocabulary_size
    found = read_pieces(dev)
    return math.exp(-sum(math.log((counts[i] + 1) / total) for i in found) / len(found))


def curve(arguments: Any, setup: Setup, seed: int) -> Sequence[Row]:
    """Train and answer dev's scores after every epoch."""
    kind, corpus = arguments.kind, arguments.corpus
    pieces = vocabulary(VOCABULARIES[corpus])
    train, dev = read(corpus, setup.rows)
    everything, _ = read(corpus, 0)
    length = 60 if corpus == "chinese" else 300
    asked_for: dict[str, Any] = {
        "problems": "lm",
        "types": {"lm": kind},
        "options": {"lm": {"dupe_factor": 1} if kind == "pretrain" else {}},
        "seed": seed,
        "threads": arguments.threads,
        "dtype": arguments.dtype,
    }
    if arguments.encoder:
        model = mtl.MultiTaskModel.from_pretrained(arguments.encoder, **asked_for)
    else:
        random = small(arguments.layers, arguments.hidden, pieces)
        model = mtl.MultiTaskModel.from_configuration(random, pieces, **asked_for)
    data = [part if kind == "pretrain" else texts(part, length) for part in (train, dev)]
    start = time.perf_counter()
    options = {"max_length": 128, "callbacks": [told], **setup.options()}
    history = model.fit({"lm": data[0]}, {"lm": data[1]}, seed=seed, **options)
    print(f"{len(history)} steps, {time.perf_counter() - start:.0f} s", flush=True)
    rows: list[Row] = [
        {"seed": seed, "step": event["step"], **event["report"]["problems"]["lm"]}
        for event in history.evaluations
    ]
    return [*rows, {"seed": "unigram", "perplexity": unigram(pieces, everything, dev)}]


def main() -> None:
    """Train with each seed and print the curves."""
    made = parser(__doc__, size=(2, 128))
    made.add_argument("kind", choices=list(SETUPS))
    made.add_argument("corpus", choices=list(VOCABULARIES))
    made.add_argument("--encoder", default="", help="a folder to begin with instead of at random")
    arguments = made.parse_args()
    setup = asked(arguments, SETUPS[arguments.kind])
    for seed in arguments.seeds:
        show(curve(arguments, setup, seed))


if __name__ == "__main__":
    main()
