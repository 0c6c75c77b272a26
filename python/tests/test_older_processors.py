"""What older processors do, as the switches of OpenBLAS and oneDNN let this one play them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import bert_mtl as mtl
import numpy as np
import pytest
from conftest import CONFIGURATION

AVX2 = {"ONEDNN_MAX_CPU_ISA": "AVX2", "OPENBLAS_CORETYPE": "Haswell"}
CODE = """
import json, sys
import bert_mtl as mtl

folder, dtype = sys.argv[1:]
answer = {"onednn": mtl.backend_info()["onednn"]["instructions"]}
try:
    model = mtl.MultiTaskModel.from_pretrained(
        folder, problems="mood", types={"mood": "cls"}, dtype=dtype, seed=1
    )
    answer["dtype"] = model.dtype
    data = {"mood": (["good book", "bad table", "good day"], ["good", "bad", "good"])}
    history = model.fit(data, epochs=3, batch_size=3, seed=1, progress=False)
    answer["losses"] = [step["loss"] for step in history.steps]
    answer["pooled"] = model.encode(["good book"]).pooled.tolist()
except ValueError as refusal:
    answer["refusal"] = str(refusal)
print(json.dumps(answer))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, vocabulary: Path) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    mtl.MultiTaskModel.from_configuration(CONFIGURATION, vocabulary, seed=3).save_pretrained(folder)
    return folder


def run(folder: Path, dtype: str, switches: dict[str, str]) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(folder), dtype],
        env={**os.environ, **switches},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("dtype", ["float32", "auto"])
def test_avx2_trains_in_float32_to_the_same(folder: Path, dtype: str) -> None:
    here, older = run(folder, "float32", {}), run(folder, dtype, AVX2)
    assert older["onednn"] in (None, "AVX2")
    assert older["dtype"] == "float32"
    assert older["losses"] == pytest.approx(here["losses"], rel=1e-4)
    assert np.allclose(older["pooled"], here["pooled"], atol=1e-4)


@pytest.mark.parametrize("dtype", ["bfloat16", "int8"])
def test_avx2_says_what_it_cannot_multiply(folder: Path, dtype: str) -> None:
    refusal = run(folder, dtype, AVX2)["refusal"]
    assert refusal.startswith(f"dtype: expected float32 on this machine, got '{dtype}' (")
