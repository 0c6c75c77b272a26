"""Turns the targets of a problem into the columns that cross the boundary.

What one target looks like depends on the problem's type; the session says it, and nothing here
knows the types. NumPy's arrays of numbers cross as they are.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from reprlib import Repr
from typing import Any, TypeAlias

import numpy as np

from bert_mtl._rows import are_rows, count_masked, is_list, refuse_masked

#: One label.
Label: TypeAlias = "str | int | bool"
#: The problem, forms, strings, their kinds, where those of each row begin, numbers, the same.
TargetColumns: TypeAlias = "tuple[str, Any, list[str], array[int], Any, Any, Any]"

LABEL, LABELS, NUMBER, NUMBERS, TEXT, WORDS, NOTHING, MODAL = range(8)
_TEXT, _INTEGER, _BOOLEAN, _MODALITY = range(4)
_SEQUENCES = (list, tuple, np.ndarray)
_SETS = (*_SEQUENCES, set, frozenset)

#: What messages expect of a target of each kind.
_EXPECTED = {
    "label": "one label of '{0}' ({1}: str, int or bool)",
    "labels": "a list of labels of '{0}' ({1}), one for each word",
    "label_set": "a list of labels of '{0}' ({1})",
    "label_sequence": "a list of labels of '{0}' ({1})",
    "number": "a number of '{0}' ({1})",
    "optional_number": "a number, a label or None of '{0}' ({1})",
    "vector": "a list of numbers of '{0}' ({1})",
    "text": "a str or a list of str of '{0}' ({1})",
}


@dataclass(frozen=True)
class Asked:
    """What a problem asks for, as a session describes it."""

    problem: str
    type: str
    target: str
    input: str = "text"

    @property
    def nothing(self) -> bool:
        """Whether the problem has no targets."""
        return self.target == "nothing"

    @property
    def optional(self) -> bool:
        """Whether the problem learns from inputs alone, where it is given nothing else."""
        return self.target in ("nothing", "optional_number")


def read_documents(group: Iterable[Asked]) -> bool:
    """Whether one of these problems reads documents."""
    return any(one.input == "document" for one in group)


def target_columns(
    place: str, asked: Asked, targets: Iterable[Any] | None, rows: int
) -> TargetColumns:
    """Flatten the targets of one problem.

    Parameters
    ----------
    place : str
        What messages call the data.
    asked : Asked
        The problem, and what its targets look like.
    targets : iterable
        A target a row, or None where the problem needs none; not looked at where it has none.
    rows : int
        How many rows the inputs have.
    """
    column = _Column()
    if asked.nothing or (targets is None and asked.optional):
        column.rows([NOTHING] * rows)
        return column.of(asked.problem)
    if (
        isinstance(targets, str | Mapping)
        or not are_rows(targets)
        or (isinstance(targets, np.ndarray) and targets.ndim == 0)
    ):
        one = "one " if isinstance(targets, str | Mapping) else ""
        raise TypeError(
            f"{place} targets of '{asked.problem}': expected a list, "
            f"got {one}{type(targets).__name__}"
        )
    if isinstance(targets, np.ndarray):
        refuse_masked(f"{place} targets of '{asked.problem}'", targets)
        if asked.target == "label_set" and targets.ndim == 2 and np.isin(targets, (0, 1)).all():
            raise TypeError(
                f"{place} targets of '{asked.problem}': expected for each row a list of the labels "
                f"that it has, got an array {list(targets.shape)}; of a 0 or 1 a label make them "
                "with [[names[i] for i in row.nonzero()[0]] for row in array]"
            )
    numbers = _numbers(asked.target, targets)
    if numbers is not None:
        return _number_columns(asked.problem, numbers)
    add = _READERS[asked.target]
    for row, value in enumerate(targets):
        try:
            column.end(add(column, _without_dimensions(value)))
        except _OtherError as other:
            expected = _EXPECTED[asked.target].format(asked.problem, asked.type)
            raise TypeError(f"{place} row {row}: expected {expected}, got {other}") from None
    return column.of(asked.problem)


@dataclass
class _Column:
    """The targets of a problem while they are flattened."""

    forms: array[int] = field(default_factory=lambda: array("B"))
    strings: list[str] = field(default_factory=list)
    kinds: array[int] = field(default_factory=lambda: array("B"))
    string_rows: array[int] = field(default_factory=lambda: array("q", [0]))
    numbers: array[float] = field(default_factory=lambda: array("d"))
    number_rows: array[int] = field(default_factory=lambda: array("q", [0]))

    def end(self, form: int) -> None:
        """End a row whose parts were added."""
        self.forms.append(form)
        self.string_rows.append(len(self.strings))
        self.number_rows.append(len(self.numbers))

    def rows(self, forms: list[int]) -> None:
        """Add rows without parts."""
        for form in forms:
            self.end(form)

    def string(self, text: str, kind: int = _TEXT) -> None:
        self.strings.append(text)
        self.kinds.append(kind)

    def of(self, problem: str) -> TargetColumns:
        return (
            *(problem, self.forms, self.strings, self.kinds),
            *(self.string_rows, self.numbers, self.number_rows),
        )


class _OtherError(Exception):
    """A target of another kind, in words."""


def _without_dimensions(value: Any) -> Any:
    """What an array without dimensions holds; anything else as it is."""
    if not isinstance(value, np.ndarray) or value.ndim > 0:
        return value
    if count_masked(value):
        raise _OtherError(_shown(np.ma.masked))
    return value.item()


def _label(column: _Column, value: Any) -> int:
    if isinstance(value, str):
        column.string(value)
    elif isinstance(value, bool | np.bool_):
        column.string("true" if value else "false", _BOOLEAN)
    elif isinstance(value, int | np.integer):
        column.string(str(int(value)), _INTEGER)
    else:
        raise _OtherError(_shown(value))
    return LABEL


def _labels(column: _Column, value: Any, kinds: tuple[type[Any], ...] = _SEQUENCES) -> int:
    if not isinstance(value, kinds):
        raise _OtherError(_shown(value))
    for label in value:
        try:
            _label(column, label)
        except _OtherError as other:
            raise _OtherError(f"a {type(value).__name__} with {other}") from None
    return LABELS


def _tags(column: _Column, value: Any) -> int:
    """Labels for the words, or a dict of them by modality, `text` being the words."""
    if not isinstance(value, Mapping):
        return _labels(column, value)
    for name, labels in value.items():
        if not isinstance(name, str):
            raise _OtherError(f"a dict with the key {_shown(name)}")
        column.string(name, _MODALITY)
        _labels(column, labels)
    return MODAL


def _label_set(column: _Column, value: Any) -> int:
    return _labels(column, value, _SETS)


def _number(column: _Column, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        raise _OtherError(_shown(value))
    try:
        column.numbers.append(float(value))
    except OverflowError as error:
        raise _OtherError("a number beyond float64") from error
    return NUMBER


def _optional_number(column: _Column, value: Any) -> int:
    if value is None:
        return NOTHING
    # Whole numbers may be labels or scores: the core sees by the others of the column.
    if isinstance(value, str | bool | int | np.bool_ | np.integer):
        return _label(column, value)
    return _number(column, value)


def _vector(column: _Column, value: Any) -> int:
    if masked := count_masked(value):
        raise _OtherError(f"{_shown(value)} with {masked} masked")
    if isinstance(value, np.ndarray) and value.ndim == 1 and value.dtype.kind in "fiu":
        column.numbers.frombytes(np.ascontiguousarray(value, np.float64).tobytes())
        return NUMBERS
    if not isinstance(value, _SEQUENCES):
        raise _OtherError(_shown(value))
    for number in value:
        try:
            _number(column, number)
        except _OtherError as other:
            raise _OtherError(f"a {type(value).__name__} with {other}") from None
    return NUMBERS


def _text(column: _Column, value: Any) -> int:
    if isinstance(value, str):
        column.string(value)
        return TEXT
    if not is_list(value):
        raise _OtherError(_shown(value))
    for word in value:
        if not isinstance(word, str):
            raise _OtherError(f"a {type(value).__name__} with {_shown(word)}")
        column.string(word)
    return WORDS


_READERS: dict[str, Callable[[_Column, Any], int]] = {
    "label": _label,
    "labels": _tags,
    "label_set": _label_set,
    "label_sequence": _labels,
    "number": _number,
    "optional_number": _optional_number,
    "vector": _vector,
    "text": _text,
}


def _numbers(target: str, targets: Any) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    """An array of a number, or a vector, a row as float64; None of anything else."""
    dimensions = {"number": 1, "vector": 2}.get(target)
    if not isinstance(targets, np.ndarray) or targets.dtype.kind not in "fiu":
        return None
    return np.ascontiguousarray(targets, np.float64) if targets.ndim == dimensions else None


def _number_columns(problem: str, numbers: Any) -> TargetColumns:
    rows, width = len(numbers), numbers[0].size if len(numbers) else 1
    return (
        problem,
        np.full(rows, NUMBER if numbers.ndim == 1 else NUMBERS, np.uint8),
        [],
        array("B"),
        np.zeros(rows + 1, np.int64),
        numbers.reshape(-1),
        np.arange(rows + 1, dtype=np.int64) * width,
    )


_shortener = Repr()
_shortener.maxstring = _shortener.maxother = 40


def _shown(value: Any) -> str:
    """A value as a message shows it: short, and a collection by its size."""
    if value is np.ma.masked:
        return "a masked value"
    if value is None or isinstance(value, str | bool | int | float | np.generic):
        return _shortener.repr(value.item() if isinstance(value, np.generic) else value)
    kind = type(value).__name__
    several = is_list(value) or isinstance(value, tuple | set | frozenset | Mapping)
    return f"a {kind} of {len(value)}" if several else kind
