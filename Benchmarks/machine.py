"""What the machine can do and is doing: a figure of speed means little without them."""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import os
import pathlib
import platform
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]


def data_folder() -> pathlib.Path:
    """Find the real data: BERT_MTL_DATA, else `../shared/data` beside the checkout."""
    folder = pathlib.Path(os.environ.get("BERT_MTL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        raise SystemExit(f"data: expected a folder at {folder} (set BERT_MTL_DATA)")
    return folder


def gemm_peak(threads: int) -> float | None:
    """Measure OpenBLAS's float32 product in GFLOP/s with its best kernels; None without OpenBLAS.

    A release that is older than the processor does not choose the best by itself.
    """
    flags = _cpuinfo("flags").split()
    named = [("avx512f", "SkylakeX"), ("avx2", "Haswell")]
    kernels = [""] + [name for flag, name in named if flag in flags][:1]
    rates = []
    for name in kernels:
        command = [sys.executable, __file__, str(threads)]
        environment = os.environ | ({"OPENBLAS_CORETYPE": name} if name else {})
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode == 0 and done.stdout.strip() != "None":
            rates.append(float(done.stdout))
    return max(rates, default=None)


def product_rate(threads: int, size: int = 2048, repeats: int = 5) -> float | None:
    """Measure the product of square matrices in this process; None without OpenBLAS."""
    path = ctypes.util.find_library("openblas")
    if path is None:
        return None
    blas = ctypes.CDLL(path)
    blas.openblas_set_num_threads(threads)
    a, b, c = ((ctypes.c_float * (size * size))(*[0.5] * (size * size)) for _ in range(3))
    one, zero, n = ctypes.c_float(1), ctypes.c_float(0), ctypes.c_int(size)
    best = 0.0
    for _ in range(repeats):
        start = time.perf_counter()
        blas.cblas_sgemm(101, 111, 111, n, n, n, one, a, n, b, n, zero, c, n)
        best = max(best, 2 * size**3 / (time.perf_counter() - start) / 1e9)
    return best


def _cpuinfo(key: str) -> str:
    """Read what Linux says of the first processor; nothing elsewhere."""
    text = pathlib.Path("/proc/cpuinfo")
    for line in text.read_text().splitlines() if text.exists() else []:
        if line.startswith(key):
            return line.split(":", 1)[1].strip()
    return ""


def products(threads: int) -> dict[str, float]:
    """Measure the products of each number format in GFLOP/s, as bert_mtl's own core makes them."""
    code = "import bert_mtl, json; print(json.dumps(bert_mtl.backend_info(measure=True)))"
    environment = os.environ | {"BERT_MTL_THREADS": str(threads)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    rates: dict[str, float] = json.loads(done.stdout)["gflop_per_second"]
    return rates


def processor() -> str:
    """Name the processor."""
    return _cpuinfo("model name") or platform.processor()


def describe(threads: int) -> dict[str, object]:
    """Describe the machine as it is now."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "load": [round(value, 2) for value in os.getloadavg()],
        "gemm_gflops": gemm_peak(threads),
        "threads": threads,
        "python": platform.python_version(),
        "when": time.strftime("%Y-%m-%d %H:%M:%S %Z"),
    }


if __name__ == "__main__":
    print(product_rate(int(sys.argv[1])))
