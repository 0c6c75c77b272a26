"""Measure how far the demo's data set gets without a model of language.

Intent and mood by logistic regression over TF-IDF of words and word pairs; a slot by the most
frequent tag of its word in train, once alone and once together with the word before it. Needs
scikit-learn and seqeval.
"""

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from seqeval.metrics import f1_score
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

FOLDER = Path(__file__).resolve().parent


def read(name: str) -> list[dict[str, Any]]:
    """Read the rows of one file."""
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def linear_accuracy(train: list[tuple[str, str]], test: list[tuple[str, str]]) -> float:
    """Train on (text, label) and score on test."""
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=20, max_iter=2000)
    )
    model.fit(*zip(*train, strict=True))
    return float(model.score(*zip(*test, strict=True)))


def frequent_tag_f1(train: list[dict[str, Any]], test: list[dict[str, Any]], context: int) -> float:
    """Give each word its most frequent tag in train, looked up with `context` words before it."""
    counts: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in train:
        for place, tag in enumerate(row["slots"]):
            for wide in range(context + 1):
                counts[tuple(row["words"][max(0, place - wide) : place + 1])][tag] += 1
    guesses = []
    for row in test:
        tags = []
        for place in range(len(row["words"])):
            ends = range(context, -1, -1)
            keys = [tuple(row["words"][max(0, place - wide) : place + 1]) for wide in ends]
            known = next((counts[key] for key in keys if key in counts), Counter(O=1))
            tags.append(known.most_common(1)[0][0])
        guesses.append(tags)
    return float(f1_score([row["slots"] for row in test], guesses))


def main() -> None:
    """Print a line a baseline."""
    train, test = read("requests_train.jsonl"), read("requests_test.jsonl")
    pairs = [[(" ".join(r["words"]), r["intent"]) for r in rows] for rows in (train, test)]
    moods = [[(r["text"], r["mood"]) for r in read(f"moods_{p}.jsonl")] for p in ("train", "test")]
    print(f"intent  TF-IDF, logistic regression   accuracy {100 * linear_accuracy(*pairs):.1f}")
    print(f"mood    TF-IDF, logistic regression   accuracy {100 * linear_accuracy(*moods):.1f}")
    print(f"slots   frequent tag of the word      F1 {100 * frequent_tag_f1(train, test, 0):.1f}")
    print(f"slots   the same with the word before F1 {100 * frequent_tag_f1(train, test, 1):.1f}")


if __name__ == "__main__":
    main()
