"""Small problems for tests, made of Weibo's first rows."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from ..preprocessing import preprocessing_fn
from .text_files import problem
from .weibo import characters, name_tag, sentences

ROWS = 20


def get_weibo_fake_ner_fn(file_path: str) -> Callable[..., Any]:
    """The problem `weibo_fake_ner`: the first 20 rows of `weibo_ner`."""

    def read(mode: str) -> tuple[list[Any], list[Any]]:
        rows = sentences(file_path, mode)[:ROWS]
        return characters(rows), [[name_tag(tag) for _, _, tag in row] for row in rows]

    return problem("weibo_fake_ner", read)


def get_weibo_fake_cls_fn(file_path: str) -> Callable[..., Any]:
    """The problem `weibo_fake_cls`: "1" if a sentence has an entity, else "0"; 20 rows."""

    def read(mode: str) -> tuple[list[Any], list[Any]]:
        rows = sentences(file_path, mode)[:ROWS]
        return characters(rows), [
            str(int(any(name_tag(tag) != "O" for _, _, tag in row))) for row in rows
        ]

    return problem("weibo_fake_cls", read)


def get_weibo_fake_multi_cls_fn(file_path: str) -> Callable[..., Any]:
    """The problem `weibo_fake_multi_cls`: text with a random image, labelled by its entity tags."""

    def read(mode: str) -> tuple[list[Any], list[Any]]:
        rows = sentences(file_path, mode)[:ROWS]
        draws = np.random.default_rng(1024)
        inputs = [
            {"text": text, "image": draws.uniform(size=(5, 10)).astype(np.float32)}
            for text in characters(rows)
        ]
        return inputs, [sorted({name_tag(tag) for _, _, tag in row}) for row in rows]

    return problem("weibo_fake_multi_cls", read)


def get_weibo_masklm(file_path: str) -> Callable[..., Any]:
    """The problem `weibo_masklm`: pairs of a text and a word without meaning."""

    def weibo_masklm(params: Any, mode: str) -> Any:
        for row in sentences(file_path, mode)[:ROWS]:
            yield "".join(character for character, _, _ in row), "fake_label"

    return preprocessing_fn(weibo_masklm)


def get_weibo_pretrain_fn(file_path: str) -> Callable[..., Any]:
    """The problem `weibo_pretrain`: documents of at least two sentences, each a list of words."""

    def weibo_pretrain(params: Any, mode: str) -> list[list[list[str]]]:
        texts = characters(sentences(file_path, mode)[:ROWS])
        lengths = random.Random(1024)
        documents, start = [], 0
        while start < len(texts):
            end = start + lengths.randint(2, 4)
            documents.append(texts[start:end])
            start = end
        return documents

    return preprocessing_fn(weibo_pretrain)
