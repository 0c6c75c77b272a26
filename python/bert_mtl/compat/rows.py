"""The rows of a problem, and those of an `&` group side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .constants import MODAL_LIST


@dataclass
class Rows:
    """What a preprocessing function gave: inputs, and a target for each.

    Raises
    ------
    ValueError
        If there are more of one than of the other, or an input holds more than text.
    """

    problem: str
    inputs: list[Any]
    targets: list[Any] | None

    def __post_init__(self) -> None:
        if self.targets is not None and len(self.inputs) != len(self.targets):
            raise ValueError(
                f"problem '{self.problem}': expected as many targets as inputs "
                f"({len(self.inputs)}), got {len(self.targets)}"
            )
        for number, value in enumerate(self.inputs):
            self.inputs[number] = text_of(f"problem '{self.problem}', row {number}", value)
        if self.targets is not None:
            self.targets = [_text_target(target) for target in self.targets]

    def labels(self) -> Iterator[Any]:
        """Every label of every row."""
        for target in self.targets or []:
            if isinstance(target, list | tuple):
                yield from target
            else:
                yield target


def text_of(place: str, value: Any) -> Any:
    """An input without the original's modality names: `{"text": x}` is `x`.

    Raises
    ------
    ValueError
        If there are other modalities; `place` says where.
    """
    if not isinstance(value, dict) or not {"text", *MODAL_LIST} & value.keys():
        return value
    others = sorted(value.keys() - {"text"})
    if others:
        names = ", ".join(f"'{name}'" for name in others)
        raise ValueError(f"{place}: expected text alone, got the modalities {names}")
    return value["text"]


def _text_target(target: Any) -> Any:
    if isinstance(target, dict) and target.keys() == {"text"}:
        return target["text"]
    return target


def agree(group: list[Rows]) -> None:
    """Let the problems of an `&` group speak of the same inputs in the same form.

    One function may give a text where another gives its words, as a classifier and a tagger do:
    then the words stand for both. Inputs that differ otherwise are left for the core to refuse.
    """
    for row in range(min(len(member.inputs) for member in group)):
        split = [member.inputs[row] for member in group if isinstance(member.inputs[row], list)]
        if not split:
            continue
        words = [str(word) for word in split[0]]
        spellings = (" ".join(words), "".join(words))
        for member in group:
            if member.inputs[row] in spellings:
                member.inputs[row] = split[0]
