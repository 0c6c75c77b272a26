"""The torch peers' training loop: what `MultiTaskModel.fit` does with the same set-up."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence

import torch
from harness import Setup
from own_order import own_order
from torch import Tensor, nn
from transformers import get_linear_schedule_with_warmup

#: How many batches are sorted together where rows are grouped by length, as transformers does it.
POOL = 50


def add_choices(parser: argparse.ArgumentParser) -> None:
    """Add how the peer may be brought nearer to bert_mtl, or made faster."""
    parser.add_argument(
        "--first", choices=["torch", "own"], default="torch", help="the head's first weights"
    )
    batches = parser.add_mutually_exclusive_group()
    batches.add_argument("--grouped", action="store_true", help="batches of rows of like length")
    batches.add_argument("--batches", choices=["torch", "own"], default="torch", help="which rows")
    parser.add_argument("--autocast", action="store_true", help="to bfloat16")


def begin(head: nn.Linear, first: str) -> None:
    """Give a head the first weights of bert_mtl, where they are asked for."""
    if first != "own":
        return
    deviation = head.in_features**-0.5 / 0.87962566  # before it is cut at two of them
    nn.init.trunc_normal_(head.weight, std=deviation, a=-2 * deviation, b=2 * deviation)
    nn.init.zeros_(head.bias)


def narrowed(asked: bool) -> torch.autocast:
    """Let torch choose bfloat16, where that is asked for."""
    return torch.autocast("cpu", torch.bfloat16, enabled=asked)


def fit(
    model: nn.Module,
    loss: Callable[[list[int]], Tensor],
    count: int,
    setup: Setup,
    seed: int,
    lengths: Sequence[int] | None = None,
    batches: str = "torch",
) -> float:
    """Train on shuffled batches of `count` rows; answer the seconds.

    AdamW (no decay of biases and layer norms), linear warm-up and decay, clipping at 1. With
    `lengths` a batch has rows of like length; with `batches` "own" they are those of bert_mtl.
    """
    named = list(model.named_parameters())
    bare = [v for n, v in named if n.endswith("bias") or "LayerNorm" in n]
    decayed = [v for n, v in named if not (n.endswith("bias") or "LayerNorm" in n)]
    groups = [
        {"params": decayed, "weight_decay": 0.01},
        {"params": bare, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=setup.rate)
    total = setup.epochs * -(-count // setup.batch)
    schedule = get_linear_schedule_with_warmup(optimizer, int(setup.warmup * total), total)
    draw = random.Random(seed)
    start = time.perf_counter()
    model.train()
    for epoch in range(setup.epochs):
        if batches == "own":
            order = own_order(seed, epoch, count)
        else:
            order = draw.sample(range(count), count)
        if lengths is not None:
            pools = [order[i : i + POOL * setup.batch] for i in range(0, count, POOL * setup.batch)]
            order = [row for pool in pools for row in sorted(pool, key=lambda i: -lengths[i])]
        made = [order[i : i + setup.batch] for i in range(0, count, setup.batch)]
        for rows in made if lengths is None else draw.sample(made, len(made)):
            optimizer.zero_grad()
            value = loss(rows)
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    model.eval()
    return time.perf_counter() - start
