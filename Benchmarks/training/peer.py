"""The peer: transformers + torch, one optimizer step for each line read ("random", "grouped" or
"autocast").

"random" batches are what a plain DataLoader with the default padding collator makes; "grouped" ones
are drawn from windows of 50 batches sorted by length; "autocast" ones too, with bfloat16 products.
Run by run.py.
"""

from __future__ import annotations

import itertools
import json
import random
import resource
import sys
import time
from collections.abc import Iterator

import torch
import workload
from torch import Tensor, nn
from transformers import BertConfig, BertModel, BertTokenizerFast

IGNORED = -100


class TwoTaggers(nn.Module):
    """BertModel without a pooler, under one linear tagger a problem."""

    def __init__(self, shape: workload.Shape, classes: list[int]) -> None:
        super().__init__()
        config = BertConfig.from_dict(shape.settings())
        self.bert = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(workload.DROPOUT)
        self.taggers = nn.ModuleList([nn.Linear(shape.hidden, count) for count in classes])

    def forward(self, ids: Tensor, mask: Tensor, labels: list[Tensor]) -> Tensor:
        """Sum the two problems' mean losses."""
        hidden = self.dropout(self.bert(input_ids=ids, attention_mask=mask).last_hidden_state)
        losses = [
            nn.functional.cross_entropy(tagger(hidden).flatten(0, 1), target.flatten())
            for tagger, target in zip(self.taggers, labels, strict=True)
        ]
        return torch.stack(losses).sum()


def encode(sentences: list[workload.Sentence]) -> tuple[list[list[list[int]]], list[int]]:
    """Tokenize words; answer (ids, ner labels, cws labels) a sentence and the classes of each."""
    folder = workload.data_folder() / "vocab" / "bert-base-chinese-vocab.txt"
    tokenizer = BertTokenizerFast(vocab_file=str(folder), do_lower_case=True)
    columns = [[s.ner for s in sentences], [s.cws for s in sentences]]
    names = [sorted({tag for row in column for tag in row}) for column in columns]
    encoding = tokenizer([s.words for s in sentences], is_split_into_words=True)
    rows = []
    for i, ids in enumerate(encoding["input_ids"]):
        words = encoding.word_ids(i)
        firsts = [w is not None and (j == 0 or words[j - 1] != w) for j, w in enumerate(words)]
        labels = [
            [
                names[c].index(column[i][w]) if first else IGNORED
                for w, first in zip(words, firsts, strict=True)
            ]
            for c, column in enumerate(columns)
        ]
        rows.append([ids, *labels])
    return rows, [len(n) for n in names]


def batches(rows: list[list[list[int]]], size: int, window: int, seed: int) -> Iterator[list[int]]:
    """Shuffle the rows for ever into batches, sorted inside windows of `window` batches."""
    draw = random.Random(seed)
    for _ in itertools.count():
        order = draw.sample(range(len(rows)), len(rows))
        span = window * size
        epoch: list[list[int]] = []
        for start in range(0, len(order), span):
            part = order[start : start + span]
            if window > 1:
                part.sort(key=lambda i: len(rows[i][0]))
            epoch += [part[i : i + size] for i in range(0, len(part), size)]
        draw.shuffle(epoch)
        yield from (batch for batch in epoch if len(batch) == size)


def pad(rows: list[list[list[int]]], column: int, value: int) -> Tensor:
    """Stack one column of the rows, padded to the longest."""
    longest = max(len(row[0]) for row in rows)
    return torch.tensor([row[column] + [value] * (longest - len(row[column])) for row in rows])


def main(shape: workload.Shape, threads: int) -> None:
    """Answer each line of the standard input with the figures of one step."""
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    rows, classes = encode(workload.sentences(shape))
    model = TwoTaggers(shape, classes).train()
    bare = [v for n, v in model.named_parameters() if n.endswith("bias") or "LayerNorm" in n]
    decayed = [v for v in model.parameters() if all(v is not other for other in bare)]
    groups = [
        {"params": decayed, "weight_decay": 0.01},
        {"params": bare, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=workload.RATE, fused=True)
    sources = {
        kind: batches(rows, shape.batch, window, seed)
        for kind, window, seed in [("random", 1, 1), ("grouped", 50, 2), ("autocast", 50, 3)]
    }
    print(json.dumps({"ready": torch.__version__}), flush=True)
    for line in sys.stdin:
        batch = [rows[i] for i in next(sources[line.strip()])]
        start = time.perf_counter()
        ids = pad(batch, 0, 0)
        labels = [pad(batch, column, IGNORED) for column in (1, 2)]
        mask = torch.tensor([[1] * len(r[0]) + [0] * (ids.shape[1] - len(r[0])) for r in batch])
        with torch.autocast("cpu", torch.bfloat16, enabled=line.strip() == "autocast"):
            loss = model(ids, mask, labels)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        figures = {
            "seconds": time.perf_counter() - start,
            "tokens": sum(len(row[0]) for row in batch),
            "padded": ids.numel(),
            "loss": loss.item(),
            "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main(workload.SHAPES[sys.argv[1]], int(sys.argv[2]))
