"""The sources of data that `fit` and `evaluate` take, and what becomes of each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from bert_mtl import _core
from bert_mtl._columns import input_columns
from bert_mtl._frames import frame_source
from bert_mtl._json import request
from bert_mtl._modalities import Sizes
from bert_mtl._rows import are_rows, is_frame
from bert_mtl._targets import Asked, read_documents, target_columns

#: `(inputs, targets)`, pairs of (input, target), a path, a dict that describes a file or a
#: pandas.DataFrame, or such a frame itself; for problems without targets inputs alone.
Source = Any
#: A source for each problem or `&` group.
Data = Mapping[str, Source]


def make_datasets(
    session: _core.Session,
    name: str,
    data: Data,
    asked: Mapping[str, Asked],
    sizes: Sizes | None = None,
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
    asked : mapping of str to Asked
        What each problem asks for.
    sizes : mapping of str to int, optional
        The side in pixels to which the images of a modality are resized, where it is known.
    """
    if not isinstance(data, Mapping):
        raise TypeError(
            f"{name}: expected a dict of problems or '&' groups to their data, "
            f"got {type(data).__name__}"
        )
    return tuple(_dataset(session, name, key, source, asked, sizes) for key, source in data.items())


def _dataset(
    session: _core.Session,
    name: str,
    key: str,
    source: Source,
    known: Mapping[str, Asked],
    sizes: Sizes | None,
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
    # The core refuses names that it does not know; until then they ask for nothing.
    group = [known.get(problem, Asked(problem, "", "nothing")) for problem in problems]
    inputs, targets = _parts(place, group, source)
    columns = input_columns(place, inputs, documents=read_documents(group), sizes=sizes)
    rows = len(columns[3]) - 1
    return _core.Dataset(
        place,
        columns,
        tuple(target_columns(place, one, targets.get(one.problem), rows) for one in group),
    )


def _parts(place: str, group: list[Asked], source: Source) -> tuple[Iterable[Any], dict[str, Any]]:
    """Answer the inputs of a source, and the targets of each problem."""
    if isinstance(source, Mapping) or is_frame(source):
        return frame_source(place, group, source)
    if isinstance(source, tuple) and len(source) == 2:
        return source[0], _by_problem(place, group, source[1])
    return _unzipped(place, group, source)


def _by_problem(place: str, group: list[Asked], targets: Any) -> dict[str, Any]:
    """Answer the targets of each problem of a group that asks for some."""
    asking = [one.problem for one in group if not one.nothing]
    if isinstance(targets, Mapping):
        if set(asking) - set(targets) or set(targets) - {one.problem for one in group}:
            raise ValueError(
                f"{place}: expected targets of {asking}, got targets of {sorted(targets)}"
            )
        return dict(targets)
    if not asking or (targets is None and all(one.optional for one in group)):
        return dict.fromkeys(asking)
    if isinstance(targets, tuple | list) and len(group) > 1 and len(targets) == len(group):
        return dict(zip((one.problem for one in group), targets, strict=True))
    if len(asking) == 1:
        return {asking[0]: targets}
    if not isinstance(targets, tuple | list) or len(targets) != len(asking):
        raise ValueError(
            f"{place}: expected targets as a dict of {asking} or as a tuple in this order, "
            f"got {_form(targets)}"
        )
    return dict(zip(asking, targets, strict=True))


def _unzipped(
    place: str, group: list[Asked], pairs: Iterable[Any]
) -> tuple[list[Any], dict[str, list[Any]]]:
    """Part the inputs of (input, target) pairs from their targets; inputs may stand alone."""
    inputs: list[Any] = []
    targets: dict[str, list[Any]] = {one.problem: [] for one in group if not one.nothing}
    alone = all(one.optional for one in group)
    if isinstance(pairs, str | Mapping) or not are_rows(pairs):
        first = "inputs, " if alone else ""
        raise TypeError(
            f"{place}: expected {first}(inputs, targets), pairs, a path, a dict or a DataFrame, "
            f"got {type(pairs).__name__}"
        )
    for row, pair in enumerate(pairs):
        # Where inputs may stand alone, a list is the words of one, or a document.
        if not isinstance(pair, tuple if alone else (tuple, list)) or len(pair) != 2:
            if not alone:
                raise TypeError(
                    f"{place} row {row}: expected (input, target), got {_form(pair)}"
                    + ("; lists of both are a tuple (inputs, targets)" if row == 0 else "")
                )
            pair = (pair, None)
        inputs.append(pair[0])
        for problem, target in _by_problem(f"{place} row {row}", group, pair[1]).items():
            if problem in targets:
                targets[problem].append(target)
    return inputs, targets


def _form(value: Any) -> str:
    kind = type(value).__name__
    return f"a {kind} of {len(value)}" if isinstance(value, tuple | list) else kind
