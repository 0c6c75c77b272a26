"""Our side: `predict` on texts, tokenization and Python's answers included. Run by run.py."""

from __future__ import annotations

import sys

import bert_mtl as mtl
import workload
from turns import serve


def main(folder: str, dtype: str, threads: int) -> None:
    """Answer turns."""
    model = mtl.MultiTaskModel.from_pretrained(folder, threads=threads, dtype=dtype)

    def answer(texts: list[str]) -> list[list[float]]:
        return model.predict(texts)[workload.PROBLEM].probabilities

    serve(mtl.__version__, workload.sentences(), answer)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
