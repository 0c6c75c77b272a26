"""Weibo: named entities and word borders on the same characters.

A line is a character with the digit of its place in the word, a tab, and its tag; an empty line
ends a sentence. Peng and Dredze 2015, https://aclanthology.org/D15-1064.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

from ..constants import TRAIN
from .text_files import files_of, lines_of, problem

Sentence = list[tuple[str, str, str]]  # character, digit, tag

_DIGITS = ("0", "1", "2")


def get_weibo_ner_fn(file_path: str) -> Callable[..., Any]:
    """The problem `weibo_ner`: tags of names; nominal mentions count as O.

    Parameters
    ----------
    file_path : str
        A path or glob. Files whose name has "train" or "dev" are the training set, each read
        once and joined in the order of their names; the others are for evaluation.

    Returns
    -------
    callable
        The preprocessing function.
    """

    def read(mode: str) -> tuple[list[Any], list[Any]]:
        rows = sentences(file_path, mode)
        return characters(rows), [[name_tag(tag) for _, _, tag in row] for row in rows]

    return problem("weibo_ner", read)


def get_weibo_cws_fn(file_path: str) -> Callable[..., Any]:
    """The problem `weibo_cws`: the place of each character in its word, "0", "1" or "2".

    Parameters
    ----------
    file_path : str
        As for `get_weibo_ner_fn`.

    Returns
    -------
    callable
        The preprocessing function.
    """

    def read(mode: str) -> tuple[list[Any], list[Any]]:
        rows = sentences(file_path, mode)
        return characters(rows), [
            [digit if digit in _DIGITS else "0" for _, digit, _ in row] for row in rows
        ]

    return problem("weibo_cws", read)


def sentences(file_path: str, mode: str) -> list[Sentence]:
    """The sentences of the files that belong to a mode.

    A sentence of nothing but replacement characters is left out: the published files have one, and
    no tokenizer of BERT leaves anything of it.
    """
    chosen = [path for path in files_of(file_path) if _is_training(path) == (mode == TRAIN)]
    return [
        sentence for path in chosen for sentence in _sentences_of(path) if _is_readable(sentence)
    ]


def characters(rows: list[Sentence]) -> list[list[str]]:
    """The characters of each sentence."""
    return [[character for character, _, _ in row] for row in rows]


def name_tag(tag: str) -> str:
    """`B-PER.NAM` as `B-PER`, and everything that is no name as `O`."""
    return tag.replace(".NAM", "") if "NAM" in tag else "O"


def _is_training(path: str) -> bool:
    name = os.path.basename(path)
    return "train" in name or "dev" in name


def _is_readable(sentence: Sentence) -> bool:
    return any(character != "\N{REPLACEMENT CHARACTER}" for character, _, _ in sentence)


def _sentences_of(path: str) -> Iterator[Sentence]:
    sentence: Sentence = []
    for number, line in enumerate(lines_of(path), start=1):
        if not line.strip():
            if sentence:
                yield sentence
            sentence = []
            continue
        unit, tab, tag = line.rpartition("\t")
        if not tab or not unit or not tag.strip():
            raise ValueError(
                f"{path} line {number}: expected a character, a tab and a tag, got '{line}'"
            )
        sentence.append((unit[0], unit[1:], tag.strip()))
    if sentence:
        yield sentence
