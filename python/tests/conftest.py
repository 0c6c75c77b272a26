"""What the tests of the boundary share."""

import gc
import sys
from array import array
from collections.abc import Callable
from pathlib import Path

import bert_mtl as mtl
import pytest
from bert_mtl import _core
from bert_mtl._targets import Asked, target_columns

Inputs = tuple[list[str], array, array, array]


@pytest.fixture
def inputs() -> Inputs:
    """Three rows: running text, three words, and a pair."""
    return (
        ["a text", "three", "split", "words", "one side", "the other"],
        array("q", [0, 1, 4, 5, 6]),
        array("B", [0, 1, 0, 0]),
        array("q", [0, 1, 2, 4]),
    )


@pytest.fixture
def same_references() -> Callable[[Callable[[], None], list[object]], None]:
    """Call many times, and compare the reference counts of what was passed before and after."""

    def check(call: Callable[[], None], watched: list[object]) -> None:
        call()
        gc.collect()
        before = [sys.getrefcount(value) for value in watched]
        for _ in range(2000):
            call()
        gc.collect()
        assert [sys.getrefcount(value) for value in watched] == before

    return check


@pytest.fixture
def dataset(inputs: Inputs) -> _core.Dataset:
    """The rows of `inputs`, with a label each."""
    mood = target_columns("train", Asked("mood", "cls", "label"), ["a", "b", "a"], 3)
    return _core.Dataset("train", inputs, (mood,))


PIECES = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] good bad fine awful book a table flight to paris rome i like "
    "it ##s , . café 中 文"
).split()
CONFIGURATION = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "max_position_embeddings": 32,
}
TYPES = {"intent": "cls", "slots": "seq_tag", "mood": "cls"}


@pytest.fixture(scope="session")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vocabulary") / "vocab.txt"
    path.write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def make_model(vocabulary: Path) -> Callable[..., mtl.MultiTaskModel]:
    """Make a small model with the same random weights each time, for three chained problems."""
    return lambda **asked: mtl.MultiTaskModel.from_configuration(
        CONFIGURATION, vocabulary, "intent&slots|mood", TYPES, seed=3, **asked
    )


@pytest.fixture
def model(make_model: Callable[..., mtl.MultiTaskModel]) -> mtl.MultiTaskModel:
    """A small model with random weights."""
    return make_model()


@pytest.fixture
def train() -> dict[str, object]:
    """Words with an intent and slots, and texts with a mood."""
    words = [["book", "a", "table"], ["a", "flight", "to", "paris"], ["flight", "to", "rome"]]
    slots = [["O", "O", "O"], ["O", "O", "O", "B-city"], ["O", "O", "B-city"]]
    moods = ["i like it", "bad", "good", "awful table"]
    return {
        "intent&slots": (words * 8, {"intent": ["book", "fly", "fly"] * 8, "slots": slots * 8}),
        "mood": (moods * 5, [True, False, True, False] * 5),
    }


@pytest.fixture
def trained(model: mtl.MultiTaskModel, train: dict[str, object]) -> mtl.MultiTaskModel:
    """The same after some steps."""
    model.fit(train, epochs=6, learning_rate=3e-3, batch_size=8)
    return model
