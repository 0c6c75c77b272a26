"""Uses an installed wheel: imports it, asks the core, runs the command, names the OpenBLAS."""

import subprocess
import sys
import time

start = time.perf_counter()
import bert_mtl  # noqa: E402

seconds = time.perf_counter() - start

with open("/proc/self/maps", encoding="utf-8") as maps:
    blas = {line.split()[-1] for line in maps if "openblas" in line and "bert_mtl" in line}
if len(blas) != 1:
    raise SystemExit(f"wheel: expected one OpenBLAS of its own in memory, got {sorted(blas)}")

command = subprocess.run(["bert-mtl", "--help"], capture_output=True, text=True, check=False)
if command.returncode != 0:
    raise SystemExit(f"bert-mtl --help: status {command.returncode}: {command.stderr}")

print(
    f"CPython {sys.version.split()[0]}: bert_mtl {bert_mtl.__version__}, "
    f"imported in {seconds:.2f} s, bert-mtl runs"
)
