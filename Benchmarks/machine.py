"""What the machine can do and is doing: a figure of speed means little without them."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import pathlib
import platform
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]


def data_folder() -> pathlib.Path:
    """Find the real data: BERT_MTL_DATA, else `../shared/data` beside the checkout."""
    folder = pathlib.Path(os.environ.get("BERT_MTL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        raise SystemExit(f"data: expected a folder at {folder} (set BERT_MTL_DATA)")
    return folder


def gemm_peak(threads: int, size: int = 2048, repeats: int = 5) -> float | None:
    """Measure OpenBLAS's float32 product of square matrices in GFLOP/s; None without OpenBLAS."""
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


def processor() -> str:
    """Name the processor."""
    text = pathlib.Path("/proc/cpuinfo")
    names = [
        line.split(":", 1)[1].strip()
        for line in (text.read_text().splitlines() if text.exists() else [])
        if line.startswith("model name")
    ]
    return names[0] if names else platform.processor()


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
