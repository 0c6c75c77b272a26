"""Our side: import and open once, and say how long each took. Run by run.py."""

from __future__ import annotations

import sys
import time

from figures import say

start = time.perf_counter()
import bert_mtl as mtl  # noqa: E402

imported = time.perf_counter()
model = mtl.MultiTaskModel.from_pretrained(sys.argv[1])
opened = time.perf_counter()
say(start, imported, opened)
