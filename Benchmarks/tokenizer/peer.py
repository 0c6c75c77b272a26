"""The peer: the `tokenizers` package encodes all texts for each line read. Run by run.py."""

from __future__ import annotations

import json
import pathlib
import sys
import time

from tokenizers import BertWordPieceTokenizer, __version__


def main(vocabulary: str, texts: list[str]) -> None:
    """Answer each line, "encode_batch" or "encode_batch_fast", with the time of one pass."""
    tokenizer = BertWordPieceTokenizer(vocabulary, lowercase=True)._tokenizer
    print(json.dumps({"ready": __version__}), flush=True)
    for line in sys.stdin:
        encode = getattr(tokenizer, line.strip())
        start, busy = time.perf_counter(), time.process_time()
        encodings = encode(texts)
        seconds, busy = time.perf_counter() - start, time.process_time() - busy
        pieces = sum(len(encoding.ids) for encoding in encodings)
        print(json.dumps({"seconds": seconds, "busy": busy, "pieces": pieces}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], pathlib.Path(sys.argv[2]).read_text(encoding="utf-8").splitlines())
