"""The demo's data set is what its script makes, and its test part cannot be looked up in train."""

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "data"
PARTS = ("train", "dev", "test")
FILES = [f"{kind}_{part}.jsonl" for kind in ("requests", "moods") for part in PARTS]
MOODS = {"positive", "negative", "neutral"}


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]


def script(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", folder / "make.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def values_of_slots(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for row in rows:
        words: list[str] = []
        kind = ""
        for word, tag in [*zip(row["words"], row["slots"], strict=True), ("", "O")]:
            if not tag.startswith("I-") and words:
                found.add((kind, " ".join(words)))
                words = []
            if tag != "O":
                kind = tag[2:]
                words.append(word)
    return found


def test_the_script_writes_the_same_bytes_again(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "seeds", tmp_path / "seeds")
    shutil.copy(FOLDER / "make.py", tmp_path)
    script(tmp_path).main()
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("requests_train.jsonl", 800),
        ("requests_dev.jsonl", 100),
        ("requests_test.jsonl", 200),
        ("moods_train.jsonl", 600),
        ("moods_dev.jsonl", 45),
        ("moods_test.jsonl", 150),
    ],
)
def test_there_are_enough_rows_and_none_twice(name: str, least: int) -> None:
    texts = [row["text"] if "text" in row else " ".join(row["words"]) for row in read(name)]
    assert len(texts) >= least
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("part", PARTS)
def test_every_word_has_a_tag_and_every_span_begins_with_b(part: str) -> None:
    for row in read(f"requests_{part}.jsonl"):
        assert len(row["words"]) == len(row["slots"])
        for before, tag in zip(["O", *row["slots"]], row["slots"], strict=False):
            assert tag[:2] in ("O", "B-", "I-")
            if tag.startswith("I-"):
                assert before[2:] == tag[2:], row


def test_every_label_of_test_is_in_train() -> None:
    train, test = read("requests_train.jsonl"), read("requests_test.jsonl")
    assert len({row["intent"] for row in train}) == 8
    assert {row["intent"] for row in test} == {row["intent"] for row in train}
    tags = [{tag for row in rows for tag in row["slots"]} for rows in (train, test)]
    assert tags[1] <= tags[0]
    for part in PARTS:
        assert {row["mood"] for row in read(f"moods_{part}.jsonl")} == MOODS


def test_no_value_of_test_is_in_train() -> None:
    train = values_of_slots(read("requests_train.jsonl"))
    test = values_of_slots(read("requests_test.jsonl"))
    assert not train & test


@pytest.mark.parametrize("kind", ["intents", "moods"])
def test_no_sentence_of_one_part_is_in_another(kind: str) -> None:
    texts = [(FOLDER / "seeds" / f"{kind}_{part}.txt").read_text("utf-8") for part in PARTS]
    lines = [{line for line in text.splitlines() if line and line[0] != "#"} for text in texts]
    assert not (lines[0] & lines[1] or lines[0] & lines[2] or lines[1] & lines[2])
