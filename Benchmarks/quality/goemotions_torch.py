"""The peer of goemotions.py: MiniLM under 28 sigmoids, with transformers + torch.

    MINILM=path/of/model python Benchmarks/quality/goemotions_torch.py --seeds 1 2 3

`--first own` begins the head as bert_mtl does, `--batches own` trains the batches that bert_mtl
makes of the same seed, `--grouped` batches of rows of like length; `--autocast` lets torch choose
bfloat16. Beside it stand the most frequent emotion and TF-IDF under logistic regressions
(scikit-learn).
"""

from __future__ import annotations

from typing import Any

import goemotions_data as data
import numpy as np
import torch
from encoders import minilm
from harness import Row, Setup, asked, parser, show, with_mean
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from torch import Tensor, nn
from torch_training import add_choices, begin, fit, narrowed
from transformers import AutoTokenizer, BertModel


class Emotions(nn.Module):
    """BertModel under a logit for each emotion."""

    def __init__(self, folder: str, *, first: str = "torch", autocast: bool = False) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.bert = BertModel.from_pretrained(folder)
        self.dropout = nn.Dropout(self.bert.config.hidden_dropout_prob)
        self.logits = nn.Linear(self.bert.config.hidden_size, len(data.emotions()))
        self.autocast = autocast
        begin(self.logits, first)

    def forward(self, texts: list[str]) -> Tensor:
        """Answer the logits `[rows, 28]`."""
        encoded = self.tokenizer(
            texts, padding=True, truncation=True, max_length=512, return_tensors="pt"
        )
        with narrowed(self.autocast):
            return self.logits(self.dropout(self.bert(**encoded).pooler_output)).float()


@torch.no_grad()
def probabilities(model: Emotions, texts: list[str]) -> NDArray[np.float32]:
    """Answer the sigmoids `[rows, 28]`."""
    order = np.argsort([len(text) for text in texts], kind="stable").tolist()
    answers = np.zeros((len(texts), len(data.emotions())), np.float32)
    for first in range(0, len(texts), 64):
        rows = order[first : first + 64]
        answers[rows] = model([texts[i] for i in rows]).sigmoid().numpy()
    return answers


def run(seed: int, arguments: Any, setup: Setup) -> Row:
    """Train with one seed and score on test."""
    torch.manual_seed(seed)
    train, dev, test = data.read("train", setup.rows), data.read("dev"), data.read("test")
    truth = torch.tensor(data.gold(train), dtype=torch.float32)
    model = Emotions(minilm(), first=arguments.first, autocast=arguments.autocast)

    def loss(rows: list[int]) -> Tensor:
        """Answer the binary cross-entropy, a mean over rows and emotions."""
        logits = model([train.texts[i] for i in rows])
        return nn.functional.binary_cross_entropy_with_logits(logits, truth[rows])

    lengths = [len(text) for text in train.texts] if arguments.grouped else None
    seconds = fit(model, loss, len(train.texts), setup, seed, lengths, batches=arguments.batches)
    found = probabilities(model, test.texts), probabilities(model, dev.texts)
    return {"seed": seed, "seconds": seconds, **data.scores(*found, (test, dev))}


def baselines(setup: Setup) -> list[Row]:
    """Score the most frequent emotion, and TF-IDF under logistic regressions."""
    train, dev, test = data.read("train", setup.rows), data.read("dev"), data.read("test")
    truth = data.gold(train)
    first = (np.arange(truth.shape[1]) == truth.sum(axis=0).argmax()).astype(np.float32)
    constant = [np.tile(first, (len(split.texts), 1)) for split in (test, dev)]
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    linear = OneVsRestClassifier(LogisticRegression(C=10, max_iter=1000))
    linear.fit(words.fit_transform(train.texts), truth)
    found = [linear.predict_proba(words.transform(split.texts)) for split in (test, dev)]
    return [
        {"seed": "most frequent", **data.scores(constant[0], constant[1], (test, dev))},
        {"seed": "TF-IDF", **data.scores(found[0], found[1], (test, dev))},
    ]


def main() -> None:
    """Train and score each seed, then the baselines."""
    made = parser(__doc__, peer=True)
    add_choices(made)
    arguments = made.parse_args()
    torch.set_num_threads(arguments.threads)
    setup = asked(arguments, data.SETUP)
    rows: list[Row] = []
    for seed in arguments.seeds:
        rows.append(run(seed, arguments, setup))
        print(rows[-1], flush=True)
    show([*with_mean(rows), *baselines(setup)])


if __name__ == "__main__":
    main()
