"""Finding and reading the files of the ready problems."""

from __future__ import annotations

import glob
import os
import random
from collections.abc import Callable, Sequence
from typing import Any

from ..constants import TRAIN
from ..preprocessing import preprocessing_fn


def files_of(pattern: str) -> list[str]:
    """The files that a path or glob names, sorted.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    found = sorted(path for path in glob.glob(pattern, recursive=True) if os.path.isfile(path))
    if not found:
        raise FileNotFoundError(f"file_path: expected files at '{pattern}', got none")
    return found


def lines_of(path: str) -> list[str]:
    """The lines of a UTF-8 file, without their ends.

    Raises
    ------
    ValueError
        If the file is not UTF-8; it names the byte.
    """
    with open(path, "rb") as file:
        content = file.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{path}: expected UTF-8, got the byte 0x{content[error.start]:02x} "
            f"at offset {error.start}"
        ) from error
    return [line.rstrip("\r") for line in text.split("\n")]


def problem(name: str, read: Callable[[str], tuple[list[Any], list[Any]]]) -> Callable[..., Any]:
    """A preprocessing function of this name that answers with `read(mode)`."""

    def reader(params: Any, mode: str) -> tuple[list[Any], list[Any]]:
        return read(mode)

    reader.__name__ = reader.__qualname__ = name
    reader.__doc__ = f"The rows of `{name}`."
    return preprocessing_fn(reader)


def share(rows: Sequence[Any], mode: str) -> list[Any]:
    """80 % of the rows for training, the others for evaluation; the draw is always the same."""
    order = list(range(len(rows)))
    random.Random(1024).shuffle(order)
    cut = int(0.8 * len(rows))
    chosen = order[:cut] if mode == TRAIN else order[cut:]
    return [rows[i] for i in sorted(chosen)]
