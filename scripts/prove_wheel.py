"""Uses an installed wheel: imports it, trains and predicts with it, runs its command."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

start = time.perf_counter()
import bert_mtl  # noqa: E402

seconds = time.perf_counter() - start

heavy = {"matplotlib", "huggingface_hub", "tqdm", "pandas"} & set(sys.modules)
if heavy:
    raise SystemExit(f"import bert_mtl: expected no heavy package, got {sorted(heavy)}")

with open("/proc/self/maps", encoding="utf-8") as maps:
    blas = {line.split()[-1] for line in maps if "openblas" in line and "bert_mtl" in line}
if len(blas) != 1:
    raise SystemExit(f"wheel: expected one OpenBLAS of its own in memory, got {sorted(blas)}")

sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
with tempfile.TemporaryDirectory() as folder:
    vocabulary = Path(folder) / "vocab.txt"
    vocabulary.write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\ngood\nbad\n", encoding="utf-8")
    model = bert_mtl.MultiTaskModel.from_configuration(
        {**sizes, "intermediate_size": 32}, vocabulary, "mood", {"mood": "cls"}
    )
    history = model.fit({"mood": (["good", "bad"] * 8, [True, False] * 8)}, epochs=1)
    answers = model.predict(["good"])["mood"]
if len(history) != 1 or answers.names != [False, True]:
    raise SystemExit(f"wheel: expected one step and two labels, got {history} and {answers}")

command = subprocess.run(["bert-mtl", "--help"], capture_output=True, text=True, check=False)
if command.returncode != 0:
    raise SystemExit(f"bert-mtl --help: status {command.returncode}: {command.stderr}")

print(
    f"CPython {sys.version.split()[0]}: bert_mtl {bert_mtl.__version__}, "
    f"imported in {seconds:.2f} s; it trains and predicts, and bert-mtl runs"
)
