"""SIGHAN 2005: segmented lines as characters and their places in words.

Emerson 2005, https://aclanthology.org/I05-3017. Tags: s (single), b (begin), m (middle), e (end).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from ..constants import TRAIN
from .characters import units_of, word_tags
from .text_files import files_of, lines_of, problem

SEPARATORS = {"as": "\u3000", "cityu": " ", "msr": "  ", "pku": "  "}


def get_cws_fn(file_path: str) -> Callable[..., Any]:
    """The problem `CWS`: all corpora of the folder together.

    Parameters
    ----------
    file_path : str
        The folder that holds `training/*.utf8` and `gold/*.utf8`.

    Returns
    -------
    callable
        The preprocessing function.
    """
    return _segmented("CWS", file_path, tuple(SEPARATORS))


def get_as_cws_fn(file_path: str) -> Callable[..., Any]:
    """The problem `as_cws`, see `get_cws_fn`."""
    return _segmented("as_cws", file_path, ("as",))


def get_msr_cws_fn(file_path: str) -> Callable[..., Any]:
    """The problem `msr_cws`, see `get_cws_fn`."""
    return _segmented("msr_cws", file_path, ("msr",))


def get_pku_cws_fn(file_path: str) -> Callable[..., Any]:
    """The problem `pku_cws`, see `get_cws_fn`."""
    return _segmented("pku_cws", file_path, ("pku",))


def get_city_cws_fn(file_path: str) -> Callable[..., Any]:
    """The problem `city_cws`, see `get_cws_fn`."""
    return _segmented("city_cws", file_path, ("cityu",))


def _segmented(name: str, folder: str, corpora: tuple[str, ...]) -> Callable[..., Any]:
    def read(mode: str) -> tuple[list[Any], list[Any]]:
        inputs, targets = [], []
        for corpus in corpora:
            for path in _files(folder, corpus, mode, required=len(corpora) == 1):
                for line in lines_of(path):
                    words = [units_of(word) for word in line.split(SEPARATORS[corpus])]
                    if any(words):
                        inputs.append([unit for word in words for unit in word])
                        targets.append(
                            [tag for word in words if word for tag in word_tags(len(word))]
                        )
        return inputs, targets

    return problem(name, read)


def _files(folder: str, corpus: str, mode: str, *, required: bool) -> list[str]:
    """The files of a corpus; `CWS` takes those that are there."""
    place = "training" if mode == TRAIN else "gold"
    pattern = os.path.join(folder, place, f"{corpus}_*.utf8")
    try:
        found = files_of(pattern)
    except FileNotFoundError:
        if required:
            raise
        return []
    # The word lists of the bakeoff lie beside its texts.
    return [path for path in found if not path.endswith("_words.utf8")]
