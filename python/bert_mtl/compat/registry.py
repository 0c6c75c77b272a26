"""Which problems and types there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .attributes import ProblemAttributes


@dataclass(eq=False, repr=False)
class ProblemRegistry(ProblemAttributes):
    """The part of params that knows problems by name."""

    def add_problem(
        self,
        problem_name: str,
        problem_type: str = "cls",
        processing_fn: Callable[..., Any] | None = None,
    ) -> None:
        """Register a problem with its type and the function that reads it.

        Parameters
        ----------
        problem_name : str
            The name used in chains.
        problem_type : str
            One of `problem_type_list`.
        processing_fn : callable, optional
            `f(params, mode)`, usually decorated by `preprocessing_fn`.

        Raises
        ------
        ValueError
            If the type is not in `problem_type_list`.
        """
        if problem_type not in self.problem_type_list:
            known = ", ".join(self.problem_type_list)
            raise ValueError(
                f"problem '{problem_name}': expected one of the types {known}, got '{problem_type}'"
            )
        self.problem_type[problem_name] = problem_type
        if processing_fn is not None:
            self.read_data_fn[problem_name] = processing_fn

    def add_multiple_problems(
        self,
        problem_type_dict: dict[str, str],
        processing_fn_dict: dict[str, Callable[..., Any]] | None = None,
    ) -> None:
        """Register several problems, see `add_problem`."""
        functions = processing_fn_dict or {}
        for name, problem_type in problem_type_dict.items():
            self.add_problem(name, problem_type, functions.get(name))

    def register_problem_type(
        self,
        problem_type: str,
        top_layer: Any,
        label_handling_fn: Callable[..., Any] | None = None,
        get_or_make_label_encoder_fn: Callable[..., Any] | None = None,
    ) -> None:
        """Make a type known to `add_problem`; training asks the core for its head.

        Raises
        ------
        ValueError
            If there is such a type already.
        """
        if problem_type in self.problem_type_list:
            raise ValueError(f"problem_type: expected a new name, got '{problem_type}' again")
        self.problem_type_list.append(problem_type)
        self.top_layer[problem_type] = top_layer
        self.label_handling_fn[problem_type] = label_handling_fn
        self.get_or_make_label_encoder_fn_dict[problem_type] = get_or_make_label_encoder_fn

    def list_available_problem_types(self) -> list[str]:
        """The names `add_problem` accepts as a type."""
        return list(self.problem_type_list)

    def get_problem_type(self, problem: str) -> str:
        """The type of a problem.

        Raises
        ------
        KeyError
            If the problem is not registered.
        """
        self.require_problem(problem)
        return self.problem_type[problem]

    def require_problem(self, problem: str) -> None:
        """Refuse a name that was not registered."""
        if problem not in self.problem_type:
            known = ", ".join(sorted(self.problem_type)) or "none"
            raise KeyError(f"problem '{problem}': expected one of {known}; add it by add_problem")
