"""How often the groups of a chain are drawn, for the user to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chain import chunk_name

if TYPE_CHECKING:
    from .params import BaseParams


def strategy_weights(params: BaseParams) -> dict[str, float]:
    """The weights that `multitask_balance_type` stands for.

    Parameters
    ----------
    params : BaseParams
        After the rows of its problems were counted.

    Returns
    -------
    dict of str to float
        The share of each group: of the rows, or alike.

    Raises
    ------
    ValueError
        For another strategy.
    """
    strategy = params.multitask_balance_type
    rows = {
        chunk_name(group): params.data_num_dict.get(group[0], 0) for group in params.problem_chunk
    }
    total = sum(rows.values())
    if strategy == "data_balanced" and total > 0:
        return {name: count / total for name, count in rows.items()}
    if strategy in ("data_balanced", "problem_balanced"):
        return {name: 1 / len(rows) for name in rows}
    expected = "'data_balanced' or 'problem_balanced'"
    raise ValueError(f"sampling_strategy: expected {expected}, got '{strategy}'")
