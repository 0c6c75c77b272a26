"""The torch peers' training loop: what `MultiTaskModel.fit` does with the same set-up."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import torch
from harness import Setup
from torch import Tensor, nn
from transformers import get_linear_schedule_with_warmup


def fit(
    model: nn.Module, loss: Callable[[list[int]], Tensor], count: int, setup: Setup, seed: int
) -> float:
    """Train on shuffled batches of `count` rows; answer the seconds.

    AdamW (no decay of biases and layer norms), linear warm-up and decay, clipping at 1.
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
    for _ in range(setup.epochs):
        order = draw.sample(range(count), count)
        for first in range(0, count, setup.batch):
            optimizer.zero_grad()
            value = loss(order[first : first + setup.batch])
            value.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    model.eval()
    return time.perf_counter() - start
