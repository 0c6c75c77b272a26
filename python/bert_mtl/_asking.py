"""Inputs without targets on their way to a session, and the arrays it answers with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bert_mtl import _core
from bert_mtl._columns import Document, Input, input_columns
from bert_mtl._frames import frame_inputs
from bert_mtl._modalities import Sizes
from bert_mtl._rows import are_rows, is_frame
from bert_mtl._targets import Asked, read_documents

Given: TypeAlias = "Input | Document"


class Wanted(NamedTuple):
    """What a model asks of the rows that it is given.

    Attributes
    ----------
    targets : dict of str to Asked
        What each problem asks for.
    sizes : dict of str to int
        The side to which the images of each modality are resized, where it is known.
    """

    targets: dict[str, Asked]
    sizes: dict[str, int]

    def are_documents(self, problems: Sequence[str] | None) -> bool:
        """Answer whether one of these problems, or of all, reads documents."""
        asked = (one for name, one in self.targets.items() if problems is None or name in problems)
        return read_documents(asked)


def wanted_of(description: Mapping[str, Any]) -> Wanted:
    """Answer what a described model asks for."""
    targets = {
        entry["name"]: Asked(entry["name"], entry["type"], entry["target"], entry["input"])
        for entry in description["problems"]
    }
    known = description["modalities"].items()
    return Wanted(
        targets, {name: settings["size"] for name, settings in known if "size" in settings}
    )


def kept(inputs: Iterable[Given], documents: bool = False) -> Sequence[Given]:
    """Keep what can be gone through only once; refuse one text where a list belongs."""
    if is_frame(inputs):
        return list(frame_inputs("inputs", inputs, documents=documents))
    if isinstance(inputs, str | Mapping):
        return inputs  # type: ignore[return-value]
    if not are_rows(inputs):
        raise TypeError(f"inputs: expected a list of inputs, got {type(inputs).__name__}")
    return list(inputs)


def unlabelled(
    inputs: Sequence[Given], documents: bool = False, sizes: Sizes | None = None
) -> _core.Dataset:
    """Make a dataset without targets."""
    columns = input_columns("inputs", inputs, documents=documents, sizes=sizes)
    return _core.Dataset("inputs", columns, ())


def views(arrays: Mapping[str, _core.Array]) -> dict[str, NDArray[Any]]:
    """Look at the arrays of a reply without copying them."""
    return {name: np.asarray(array) for name, array in arrays.items()}
