"""Where the original's names are found."""

from __future__ import annotations

import subprocess
import sys

import bert_mtl
import pytest
from bert_mtl import compat

FUNCTIONS = [
    "eval_bert_multitask",
    "predict_bert_multitask",
    "train_bert_multitask",
    "trim_checkpoint_for_prediction",
]
NAMES = [
    *FUNCTIONS,
    *("BaseParams", "CRFParams", "StaticBatchParams", "DynamicBatchSizeParams", "Params"),
    *("preprocessing_fn", "get_or_make_label_encoder", "BertMultiTask", "params"),
    *("train_eval_input_fn", "predict_input_fn", "predefined_problems"),
]


@pytest.mark.parametrize("name", NAMES)
def test_name(name: str) -> None:
    assert hasattr(compat, name)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_function_at_the_top(name: str) -> None:
    assert getattr(bert_mtl, name) is getattr(compat, name)


def test_other_names() -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(bert_mtl, "train_bert")  # noqa: B009
    assert str(caught.value) == "module 'bert_mtl' has no attribute 'train_bert'"


def test_import_of_the_package_leaves_compat_unread() -> None:
    program = "import sys, bert_mtl; print('bert_mtl.compat' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_constants() -> None:
    assert (compat.TRAIN, compat.EVAL, compat.PREDICT) == ("train", "eval", "infer")
    assert (compat.BOS_TOKEN, compat.EOS_TOKEN) == ("[unused98]", "[unused99]")
    assert (compat.CLS_TOKEN, compat.SPACE_TOKEN) == ("[CLS]", "[unused1]")
    assert (compat.UNK_TOKEN, compat.MODAL_LIST) == ("[UNK]", ["image", "others"])
