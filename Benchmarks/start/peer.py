"""The peer: import and open encoder and tokenizer once with transformers. Run by run.py."""

from __future__ import annotations

import sys
import time

from figures import say

start = time.perf_counter()
from transformers import AutoModel, AutoTokenizer  # noqa: E402

imported = time.perf_counter()
model = AutoModel.from_pretrained(sys.argv[1])
tokenizer = AutoTokenizer.from_pretrained(sys.argv[1])
opened = time.perf_counter()
say(start, imported, opened)
