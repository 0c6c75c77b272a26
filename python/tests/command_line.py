"""Runs `bert-mtl` as a user does, with a small random model and a few rows of data."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORDS = ["wake", "me", "at", "six", "play", "some", "jazz", "noon", "good", "bad", "day", "soup"]
REQUESTS = [
    ("wake me at six", "alarm", "O O O B-time"),
    ("play some jazz", "music", "O O B-genre"),
    ("wake me at noon", "alarm", "O O O B-time"),
    ("play jazz at six", "music", "O B-genre O B-time"),
]
MOODS = [("good day", "positive"), ("bad soup", "negative"), ("good soup", "positive")]


def binary() -> str:
    """The command: as named, as installed beside the interpreter, or as built in the checkout."""
    root = Path(__file__).resolve().parents[2]
    named = os.environ.get("BERT_MTL_COMMAND")
    beside = Path(sys.executable).with_name("bert-mtl")
    built = [root / ".build" / kind / "bert-mtl" for kind in ("release", "debug")]
    for path in [Path(named)] if named else [beside, *built]:
        if path.exists():
            return str(path)
    found = shutil.which("bert-mtl")
    assert found, "bert-mtl is not installed: run make build"
    return found


@dataclass
class Result:
    """What a run answered."""

    status: int
    out: str
    err: str


def run(*arguments: str | Path, cwd: Path, stdin: str = "") -> Result:
    done = subprocess.run(
        [binary(), *map(str, arguments)],
        cwd=cwd,
        input=stdin.encode(),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def write_model(folder: Path) -> None:
    """A folder without weights: the encoder begins at random."""
    folder.mkdir(parents=True)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, "want", "##ed"]
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n")
    configuration = {
        "model_type": "bert",
        "vocab_size": len(pieces),
        "hidden_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 32,
        "max_position_embeddings": 16,
        "type_vocab_size": 2,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "layer_norm_eps": 1e-12,
    }
    (folder / "config.json").write_text(json.dumps(configuration))


def write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def write_project(folder: Path) -> Path:
    """A model, data and a configuration that trains in a moment."""
    write_model(folder / "model")
    requests = [
        {"words": text.split(), "intent": intent, "slots": tags.split()}
        for text, intent, tags in REQUESTS
    ]
    write_lines(folder / "requests.jsonl", requests)
    write_lines(folder / "moods.jsonl", [{"text": text, "mood": mood} for text, mood in MOODS])
    configuration = folder / "run.yaml"
    configuration.write_text(
        """\
model: model
problems: intent&slots|mood
types: {intent: cls, slots: seq_tag, mood: cls}
train: {intent&slots: requests.jsonl, mood: moods.jsonl}
dev: {intent&slots: requests.jsonl, mood: moods.jsonl}
test: {intent&slots: requests.jsonl, mood: {path: moods.jsonl}}
epochs: 2
batch_size: 3
learning_rate: 1e-3
output_dir: run
"""
    )
    return configuration
