"""The peer's quality run: `intent&slots` on ATIS with transformers + torch, as atis.py trains it.

MINILM=path/of/model python Benchmarks/quality/atis_torch.py --seeds 1 2 3
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time

import atis_data
import torch
from seqeval.metrics import f1_score
from torch import Tensor, nn
from transformers import AutoTokenizer, BertModel, get_linear_schedule_with_warmup

IGNORED = -100


class Joint(nn.Module):
    """BertModel under a classifier of the pooled row and a tagger of every row."""

    def __init__(self, folder: str, intents: int, slots: int) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(folder)
        self.dropout = nn.Dropout(self.bert.config.hidden_dropout_prob)
        self.intent = nn.Linear(self.bert.config.hidden_size, intents)
        self.slots = nn.Linear(self.bert.config.hidden_size, slots)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Answer the logits of both problems."""
        output = self.bert(input_ids=ids, attention_mask=mask)
        pooled = self.dropout(output.pooler_output)
        return self.intent(pooled), self.slots(self.dropout(output.last_hidden_state))


class Encoder:
    """Turns utterances into padded batches; only a word's first piece carries its tag."""

    def __init__(self, folder: str, train: atis_data.Split) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.intents = sorted(set(train.intents))
        self.tags = sorted({tag for row in train.slots for tag in row})

    def batch(self, split: atis_data.Split, rows: list[int]) -> tuple[Tensor, ...]:
        """Answer ids, mask, intents and tags; a label that training lacks is ignored."""
        encoding = self.tokenizer(
            [split.words[i] for i in rows],
            is_split_into_words=True,
            padding=True,
            return_tensors="pt",
        )
        tags = torch.full(encoding["input_ids"].shape, IGNORED)
        for r, i in enumerate(rows):
            for c, place in self.firsts(encoding.word_ids(r)):
                tag = split.slots[i][place]
                tags[r, c] = self.tags.index(tag) if tag in self.tags else IGNORED
        intents = [split.intents[i] for i in rows]
        numbers = [self.intents.index(n) if n in self.intents else IGNORED for n in intents]
        return encoding["input_ids"], encoding["attention_mask"], torch.tensor(numbers), tags

    @staticmethod
    def firsts(words: list[int | None]) -> list[tuple[int, int]]:
        """Pair the column of each word's first piece with the word's index."""
        return [
            (c, w) for c, w in enumerate(words) if w is not None and (c == 0 or words[c - 1] != w)
        ]


def fit(model: Joint, encoder: Encoder, split: atis_data.Split, seed: int, limit: int) -> None:
    """Train with AdamW, linear warm-up and decay, clipping and shuffled batches."""
    bare = [v for n, v in model.named_parameters() if n.endswith("bias") or "LayerNorm" in n]
    decayed = [v for v in model.parameters() if all(v is not other for other in bare)]
    groups = [
        {"params": decayed, "weight_decay": 0.01},
        {"params": bare, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=atis_data.RATE)
    count = limit or len(split.words)
    total = atis_data.EPOCHS * -(-count // atis_data.BATCH)
    warmup = int(atis_data.WARMUP * total)
    schedule = get_linear_schedule_with_warmup(optimizer, warmup, total)
    draw = random.Random(seed)
    model.train()
    for _ in range(atis_data.EPOCHS):
        order = draw.sample(range(count), count)
        for start in range(0, count, atis_data.BATCH):
            batch = encoder.batch(split, order[start : start + atis_data.BATCH])
            intents, tags = model(batch[0], batch[1])
            loss = nn.functional.cross_entropy(intents, batch[2])
            loss = loss + nn.functional.cross_entropy(tags.flatten(0, 1), batch[3].flatten())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()


@torch.no_grad()
def evaluate(model: Joint, encoder: Encoder, split: atis_data.Split) -> dict[str, float]:
    """Score intent accuracy and slot F1; a label that training lacks can only be missed."""
    model.eval()
    right, predicted = 0, []
    for start in range(0, len(split.words), 64):
        rows = list(range(start, min(start + 64, len(split.words))))
        batch = encoder.batch(split, rows)
        intents, tags = model(batch[0], batch[1])
        for r, i in enumerate(rows):
            right += encoder.intents[int(intents[r].argmax())] == split.intents[i]
            words = encoder.tokenizer(split.words[i], is_split_into_words=True).word_ids()
            places = encoder.firsts(words)
            predicted.append([encoder.tags[int(tags[r, c].argmax())] for c, _ in places])
    return {
        "intent_accuracy": right / len(split.words),
        "slot_f1": f1_score(split.slots, predicted),
    }


def main() -> None:
    """Train and score each seed; print each and the means."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=atis_data.SEEDS)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, default=0, help="train on the first rows only")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    split, test = atis_data.read("train") + atis_data.read("dev"), atis_data.read("test")
    reports = []
    for seed in options.seeds:
        torch.manual_seed(seed)
        encoder = Encoder(atis_data.minilm(), split)
        model = Joint(atis_data.minilm(), len(encoder.intents), len(encoder.tags))
        start = time.perf_counter()
        fit(model, encoder, split, seed, options.limit)
        seconds = time.perf_counter() - start
        report = {"seed": seed, "seconds": seconds} | evaluate(model, encoder, test)
        reports.append(report)
        print(json.dumps(report), flush=True)
    means = {key: statistics.mean(r[key] for r in reports) for key in reports[0] if key != "seed"}
    print(json.dumps({"mean": means}))


if __name__ == "__main__":
    main()
