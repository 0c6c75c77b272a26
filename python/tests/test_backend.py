"""What is said of the machine, and how many threads it can give."""

import os
import subprocess
import sys

import bert_mtl as mtl
import pytest

PROCESSORS = len(os.sched_getaffinity(0))
CAN = (
    f"expected a number from 1 to {2 * PROCESSORS}, twice the processors that this process may "
    "run on"
)


def test_what_it_computes_with():
    info = mtl.backend_info()
    assert set(info) == {
        "processor",
        "openblas",
        "onednn",
        "threads",
        "memory",
        "gflop_per_second",
    }
    assert info["openblas"]["version"] in info["openblas"]["configuration"]
    assert info["openblas"]["kernels"]
    assert info["threads"]["processors"] == PROCESSORS
    assert info["threads"]["most"] == 2 * PROCESSORS
    assert info["threads"]["origin"] in {"threads", "BERT_MTL_THREADS", "processors", "cgroup"}
    assert info["memory"]["total"] > 0
    assert (info["onednn"]["version"] is None) == (info["onednn"]["note"] is not None)
    assert info["gflop_per_second"] is None


def test_its_speed_is_measured_on_demand():
    assert mtl.backend_info(measure=True)["gflop_per_second"]["float32"] > 0.1


def run(code: str, threads: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"import bert_mtl as mtl\n{code}"],
        env={**os.environ, "BERT_MTL_THREADS": threads},
        capture_output=True,
        text=True,
        check=False,
    )


def test_threads_from_the_environment():
    asked = "threads = mtl.backend_info()['threads']; print(threads['count'], threads['origin'])"
    assert run(asked, "1").stdout == "1 BERT_MTL_THREADS\n"


@pytest.mark.parametrize("threads", ["0", "two", "1000000"])
@pytest.mark.parametrize(
    "code",
    [
        "mtl.backend_info()",
        "mtl.Tokenizer.from_pretrained('.')",
        "mtl.MultiTaskModel.from_pretrained('.')",
    ],
)
def test_an_environment_that_cannot_be_is_told(code, threads):
    done = run(code, threads)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == f"ValueError: BERT_MTL_THREADS: {CAN}, got '{threads}'"


@pytest.mark.parametrize("threads", [0, -1, 2 * PROCESSORS + 1])
def test_threads_that_the_machine_cannot_give(tmp_path, threads):
    with pytest.raises(ValueError, match="threads") as caught:
        mtl.MultiTaskModel.from_pretrained(tmp_path, threads=threads)
    assert str(caught.value) == f"threads: {CAN}, got {threads}"
