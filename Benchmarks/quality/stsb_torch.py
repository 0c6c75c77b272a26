"""The peer of stsb.py with transformers + torch: one use of the pairs at a time.

    MINILM=path/of/model python Benchmarks/quality/stsb_torch.py regression --seeds 1 2 3

`regression` reads both sentences as one row and fits the score, standardised, by squared error.
`contrastive` pools each sentence by its mean and matches alike pairs within a batch (SimCSE's
supervised loss); `vector_fit` fits the encoder's own mean-pooled vectors from its pooled row by
cosine. The last two are scored by the cosine of a pair's vectors, also before training.
`--first own` begins the linear layer as bert_mtl does; `--grouped` and `--batches` are heard by
`regression` alone.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable

import numpy as np
import stsb_data as data
import torch
from encoders import minilm
from harness import Row, Setup, asked, parser, show, with_mean
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from torch import Tensor, nn
from torch_training import add_choices, begin, fit, narrowed
from transformers import AutoTokenizer, BertModel


class Reader(nn.Module):
    """BertModel with a linear layer on the pooled row."""

    def __init__(self, folder: str, outputs: int, arguments: argparse.Namespace) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.bert = BertModel.from_pretrained(folder)
        self.dropout = nn.Dropout(self.bert.config.hidden_dropout_prob)
        self.head = nn.Linear(self.bert.config.hidden_size, outputs)
        self.grouped, self.autocast = arguments.grouped, arguments.autocast
        self.batches = arguments.batches
        begin(self.head, arguments.first)

    def encode(self, *sides: list[str]) -> tuple[Tensor, Tensor]:
        """Answer the pooled rows, and the mean of each row's tokens."""
        encoded = self.tokenizer(*sides, padding=True, truncation=True, return_tensors="pt")
        with narrowed(self.autocast):
            output = self.bert(**encoded)
        mask = encoded["attention_mask"].unsqueeze(-1).float()
        return output.pooler_output.float(), (output.last_hidden_state * mask).sum(1) / mask.sum(1)

    def fitted(self, *sides: list[str]) -> Tensor:
        """Answer what the linear layer makes of the pooled rows."""
        return self.head(self.dropout(self.encode(*sides)[0]))


def batched(rows: int, answer: Callable[[slice], Tensor]) -> NDArray[np.float32]:
    """Put the answers of batches of 64 below each other, without gradients."""
    with torch.no_grad():
        parts = [answer(slice(i, i + 64)) for i in range(0, rows, 64)]
    return torch.cat(parts).numpy()


def regression(model: Reader, train: data.Split, setup: Setup, seed: int) -> Row:
    """Fit the standardised score of a pair."""
    mean, deviation = statistics.fmean(train.scores), statistics.pstdev(train.scores)
    targets = (torch.tensor(train.scores) - mean) / deviation

    def loss(rows: list[int]) -> Tensor:
        sides = [train.first[i] for i in rows], [train.second[i] for i in rows]
        return nn.functional.mse_loss(model.fitted(*sides).squeeze(1), targets[rows])

    lengths = [len(a) + len(b) for a, b in zip(train.first, train.second, strict=True)]
    grouped = lengths if model.grouped else None
    seconds = fit(model, loss, len(train.scores), setup, seed, grouped, batches=model.batches)
    row: dict[str, object] = {"seconds": seconds}
    for name in ("dev", "test"):
        split = data.read(name)
        found = batched(len(split.scores), lambda s, p=split: model.fitted(p.first[s], p.second[s]))
        row |= data.correlations(found[:, 0].tolist(), split, name)
    return row


def similarity(vectors: Callable[[list[str]], Tensor], name: str) -> dict[str, float]:
    """Score the cosines of the pairs' vectors."""
    split = data.read(name)
    sides = [
        batched(len(side), lambda s, p=side: vectors(p[s])) for side in (split.first, split.second)
    ]
    return data.correlations(data.cosines(*sides), split, name)


def contrastive(model: Reader, train: data.Split, setup: Setup, seed: int) -> Row:
    """Match the sides of alike pairs among those of the batch."""
    alike = train.alike()

    def loss(rows: list[int]) -> Tensor:
        sides = [model.encode([side[i] for i in rows])[1] for side in (alike.first, alike.second)]
        a, b = (nn.functional.normalize(side, dim=1) for side in sides)
        return nn.functional.cross_entropy(a @ b.T / data.TEMPERATURE, torch.arange(len(rows)))

    model.eval()
    before = similarity(lambda texts: model.encode(texts)[1], "dev")["dev_spearman"]
    seconds = fit(model, loss, len(alike.scores), setup, seed)
    scored = {}
    for name in ("dev", "test"):
        scored |= similarity(lambda texts: model.encode(texts)[1], name)
    return {"seconds": seconds, "dev_spearman_before": before, **scored}


def vector_fit(model: Reader, train: data.Split, setup: Setup, seed: int) -> Row:
    """Fit each sentence's mean-pooled vector from the pooled row."""
    sentences = train.sentences()
    model.eval()
    targets = torch.tensor(batched(len(sentences), lambda s: model.encode(sentences[s])[1]))

    def loss(rows: list[int]) -> Tensor:
        found = model.fitted([sentences[i] for i in rows])
        return (1 - nn.functional.cosine_similarity(found, targets[rows])).mean()

    seconds = fit(model, loss, len(sentences), setup, seed)
    scored = {}
    for name in ("dev", "test"):
        scored |= similarity(model.fitted, name)
    return {"seconds": seconds, **scored}


def baseline() -> Row:
    """Score the cosine of TF-IDF vectors."""
    words = TfidfVectorizer(sublinear_tf=True).fit(data.read("train").sentences())
    scored: dict[str, object] = {"seed": "TF-IDF cosine"}
    for name in ("dev", "test"):
        split = data.read(name)
        a, b = (words.transform(side) for side in (split.first, split.second))
        scored |= data.correlations(np.asarray(a.multiply(b).sum(axis=1))[:, 0], split, name)
    return scored


def main() -> None:
    """Train and score each seed."""
    made = parser(__doc__, peer=True)
    made.add_argument("use", choices=list(data.SETUPS))
    add_choices(made)
    arguments = made.parse_args()
    torch.set_num_threads(arguments.threads)
    setup = asked(arguments, data.SETUPS[arguments.use])
    train = data.read("train", setup.rows)
    run = {"regression": regression, "contrastive": contrastive, "vector_fit": vector_fit}
    rows: list[Row] = []
    for seed in arguments.seeds:
        torch.manual_seed(seed)
        model = Reader(minilm(), data.HIDDEN if arguments.use == "vector_fit" else 1, arguments)
        rows.append({"seed": seed, **run[arguments.use](model, train, setup, seed)})
        print(rows[-1], flush=True)
    show([*with_mean(rows), baseline()])


if __name__ == "__main__":
    main()
