"""Small JSON files, written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from typing import Any


def write_json(path: str, value: Any) -> None:
    """Write a value as JSON beside `path`, then rename it: what was there stays whole till then.

    Parameters
    ----------
    path : str
        The file; its folder is made where missing.
    value : object
        Anything JSON holds.
    """
    folder = os.path.dirname(path) or "."
    os.makedirs(folder, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=os.path.basename(path) + ".")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
