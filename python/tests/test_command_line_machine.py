"""`bert-mtl inspect --machine`."""

import json
from pathlib import Path

import pytest
from command_line import run


def test_inspect_tells_of_the_machine(tmp_path: Path) -> None:
    result = run("inspect", "--machine", cwd=tmp_path)
    assert (result.status, result.err) == (0, "")
    names = [line.split("  ")[0] for line in result.out.splitlines()]
    assert names[:7] == [
        "machine",
        "processor",
        "instructions",
        "OpenBLAS",
        "oneDNN",
        "threads",
        "memory",
    ]
    info = json.loads(run("inspect", "--machine", "--json", cwd=tmp_path).out)
    assert info["openblas"]["version"] in result.out
    assert info["gflop_per_second"] is None


def test_inspect_measures_the_machine(tmp_path: Path) -> None:
    info = json.loads(run("inspect", "--machine", "--measure", "--json", cwd=tmp_path).out)
    assert info["gflop_per_second"]["float32"] > 0.1
    assert "products of float32" in run("inspect", "--machine", "--measure", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--machine", "folder"], "--machine: expected neither a path nor --set, got folder"),
        (
            ["--machine", "--set", "seed=1"],
            "--machine: expected neither a path nor --set, got seed=1",
        ),
        (["--measure", "folder"], "--measure: expected --machine, got none"),
        ([], "path: expected a configuration, a model's folder or --machine, got none"),
    ],
)
def test_inspect_refuses(tmp_path: Path, arguments: list[str], message: str) -> None:
    result = run("inspect", *arguments, cwd=tmp_path)
    assert (result.status, result.err) == (2, f"bert-mtl: {message}\n")
