"""Where the time of a training step goes."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from bert_mtl import _core
from bert_mtl._extras import require

Row = dict[str, Any]


class Profile:
    """The mean step of a model's training, kernel by kernel.

    Attributes
    ----------
    rows : list of dict
        One a kernel, the longest first: ``kernel``, ``calls`` and ``seconds`` in a step, its
        ``share`` of the step, ``gflop_per_second`` (None where it multiplies no matrices),
        ``gb_per_second`` (each operand counted once), and ``parallel_share``, the share of its
        time that threads could share. The last row is what lies outside kernels.
    phases : list of dict
        The parts of a step in their order: ``name``, ``seconds``, ``share``.
    steps, threads : int
        How many steps were watched, and how many threads worked.
    tokens, seconds, tokens_per_second : float
        Of the mean step.
    serial_share : float
        The share of the time in which threads had nothing to share.
    bounds : dict of int to float
        By a number of threads, how many times as fast as with one the step can be at most: by
        what is shared, and into how many tiles.
    """

    def __init__(self, report: Mapping[str, Any]) -> None:
        outside = report["outside"]
        self.rows: list[Row] = [_row(kernel) for kernel in report["kernels"]]
        self.rows.append(
            _row({"kernel": outside["name"], **{key: outside[key] for key in ("seconds", "share")}})
        )
        self.phases: list[Row] = list(report["phases"])
        self.steps: int = report["steps"]
        self.threads: int = report["threads"]
        self.tokens: float = report["tokens"]
        self.seconds: float = report["seconds"]
        self.tokens_per_second: float = report["tokens_per_second"]
        self.serial_share: float = report["serial_share"]
        self.bounds: dict[int, float] = {
            bound["threads"]: bound["speedup"] for bound in report["bounds"]
        }

    def to_frame(self) -> Any:
        """Make a pandas.DataFrame with a row a kernel."""
        return require("pandas", "frame", "to_frame").DataFrame(self.rows)

    def plot(self, path: str | os.PathLike[str] | None = None) -> Any:
        """Draw the parts of a step and the kernels' shares of it; write them to `path` if given.

        Returns
        -------
        matplotlib.figure.Figure
        """
        from bert_mtl.plotting import draw_profile

        return draw_profile(self, path)

    @property
    def summary(self) -> str:
        """The step in one line."""
        return (
            f"{_counted(self.steps, 'step')} of {self.tokens:.0f} tokens, "
            f"{_counted(self.threads, 'thread')}: "
            f"{self.tokens_per_second:.0f} tokens/s, {self.serial_share:.2%} serial"
        )

    def __str__(self) -> str:
        table = [_HEADER, *(_cells(row) for row in self.rows)]
        widths = [max(len(cells[column]) for cells in table) for column in range(len(_HEADER))]
        lines = [
            "  ".join(
                cell.ljust(width) if column == 0 else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
            )
            for cells in table
        ]
        return "\n".join([*lines, "", self.summary])

    def __repr__(self) -> str:
        return f"Profile({self.summary})"

    def _repr_html_(self) -> str:
        import html

        def line(cells: tuple[str, ...], tag: str) -> str:
            return (
                "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"
            )

        body = "".join(line(_cells(row), "td") for row in self.rows)
        return (
            f"<table><thead>{line(_HEADER, 'th')}</thead><tbody>{body}</tbody></table>"
            f"<p>{html.escape(self.summary)}</p>"
        )


def watch(profiler: _core.Profiler, trace: str | os.PathLike[str] | None) -> Profile:
    """Take the steps of a profile; Ctrl-C ends it between two of them."""
    while True:
        progress = json.loads(profiler.step()[0])
        if progress["done"] >= progress["of"]:
            break
    if trace is not None:
        with open(trace, "w", encoding="utf-8") as file:
            file.write(profiler.trace()[0])
    return Profile(json.loads(profiler.report()[0]))


_KEYS = ("calls", "seconds", "share", "gflop_per_second", "gb_per_second", "parallel_share")
_HEADER = ("kernel", "calls", "ms", "share", "GFLOP/s", "GB/s", "parallel")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")


def _row(kernel: Mapping[str, Any]) -> Row:
    """Fill in what the core leaves out where there is nothing to say."""
    return {"kernel": kernel["kernel"], **{key: kernel.get(key) for key in _KEYS}}


def _cells(row: Row) -> tuple[str, ...]:
    forms = (
        ("calls", "{:g}"),
        ("seconds", "{:.3f}"),
        ("share", "{:.2%}"),
        ("gflop_per_second", "{:.1f}"),
        ("gb_per_second", "{:.1f}"),
        ("parallel_share", "{:.2%}"),
    )
    values = {**row, "seconds": 1000 * row["seconds"]}
    cells = ("-" if values[key] is None else form.format(values[key]) for key, form in forms)
    return (row["kernel"], *cells)
