"""The peer: import and open encoder and tokenizer once with transformers. Run by run.py."""

from __future__ import annotations

import json
import resource
import sys
import time

start = time.perf_counter()
from transformers import AutoModel, AutoTokenizer  # noqa: E402

imported = time.perf_counter()
model = AutoModel.from_pretrained(sys.argv[1])
tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
opened = time.perf_counter()
usage = resource.getrusage(resource.RUSAGE_SELF)
print(
    json.dumps(
        {
            "import": imported - start,
            "open": opened - imported,
            "busy": usage.ru_utime + usage.ru_stime,
            "peak_bytes": usage.ru_maxrss * 1024,
        }
    )
)
