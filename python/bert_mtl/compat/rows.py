"""The rows of a problem, and those of an `&` group side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass
class Rows:
    """What a preprocessing function gave: inputs, and a target for each.

    Raises
    ------
    ValueError
        If there are more of one than of the other.
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
        self.inputs = [without_text_alone(value) for value in self.inputs]
        if self.targets is not None:
            self.targets = [_text_target(target) for target in self.targets]

    def labels(self) -> Iterator[Any]:
        """Every label of every row."""
        for target in self.targets or []:
            for part in target.values() if isinstance(target, dict) else (target,):
                if isinstance(part, list | tuple):
                    yield from part
                else:
                    yield part


def without_text_alone(value: Any) -> Any:
    """An input; `{"text": x}`, the original's spelling of a text alone, is `x`."""
    if isinstance(value, dict) and value.keys() == {"text"}:
        return value["text"]
    return value


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
