"""Turns Python's texts into the columns that cross the boundary.

Strings make segments (running text, or the words that a user has split), segments make rows (a
text, a pair, or the sentences of a document). C borrows the strings; nothing here copies them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from bert_mtl._modalities import ModalArrays, ModalColumns, Sizes, parted
from bert_mtl._rows import are_rows, is_list

#: A text, the words of a text, a pair of either under the keys "a" and "b", or a dict of a text and
#: other modalities: `{"text": ..., "image": ..., "others": ...}`.
Input: TypeAlias = "str | Sequence[str] | Mapping[str, Any]"
#: Sentences, each a text or its words.
Document: TypeAlias = "Sequence[str | Sequence[str]]"

InputColumns: TypeAlias = (
    "tuple[list[str], array[int], array[int], array[int], ModalColumns | None]"
)

RUNNING_TEXT, WORDS = 0, 1
#: Added to the kind of a segment that is a sentence of a document.
SENTENCE = 2
_INPUT = "a str, a list of str or {'a', 'b'}"
_SENTENCE = "a list of sentences, each a str or a list of str"


def input_columns(
    place: str,
    inputs: Iterable[Input | Document],
    *,
    documents: bool = False,
    sizes: Sizes | None = None,
) -> InputColumns:
    """Flatten the inputs of every row.

    Parameters
    ----------
    place : str
        What messages call the inputs.
    inputs : iterable
        An input a row.
    documents : bool
        Whether a row is a list of sentences.
    sizes : mapping of str to int, optional
        The side in pixels to which the images of a modality are resized, where it is known.
    """
    if isinstance(inputs, str | Mapping):
        raise TypeError(f"{place}: expected a list of inputs, got one {type(inputs).__name__}")
    if not are_rows(inputs):
        raise TypeError(f"{place}: expected a list of inputs, got {type(inputs).__name__}")
    strings: list[str] = []
    segments, kinds, rows = array("q", [0]), array("B"), array("q", [0])
    modal = ModalArrays(sizes or {})
    for row, value in enumerate(inputs):
        if documents:
            sides, expected, shift = _sentences(value, place, row), _SENTENCE, SENTENCE
        elif isinstance(value, Mapping):
            text, others = parted(value, place, row)
            modal.add(place, row, others)
            sides, expected, shift = _sides(text, place, row), _INPUT, 0
        else:
            sides, expected, shift = (value,), _INPUT, 0
        for side in sides:
            if isinstance(side, str):
                strings.append(side)
                kinds.append(RUNNING_TEXT + shift)
            # A tuple of two texts is as often meant as a pair as it is as words: a list is words.
            elif is_list(side) and all(isinstance(word, str) for word in side):
                strings.extend(side)
                kinds.append(WORDS + shift)
            else:
                raise TypeError(f"{place} row {row}: expected {expected}, got {_described(side)}")
            segments.append(len(strings))
        rows.append(len(kinds))
    return strings, segments, kinds, rows, modal.columns()


def _sides(text: Any, place: str, row: int) -> tuple[Any, ...]:
    """Answer the one or two texts of a row, none where it has other modalities alone."""
    if text is None:
        return ()
    if not isinstance(text, Mapping):
        return (text,)
    if set(text) != {"a", "b"}:
        raise ValueError(f"{place} row {row}: expected the keys 'a' and 'b', got {list(text)}")
    return text["a"], text["b"]


def _sentences(document: Any, place: str, row: int) -> Sequence[Any]:
    if not is_list(document):
        raise TypeError(f"{place} row {row}: expected {_SENTENCE}, got {_described(document)}")
    return document


def _described(value: Any) -> str:
    """Name a value's type, and in a list the first word that is no str."""
    if is_list(value):
        odd = next((word for word in value if not isinstance(word, str)), None)
        return f"a {type(value).__name__} with {type(odd).__name__}"
    return type(value).__name__
