"""The ready problems, on files in their formats and on the real ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from bert_mtl.compat import EVAL, TRAIN, BaseParams
from bert_mtl.compat import predefined_problems as ready

TRAIN_FILE = "中0\tB-GPE.NAM\n国1\tI-GPE.NAM\n人0\tB-PER.NOM\n\n好3\tO\n!0\tB-LOC.NAM\n\n\n"
DEV_FILE = "我0\tO\r\n们1\tO\r\n\r\n\ufffd0\tO\r\n"
TEST_FILE = "他0\tB-PER.NAM\n"


@pytest.fixture
def weibo(tmp_path: Path) -> str:
    for kind, content in (("train", TRAIN_FILE), ("dev", DEV_FILE), ("test", TEST_FILE)):
        (tmp_path / f"weiboNER.{kind}").write_bytes(content.encode())
    return str(tmp_path / "weiboNER*")


def rows(function: Callable[..., Any], mode: str) -> Any:
    return function(BaseParams(), mode)


def test_weibo_ner(weibo: str) -> None:
    function = ready.get_weibo_ner_fn(file_path=weibo)
    assert function.__name__ == "weibo_ner"
    # The files come in the order of their names: dev before train, and neither replaces the other.
    assert rows(function, TRAIN) == (
        [["我", "们"], ["中", "国", "人"], ["好", "!"]],
        [["O", "O"], ["B-GPE", "I-GPE", "O"], ["O", "B-LOC"]],
    )
    assert rows(function, EVAL) == ([["他"]], [["B-PER"]])


def test_weibo_cws(weibo: str) -> None:
    function = ready.get_weibo_cws_fn(file_path=weibo)
    assert function.__name__ == "weibo_cws"
    assert rows(function, TRAIN) == (
        [["我", "们"], ["中", "国", "人"], ["好", "!"]],
        [["0", "1"], ["0", "1", "0"], ["0", "0"]],
    )


def test_weibo_fakes(weibo: str) -> None:
    assert rows(ready.get_weibo_fake_cls_fn(weibo), TRAIN)[1] == ["0", "1", "1"]
    ner = rows(ready.get_weibo_fake_ner_fn(weibo), TRAIN)
    assert ner == rows(ready.get_weibo_ner_fn(weibo), TRAIN)
    inputs, targets = rows(ready.get_weibo_fake_multi_cls_fn(weibo), TRAIN)
    assert inputs[1]["text"] == ["中", "国", "人"]
    assert (inputs[1]["image"].shape, inputs[1]["image"].dtype) == ((5, 10), np.float32)
    assert targets == [["O"], ["B-GPE", "I-GPE", "O"], ["B-LOC", "O"]]
    masked = list(rows(ready.get_weibo_masklm(weibo), TRAIN))
    assert masked == [("我们", "fake_label"), ("中国人", "fake_label"), ("好!", "fake_label")]
    documents = rows(ready.get_weibo_pretrain_fn(weibo), TRAIN)
    assert [row for document in documents for row in document] == ner[0]


def test_fakes_take_twenty_rows(tmp_path: Path) -> None:
    (tmp_path / "train").write_text("中0\tO\n\n" * 30)
    assert len(rows(ready.get_weibo_fake_cls_fn(str(tmp_path / "*")), TRAIN)[0]) == 20


def test_msra(tmp_path: Path) -> None:
    (tmp_path / "msra").write_text("".join(f"李{i}明/nr 在/o 北京/ns \n" for i in range(10)))
    function = ready.get_msra_ner_fn(str(tmp_path / "msra"))
    assert function.__name__ == "msra_ner"
    train, test = rows(function, TRAIN), rows(function, EVAL)
    assert (len(train[0]), len(test[0])) == (8, 2)
    assert train[1][0] == ["B-PER", "I-PER", "I-PER", "O", "B-LOC", "I-LOC"]
    assert sorted(units[1] for units in train[0] + test[0]) == list("0123456789")
    assert rows(function, TRAIN) == train


def test_boson(tmp_path: Path) -> None:
    text = "{{person_name:李明}}去ABC1。{{time:今天}}！在{{org_name:工会}}\n" * 10
    (tmp_path / "boson").write_text(text)
    function = ready.get_boson_ner_fn(str(tmp_path / "boson"))
    assert function.__name__ == "boson_ner"
    inputs, targets = rows(function, TRAIN)
    assert len(inputs) + len(rows(function, EVAL)[0]) == 30
    found = {" ".join(units): " ".join(tags) for units, tags in zip(inputs, targets, strict=True)}
    assert found == {
        "李 明 去 ABC1 。": "B-PER I-PER O O O",
        "今 天 ！": "B-TME I-TME O",
        "在 工 会": "O B-ORG2 I-ORG2",
    }


@pytest.mark.parametrize(
    ("get", "name", "corpus", "separator"),
    [
        (ready.get_msr_cws_fn, "msr_cws", "msr", "  "),
        (ready.get_pku_cws_fn, "pku_cws", "pku", "  "),
        (ready.get_as_cws_fn, "as_cws", "as", "\u3000"),
        (ready.get_city_cws_fn, "city_cws", "cityu", " "),
        (ready.get_cws_fn, "CWS", "msr", "  "),
    ],
)
def test_segmentation(
    get: Callable[..., Any], name: str, corpus: str, separator: str, tmp_path: Path
) -> None:
    (tmp_path / "training").mkdir()
    (tmp_path / "gold").mkdir()
    words = ["我", "北京人", "2005年", "好"]
    (tmp_path / "training" / f"{corpus}_training.utf8").write_text(separator.join(words) + "\n\n")
    (tmp_path / "gold" / f"{corpus}_test_gold.utf8").write_text("好\n")
    (tmp_path / "gold" / f"{corpus}_training_words.utf8").write_text("ein\nwort\n")
    function = get(str(tmp_path))
    assert function.__name__ == name
    assert rows(function, TRAIN) == (
        [["我", "北", "京", "人", "2005", "年", "好"]],
        [["s", "b", "m", "e", "b", "e", "s"]],
    )
    assert rows(function, EVAL) == ([["好"]], [["s"]])


def test_no_files(tmp_path: Path) -> None:
    pattern = str(tmp_path / "nothing*")
    with pytest.raises(FileNotFoundError) as caught:
        rows(ready.get_weibo_ner_fn(pattern), TRAIN)
    assert str(caught.value) == f"file_path: expected files at '{pattern}', got none"


def test_other_lines(tmp_path: Path) -> None:
    path = tmp_path / "train"
    path.write_text("中0\tO\n国0 O\n")
    with pytest.raises(ValueError) as caught:
        rows(ready.get_weibo_ner_fn(str(path)), TRAIN)
    assert str(caught.value) == (
        f"{path} line 2: expected a character, a tab and a tag, got '国0 O'"
    )


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "train"
    path.write_bytes("中0\tO\n".encode() + b"\xff0\tO\n")
    with pytest.raises(ValueError) as caught:
        rows(ready.get_weibo_ner_fn(str(path)), TRAIN)
    assert str(caught.value) == f"{path}: expected UTF-8, got the byte 0xff at offset 7"


def data_folder() -> Path:
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    return Path(os.environ.get("BERT_MTL_DATA", beside))


real_weibo = pytest.mark.skipif(
    not (data_folder() / "weibo_ner").is_dir(),
    reason="weibo_ner is not there: set BERT_MTL_DATA to the folder of the data sets",
)


@real_weibo
def test_real_weibo() -> None:
    pattern = str(data_folder() / "weibo_ner" / "weiboNER_2nd_conll*")
    for get, tags in (
        (
            ready.get_weibo_ner_fn,
            {"O", *(f"{b}-{t}" for b in "BI" for t in ("PER", "LOC", "ORG", "GPE"))},
        ),
        (ready.get_weibo_cws_fn, {"0", "1", "2"}),
    ):
        inputs, targets = rows(get(pattern), TRAIN)
        assert (len(inputs), len(targets)) == (1350 + 270 - 1, 1350 + 270 - 1)
        assert [len(row) for row in inputs] == [len(row) for row in targets]
        assert {tag for row in targets for tag in row} <= tags
        assert len(rows(get(pattern), EVAL)[0]) == 270
