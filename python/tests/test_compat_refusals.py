"""What training refuses before it reads or writes anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bert_mtl import problem_types
from bert_mtl.compat import BaseParams, DynamicBatchSizeParams, train_bert_multitask
from compat_toy import TYPES, make_params

KNOWN = ", ".join(f"'{name}'" for name in problem_types())


@pytest.fixture
def params(tmp_path: Path) -> DynamicBatchSizeParams:
    ready = make_params(tmp_path / "encoder")
    ready.register_problem_type("ranking", None)
    return ready


@pytest.mark.parametrize(
    ("chain", "types", "error", "message"),
    [
        ("toy_rank", {"toy_rank": "ranking"}, ValueError,
         f"problem 'toy_rank': expected a known type, got 'ranking'; known: {KNOWN}"),
        ("toy_cls|", TYPES, ValueError,
         "chain 'toy_cls|', column 9: expected the name of a problem, got none"),
        ("toy", TYPES, KeyError,
         "problem 'toy': expected one of toy_cls, toy_seq_tag; add it by add_problem"),
    ],
)  # fmt: skip
def test_refused_before_anything_is_read_or_written(
    chain: str,
    types: dict[str, str],
    error: type[Exception],
    message: str,
    params: DynamicBatchSizeParams,
    tmp_path: Path,
) -> None:
    def unread(params: BaseParams, mode: str) -> Any:
        raise AssertionError("read")

    with pytest.raises(error) as caught:
        train_bert_multitask(
            chain, model_dir=str(tmp_path / "run"), params=params, problem_type_dict=types,
            processing_fn_dict=dict.fromkeys(types, unread),
        )  # fmt: skip
    assert caught.value.args[0] == message
    assert not (tmp_path / "run").exists()
