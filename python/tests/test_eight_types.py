"""One chain with eight types: a step moves the heads whose group was drawn, and no other."""

import json
from pathlib import Path

import bert_mtl as mtl
import numpy as np
import pytest
from conftest import CONFIGURATION

CHAIN = "a&b&c|d|e&f|g|h"
TYPES = {
    "a": "cls",
    "b": "multi_cls",
    "c": "seq_tag",
    "d": "regression",
    "e": "seq2seq_text",
    "f": "vector_fit",
    "g": "mask_lm",
    "h": "contrastive_learning",
}
GROUPS = CHAIN.split("|")
WORDS = [["i", "like", "paris"], ["book", "a", "table"], ["a", "flight", "to", "rome"]]
TEXTS = ["good fine book", "a bad flight to rome", "i like it , i like paris ."]
PAIRS = [{"a": "good", "b": "fine"}, {"a": "bad", "b": "awful"}, {"a": "rome", "b": "paris"}]
DATA = {
    "a&b&c": (
        WORDS,
        {
            "a": ["x", "y", "x"],
            "b": [["p"], [], ["p", "q"]],
            "c": [["O", "O", "B-city"], ["O", "O", "O"], ["O", "O", "O", "B-city"]],
        },
    ),
    "d": (PAIRS, [4.5, 3.0, 1.0]),
    "e&f": (TEXTS, {"e": ["fine", "awful flight", "paris"], "f": [[1.0, 0], [0, 1.0], [1.0, 1.0]]}),
    "g": TEXTS,
    "h": (PAIRS, [None, None, None]),
}


def heads(folder: Path) -> dict[str, bytes]:
    """Read the bytes of every tensor of the heads."""
    content = (folder / "heads.safetensors").read_bytes()
    size = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + size])
    header.pop("__metadata__", None)
    start = 8 + size
    return {
        name: content[start + entry["data_offsets"][0] : start + entry["data_offsets"][1]]
        for name, entry in header.items()
    }


@pytest.mark.parametrize("drawn", GROUPS)
def test_a_head_of_a_group_that_was_not_drawn_has_no_gradient(vocabulary, tmp_path, drawn):
    """Without decay Adam leaves a weight as it is only where its gradient is exactly zero."""
    model = mtl.MultiTaskModel.from_configuration(
        CONFIGURATION, vocabulary, CHAIN, TYPES, options={"c": {"crf": True}}, seed=3
    )
    # One step makes every head, another one is watched.
    options = {"steps_per_epoch": 1, "epochs": 1, "warmup_ratio": 0.0, "weight_decay": 0.0}
    model.fit(DATA, **options)
    model.save_pretrained(tmp_path / "before")
    history = model.fit(
        DATA,
        sampling={group: float(group == drawn) for group in GROUPS},
        dropout=0.0,
        **options,
    )
    model.save_pretrained(tmp_path / "after")
    before, after = heads(tmp_path / "before"), heads(tmp_path / "after")
    assert before.keys() == after.keys()
    assert {name for name, rows in history.steps[0]["rows"].items() if rows} == set(
        drawn.split("&")
    )
    for problem in TYPES:
        own = [name for name in before if name.split(".")[0] == problem]
        moved = [name for name in own if before[name] != after[name]]
        if problem in drawn.split("&"):
            assert moved or not own, f"{problem} was drawn"
        else:
            assert not moved, f"{problem} was not drawn"


def test_every_type_answers_and_every_loss_is_finite(vocabulary):
    model = mtl.MultiTaskModel.from_configuration(
        CONFIGURATION, vocabulary, CHAIN, TYPES, options={"c": {"crf": True}}, seed=3
    )
    history = model.fit(DATA, epochs=20, learning_rate=3e-3, sampling="problem_balanced")
    drawn = history.losses()
    assert set(drawn) == set(TYPES)
    assert all(np.isfinite(losses).all() for _, losses in drawn.values())
    report = model.evaluate(DATA, batch_tokens=64)
    assert set(report) == set(TYPES)
