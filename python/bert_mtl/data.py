"""The sources of data that `fit` and `evaluate` take, and what becomes of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from bert_mtl import _core
from bert_mtl._columns import input_columns, target_columns
from bert_mtl._frames import frame_source, is_frame
from bert_mtl._json import request

#: `(inputs, targets)`, pairs of (input, target), a path, a dict that describes a file or a
#: pandas.DataFrame, or such a frame itself.
Source = Any
#: A source for each problem or `&` group.
Data = Mapping[str, Source]


def make_datasets(
    session: _core.Session, name: str, data: Data, kinds: Mapping[str, str]
) -> tuple[_core.Dataset, ...]:
    """Make the dataset of every problem and `&` group.

    Parameters
    ----------
    session : Session
        Reads files, for it knows what each problem's targets look like.
    name : str
        What messages call the data: ``train``.
    data : mapping of str to source
        Data by problem or `&` group.
    kinds : mapping of str to str
        What the targets of each problem look like: ``label`` or ``labels``.
    """
    if not isinstance(data, Mapping):
        raise TypeError(
            f"{name}: expected a dict of problems or '&' groups to their data, "
            f"got {type(data).__name__}"
        )
    return tuple(_dataset(session, name, key, source, kinds) for key, source in data.items())


def _dataset(
    session: _core.Session, name: str, key: str, source: Source, kinds: Mapping[str, str]
) -> _core.Dataset:
    if not isinstance(key, str):
        raise TypeError(
            f"{name}: expected the name of a problem or '&' group as key, got {type(key).__name__}"
        )
    problems = [problem.strip() for problem in key.split("&")]
    place = f"{name}['{key}']"
    if isinstance(source, str | os.PathLike):
        return session.read(request(source={"path": os.fspath(source)}, problems=problems))
    if isinstance(source, Mapping) and "data" not in source:
        return session.read(request(source=source, problems=problems))
    if isinstance(source, Mapping) or is_frame(source):
        inputs, targets = frame_source(place, problems, source, kinds)
    elif isinstance(source, tuple) and len(source) == 2:
        inputs, targets = source[0], _by_problem(place, problems, source[1])
    else:
        inputs, targets = _unzipped(place, problems, source)
    return _core.Dataset(
        place,
        input_columns(place, inputs),
        tuple(target_columns(place, problem, values) for problem, values in targets.items()),
    )


def _by_problem(place: str, problems: list[str], targets: Any) -> dict[str, Any]:
    """Answer the targets of each problem of a group."""
    if isinstance(targets, Mapping):
        if set(targets) != set(problems):
            raise ValueError(
                f"{place}: expected targets of {problems}, got targets of {sorted(targets)}"
            )
        return dict(targets)
    if len(problems) == 1:
        return {problems[0]: targets}
    if not isinstance(targets, tuple | list) or len(targets) != len(problems):
        raise ValueError(
            f"{place}: expected targets as a dict of {problems} or as a tuple in this order, "
            f"got {_form(targets)}"
        )
    return dict(zip(problems, targets, strict=True))


def _unzipped(
    place: str, problems: list[str], pairs: Iterable[Any]
) -> tuple[list[Any], dict[str, list[Any]]]:
    """Part the inputs of (input, target) pairs from their targets."""
    inputs: list[Any] = []
    targets: dict[str, list[Any]] = {problem: [] for problem in problems}
    if not isinstance(pairs, Iterable):
        raise TypeError(
            f"{place}: expected (inputs, targets), pairs, a path, a dict or a DataFrame, "
            f"got {type(pairs).__name__}"
        )
    for row, pair in enumerate(pairs):
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            raise TypeError(f"{place} row {row}: expected (input, target), got {_form(pair)}")
        inputs.append(pair[0])
        for problem, target in _by_problem(f"{place} row {row}", problems, pair[1]).items():
            targets[problem].append(target)
    return inputs, targets


def _form(value: Any) -> str:
    kind = type(value).__name__
    return f"a {kind} of {len(value)}" if isinstance(value, tuple | list) else kind
