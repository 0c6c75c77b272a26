"""What the quality scripts share: their options, their set-up, their table."""

from __future__ import annotations

import argparse
import dataclasses
import os
import pathlib
import statistics
import sys
from collections.abc import Mapping, Sequence
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Benchmarks"))
from machine import data_folder  # noqa: E402

__all__ = ["ROOT", "Row", "Setup", "asked", "data_folder", "parser", "show", "told", "with_mean"]

Row = Mapping[str, object]


@dataclasses.dataclass(frozen=True)
class Setup:
    """How both sides train.

    Parameters
    ----------
    epochs, batch, rate, warmup
        Passes over the rows, rows in a batch, highest learning rate, share of the steps in which
        it rises. Then it falls linearly; AdamW, decay 0.01, clipping at 1.
    rows : int
        How many of the first training rows are used; 0 means all.
    """

    epochs: int
    batch: int
    rate: float
    warmup: float = 0.1
    rows: int = 0

    def options(self) -> dict[str, object]:
        """Answer the same as keywords of `MultiTaskModel.fit`."""
        return {
            "epochs": self.epochs,
            "batch_size": self.batch,
            "learning_rate": self.rate,
            "warmup_ratio": self.warmup,
            "progress": False,
        }


def parser(
    doc: str | None, size: tuple[int, int] | None = None, *, peer: bool = False
) -> argparse.ArgumentParser:
    """Make the parser of the options that every script takes; `asked` applies them.

    `size` are the layers and columns of scripts whose encoder begins at random; a peer has no
    `--dtype`.
    """
    made = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--seeds", type=int, nargs="+", default=[1])
    made.add_argument("--threads", type=int, default=2)
    made.add_argument("--epochs", type=int, help="instead of the set-up's")
    made.add_argument("--rows", type=int, help="first rows to train on; 0: all")
    made.add_argument("--batch", type=int, help="rows in a batch, instead of the set-up's")
    made.add_argument("--rate", type=float, help="highest learning rate, instead of the set-up's")
    if not peer:
        made.add_argument("--dtype", default="float32", choices=["float32", "bfloat16"])
    if size:
        made.add_argument("--layers", type=int, default=size[0], help="of the random encoder")
        made.add_argument("--hidden", type=int, default=size[1], help="its columns")
    return made


def asked(arguments: argparse.Namespace, setup: Setup) -> Setup:
    """Answer the set-up with what the command line changes."""
    given = {name: getattr(arguments, name) for name in ("epochs", "rows", "batch", "rate")}
    return dataclasses.replace(setup, **{k: v for k, v in given.items() if v is not None})


def with_mean(rows: Sequence[Row], key: str = "seed") -> list[Row]:
    """Add a row of means below several rows."""
    if len(rows) < 2:
        return list(rows)
    means: dict[str, object] = {key: "mean"}
    for name in rows[0]:
        values = [row[name] for row in rows]
        if name != key and all(isinstance(value, int | float) for value in values):
            means[name] = statistics.mean(values)  # type: ignore[type-var]
    return [*rows, means]


def show(rows: Sequence[Row]) -> None:
    """Print the command, the machine's load and a table."""
    script = pathlib.Path(sys.argv[0])
    inside = script.resolve().is_relative_to(ROOT)
    name = script.resolve().relative_to(ROOT) if inside else script
    print(f"\n`python {name} {' '.join(sys.argv[1:])}`".rstrip() + f"  (load {_load()})\n")
    names = list(dict.fromkeys(name for row in rows for name in row))
    print("| " + " | ".join(names) + " |")
    print("|" + " --- |" * len(names))
    for row in rows:
        print("| " + " | ".join(_cell(row.get(name, "")) for name in names) + " |", flush=True)


def told(event: Mapping[str, Any]) -> None:
    """Print the scores of an evaluation while a run goes on; a callback of `fit`."""
    if event.get("report"):
        print(event["step"], dict(event["report"]["problems"]), flush=True)


def _cell(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def _load() -> str:
    return f"{os.getloadavg()[0]:.2f}"
