"""Params as JSON files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from bert_mtl.compat import BaseParams, DynamicBatchSizeParams


def in_folder(folder: Path) -> BaseParams:
    params = BaseParams()
    params.add_problem("toy", "cls", lambda params, mode: ([], []))
    params.assign_problem("toy", base_dir=str(folder), dir_name="run", predicting=True)
    return params


def test_json_round_trip(tmp_path: Path) -> None:
    params = in_folder(tmp_path)
    params.init_lr = 1e-3
    params.mine = {"a": [1, "ü"]}  # type: ignore[attr-defined]
    params.to_json()
    written = json.loads((tmp_path / "run" / "params.json").read_text("utf-8"))
    assert not {"read_data_fn", "rows_read", "top_layer"} & written.keys()
    assert [p.name for p in (tmp_path / "run").iterdir()] == ["params.json"]

    other = DynamicBatchSizeParams()
    other.ckpt_dir = "elsewhere"
    other.from_json(str(tmp_path / "run" / "params.json"))
    assert (other.init_lr, other.ckpt_dir) == (1e-3, "elsewhere")
    assert other.bucket_batch_sizes == [32, 32, 32, 16]
    assert other.problem_type == params.problem_type
    assert vars(other)["mine"] == {"a": [1, "ü"]}


def test_from_json_by_its_own_path(tmp_path: Path) -> None:
    params = in_folder(tmp_path)
    params.to_json()
    params.max_seq_len = 7
    params.from_json()
    assert params.max_seq_len == 256


@dataclass
class Refusal:
    content: str
    message: str


@pytest.mark.parametrize(
    "case",
    [
        Refusal("{", "PATH: expected JSON, got Expecting property name enclosed in double quotes"),
        Refusal("[1]", "PATH: expected a JSON object, got list"),
        Refusal('{"batch_size": "32"}', "PATH: expected batch_size to be int, got str"),
        Refusal('{"batch_size": true}', "PATH: expected batch_size to be int, got bool"),
        Refusal('{"to_json": 1}', "PATH: expected an attribute, got the method to_json"),
    ],
)
def test_from_json_refuses(case: Refusal, tmp_path: Path) -> None:
    path = tmp_path / "params.json"
    path.write_text(case.content)
    with pytest.raises(ValueError) as caught:
        BaseParams().from_json(str(path))
    message = str(caught.value).replace(str(path), "PATH")
    assert message.split(": line 1")[0] == case.message


def test_json_needs_a_path() -> None:
    with pytest.raises(ValueError) as caught:
        BaseParams().to_json()
    assert str(caught.value) == (
        "params_path: expected a file name, got none; assign_problem sets it"
    )
    with pytest.raises(ValueError) as caught:
        BaseParams().from_json()
    assert str(caught.value) == "json_path: expected a file name, got none; assign_problem sets it"
