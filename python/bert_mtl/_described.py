"""What a model says of itself, and what that says of the rows that it is given."""

from __future__ import annotations

import json
from typing import Any

from bert_mtl import _core
from bert_mtl._asking import Wanted, wanted_of


class Described:
    """A session that can be looked at."""

    def __init__(self, core: _core.Session) -> None:
        self._core = core
        self._known: Wanted | None = None

    def describe(self) -> dict[str, Any]:
        """Describe the model: sizes, problems with their types and labels, what was loaded."""
        description: dict[str, Any] = json.loads(self._core.describe()[0])
        return description

    @property
    def problems(self) -> list[str]:
        """The names of the problems, in the chain's order."""
        return [problem["name"] for problem in self.describe()["problems"]]

    @property
    def dtype(self) -> str:
        """The number format of the encoder's products; it is chosen when a model is opened."""
        return str(self.describe()["dtype"])

    def __repr__(self) -> str:
        model = self.describe()
        return (
            f"MultiTaskModel({model.get('chain', 'encoder')}: {model['layers']} layers, "
            f"{model['hidden_size']} wide, {model['parameters']:,} parameters)"
        )

    def _wanted(self) -> Wanted:
        """Answer what inputs and targets have to be, kept until training may have changed it."""
        wanted = self._known
        if wanted is None:
            wanted = self._known = wanted_of(self.describe())
        return wanted

    def _forget(self) -> None:
        self._known = None
