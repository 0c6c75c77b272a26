"""What a side says of its start."""

from __future__ import annotations

import json
import resource


def say(start: float, imported: float, opened: float) -> None:
    """Print what lay between three readings of the clock, and what the process has taken so far."""
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
