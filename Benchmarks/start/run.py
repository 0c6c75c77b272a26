"""Imports the package and opens a BERT-base, here and with transformers, in turn.

    python Benchmarks/start/run.py --peer build/peers/bin/python

Each measurement is a process of its own that finds the files in the system's cache (warm).
"""

from __future__ import annotations

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

import bert_mtl as mtl

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import machine  # noqa: E402

BASE = {
    "model_type": "bert",
    "vocab_size": 30522,
    "hidden_size": 768,
    "num_attention_heads": 12,
    "num_hidden_layers": 12,
    "intermediate_size": 3072,
    "max_position_embeddings": 512,
    "type_vocab_size": 2,
    "hidden_act": "gelu",
}


def make(folder: pathlib.Path) -> None:
    """Save an encoder of random weights with the vocabulary of bert-base-uncased."""
    vocabulary = machine.data_folder() / "vocab" / "bert-base-uncased-vocab.txt"
    mtl.MultiTaskModel.from_configuration(BASE, vocabulary).save_pretrained(folder)


def measure(commands: dict[str, list[str]], rounds: int) -> dict[str, dict[str, float]]:
    """Start each side once to warm up, then `rounds` times in turn; answer the medians."""
    taken: dict[str, list[dict[str, float]]] = {side: [] for side in commands}
    for round_ in range(rounds + 1):
        for side, command in commands.items():
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            if round_ > 0:
                taken[side].append(json.loads(done.stdout.splitlines()[-1]))
    medians = {}
    for side, rows in taken.items():
        medians[side] = {key: statistics.median(row[key] for row in rows) for key in rows[0]}
        medians[side]["seconds"] = statistics.median(row["import"] + row["open"] for row in rows)
    return medians


def main() -> None:
    """Measure, print the table and write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="an interpreter with transformers and torch")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output", type=pathlib.Path, default=HERE.parent / "results")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    before = machine.describe(2)
    with tempfile.TemporaryDirectory() as folder:
        make(pathlib.Path(folder))
        commands = {"bert_mtl": [sys.executable, str(HERE / "ours.py"), folder]}
        if options.peer is not None:
            commands["transformers"] = [options.peer, str(HERE / "peer.py"), folder]
        sides = measure(commands, options.rounds)
    print(f"{'':14}  import s  open s  together s  busy s  peak MiB")
    for side, row in sides.items():
        print(
            f"{side:14}  {row['import']:8.2f}  {row['open']:6.2f}  {row['seconds']:10.2f}"
            f"  {row['busy']:6.2f}  {row['peak_bytes'] / 2**20:8.0f}"
        )
    print(machine.told(before))
    result = {"machine": before, "sides": sides}
    (options.output / "start.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
