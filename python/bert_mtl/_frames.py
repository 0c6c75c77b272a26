"""Data in a pandas.DataFrame, its columns named as those of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bert_mtl._rows import is_frame
from bert_mtl._targets import Asked, read_documents

_KEYS = ("data", "text", "pair", "words", "targets")
_LISTS = ("labels", "label_sequence")


def frame_source(
    place: str, group: list[Asked], source: Any
) -> tuple[Iterable[Any], dict[str, Any]]:
    """Answer the inputs of a frame's rows, and the targets of each problem that asks for some.

    Without other names, inputs come from a column ``words``, or ``text`` and ``text_b``, or ``a``
    and ``b``, and targets from a column of the problem's name.
    """
    options = dict(source) if isinstance(source, Mapping) else {"data": source}
    for key in options:
        if key not in _KEYS:
            raise ValueError(f"{place}: unknown key '{key}'{_hint(str(key), _KEYS)}")
    frame = options.pop("data")
    if not is_frame(frame):
        raise TypeError(f"{place} data: expected a DataFrame, got {type(frame).__name__}")
    names = options.pop("targets", None) or {}
    if not isinstance(names, Mapping):
        raise TypeError(
            f"{place} targets: expected a dict of problems to columns, got {type(names).__name__}"
        )
    problems = [one.problem for one in group]
    for problem in names:
        if problem not in problems:
            raise ValueError(f"{place} targets: expected one of {problems}, got '{problem}'")
    targets: dict[str, Any] = {}
    for one in group:
        name = names.get(one.problem, one.problem)
        if one.optional and one.problem not in names and name not in list(frame.columns):
            targets[one.problem] = None
        elif not one.nothing:
            targets[one.problem] = _targets(_column(place, frame, name), one.target)
    inputs = frame_inputs(place, frame, options, documents=read_documents(group))
    return inputs, targets


def frame_inputs(
    place: str, frame: Any, options: Mapping[str, str] | None = None, *, documents: bool = False
) -> Iterable[Any]:
    """Answer the inputs of a frame's rows, from the columns that the options name, if any."""
    present = set(frame.columns)
    words, text, pair = ((options or {}).get(key) for key in ("words", "text", "pair"))
    if documents and text is None and "sentences" in present:
        text = "sentences"
    elif words is None and text is None:
        if "words" in present:
            words = "words"
        elif {"a", "b"} <= present and "text" not in present:
            text, pair = "a", pair or "b"
        else:
            text = "text"
            pair = pair or ("text_b" if "text_b" in present else None)
    if words is not None:
        return (_split(cell) for cell in _column(place, frame, words))
    firsts = _column(place, frame, text)
    if pair is None:
        return firsts
    seconds = _column(place, frame, pair)
    return ({"a": a, "b": b} for a, b in zip(firsts, seconds, strict=True))


def _targets(cells: list[Any], kind: str) -> Iterable[Any]:
    """Split labels where one cell holds several as a text; read empty cells as files are read."""
    if kind == "optional_number":
        return (None if _is_empty(cell) else cell for cell in cells)
    if kind == "label_set":
        return ([] if _is_empty(cell) else _split(cell) for cell in cells)
    return (_split(cell) for cell in cells) if kind in _LISTS else cells


def _is_empty(cell: Any) -> bool:
    """Whether pandas found nothing in a cell of a file."""
    return cell is None or (isinstance(cell, float) and cell != cell)


def _split(cell: Any) -> Any:
    return cell.split() if isinstance(cell, str) else cell


def _column(place: str, frame: Any, name: str | None) -> list[Any]:
    columns = list(frame.columns)
    if name not in columns:
        hint = _hint(str(name), [str(column) for column in columns])
        raise ValueError(f"{place}: expected a column '{name}', got {columns}{hint}")
    if columns.count(name) > 1:
        raise ValueError(f"{place}: expected one column '{name}', got {columns.count(name)}")
    return list(frame[name].tolist())


def _hint(name: str, known: Any) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
