"""Turns Python's texts and labels into the columns that cross the boundary.

Strings make segments (running text, or the words that a user has split), segments make rows (a
text, or a pair). C borrows the strings; nothing here copies them.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

#: A text, the words of a text, or a pair of either under the keys "a" and "b".
Input: TypeAlias = "str | Sequence[str] | Mapping[str, str | Sequence[str]]"
#: One label.
Label: TypeAlias = "str | int | bool"

InputColumns: TypeAlias = "tuple[list[str], array[int], array[int], array[int]]"
TargetColumns: TypeAlias = "tuple[str, list[str], array[int], array[int] | None]"

RUNNING_TEXT, WORDS = 0, 1
TEXT, INTEGER, BOOLEAN = 0, 1, 2
_SEQUENCES = (list, tuple, np.ndarray)
# A tuple of two texts is as often meant as a pair as it is as words: only a list is words.
_WORDS = (list, np.ndarray)


def input_columns(place: str, inputs: Iterable[Input]) -> InputColumns:
    """Flatten the inputs of every row; `place` is what messages call them."""
    if isinstance(inputs, str | Mapping):
        raise TypeError(f"{place}: expected a list of inputs, got one {type(inputs).__name__}")
    if not isinstance(inputs, Iterable):
        raise TypeError(f"{place}: expected a list of inputs, got {type(inputs).__name__}")
    strings: list[str] = []
    segments, kinds, rows = array("q", [0]), array("B"), array("q", [0])
    for row, value in enumerate(inputs):
        sides = _sides(value, place, row) if isinstance(value, Mapping) else (value,)
        for side in sides:
            if isinstance(side, str):
                strings.append(side)
                kinds.append(RUNNING_TEXT)
            elif isinstance(side, _WORDS) and all(isinstance(word, str) for word in side):
                strings.extend(side)
                kinds.append(WORDS)
            else:
                raise TypeError(
                    f"{place} row {row}: expected a str, a list of str or {{'a', 'b'}}, "
                    f"got {_described(side)}"
                )
            segments.append(len(strings))
        rows.append(len(kinds))
    return strings, segments, kinds, rows


def target_columns(place: str, problem: str, targets: Iterable[Any]) -> TargetColumns:
    """Flatten the targets of one problem: a label a row, or a list of labels a row."""
    if isinstance(targets, str | Mapping):
        raise TypeError(
            f"{place} targets of '{problem}': expected a list, got one {type(targets).__name__}"
        )
    if not isinstance(targets, Iterable):
        raise TypeError(
            f"{place} targets of '{problem}': expected a list, got {type(targets).__name__}"
        )
    labels: list[str] = []
    kinds, starts = array("B"), array("q", [0])
    lists: bool | None = None
    for row, value in enumerate(targets):
        is_list = isinstance(value, _SEQUENCES)
        if lists is None:
            lists = is_list
        elif lists != is_list:
            raise TypeError(
                f"{place} row {row}: expected {_target_form(lists)} of '{problem}' as in row 0, "
                f"got {_target_form(is_list)}"
            )
        for label in value if is_list else (value,):
            text, kind = _label(label, place, row, problem)
            labels.append(text)
            kinds.append(kind)
        starts.append(len(labels))
    return problem, labels, kinds, starts if lists else None


def _sides(pair: Mapping[str, Any], place: str, row: int) -> tuple[Any, Any]:
    if set(pair) != {"a", "b"}:
        raise ValueError(f"{place} row {row}: expected the keys 'a' and 'b', got {list(pair)}")
    return pair["a"], pair["b"]


def _label(label: Any, place: str, row: int, problem: str) -> tuple[str, int]:
    if isinstance(label, str):
        return label, TEXT
    if isinstance(label, bool | np.bool_):
        return ("true" if label else "false"), BOOLEAN
    if isinstance(label, int | np.integer):
        return str(int(label)), INTEGER
    raise TypeError(
        f"{place} row {row}: expected a label of '{problem}' (str, int or bool) or a list of them, "
        f"got {_described(label)}"
    )


def _target_form(is_list: bool) -> str:
    return "a list of labels" if is_list else "one label"


def _described(value: Any) -> str:
    """Name a value's type, and in a list the first word that is no str."""
    if isinstance(value, _WORDS):
        odd = next((word for word in value if not isinstance(word, str)), None)
        return f"a {type(value).__name__} with {type(odd).__name__}"
    return type(value).__name__
