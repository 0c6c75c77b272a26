"""The number format of the encoder's products, as far as this machine has them."""

import bert_mtl as mtl
import numpy as np
import pytest


def opened(folder, dtype):
    try:
        return mtl.MultiTaskModel.from_pretrained(folder, dtype=dtype)
    except ValueError as refusal:
        if "on this machine" in str(refusal):
            pytest.skip(str(refusal))
        raise


@pytest.mark.parametrize("dtype", ["bfloat16", "int8"])
def test_answers_are_near_those_of_float32(trained, tmp_path, dtype):
    trained.save_pretrained(tmp_path / "saved")
    texts = ["book a table", "flight to rome"]
    wide = opened(tmp_path / "saved", "float32").encode(texts).pooled
    model = opened(tmp_path / "saved", dtype)
    assert model.dtype == dtype
    with pytest.raises(AttributeError):
        model.dtype = "float32"
    narrow = model.encode(texts).pooled
    assert 0 < np.abs(narrow - wide).max() < 0.2


def test_int8_only_predicts(trained, tmp_path, train):
    trained.save_pretrained(tmp_path / "saved")
    model = opened(tmp_path / "saved", "int8")
    with pytest.raises(ValueError, match="expected float32 or bfloat16 to train, got 'int8'"):
        model.fit(train, epochs=1, progress=False)


def test_auto_is_one_of_two(trained, tmp_path):
    trained.save_pretrained(tmp_path / "saved")
    assert opened(tmp_path / "saved", "auto").dtype in {"float32", "bfloat16"}


def test_another_name_is_refused(trained, tmp_path):
    trained.save_pretrained(tmp_path / "saved")
    with pytest.raises(ValueError, match="dtype: expected a number format, got 'fp16'"):
        opened(tmp_path / "saved", "fp16")
