"""The reference: Hugging Face's BertModel under linear heads, trained as published."""

from __future__ import annotations

import dataclasses
import itertools

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel, get_linear_schedule_with_warmup

IGNORED = -1


def flat(rows: list[list[int]]) -> list[int]:
    """Put rows end to end."""
    return list(itertools.chain.from_iterable(rows))


@dataclasses.dataclass(frozen=True)
class Task:
    """What one problem sees of a batch.

    Parameters
    ----------
    positions : list of list of int
        The tokens of each sequence that the head reads; none for a sequence without this problem.
    labels : list of list of int
        The class of each of them, -1 where it counts in no loss.
    """

    positions: list[list[int]]
    labels: list[list[int]]


@dataclasses.dataclass(frozen=True)
class Batch:
    """Ragged sequences and what each problem reads of them.

    Parameters
    ----------
    ids, types : list of list of int
        The tokens of each sequence and their segments.
    tasks : dict of str to Task
        By the name of the problem.
    """

    ids: list[list[int]]
    types: list[list[int]]
    tasks: dict[str, Task]

    @property
    def lengths(self) -> list[int]:
        """The number of tokens of each sequence."""
        return [len(sequence) for sequence in self.ids]

    def packed(self) -> dict[str, object]:
        """Write the batch as the package sees it: sequences end to end, rows counted over all."""
        starts = [sum(self.lengths[:i]) for i in range(len(self.ids))]

        def rows(task: Task) -> list[int]:
            pairs = zip(starts, task.positions, strict=True)
            return [start + place for start, places in pairs for place in places]

        return {
            "ids": flat(self.ids),
            "types": flat(self.types),
            "lengths": self.lengths,
            "problems": {
                name: {
                    "rows": rows(task),
                    "lengths": [len(row) for row in task.positions if row],
                    "labels": flat(task.labels),
                }
                for name, task in self.tasks.items()
            },
        }


@dataclasses.dataclass(frozen=True)
class Recipe:
    """How the weights are trained.

    Parameters
    ----------
    steps, warmup : int
        Length of the run and of the linear warm-up inside it; the first step has rate 0.
    rate, decay, epsilon, clip : float
        Peak learning rate, decoupled weight decay (not on biases and LayerNorm), AdamW's epsilon
        and the largest global norm of the gradient.
    betas : tuple of float
        AdamW's moments.
    smoothing : float
        Label smoothing: (1 - s) on the class, s spread evenly over all classes.
    """

    steps: int = 20
    warmup: int = 4
    rate: float = 1e-3
    decay: float = 0.01
    epsilon: float = 1e-8
    clip: float = 1.0
    betas: tuple[float, float] = (0.9, 0.999)
    smoothing: float = 0.0


class Reference(nn.Module):
    """BertModel with one linear classifier a problem, on pooled rows or on token rows.

    Parameters
    ----------
    bert : BertModel
        The encoder.
    problems : dict of str to (str, int)
        The type ("cls" or "seq_tag") and the number of classes of each problem.
    """

    def __init__(self, bert: BertModel, problems: dict[str, tuple[str, int]]) -> None:
        super().__init__()
        self.bert = bert
        self.problems = problems
        self.heads = nn.ModuleDict(
            {
                name: nn.ModuleDict({"classifier": nn.Linear(bert.config.hidden_size, classes)})
                for name, (_, classes) in problems.items()
            }
        )

    def hidden(self, batch: Batch) -> tuple[Tensor, Tensor | None]:
        """Encode a batch: hidden [sequences, longest, hidden] and pooled [sequences, hidden]."""
        longest = max(batch.lengths)
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in batch.ids])
        types = torch.tensor([row + [0] * (longest - len(row)) for row in batch.types])
        mask = torch.tensor([[1] * n + [0] * (longest - n) for n in batch.lengths])
        output = self.bert(input_ids=ids, token_type_ids=types, attention_mask=mask)
        return output.last_hidden_state, output.pooler_output

    def losses(self, batch: Batch, smoothing: float) -> dict[str, Tensor]:
        """Compute each problem's mean loss over its valid rows."""
        hidden, pooled = self.hidden(batch)
        losses = {}
        for name, task in batch.tasks.items():
            places = [(i, p) for i, row in enumerate(task.positions) for p in row]
            if self.problems[name][0] == "cls":
                assert pooled is not None
                rows = pooled[[i for i, _ in places]]
            else:
                rows = hidden[[i for i, _ in places], [p for _, p in places]]
            losses[name] = nn.functional.cross_entropy(
                self.heads[name]["classifier"](rows),
                torch.tensor(flat(task.labels)),
                ignore_index=IGNORED,
                label_smoothing=smoothing,
            )
        return losses

    def weights(self) -> dict[str, Tensor]:
        """List the parameters under BertModel's own names and `heads.<problem>.classifier.*`."""
        return {name.removeprefix("bert."): value for name, value in self.named_parameters()}


def scramble(model: nn.Module, seed: int) -> None:
    """Draw every weight anew, so that no bias is zero and no LayerNorm the identity."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, value in model.named_parameters():
            noise = torch.randn(value.shape, generator=generator)
            if "LayerNorm.weight" in name:
                value.copy_(1 + 0.2 * noise)
            else:
                value.copy_(noise * (0.2 if value.dim() == 2 else 0.1))


def gradients(model: Reference, batch: Batch, smoothing: float) -> dict[str, Tensor]:
    """Differentiate the sum of the problems' losses by every parameter."""
    model.zero_grad()
    torch.stack(list(model.losses(batch, smoothing).values())).sum().backward()
    return {
        name: torch.zeros_like(value) if value.grad is None else value.grad.clone()
        for name, value in model.weights().items()
    }


def train(model: Reference, batches: list[Batch], recipe: Recipe) -> list[dict[str, object]]:
    """Train on the batches in turn; answer each step's losses (before it), rate and norm."""
    plain = [v for n, v in model.named_parameters() if n.endswith("bias") or "LayerNorm" in n]
    decayed = [v for v in model.parameters() if all(v is not other for other in plain)]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": recipe.decay}, {"params": plain, "weight_decay": 0.0}],
        lr=recipe.rate,
        betas=recipe.betas,
        eps=recipe.epsilon,
    )
    schedule = get_linear_schedule_with_warmup(optimizer, recipe.warmup, recipe.steps)
    steps: list[dict[str, object]] = []
    for step in range(recipe.steps):
        optimizer.zero_grad()
        losses = model.losses(batches[step % len(batches)], recipe.smoothing)
        torch.stack(list(losses.values())).sum().backward()
        norm = nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
        steps.append(
            {
                "losses": {name: loss.item() for name, loss in losses.items()},
                "learning_rate": schedule.get_last_lr()[0],
                "gradient_norm": norm.item(),
            }
        )
        optimizer.step()
        schedule.step()
    return steps


def build(config: BertConfig, problems: dict[str, tuple[str, int]], pooler: bool) -> Reference:
    """Make a model whose attention is written out and whose dropouts are off."""
    config._attn_implementation = "eager"
    model = Reference(BertModel(config, add_pooling_layer=pooler), problems)
    model.eval()
    return model
