"""What the machine can do and is doing: a figure of speed means little without them."""

from __future__ import annotations

import json
import os
import pathlib
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parents[1]


def data_folder() -> pathlib.Path:
    """Find the real data: BERT_MTL_DATA, else `../shared/data` beside the checkout."""
    folder = pathlib.Path(os.environ.get("BERT_MTL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        raise SystemExit(f"data: expected a folder at {folder} (set BERT_MTL_DATA)")
    return folder


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


def describe(threads: int) -> dict[str, Any]:
    """Describe the machine as it is now."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "load": [round(value, 2) for value in os.getloadavg()],
        "gflop_per_second": products(threads),
        "threads": threads,
        "python": platform.python_version(),
        "when": time.strftime("%Y-%m-%d %H:%M:%S %Z"),
    }


def told(machine: Mapping[str, Any]) -> str:
    """Say in a line what `describe` found."""
    rates = ", ".join(f"{kind} {rate:.0f}" for kind, rate in machine["gflop_per_second"].items())
    return f"load {machine['load']}; products, GFLOP/s: {rates}"
