"""The chain of problems as the original's `parse_problem_string` answers it."""

from __future__ import annotations

import re

_NAME = re.compile(r"\s*([\w-]*)\s*")


def parse_chain(chain: str) -> list[list[str]]:
    """Groups of a chain such as `a|b&c`, in its order.

    Parameters
    ----------
    chain : str
        Problems joined by `&` (same inputs) and `|` (drawn in turn).

    Returns
    -------
    list of list of str
        The problems of each group.

    Raises
    ------
    ValueError
        Where a name is missing, malformed or repeated; it names the column.
    """
    groups: list[list[str]] = [[]]
    seen: set[str] = set()
    column = 1
    for part in re.split(r"([|&])", chain):
        if part == "|":
            groups.append([])
        elif part != "&":
            name = _name(chain, part, column)
            if name in seen:
                at = column + len(part) - len(part.lstrip())
                raise ValueError(
                    f"{_place(chain, at)}: expected each problem once, got '{name}' again"
                )
            seen.add(name)
            groups[-1].append(name)
        column += len(part)
    return groups


def chunk_name(group: list[str]) -> str:
    """The original's name of a group: its problems sorted, joined by `_`."""
    return "_".join(sorted(group))


def _name(chain: str, part: str, column: int) -> str:
    """The name that stands between two operators, or the core's message for what does."""
    found = _NAME.match(part)
    end = found.end() if found else 0
    if end == len(part):
        if not part.strip():
            raise ValueError(
                f"{_place(chain, column + len(part))}: expected the name of a problem, got none"
            )
        return part.strip()
    other = part[end]
    known = re.match(r"[\w-]", other)
    expected = "'|' or '&'" if known else "a letter, digit, '_' or '-'"
    raise ValueError(f"{_place(chain, column + end)}: expected {expected}, got '{other}'")


def _place(chain: str, column: int) -> str:
    return f"chain '{chain}', column {column}"
