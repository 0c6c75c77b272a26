"""Named entities in running text: MSRA's and Boson's formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from .characters import entity_tags, units_of
from .text_files import files_of, lines_of, problem, share

Row = tuple[list[str], list[str]]  # units, tags

MSRA_TYPES = {"nr": "PER", "nt": "ORG", "ns": "LOC"}
BOSON_TYPES = {
    "person_name": "PER",
    "company_name": "ORG",
    "location": "LOC",
    "product_name": "PRD",
    "time": "TME",
    "org_name": "ORG2",
}

_ENTITY = re.compile(r"\{\{(\w+):(.*?)\}\}")
_SENTENCE = re.compile(r"(?:\{\{.*?\}\}|[^。！？!?])*[。！？!?]?")


def get_msra_ner_fn(file_path: str) -> Callable[..., Any]:
    """The problem `msra_ner`: words "text/type" separated by spaces.

    Parameters
    ----------
    file_path : str
        A path or glob; of its sentences 80 % are for training.

    Returns
    -------
    callable
        The preprocessing function.
    """
    return _entities("msra_ner", file_path, _msra_row)


def get_boson_ner_fn(file_path: str) -> Callable[..., Any]:
    """The problem `boson_ner`: "{{type:entity}}" in running text, split into sentences.

    Parameters
    ----------
    file_path : str
        A path or glob; of its sentences 80 % are for training.

    Returns
    -------
    callable
        The preprocessing function.
    """
    return _entities("boson_ner", file_path, _boson_rows)


def _entities(
    name: str, file_path: str, rows_of: Callable[[str], Iterator[Row]]
) -> Callable[..., Any]:
    def read(mode: str) -> tuple[list[Any], list[Any]]:
        rows = [
            row
            for path in files_of(file_path)
            for line in lines_of(path)
            for row in rows_of(line)
            if row[0]
        ]
        chosen = share(rows, mode)
        return [units for units, _ in chosen], [tags for _, tags in chosen]

    return problem(name, read)


def _msra_row(line: str) -> Iterator[Row]:
    units: list[str] = []
    tags: list[str] = []
    for word in line.split():
        text, slash, kind = word.rpartition("/")
        part = units_of(text if slash else word)
        units += part
        tags += entity_tags(MSRA_TYPES.get(kind, "O"), len(part))
    yield units, tags


def _boson_rows(line: str) -> Iterator[Row]:
    for sentence in _SENTENCE.findall(line.replace("\\n", "")):
        units: list[str] = []
        tags: list[str] = []
        for plain, kind, entity in _pieces(sentence):
            part = units_of(entity or plain)
            units += part
            tags += entity_tags(BOSON_TYPES.get(kind, "O"), len(part))
        yield units, tags


def _pieces(sentence: str) -> Iterator[tuple[str, str, str]]:
    """The plain text and the entities of a sentence, in order."""
    end = 0
    for found in _ENTITY.finditer(sentence):
        yield sentence[end : found.start()], "O", ""
        yield "", found[1], found[2]
        end = found.end()
    yield sentence[end:], "O", ""
